"""Operations of NinjaOne's OpenAPI document that this simulator refuses by name."""

from __future__ import annotations

from failmode.simulator.ninjaone.operation import NinjaOneOperation, unsimulated_operation

_PUBLIC = {
    "GET": (
        "/user/end-user/{id:int32}/custom-fields",
        "/system/custom-fields",
        "/custom-fields/entity-type/{entity_type}/{entity_id}/signed-urls",
        "/devices/search",
        "/groups",
        "/group/{id:int32}/device-ids",
        "/roles",
        "/tab/{rest:path}",
        "/policies/{rest:path}",
    ),
    "PATCH": (
        "/user/end-user/{id:int32}/custom-fields",
        "/system/custom-fields",
        "/organization/{organization_id:int32}",
        "/device/{device_id:int32}",
        "/tab/{rest:path}",
    ),
    "POST": (
        "/organizations",
        "/organization/{organization_id:int32}/locations",
        "/tab",
        "/policies/{rest:path}",
    ),
    "DELETE": ("/tab/{rest:path}",),
}

OPERATIONS: tuple[NinjaOneOperation, ...] = (
    unsimulated_operation("GET", "/ws/oauth/authorize"),
    unsimulated_operation("GET", "/oauth/authorize"),
    *(
        unsimulated_operation(method, f"/v2{path}", f"/api/v2{path}")
        for method, paths in _PUBLIC.items()
        for path in paths
    ),
)

"""The OpenAPI 3.1 document of the control API, made from its operations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version

from failmode.simulator.control.errors import DOCUMENT_PATH
from failmode.simulator.control.operation import JSON, ControlEndpoint, ControlOperation
from failmode.simulator.control.schemas import JsonObject, any_object, obj, text
from failmode.simulator.http_api.operation import Operation

_ERROR = obj(
    {
        "error": obj(
            {
                "code": text("Kind of refusal, stable."),
                "message": text("What was wrong, and where."),
                "hint": text("What to do about it."),
                "member": text(
                    "The member of the body that is wrong, with which the message then begins."
                ),
                "documentation": text("The path of this description."),
            },
            required=("code", "message", "hint", "documentation"),
        )
    }
)
_REASONS = {
    400: "The request does not fit this description.",
    401: "The simulator wants a token, and it is missing or wrong.",
    403: "The Host, Origin or Sec-Fetch-Site header belongs to another site.",
    404: "What the path names does not exist.",
    409: "It exists already, its state forbids the change, or all data were replaced meanwhile.",
    413: "The body is larger than the path takes.",
    415: "The body is not announced as application/json.",
    500: "The simulator itself failed; health tells how.",
    503: "As much of it is under way as may be at once.",
}


def with_description(operations: Iterable[ControlOperation]) -> tuple[ControlOperation, ...]:
    """Return the operations behind one that answers with their description.

    Args:
        operations: everything else that the API can do.
    """
    described: tuple[ControlOperation, ...] = (
        Operation(
            "GET",
            DOCUMENT_PATH,
            "getDescription",
            ControlEndpoint(
                "info", lambda _, __: document(), any_object("An OpenAPI 3.1 document.")
            ),
            summary="This document.",
        ),
        *operations,
    )

    @cache
    def document() -> JsonObject:
        return describe(described, version("failmode"))

    return described


def describe(operations: Iterable[ControlOperation], version: str) -> JsonObject:
    """Return the document of these operations.

    Args:
        operations: everything the API can do.
        version: the simulator's version.
    """
    paths: dict[str, JsonObject] = {}
    for operation in operations:
        methods = paths.setdefault(operation.openapi_path, {})
        methods[operation.method.lower()] = _describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "failmode simulator control",
            "version": version,
            "description": "Steers and observes the simulated NinjaOne, Duo and network.",
        },
        "paths": paths,
        # Nothing is needed on loopback.
        "security": [{}, {"token": []}],
        "components": {
            "schemas": {"Error": _ERROR.json_schema()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _describe(operation: ControlOperation) -> JsonObject:
    endpoint = operation.endpoint
    result: JsonObject = {
        "operationId": operation.name,
        "tags": [endpoint.tag],
        "summary": operation.summary,
    }
    parameters: list[JsonObject] = [
        {"name": name, "in": "path", "required": True, "schema": schema.json_schema()}
        for name, schema in endpoint.parameters.items()
    ]
    parameters += [
        {"name": name, "in": "query", "schema": schema.json_schema()}
        for name, schema in endpoint.query.items()
    ]
    parameters += [
        {"name": name, "in": "header", "schema": schema.json_schema()}
        for name, schema in endpoint.headers.items()
    ]
    if parameters:
        result["parameters"] = parameters
    refusals = {400, 401, 403, 500, *endpoint.refusals}
    if operation.method != "GET":
        refusals.add(409)
    if endpoint.body is not None:
        refusals |= {413, 415}
        result["requestBody"] = {
            "required": bool(endpoint.body.required),
            "content": {"application/json": {"schema": endpoint.body.json_schema()}},
        }
    if endpoint.response is None:
        success: JsonObject = {"description": "Done."}
    else:
        success = _content(endpoint.response.json_schema(), "Done.", endpoint.media_type)
    result["responses"] = {str(endpoint.status): success, **_refusals(refusals)}
    return result


def _content(schema: JsonObject, description: str, media_type: str = JSON) -> JsonObject:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _refusals(statuses: set[int]) -> JsonObject:
    error = {"$ref": "#/components/schemas/Error"}
    return {str(status): _content(error, _REASONS[status]) for status in sorted(statuses)}

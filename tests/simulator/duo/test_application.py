"""One declaration of an operation makes its route, its name and its stage."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound

from failmode.simulator.duo.api.access import AUTH_V2
from failmode.simulator.duo.api.envelope import Json
from failmode.simulator.duo.api.params import FORM_TYPE, Params
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.application import OPERATIONS
from failmode.simulator.duo.auth_api.endpoint import SignedEndpoint
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.endpoint import DuoEndpoint
from failmode.simulator.duo.errors import MissingCredentialsError
from failmode.simulator.edge.identify import Identified
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.http_api.router import Router
from failmode.terms.stages import Stage
from tests.simulator.duo.cloud import Cloud
from tests.simulator.environs import environ


def _devices(cloud: DuoCloud, _integration: Integration, params: Params) -> Json:
    return {"devices": len(cloud.users.get(params.required("username")).devices)}


DEVICES: Operation[DuoEndpoint] = Operation(
    "POST",
    "/auth/v2/devices",
    "devices",
    SignedEndpoint(_devices, AUTH_V2),
    stage=Stage.PREAUTH,
    at_once=True,
)


@pytest.fixture
def router() -> Router[DuoEndpoint]:
    return Router((*OPERATIONS, DEVICES))


def test_a_new_operation_of_the_auth_api_is_one_declaration(
    cloud: Cloud, router: Router[DuoEndpoint]
) -> None:
    sent = environ("POST", "/auth/v2/devices", "", {"content-type": FORM_TYPE}, b"username=ALICE")
    request = DuoRequest(sent, {}, cloud.duo.settings.current)

    identified = router.identifier(
        lambda match, _: match.operation.endpoint.user(cloud.duo, request)
    )

    assert identified(sent) == Identified("devices", Stage.PREAUTH, "ALICE")
    assert router.answers_at_once("/auth/v2/devices")
    with pytest.raises(MissingCredentialsError):
        router.match_request(sent).operation.endpoint.answer(cloud.duo, request)


def test_an_operation_that_is_not_declared_is_nowhere(router: Router[DuoEndpoint]) -> None:
    with pytest.raises(NotFound):
        router.match("POST", "/auth/v2/nothing")


def test_what_waits_for_people_is_never_answered_at_once() -> None:
    at_once = {one.path for one in OPERATIONS if one.at_once}

    assert at_once == {
        f"{api}/{name}" for api in ("/auth/v2", "/rest/v1") for name in ("ping", "check", "preauth")
    }

"""A NinjaOne tenant for tests: one organization with two locations and a device at each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from werkzeug.test import Client, TestResponse

from failmode.simulator.ninjaone.application import create_app
from failmode.simulator.ninjaone.enums import NodeClass, OAuthScope
from failmode.simulator.ninjaone.switches import Switches
from failmode.simulator.ninjaone.tenant import ApplicationCredentials, NinjaOneTenant
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Snapshot, Store
from tests.failopen_field import OPTIONS

INCIDENT = r"WEB_MGMT_SERVICE-1a-[0-9]+-[A-Z]{8}"
EVERYWHERE = ["NODE", "LOCATION", "ORGANIZATION"]


@dataclass
class Tenant:
    """The NinjaOne tenant, its clock and a client that may do everything."""

    store: Store
    clock: Clock
    ninjaone: NinjaOneTenant
    client: Client
    credentials: ApplicationCredentials
    organization: int
    location: int
    other_location: int
    device: int
    other_device: int
    rng: random.Random
    token: str = ""
    beginning: tuple[Snapshot, str, tuple[Any, ...]] | None = None

    def reset(self) -> None:
        """Go back to the beginning: state, clock, switches, token and source of ids."""
        assert self.beginning is not None
        snapshot, self.token, state = self.beginning
        self.store.restore(snapshot)
        self.clock.resume()
        self.ninjaone.switches = Switches()
        self.rng.setstate(state)

    @property
    def organization_values(self) -> str:
        """Path of the organization's values."""
        return f"/v2/organization/{self.organization}/custom-fields"

    @property
    def location_values(self) -> str:
        """Path of the first location's values."""
        return f"/v2/organization/{self.organization}/location/{self.location}/custom-fields"

    @property
    def device_values(self) -> str:
        """Path of the first device's values."""
        return f"/v2/device/{self.device}/custom-fields"

    def send(
        self, method: str, path: str, body: object = None, *, query: Mapping[str, str] | None = None
    ) -> TestResponse:
        """Send one request with the tenant's token."""
        return self.client.open(
            path,
            method=method,
            headers={"Authorization": f"Bearer {self.token}"},
            query_string=dict(query or {}),
            json=body,
        )

    def get(self, path: str, **query: str) -> Any:
        """Return the JSON of a GET that must succeed."""
        answer = self.send("GET", path, query=query)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    def agent(
        self, method: str, name: str, body: object = None, *, what: str = "field"
    ) -> TestResponse:
        """Send one request of the first device's agent."""
        return self.client.open(
            f"/_agent/v1/{what}",
            query_string={"name": name},
            method=method,
            headers={"Authorization": f"Bearer {self.ninjaone.agent_token(self.device)}"},
            json=body,
        )

    def new_token(self, **form: str) -> TestResponse:
        """Send a token request with the tenant's application, changed by `form`."""
        base = {
            "grant_type": "client_credentials",
            "client_id": self.credentials.client_id,
            "client_secret": self.credentials.client_secret,
        }
        return self.client.post("/ws/oauth/token", data=base | form)


@contextmanager
def open_tenant() -> Iterator[Tenant]:
    """Return a fresh tenant with ids and tokens from a fixed seed."""
    store, clock = Store(), Clock()
    try:
        rng = random.Random(7)
        ninjaone = NinjaOneTenant(store, clock, rng=rng)
        credentials = ninjaone.add_application(
            "tests", scopes=(OAuthScope.MONITORING, OAuthScope.MANAGEMENT)
        )
        organization = ninjaone.add_organization("Example Ltd")
        location = ninjaone.add_location(organization, "Main Office")
        other_location = ninjaone.add_location(organization, "Branch")
        tenant = Tenant(
            store,
            clock,
            ninjaone,
            Client(create_app(ninjaone)),
            credentials,
            organization,
            location,
            other_location,
            ninjaone.add_device(location, NodeClass.WINDOWS_WORKSTATION, "WS-1"),
            ninjaone.add_device(other_location, NodeClass.WINDOWS_SERVER, "SRV-1"),
            rng,
        )
        tenant.token = tenant.new_token().get_json()["access_token"]
        tenant.beginning = (store.snapshot(), tenant.token, rng.getstate())
        yield tenant
    finally:
        store.close()


def definition(name: str = "cpvalDuoFailopen", **changes: object) -> dict[str, object]:
    """Return a body for POST /v2/custom-fields: a drop-down that every channel may use."""
    body: dict[str, object] = {
        "label": "cPVAL DUO FAILOPEN",
        "fieldName": name,
        "type": "DROPDOWN",
        "definitionScope": EVERYWHERE,
        "technicianPermission": "EDITABLE",
        "scriptPermission": "READ_WRITE",
        "apiPermission": "READ_WRITE",
        "content": {"values": [{"name": option} for option in OPTIONS]},
    }
    return body | changes


def plain_field(name: str, kind: str, **changes: object) -> dict[str, object]:
    """Return a body for a field without options."""
    return definition(name, type=kind, content={}) | changes


def option_ids(shown: Mapping[str, Any]) -> dict[str, str]:
    """Map label to id of a definition's options, as the API shows them."""
    return {option["name"]: option["id"] for option in shown["content"]["values"]}

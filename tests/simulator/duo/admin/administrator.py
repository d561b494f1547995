"""Calls the Admin API of a cloud under test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from failmode.simulator.duo.api.signature import Version
from failmode.simulator.duo.directory.integration_types import IntegrationType
from tests.simulator.duo.cloud import HOST, NOW, Cloud, failure

ADMIN_IKEY = "DIADMIN0000000000000"
ADMIN_SKEY = "admin" * 8
LOG = "/admin/v2/logs/authentication"


@dataclass(frozen=True, slots=True)
class Administrator:
    """A program with an integration of the Admin API."""

    cloud: Cloud
    ikey: str = ADMIN_IKEY
    skey: str = ADMIN_SKEY

    def call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        version: Version = Version.V2,
    ) -> TestResponse:
        """Make a signed call."""
        at = self.cloud.clock.now()
        return self.cloud.call(
            method, path, params, version=version, ikey=self.ikey, skey=self.skey, at=at
        )

    def ok(self, method: str, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Return the whole body of a call that succeeds."""
        answer = self.call(method, path, params)
        assert answer.status_code == 200, answer.text
        return answer.json

    def response(self, method: str, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Return the response of a call that succeeds."""
        return self.ok(method, path, params)["response"]

    def refused(
        self, method: str, path: str, params: Mapping[str, str] | None = None
    ) -> tuple[int, str | None]:
        """Code and detail of a call that fails."""
        _, code, _, detail = failure(self.call(method, path, params))
        return code, detail

    def user_id(self, username: str) -> str:
        """Duo's id of a user."""
        return self.cloud.duo.users.get(username).user_id

    def log(self, **params: str) -> Any:
        """Return the response of the authentication log, of two days unless told otherwise."""
        times = {
            "mintime": str(int((NOW - 86_400) * 1000)),
            "maxtime": str(int((NOW + 86_400) * 1000)),
        }
        return self.response("GET", LOG, {**times, **params})


def administrator(cloud: Cloud) -> Administrator:
    """Give the cloud an integration of the Admin API, and its program."""
    cloud.duo.integrations.add(
        ADMIN_IKEY, ADMIN_SKEY, HOST, name="Admin", type=IntegrationType.ADMINAPI
    )
    return Administrator(cloud)

"""Duo's cloud as a WSGI application, and a client of it that signs."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.test import Client, TestResponse

from failmode.simulator.duo.api.params import FORM_TYPE, JSON_TYPE, encode_form, encode_json
from failmode.simulator.duo.api.signature import Digest, Version, rfc2822, sign
from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from tests.patience import PATIENT_SECONDS

IKEY = "DIXYZV6YM8IFYVWBINCA"
SKEY = "yWHSMhWucAcp7qvuH3HWTaSaKABs8Gaddiv1NIRo"
OTHER_IKEY = "DIOTHER0000000000000"
OTHER_SKEY = "other" * 8
HOST = "api-1234abcd.duosecurity.test"
NOW = 1_795_284_467.0
TIMEOUT = 60.0
MISSING_PARAMETERS = (400, 40001, "Missing required request parameters")
INVALID_PARAMETERS = (400, 40002, "Invalid request parameters")


@dataclass(frozen=True, slots=True)
class Cloud:
    """Duo's cloud under test and a client of it."""

    duo: DuoCloud
    store: Store
    clock: Clock
    client: Client

    def call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        version: Version = Version.V2,
        ikey: str = IKEY,
        skey: str = SKEY,
        at: float = NOW,
        date_header: str = "Date",
        digest: Digest | None = None,
    ) -> TestResponse:
        """Make a signed call."""
        sent = params or {}
        has_body = method in ("POST", "PUT")
        in_json = version.hashes_body and has_body
        body = (encode_json(sent) if in_json else encode_form(sent)) if has_body else b""
        headers = sign(
            version,
            method=method,
            host=HOST,
            path=path,
            ikey=ikey,
            skey=skey,
            params={} if in_json else sent,
            date=rfc2822(at),
            body=body if in_json else b"",
            date_header=date_header,
            digest=digest,
        )
        headers["Host"] = HOST
        return self.client.open(
            path,
            method=method,
            headers=headers,
            data=body,
            query_string="" if has_body else encode_form(sent).decode(),
            content_type=(JSON_TYPE if in_json else FORM_TYPE) if has_body else None,
        )

    def ok(self, method: str, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Return the response of a signed call that succeeds."""
        answer = self.call(method, path, params)
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        assert answer.json["stat"] == "OK"
        return answer.json["response"]

    def auth(self, **params: str) -> Any:
        """Return the response of `/auth/v2/auth`."""
        return self.ok("POST", "/auth/v2/auth", {"username": "alice", **params})

    def status(self, txid: str) -> Any:
        """Return the response of `/auth/v2/auth_status`."""
        return self.ok("GET", "/auth/v2/auth_status", {"txid": txid})

    def preauth(self, **params: str) -> Any:
        """Return the response of `/auth/v2/preauth`."""
        return self.ok("POST", "/auth/v2/preauth", params)


def failure(answer: TestResponse) -> tuple[int, int, str, str | None]:
    """Status, code, message and detail of an error."""
    body = answer.json
    assert body is not None
    assert body["stat"] == "FAIL"
    return answer.status_code, body["code"], body["message"], body.get("message_detail")


def open_cloud(store: Store, rng: random.Random | None = None) -> Cloud:
    """Make a cloud with two integrations and alice, who has a phone; its clock stands still.

    Args:
        store: the database.
        rng: where its ids come from; left out: from anywhere.
    """
    store.clear()
    clock = Clock()
    clock.freeze(NOW)
    duo = create_cloud(
        store,
        clock,
        DuoSettings(
            push_timeout_seconds=TIMEOUT,
            long_poll_seconds=0.02,
            sms_batch_size=3,
            recheck_seconds=2 * PATIENT_SECONDS,
        ),
        rng=rng,
    )
    duo.integrations.add(IKEY, SKEY, HOST, name="Windows")
    duo.integrations.add(OTHER_IKEY, OTHER_SKEY, HOST)
    duo.users.add("alice")
    duo.devices.add_phone("alice", "+1 202 555 0100", name="Pixel", platform="Google Android")
    return Cloud(duo, store, clock, Client(create_app(duo)))

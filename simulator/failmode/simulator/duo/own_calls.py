"""Calls that the cloud makes of its own API, as its own services do: no network is between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.test import Client

from failmode.simulator.duo.api.client import SignedAnswer, signed_request
from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.cloud import DuoCloud


@dataclass(frozen=True, slots=True)
class OwnCalls:
    """Makes signed calls of a cloud without a network, so that no fault strikes them.

    Attributes:
        cloud: the cloud.
        host: its API hostname.
        ikey: integration key of the application that calls.
        skey: its secret key.
    """

    cloud: DuoCloud
    host: str
    ikey: str
    skey: str = field(repr=False)

    def call(self, method: str, path: str, params: Mapping[str, str]) -> SignedAnswer:
        """Make one call; see `SignedCaller`."""
        request = signed_request(
            method,
            self.host,
            path,
            params,
            ikey=self.ikey,
            skey=self.skey,
            now=self.cloud.clock.now(),
        )
        answer = Client(create_app(self.cloud)).open(
            request.target,
            method=method,
            base_url=f"https://{self.host}/",
            headers=dict(request.headers),
            data=request.body or None,
        )
        return SignedAnswer(answer.status_code, answer.get_data(as_text=True))

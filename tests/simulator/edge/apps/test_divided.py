"""A divided application: exact paths lead to one part, all others to the other."""

from __future__ import annotations

import asyncio

import pytest

from failmode.simulator.edge.apps.application import ApplicationCall, ServerAddress
from failmode.simulator.edge.apps.divided import DividedApplication
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.identify import Identified


class Part:
    """Answers with its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.runs = False

    def start(self, address: ServerAddress) -> None:
        """See `Application`."""
        del address
        self.runs = True

    def stop(self) -> None:
        """See `Application`."""
        self.runs = False

    async def identify(self, call: ApplicationCall) -> Identified:
        """See `Application`."""
        del call
        return Identified(self.name)

    async def answer(self, call: ApplicationCall) -> Response:
        """See `Application`."""
        del call
        return Response(200, (), self.name.encode())


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("/sso/login", "first"),
        ("/sso/login?a=b", "first"),
        ("/sso/login/", "other"),
        ("/sso", "other"),
        ("/auth/v2/ping", "other"),
    ],
)
def test_exact_paths_lead_to_the_first_part_and_all_others_to_the_other(
    target: str, part: str
) -> None:
    first, other = Part("first"), Part("other")
    divided = DividedApplication(first, ("/sso/login",), other)
    divided.start(ServerAddress("duo", "https", "localhost", 443))
    assert (first.runs, other.runs) == (True, True)

    async def ask() -> tuple[Identified, object]:
        call = ApplicationCall(Request("GET", target, "1.1", (), b""), "127.0.0.1")
        return await divided.identify(call), await divided.answer(call)

    assert asyncio.run(ask()) == (Identified(part), Response(200, (), part.encode()))
    divided.stop()
    assert (first.runs, other.runs) == (False, False)

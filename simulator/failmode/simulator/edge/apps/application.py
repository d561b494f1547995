"""What answers behind an edge: in threads of this process, in other processes, or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from wsgiref.types import WSGIEnvironment

from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.identify import Identified


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where an application is served.

    Attributes:
        vendor: the name that rules and the journal know the edge by.
        scheme: `https` or `http`.
        host: the address it listens on.
        port: the port it listens on.
    """

    vendor: str
    scheme: str
    host: str
    port: int


@dataclass(slots=True)
class ApplicationCall:
    """One request on its way to an application.

    Attributes:
        request: what was asked.
        client: the client's address.
        skew_seconds: by how much the application's clock is off while it answers.
        identified: what the request is about; None as long as nobody had to know. Then
            `Application.answer` sets it, as early as it can.
        environ: the request as WSGI has it, with what has been read there; None until it is needed.
    """

    request: Request
    client: str
    skew_seconds: float = 0.0
    identified: Identified | None = None
    environ: WSGIEnvironment | None = None

    def replace_request(self, request: Request) -> None:
        """Ask something else than was identified, and forget what has been read of that."""
        self.request = request
        self.environ = None


class BodyStream(Protocol):
    """The body of a streamed answer."""

    async def next(self) -> bytes | None:
        """Give the next piece, None at the end; an exception when the application fails.

        May be cancelled; then only `close` follows.
        """

    def close(self) -> None:
        """Tell the application that nobody reads any more; does not wait, a second call is nothing.

        It must be called once, whether or not the end was reached.
        """


@dataclass(frozen=True, slots=True)
class StreamedResponse:
    """An answer whose length is not known: status, headers in order, the body piece by piece."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: BodyStream


class Application(Protocol):
    """Answers requests; all methods are called in the loop's thread and must not block it."""

    def start(self, address: ServerAddress) -> None:
        """Make ready to answer, before the first call and again after a `stop`."""

    def stop(self) -> None:
        """Begin nothing any more; does not wait for what is under way."""

    async def identify(self, call: ApplicationCall) -> Identified:
        """Tell what a call's request is about, for rules that depend on it."""

    async def answer(self, call: ApplicationCall) -> Response | StreamedResponse:
        """Give the application's answer; an exception when it fails. May be cancelled."""

"""What answers on the control port: the control API, and the dashboard that uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import HEALTH_PATH
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.edge.http.messages import DEFAULT_BODY_BYTES, BodyLimit, Request
from failmode.simulator.edge.identify import Identified, Identify


@dataclass(frozen=True, slots=True)
class _Applications:
    control: WSGIApplication
    identify: Identify
    dashboard: WSGIApplication
    is_dashboard: Callable[[str], bool]
    body_limit: BodyLimit


class ControlPort:
    """A WSGI application that is made at its first request: most tests never ask for it.

    Args:
        control: what the control API steers.
        guard: decides who may use it.
        synchronized: makes an application see what other processes have changed. Health is told
            without that, since it must be told when the database is down.
    """

    def __init__(
        self,
        control: SimulatorController,
        guard: ControlGuard,
        synchronized: Callable[[WSGIApplication], WSGIApplication],
    ) -> None:
        self._control = control
        self._guard = guard
        self._synchronized = synchronized(self._answer)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as PEP 3333 has it."""
        app = self._answer if environ["PATH_INFO"] == HEALTH_PATH else self._synchronized
        return app(environ, start_response)

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        made = self._applications
        app = made.dashboard if made.is_dashboard(environ["PATH_INFO"]) else made.control
        return app(environ, start_response)

    def identify(self, environ: WSGIEnvironment) -> Identified:
        """Name a request by its operation of the control API."""
        return self._applications.identify(environ)

    def body_limit(self, request: Request) -> int:
        """Tell how large a request's body may be; a stranger's is never large."""
        if self._applications.is_dashboard(request.path):
            return DEFAULT_BODY_BYTES
        allowed = self._applications.body_limit(request)
        return allowed if self._guard.admits(request.header) else min(allowed, DEFAULT_BODY_BYTES)

    @cached_property
    def _applications(self) -> _Applications:
        # Operations, their description and templates take longer to load than to use.
        from failmode.simulator.control import application as control  # noqa: PLC0415
        from failmode.simulator.control.operations import OPERATIONS  # noqa: PLC0415
        from failmode.simulator.dashboard import application as dashboard  # noqa: PLC0415
        from failmode.simulator.dashboard.operations import Operations  # noqa: PLC0415
        from failmode.simulator.http_api.router import Router  # noqa: PLC0415

        router = Router(OPERATIONS)
        return _Applications(
            control=control.create_app(self._control, self._guard, router),
            identify=router.identifier(),
            dashboard=dashboard.create_app(Operations(self._control, OPERATIONS), self._guard),
            is_dashboard=dashboard.serves,
            body_limit=router.max_body_bytes,
        )

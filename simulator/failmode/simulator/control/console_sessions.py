"""The technicians who work in NinjaOne's console through the control API."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from failmode.simulator.control.errors import ConsoleRefusedError, NotFoundError
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.ninjaone.console import Console, ConsoleError
from failmode.simulator.ninjaone.tenant import NinjaOneTenant

MAX_SESSIONS = 32
"""Sessions that are kept; the one opened first ends when there are more."""

Result = TypeVar("Result")
_HINT = "GET the session to see its page and what it offers"


class ConsoleSessions:
    """Console sessions by id; one action at a time.

    Args:
        ninjaone: the tenant.
    """

    def __init__(self, ninjaone: NinjaOneTenant) -> None:
        self._ninjaone = ninjaone
        self._sessions: OrderedDict[str, Console] = OrderedDict()
        self._last = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Tell how many sessions are open."""
        with self._lock:
            return len(self._sessions)

    def open(self) -> tuple[str, JsonObject]:
        """Open a session; returns its id and what the technician sees."""
        with self._lock:
            self._last += 1
            session_id = str(self._last)
            console = self._sessions[session_id] = Console(self._ninjaone)
            while len(self._sessions) > MAX_SESSIONS:
                self._sessions.popitem(last=False)
            return session_id, console.view()

    def view(self, session_id: str) -> JsonObject:
        """Return what the technician sees.

        Raises:
            NotFoundError: when there is no such session.
        """
        with self._lock:
            return self._session(session_id).view()

    def perform(self, session_id: str, action: str, target: str, value: str | None) -> JsonObject:
        """Do one action; returns what the technician sees then.

        Raises:
            NotFoundError: when there is no such session.
            ConsoleRefusedError: when the page does not offer it or the tenant refuses.
        """
        with self._lock:
            session = self._session(session_id)
            return run_in_console(lambda: session.perform(action, target, value))

    def end(self, session_id: str) -> None:
        """End a session.

        Raises:
            NotFoundError: when there is no such session.
        """
        with self._lock:
            self._session(session_id)
            del self._sessions[session_id]

    def clear(self) -> None:
        """End all sessions."""
        with self._lock:
            self._sessions.clear()

    def _session(self, session_id: str) -> Console:
        if session_id not in self._sessions:
            raise NotFoundError(
                f"there is no console session {session_id!r}",
                f"Open one first; open: {', '.join(self._sessions) or 'none'}",
            )
        return self._sessions[session_id]


def run_in_console(work: Callable[[], Result], hint: str = _HINT) -> Result:
    """Return what `work` returns.

    Args:
        work: what a technician does.
        hint: what to do when the console refuses.

    Raises:
        ConsoleRefusedError: when the console refuses.
    """
    try:
        return work()
    except ConsoleError as error:
        raise ConsoleRefusedError(str(error), hint) from error

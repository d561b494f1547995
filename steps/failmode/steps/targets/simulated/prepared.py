"""What many scenarios begin with, built by steps once and returned to after that."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from failmode.simulator import Checkpoint, Simulator
from failmode.steps.targets.ninjaone_http import HttpSession, NinjaOneHttp

_KEPT_SECONDS = 300.0
"""How long a prepared state is used: its times, such as the end of a token, do not go on."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    checkpoint: Checkpoint
    session: HttpSession
    until: float


class PreparedStates:
    """States of a simulator that steps have built, by what they built.

    Whoever returns to one finds what the steps left: rows, journal, access token, and the same ids
    to come. Only its times are those of the first building.

    Args:
        simulator: the running simulator, which nothing but the scenarios uses.
        http: the client of its NinjaOne.
        now: monotonic time in seconds.
    """

    def __init__(
        self, simulator: Simulator, http: NinjaOneHttp, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._simulator = simulator
        self._http = http
        self._now = now
        self._beginning: Checkpoint | None = None
        self._prepared: dict[Hashable, _Prepared] = {}

    def begin(self, prepare: Callable[[], None]) -> None:
        """Return to the seeded data.

        Args:
            prepare: changes these before the first scenario; always the same.
        """
        self._http.resume(HttpSession())
        if self._beginning is not None:
            self._simulator.return_to(self._beginning)
            return
        self._simulator.reset()
        prepare()
        self._beginning = self._simulator.checkpoint()

    def build(self, what: Hashable, work: Callable[[], None]) -> None:
        """Do some work, or return to what it led to before.

        It is always done where anything at all has happened since `begin`: then it may lead to
        something else.

        Args:
            what: names the work; the same work has the same name.
            work: what a step does.
        """
        if self._beginning is None or not self._simulator.is_at(self._beginning):
            work()
            return
        prepared = self._prepared.get(what)
        if prepared is not None and self._now() < prepared.until:
            self._simulator.return_to(prepared.checkpoint)
            self._http.resume(prepared.session)
            return
        until = self._now() + _KEPT_SECONDS
        work()
        self._prepared[what] = _Prepared(self._simulator.checkpoint(), self._http.session(), until)

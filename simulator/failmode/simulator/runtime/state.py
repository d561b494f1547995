"""The state of a running simulator, and what keeps it the same in every process that shares it."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

from failmode.simulator.runtime.config import SimulatorConfig
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.id_generator import id_generator
from failmode.simulator.state.requests import kept_to_their_rows
from failmode.simulator.state.store import Store
from failmode.simulator.state.sync import StateSync


@dataclass(frozen=True, slots=True)
class SharedState:
    """What all vendors of a simulator work on.

    Attributes:
        store: the database.
        clock: the clock of all vendors.
        ids: source of every id that the vendors make up.
        synchronized: makes an application see, at each request, what other processes have changed.
    """

    store: Store
    clock: Clock
    ids: random.Random
    synchronized: Callable[[WSGIApplication], WSGIApplication]

    def of_vendor(self, app: WSGIApplication) -> WSGIApplication:
        """Return a vendor's application, synchronized, whose requests write into no later rows."""
        return self.synchronized(kept_to_their_rows(self.store, app))


def open_state(stack: ExitStack, config: SimulatorConfig) -> SharedState:
    """Open the database, and synchronize it with other processes where there can be any.

    Args:
        stack: closes what was opened.
        config: which database, and how many workers share it.

    Raises:
        ConfigError: when the database cannot be used.
    """
    store = Store(config.state_url)
    stack.callback(store.close)
    clock = Clock()
    if not config.workers and config.state_url is None:
        return SharedState(store, clock, id_generator(store, 0), _only_process)
    sync = StateSync(store, clock)
    stack.callback(sync.close)
    return SharedState(store, clock, id_generator(store, sync.process), sync.before_each_request)


def _only_process(app: WSGIApplication) -> WSGIApplication:
    """Return `app` as it is: no other process uses the database."""
    return app

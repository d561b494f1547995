"""Duo Unix as it is installed here, and a simulator with a push that is answered fast."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from failmode.simulator.runtime import Simulator
from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix import DuoUnixClients
from failmode.steps.targets.duo_unix.classify import classify, observe
from failmode.steps.targets.duo_unix.configuration import Configuration
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.program_run import ProgramRun
from failmode.terms.logins import Verdict

TARGET = "simulator"
DEADLINE_SECONDS = 30.0
"""Long enough for a busy machine; nothing here is meant to hang unless it says so."""


@contextmanager
def skipping() -> Iterator[None]:
    """Skip, with the program's name, where one is missing."""
    try:
        yield
    except CannotDo as missing:
        pytest.skip(str(missing))


def installed_version(find: Callable[[Installation], Path]) -> str:
    """Find the version of the installed binary, or skip."""
    with skipping():
        installation = Installation(TARGET)
        return installation.version(find(installation))


def restore(simulator: Simulator) -> None:
    """Restore the seed data, with pushes that wait for a person as long as a login may take."""
    simulator.reset()
    settings = simulator.duo.settings
    settings.replace(dataclasses.replace(settings.current, push_timeout_seconds=DEADLINE_SECONDS))


def clients(simulator: Simulator, deadline_seconds: float = DEADLINE_SECONDS) -> DuoUnixClients:
    """Make what the target offers."""
    return DuoUnixClients(simulator, "alice", target=TARGET, deadline_seconds=deadline_seconds)


def configuration(simulator: Simulator, ca_file: Path, failmode: str = "secure") -> Configuration:
    """Make a right configuration."""
    ca_file.write_bytes(simulator.ca_file.read_bytes())
    return Configuration(
        ikey=simulator.keys.ikey,
        skey=simulator.keys.skey,
        host=f"localhost:{simulator.addresses.duo.port}",
        cafile=ca_file,
        failmode=failmode,
        prompts=1,
    )


def verdict(simulator: Simulator, did: ProgramRun, user: str, since: int = 0) -> Verdict:
    """Judge what a run came to, by the journal too."""
    return classify(did, observe(simulator.journal.query(vendor="duo", since=since), user)).verdict


def without_ping(operations: tuple[str, ...]) -> tuple[str, ...]:
    """List the operations that every version asks for."""
    return tuple(one for one in operations if one != "ping")

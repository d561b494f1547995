"""Logins at random, while Duo is made unreachable and while the simulator itself is broken.

Nobody gets in without a second factor, unless a fault that the test has armed is in force and the
failmode of the client is open. What breaks in the simulator is never such a fault.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.simulator.runtime.supervised_worker import Backoff
from failmode.terms import Failmode, Stage, Vendor
from tests.patience import PATIENT_SECONDS
from tests.real.postgres import PostgresServer, postgres_server
from tests.simulator.authproxy.sender import RadiusSender

pytestmark = [pytest.mark.real, pytest.mark.slow]

ROUNDS = 25
COMPUTERS = ("windows-workstation", "windows-server", "macos")
A_RADIUS_CLIENT = "a RADIUS client"
CLIENTS = (*COMPUTERS, "radius", "ldap", A_RADIUS_CLIENT, A_RADIUS_CLIENT)
AT_ONCE = 8
USERS = ("alice", "bob", "bob", "carol")
"""Who approves, denies and ignores a push."""

DEADLINE_SECONDS = 2.5
PATIENCE_SECONDS = Backoff().longest_seconds + 2 * PATIENT_SECONDS
"""A worker that was killed again and again is started anew as late as that."""

DISTURBANCES = (
    "nothing",
    "fault",
    "fault",
    "reset",
    "seed",
    "restore",
    "worker",
    "workers",
    "database",
)


@dataclass(frozen=True, slots=True)
class Login:
    """What one login came to.

    Attributes:
        client: what it went through.
        username: whose it was.
        failmode: what decides there while Duo cannot be reached.
        end: the verdict or the packet, or how the simulator told that there is none.
    """

    client: str
    username: str
    failmode: Failmode
    end: str

    @property
    def is_let_in(self) -> bool:
        """Whether the user was let in."""
        return self.end in ("allowed", "failed-open", "Access-Accept")

    def is_unearned(self, *, with_fault: bool) -> bool:
        """Whether the user was let in without a second factor, and no failmode says so.

        Args:
            with_fault: whether a fault of Duo's is in force, so that a failmode may decide.
        """
        if self.is_let_in and self.username == "alice" and self.end != "failed-open":
            return False
        may_fail_open = with_fault and self.failmode is Failmode.OPEN
        return self.end == "allowed" or (self.is_let_in and not may_fail_open)


class World:
    """A simulator with two workers upon PostgreSQL, whose proxy fails open, and what disturbs it.

    Args:
        database: of the simulator.
        simulator: runs.
        control: a client of its control API.
        dice: decides everything that is left to chance.
    """

    def __init__(
        self,
        database: PostgresServer,
        simulator: Simulator,
        control: httpx.Client,
        dice: random.Random,
    ) -> None:
        self._database = database
        self._simulator = simulator
        self._control = control
        self._dice = dice
        self._radius = RadiusSender(simulator)
        self._snapshot = control.get("/_sim/snapshot").json()

    def settle(self) -> None:
        """Begin anew: seed data, no faults, and everything there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            if self._control.post("/_sim/reset").is_success:
                health = self._control.get("/_sim/health").json()
                if health["status"] == "ok":
                    return
            assert time.monotonic() < deadline, "the simulator did not recover"

    def disturb(self, how: str) -> None:
        """Do what a round is about, while logins are under way."""
        match how:
            case "reset" | "seed":
                self._control.post(f"/_sim/{how}", json={"seed": 1} if how == "seed" else None)
            case "restore":
                self._control.post("/_sim/restore", json=self._snapshot)
            case "worker" | "workers":
                told = self._control.get("/_sim/health").json()["workers"]
                for worker in told[: 1 if how == "worker" else None]:
                    if worker["pid"] is not None:
                        os.kill(worker["pid"], signal.SIGKILL)
            case "database":
                self._database.stop()
                self._database.start()

    def arm(self) -> str:
        """Put a fault in force, before the logins; returns which."""
        catalogue = fault_catalogue()
        name = self._dice.choice(sorted(catalogue.names))
        stage = self._dice.choice((None, Stage.PREAUTH, Stage.AUTH))
        self._simulator.rules.add(Rule(Vendor.DUO, catalogue.make(name), stage=stage))
        return f"{name} at {stage or 'any stage'}"

    def log_in(self, client: str, username: str, failmode: Failmode) -> Login:
        """Log in once; at the proxy, whose failmode is open, with that."""
        if client not in COMPUTERS:
            failmode = Failmode.OPEN
        if client == A_RADIUS_CLIENT:
            code = self._radius.send(username, DEADLINE_SECONDS)
            return Login(client, username, failmode, code or "no reply")
        body = {"client": client, "username": username, "deadline_seconds": DEADLINE_SECONDS}
        if client in COMPUTERS:
            body["failmode"] = failmode.value
        answer = self._control.post("/_sim/logins", json=body)
        told = answer.json()
        end = told["verdict"] if answer.is_success else told["error"]["code"]
        return Login(client, username, failmode, end)


@contextmanager
def world(dice: random.Random) -> Iterator[World]:
    """Run everything."""
    with postgres_server() as database:
        config = SimulatorConfig(
            state_url=database.url,
            workers=2,
            proxy=ProxySettings(enabled=True, failmode=Failmode.OPEN),
        )
        with (
            Simulator(config) as simulator,
            httpx.Client(
                base_url=simulator.addresses.control.url, timeout=PATIENCE_SECONDS
            ) as control,
        ):
            yield World(database, simulator, control, dice)


def test_two_hundred_random_logins_let_nobody_in_who_has_not_earned_it() -> None:
    # On a desk every run tries others; CI always tries the same.
    seed = 1 if os.environ.get("CI") else random.SystemRandom().randrange(2**32)
    dice = random.Random(seed)
    seen: Counter[str] = Counter()
    denied_pushes = 0
    with world(dice) as here, ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(ROUNDS):
            here.settle()
            disturbance = (
                DISTURBANCES[number] if number < len(DISTURBANCES) else dice.choice(DISTURBANCES)
            )
            what = here.arm() if disturbance == "fault" else disturbance
            logins = [
                pool.submit(
                    here.log_in,
                    dice.choice(CLIENTS),
                    dice.choice(USERS),
                    dice.choice(list(Failmode)),
                )
                for _ in range(AT_ONCE)
            ]
            # At a moment that may be any of a login's.
            wait(logins, timeout=dice.uniform(0, 0.5))
            here.disturb(disturbance)
            ended = [login.result(PATIENCE_SECONDS) for login in logins]
            seen.update(one.end for one in ended)
            denied_pushes += sum(one.end in ("denied", "Access-Reject") for one in ended)
            with_fault = disturbance == "fault"
            unearned = [one for one in ended if one.is_unearned(with_fault=with_fault)]
            assert not unearned, f"seed {seed}, round {number}, {what}: {unearned}"
    # Otherwise it has shown nothing.
    assert sum(seen.values()) == ROUNDS * AT_ONCE
    assert seen["allowed"] + seen["Access-Accept"] > 0, seen
    assert denied_pushes > 0, seen
    assert seen["no reply"] + seen["internal-failure"] + seen["conflict"] > 0, seen

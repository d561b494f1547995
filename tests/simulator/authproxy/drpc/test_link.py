"""The link to Duo: what is answered to what, how much at once, and when it connects anew."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.authproxy.drpc import link as links
from failmode.simulator.authproxy.drpc.join import Joined, Joiner
from failmode.simulator.authproxy.drpc.link import DrpcLink, LinkTexts, Reconnecting
from failmode.simulator.authproxy.drpc.procedures import Arguments, Procedure
from failmode.simulator.duo.api.drpc import (
    MAX_STRING,
    CallError,
    MessageReader,
    Received,
    Signer,
    call_message,
)
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Unreachable, UnreachableKind, UpgradedConnection
from tests.patience import PATIENT_SECONDS

SIGNER = Signer(b"dummy-secret", lambda: 1_700_000_000.0)
SOON = PATIENT_SECONDS


class Wire:
    """A connection whose other end is the test."""

    def __init__(self) -> None:
        self._incoming: queue.Queue[bytes] = queue.Queue()
        self._outgoing: queue.Queue[bytes] = queue.Queue()
        self._reader = MessageReader(SIGNER)

    def read(self, timeout: float | None = None) -> bytes:
        """Give what the test has sent."""
        try:
            return self._incoming.get(timeout=timeout)
        except queue.Empty:
            raise Unreachable(UnreachableKind.READ_TIMEOUT, "nothing came") from None

    def write(self, data: bytes, timeout: float | None = None) -> None:
        """Take an answer."""
        del timeout
        self._outgoing.put(data)

    def abort(self) -> None:
        """End it."""
        self._incoming.put(b"")

    def close(self) -> None:
        """Give nothing back: there is no socket."""

    def send(self, octets: bytes) -> None:
        """Let octets arrive."""
        self._incoming.put(octets)

    def ask(self, call_id: str, name: str, **args: object) -> None:
        """Let a call arrive."""
        self.send(SIGNER.encode(call_message(call_id, name, args)))

    def answer(self) -> dict[str, Any]:
        """Wait for the next answer."""
        while (message := self._reader.next()) is None:
            self._reader.feed(self._outgoing.get(timeout=SOON))
        assert isinstance(message, Received)
        return cast("dict[str, Any]", message.value)


class Joins:
    """Gives a new wire to each join."""

    def __init__(self, idle_seconds: float | None) -> None:
        self.wires: queue.Queue[Wire] = queue.Queue()
        self._idle_seconds = idle_seconds

    def join(self) -> Joined:
        """See `Joiner`."""
        wire = Wire()
        self.wires.put(wire)
        connection = cast("UpgradedConnection", wire)
        return Joined(connection, SIGNER, None, self._idle_seconds)


@contextmanager
def linked(
    procedures: dict[str, Procedure],
    failures: InternalFailures | None = None,
    idle_seconds: float | None = None,
) -> Iterator[Joins]:
    joins = Joins(idle_seconds)
    link = DrpcLink(
        "sso",
        cast("Joiner", joins),
        procedures,
        logger=logging.Logger("test"),  # noqa: LOG001 - of this test alone
        failures=failures or InternalFailures(),
        reconnecting=Reconnecting(0.02, at_once_after_loss=True),
        texts=LinkTexts(),
    )
    link.start()
    try:
        yield joins
    finally:
        link.stop()


def wire_of(joins: Joins) -> Wire:
    return joins.wires.get(timeout=SOON)


def echo(arguments: Arguments) -> object:
    return dict(arguments.values)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ([], "bad call"),
        ({"call": "echo"}, "bad call"),
        ({"id": "1"}, "bad call"),
        ({"id": "1", "call": 7}, "bad call"),
        ({"id": "1", "call": "echo", "args": []}, "bad call"),
        ({"id": "1", "call": "other"}, "unknown call"),
    ],
)
def test_what_is_no_call_is_answered_by_name_and_the_next_call_works(
    message: object, error: str
) -> None:
    with linked({"echo": echo}) as joins:
        wire = wire_of(joins)
        wire.send(SIGNER.encode(message))
        assert wire.answer()["error"] == error
        wire.ask("2", "echo", a=1)
        assert wire.answer() == {"id": "2", "error": None, "error_args": {}, "result": {"a": 1}}


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=64))
def test_octets_that_are_none_of_duos_never_reach_a_procedure(octets: bytes) -> None:
    called = threading.Event()

    def procedure(_: Arguments) -> None:
        called.set()

    failures = InternalFailures()
    with linked({"echo": procedure}, failures) as joins:
        wire = wire_of(joins)
        wire.send(octets + bytes(MAX_STRING.to_bytes(4)[:1]))
        wire.abort()
        wire_of(joins)
    assert not called.is_set()
    assert failures.count == 0


def test_a_string_that_is_too_long_ends_the_connection_which_is_made_anew() -> None:
    with linked({"echo": echo}) as joins:
        wire_of(joins).send((MAX_STRING + 1).to_bytes(4))
        again = wire_of(joins)
        again.ask("1", "echo")
        assert again.answer()["result"] == {}


def test_a_failure_of_ours_and_a_result_that_cannot_be_sent_are_errors_by_name() -> None:
    def broken(_: Arguments) -> None:
        raise RuntimeError("ours")

    def refuses(_: Arguments) -> None:
        raise CallError("LDAP bind failed", {"error": "why"})

    failures = InternalFailures()
    procedures: dict[str, Callable[[Arguments], Any]] = {
        "broken": broken,
        "refuses": refuses,
        "unsendable": lambda _: {b"octets"},
        "too long": lambda _: "a" * (MAX_STRING + 1),
    }
    with linked(procedures, failures) as joins:
        wire = wire_of(joins)
        told = {}
        for name in procedures:
            wire.ask(name, name)
            answer = wire.answer()
            told[answer["id"]] = answer["error"], answer["error_args"]
    assert told == {
        "broken": ("unknown error", {}),
        "refuses": ("LDAP bind failed", {"error": "why"}),
        "unsendable": ("cannot serialize result", {}),
        "too long": ("cannot serialize result", {}),
    }
    assert failures.count == 1


def test_calls_beyond_what_may_wait_are_refused_and_none_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links, "CALLS_WAITING", 3)
    monkeypatch.setattr(links, "CALLS_AT_ONCE", 2)
    going = threading.Event()

    def slow(_: Arguments) -> str:
        going.wait(SOON)
        return "done"

    with linked({"slow": slow}) as joins:
        wire = wire_of(joins)
        for number in range(5):
            wire.ask(str(number), "slow")
        refused = [wire.answer() for _ in range(2)]
        assert {one["id"] for one in refused} == {"3", "4"}
        assert {one["error"] for one in refused} == {"unknown error"}
        going.set()
        assert {wire.answer()["id"] for _ in range(3)} == {"0", "1", "2"}


def test_who_is_not_called_for_too_long_connects_anew() -> None:
    with linked({"echo": echo}, idle_seconds=-1) as joins:
        wire_of(joins)
        wire_of(joins)

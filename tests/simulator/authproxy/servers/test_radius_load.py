"""Many logins at once, and what stops in the middle of them: no Accept that was not earned."""

from __future__ import annotations

import gc
import logging
import resource
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import LOGGER_NAME, AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    BadPacketError,
    Code,
    OutgoingRequest,
    Reply,
)
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.scripted_primary import scripted_primary
from tests.simulator.authproxy.stack import (
    PASSWORD,
    PRIMARY_SECRET,
    SECRET,
    USERS,
    Stack,
    code_and_message,
    log_in,
)

LOGINS = 500
DUO_SECONDS = 2.0
LONGEST_SECONDS = 200.0
"""For so many logins on the busiest machine."""


@dataclass
class Burst:
    """Requests that are sent at once from one socket for each 256 identifiers.

    Attributes:
        address: of the proxy.
        codes: how often each code came.
    """

    address: tuple[str, int]
    codes: Counter[str] = field(default_factory=Counter)

    def run(self, count: int, seconds: float) -> None:
        """Send all requests, repeat what is not answered, as clients do, and count the answers."""
        batches = [range(first, min(first + 200, count)) for first in range(0, count, 200)]
        with ThreadPoolExecutor(len(batches)) as pool:
            for codes in pool.map(lambda batch: self._send(len(batch), seconds), batches):
                self.codes.update(codes)

    def _send(self, count: int, seconds: float) -> Counter[str]:
        found: Counter[str] = Counter()
        pending: dict[int, OutgoingRequest] = {}
        while len(pending) < count:
            request = OutgoingRequest(SECRET.encode(), "alice", PASSWORD.encode())
            pending.setdefault(request.datagram[1], request)
        end = time.monotonic() + seconds
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.connect(self.address)
            sock.settimeout(1)
            while pending and time.monotonic() < end:
                for request in pending.values():
                    sock.send(request.datagram)
                self._receive(sock, pending, found)
        return found

    def _receive(
        self, sock: socket.socket, pending: dict[int, OutgoingRequest], found: Counter[str]
    ) -> None:
        while pending:
            try:
                datagram = sock.recv(4096)
            except TimeoutError:
                return
            request = pending.get(datagram[1])
            if request is not None:
                found[Code(request.read_reply(datagram).code).name] += 1
                del pending[datagram[1]]


def resident_kib() -> int:
    """Return the memory that the process uses, in KiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024


@pytest.mark.slow
def test_500_logins_with_a_slow_duo_are_all_answered_and_memory_stays_flat(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest keeps every line that is logged, which is no memory of the proxy.
    monkeypatch.setattr(logging.getLogger(LOGGER_NAME), "propagate", False)
    # So many at once make the primary server slow as well.
    client_options = {"retries": "500"}
    with stack.proxy(client_options=client_options, api_timeout_seconds=LONGEST_SECONDS) as proxy:
        stack.rules.add(Rule("duo", stage=Stage.AUTH, delay_seconds=DUO_SECONDS))
        used = []
        for _ in range(3):
            burst = Burst(proxy.addresses[0])
            began = time.monotonic()
            burst.run(LOGINS, LONGEST_SECONDS)
            took = time.monotonic() - began
            assert burst.codes == Counter(ACCESS_ACCEPT=LOGINS)
            assert took < LOGINS * DUO_SECONDS / 4, "they were not handled at the same time"
            stack.wait_until_decided()
            gc.collect()
            used.append(resident_kib())
    assert used[-1] - used[0] < 32 * 1024, f"memory at rest after each burst, in KiB: {used}"


@pytest.mark.parametrize("what", ["the primary server", "Duo", "the proxy"])
def test_nobody_is_accepted_whom_nobody_let_in_though_something_stops_in_the_middle(
    stack: Stack, what: str
) -> None:
    primary = UserListRadiusServer(USERS, PRIMARY_SECRET)
    primary.start()
    options = {"port": str(primary.port), "retries": "0"}
    asked, is_gone = threading.Semaphore(0), threading.Event()
    found: Counter[str] = Counter()

    def knock(address: tuple[str, int]) -> Counter[str]:
        codes: Counter[str] = Counter()
        for username, password in (("alice", "wrong"), ("bob", PASSWORD)) * 3:
            wait = 0.2 if is_gone.is_set() else 3
            client = RadiusClient((address,), SECRET.encode(), retries=0, retry_wait=wait)
            asked.release()
            reply = client.authenticate(username, password.encode())
            codes[code_and_message(reply)[0]] += 1
        return codes

    with stack.proxy({"failmode": "secure"}, options) as proxy, ThreadPoolExecutor(8) as pool:
        knocking = [pool.submit(knock, proxy.addresses[0]) for _ in range(8)]
        for _ in range(20):
            assert asked.acquire(timeout=PATIENT_SECONDS)
        match what:
            case "the primary server":
                primary.stop()
            case "Duo":
                stack.rules.add(Rule("duo", ConnectionRefused()))
            case _:
                proxy.stop()
                is_gone.set()
        for one in knocking:
            found.update(one.result(60))
    primary.stop()
    assert sum(found.values()) == 48
    assert found["ACCESS_ACCEPT"] == 0, found
    assert found["ACCESS_REJECT"] > 0, found


def test_a_primary_server_that_answers_after_it_was_given_up_lets_nobody_in(stack: Stack) -> None:
    is_back = threading.Event()

    def silent(_: AccessRequest) -> Reply | None:
        return Reply(Code.ACCESS_REJECT, "no") if is_back.is_set() else None

    with (
        scripted_primary(silent) as primary,
        stack.proxy(client_options={**primary.options, "retries": "5"}) as proxy,
    ):
        assert log_in(proxy) == (
            "ACCESS_REJECT",
            messages.PRIMARY_ERROR.format(reason=messages.PRIMARY_TIMED_OUT),
        )
        is_back.set()
        assert log_in(proxy) == ("ACCESS_REJECT", "no")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damaged_packet_is_answered_with_an_accept_or_stops_the_server(
    fuzzed: AuthProxy, data: st.DataObject
) -> None:
    request = bytearray(OutgoingRequest(SECRET.encode(), "alice", b"wrong").datagram)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(request) - 1))
        request[place] = data.draw(st.integers(0, 255))
    damaged = bytes(request[: data.draw(st.integers(0, len(request)))])
    sent = OutgoingRequest(SECRET.encode(), "alice", b"wrong")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(fuzzed.addresses[0])
        sock.settimeout(PATIENT_SECONDS)
        sock.send(damaged)
        sock.send(sent.datagram)
        answered = False
        while not answered:
            reply = sock.recv(4096)
            assert reply[0] != Code.ACCESS_ACCEPT
            with suppress(BadPacketError):
                answered = sent.read_reply(reply).code == Code.ACCESS_REJECT


@pytest.fixture
def fuzzed(stack: Stack) -> Iterator[AuthProxy]:
    """Run a proxy that many packets are sent to."""
    with stack.proxy({"failmode": "safe"}) as proxy:
        yield proxy

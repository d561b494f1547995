"""Ten thousand LDAP connections that nobody uses: bounded, refused, told once, and freed."""

from __future__ import annotations

import select
import socket
import sys
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Self

import pytest

from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.entries import USER_LIST_PEOPLE
from failmode.simulator.authproxy.ldap.errors import LdapError, LdapTimeoutError
from tests.cli.serving import Served, serving
from tests.patience import PATIENT_SECONDS

CONNECTIONS = 10_000
ALLOWED, PER_ADDRESS = 2_000, 1_000
ADDRESSES = tuple(f"127.0.1.{number}" for number in range(1, 21))
NEEDED_FILES = ALLOWED * 2 + 500
MOST_KILOBYTES_A_CONNECTION = 24

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8, and /proc"
)


@pytest.fixture
def served() -> Iterator[Served]:
    """Run a simulator that may have enough files open; skip where this machine forbids it."""
    import resource  # noqa: PLC0415 - not there on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = hard if hard == resource.RLIM_INFINITY else max(soft, min(hard, 20_000))
    if allowed != resource.RLIM_INFINITY and allowed * 3 // 8 < ALLOWED:
        pytest.skip(f"a process may open {allowed} files here (ulimit -Hn)")
    wanted = 20_000 if allowed == resource.RLIM_INFINITY else allowed
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    try:
        with serving(
            f"--max-connections={ALLOWED}", f"--max-connections-per-address={PER_ADDRESS}"
        ) as one:
            yield one
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def kilobytes(served: Served) -> int:
    """Return how much memory the process has, in KiB."""
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    (line,) = (one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1])


def open_files(served: Served) -> int:
    """Return how many files the process has open."""
    return len(list(Path(f"/proc/{served.process.pid}/fd").iterdir()))


def log_in(served: Served) -> None:
    """Bind as alice by a connection of her own."""
    password = next(
        one["password"]
        for one in served.facts["credentials"]["users"]
        if one["username"] == "alice"
    )
    address = DirectoryAddress(host="127.0.0.1", port=served.port("ldap"), timeout=PATIENT_SECONDS)
    with LdapClient(address) as client:
        client.bind(f"uid=alice,{USER_LIST_PEOPLE}", password)
        assert client.who_am_i() == f"dn:uid=alice,{USER_LIST_PEOPLE}"


class IdleConnections:
    """Connections that are opened and say nothing; a context manager.

    Args:
        port: where to.

    Attributes:
        held: those that are open, as far as was looked.
        refused: how many were ended from the other side.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.held: list[socket.socket] = []
        self.refused = 0

    def open(self, source: str) -> None:
        """Open one from an address of loopback; a reset may come as soon as that."""
        one = socket.socket()
        one.settimeout(PATIENT_SECONDS)
        try:
            one.bind((source, 0))
            one.connect(("127.0.0.1", self._port))
        except ConnectionError:
            one.close()
            self.refused += 1
        except BaseException:
            one.close()
            raise
        else:
            self.held.append(one)

    def look(self) -> None:
        """Count those that have ended."""
        poll = select.poll()
        by_number = {one.fileno(): one for one in self.held}
        for number in by_number:
            poll.register(number, select.POLLIN | select.POLLHUP | select.POLLERR)
        for number, _ in poll.poll(0):
            by_number[number].close()
            self.held.remove(by_number[number])
            self.refused += 1

    def close(self) -> None:
        """End them all."""
        for one in self.held:
            one.close()
        self.held = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def test_ten_thousand_idle_connections_are_bounded_told_once_and_freed(served: Served) -> None:
    lines: list[str] = []
    stderr = served.process.stderr
    assert stderr is not None
    reader = threading.Thread(target=lambda: lines.extend(stderr), daemon=True)
    reader.start()
    log_in(served)
    before, files = kilobytes(served), open_files(served)
    port = served.port("ldap")
    address = DirectoryAddress(host="127.0.0.1", port=port, timeout=PATIENT_SECONDS)
    with LdapClient(address) as own, IdleConnections(port) as idle:
        own.bind("", "")
        for number, source in zip(range(CONNECTIONS), cycle(ADDRESSES), strict=False):
            idle.open(source)
            if number % 500 == 499:
                own.who_am_i()
                if number < ALLOWED // 2:
                    log_in(served)
                idle.look()
        # The last ones may not have been refused yet; the client that was there before counts too.
        end = time.monotonic() + PATIENT_SECONDS
        while len(idle.held) > ALLOWED - 1 and time.monotonic() < end:
            idle.look()
        assert (len(idle.held), idle.refused) == (ALLOWED - 1, CONNECTIONS - ALLOWED + 1)
        assert own.who_am_i() == ""
        with pytest.raises((LdapError, OSError)) as refused:
            log_in(served)
        assert not isinstance(refused.value, LdapTimeoutError), "nobody is left to wait"
        grown = kilobytes(served) - before
        assert grown < ALLOWED * MOST_KILOBYTES_A_CONNECTION, f"{grown} KiB"
        assert open_files(served) < files + ALLOWED + 50
    end = time.monotonic() + PATIENT_SECONDS
    while open_files(served) > files + 50 and time.monotonic() < end:
        threading.Event().wait(0.05)
    log_in(served)
    served.process.terminate()
    reader.join(PATIENT_SECONDS)
    told = [line for line in lines if "was refused" in line]
    assert len(told) == 1, told
    assert len(lines) < 20, lines

"""The ports that tests reserve."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.ports import free_port


def test_a_reserved_port_is_free_by_tcp_and_udp() -> None:
    port = free_port()
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as sock:
            sock.bind(("127.0.0.1", port))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has abstract names of sockets")
def test_no_two_tests_are_given_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = free_port()
    monkeypatch.setattr("tests.ports._PORTS", [ours])
    with pytest.raises(RuntimeError, match=f"no port from {ours}"):
        free_port()
    others = f"import tests.ports; tests.ports._PORTS = [{ours}]; tests.ports.free_port()"
    done = subprocess.run(
        [sys.executable, "-c", others], capture_output=True, text=True, check=False
    )
    assert f"RuntimeError: no port from {ours}" in done.stderr

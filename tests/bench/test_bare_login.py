"""The bare parts of a login are paid for, so that ours is compared with what has to be."""

from __future__ import annotations

import sqlite3
import ssl
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from bench.errors import BenchError
from bench.load.radius import RadiusJob, measure
from bench.servers import bare_login
from bench.servers.authproxy import PASSWORD, SECRET, USERNAME
from failmode.simulator.trust import client_context


def job(port: int, secret: str = SECRET) -> RadiusJob:
    """Twelve requests over three sockets."""
    return RadiusJob(
        port=port,
        secret=secret,
        username=USERNAME,
        password=PASSWORD,
        sockets=3,
        seconds=30.0,
        max_requests=12,
    )


def test_every_login_makes_a_tls_connection_of_its_own_and_writes_a_row(tmp_path: Path) -> None:
    shaken: list[bool] = []

    class Counting(ssl.SSLObject):
        """Counts the handshakes that came to their end, and whether they were shortened."""

        def do_handshake(self) -> None:
            super().do_handshake()
            shaken.append(bool(self.session_reused))

    trusted: list[ssl.SSLContext] = []

    def counted(ca_file: Path | None) -> ssl.SSLContext:
        context = client_context(ca_file)
        context.sslobject_class = Counting
        trusted.append(context)
        return context

    with (
        patch("bench.servers.bare_login.client_context", counted),
        bare_login.serving(tmp_path) as (port, file),
    ):
        load = measure("bare parts", job(port))
        with closing(sqlite3.connect(file)) as database:
            rows = database.execute("SELECT count(*) FROM logins").fetchone()[0]

    assert load.accepted == rows == 12
    assert shaken == [False] * 12
    assert trusted[0].verify_mode is ssl.CERT_REQUIRED
    assert trusted[0].check_hostname


def test_whoever_has_another_secret_gets_no_answer(tmp_path: Path) -> None:
    with (
        bare_login.serving(tmp_path) as (port, _),
        pytest.raises(BenchError, match="not answered"),
    ):
        measure("bare parts", job(port, "dummy-other-secret"))

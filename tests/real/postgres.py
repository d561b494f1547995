"""A PostgreSQL server of our own, in a temporary directory, for the tests of one module."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from failmode.simulator import temporary_directory
from tests.patience import LONGEST_RUN_SECONDS
from tests.ports import free_port

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "failmode"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A PostgreSQL server on a port of loopback.

    Attributes:
        url: the SQLAlchemy URL of its empty database.
        control: the command that controls it, without what it shall do.
    """

    url: str
    control: tuple[str, ...]

    def start(self) -> None:
        """Start it; returns once it accepts connections."""
        _run([*self.control, "start"])

    def stop(self) -> None:
        """Stop it as a crash would, whoever is connected."""
        _run([*self.control, "-m", "immediate", "stop"])


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server on a free port, which may be stopped and started meanwhile.

    Skips with the program's name where PostgreSQL is missing.
    """
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # The server refuses to run as root: it gets the account that comes with the package.
    runner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with temporary_directory("postgres") as parent:
        parent.chmod(0o711)
        directory = parent / "server"
        directory.mkdir(mode=0o700)
        if runner:
            shutil.chown(directory, "postgres")
        data, log = directory / "data", directory / "log"
        _run([*runner, initdb, "-D", str(data), "-U", _USER, "-A", "trust", "--no-sync"])
        port = free_port()
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={directory} "
            "-c fsync=off -c max_connections=100"
        )
        server = PostgresServer(
            f"postgresql+psycopg://{_USER}@127.0.0.1:{port}/postgres",
            (*runner, pg_ctl, "-D", str(data), "-w", "-l", str(log), "-o", options),
        )
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):  # it may be stopped already
                server.stop()


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server on a free port of loopback; gives the SQLAlchemy URL of an empty database.

    Skips with the program's name where PostgreSQL is missing.
    """
    with postgres_server() as server:
        yield server.url


def _program(name: str) -> str:
    versions = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    if found is None:
        pytest.skip(f"{name} is missing (Debian package: postgresql)")
    return found


def _run(command: Sequence[str]) -> None:
    # The server inherits what is open: its output must not keep a pipe of ours alive.
    subprocess.run(
        command,
        check=True,
        timeout=LONGEST_RUN_SECONDS,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

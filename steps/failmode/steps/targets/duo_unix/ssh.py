"""A real sshd for one login, and the real ssh that logs in."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from types import TracebackType
from typing import Self

from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.process import copy_program, interact, kill_group
from failmode.steps.targets.duo_unix.program_run import ProgramRun, read_run
from failmode.steps.targets.duo_unix.programs import PROMPT, Limits, plain_environment

SERVICE_NAME = "sshd"
"""Name of the copy of sshd, and therefore of its PAM service.

It is the name in every deployment, and pam_duo asks Duo synchronously for a service of exactly this
name only (`pam_duo/pam_duo.c` in <https://github.com/duosecurity/duo_unix>).
"""

_HOST = "127.0.0.1"
_FIRST_CLIENT = int(IPv4Address("127.1.0.0"))
_CLIENTS = 2**24 - 2**17
_TRIES = 5
_START_SECONDS = 30.0
_PRIVILEGE_SEPARATION = Path("/run/sshd")
"""Where Debian's sshd confines its unprivileged part; only an sshd run by root wants it."""


@dataclass(frozen=True, slots=True)
class Service:
    """How sshd lets users in, beyond their key.

    Attributes:
        methods: value of `AuthenticationMethods`.
        environment: that PAM services are taken from.
        client: the address that ssh comes from.
        command: value of `ForceCommand`; None: whatever the client asks for.
    """

    methods: str
    environment: Mapping[str, str]
    client: str
    command: str | None = None


def client_address() -> str:
    """Return an address of this machine, from 127.0.0.0/8, that hardly another login comes from."""
    return str(IPv4Address(_FIRST_CLIENT + secrets.randbelow(_CLIENTS)))


class SshServer:
    """An sshd on a free port that serves one connection; a context manager.

    Args:
        installation: where sshd and ssh are.
        folder: where keys, configuration and the copy of sshd go.
        service: how users are let in.
    """

    def __init__(self, installation: Installation, folder: Path, service: Service) -> None:
        self._installation = installation
        self._folder = folder
        self._service = service
        self._process: subprocess.Popen[str] | None = None
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._reader: threading.Thread | None = None
        self._port = 0

    def __enter__(self) -> Self:
        sshd = self._installation.program("sshd")
        if os.geteuid() == 0:
            _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        for name in ("host", "user"):
            self._make_key(name)
        copy = self._folder / SERVICE_NAME
        copy_program(sshd, copy)
        for _ in range(_TRIES):
            if self._listens(copy):
                return self
            self._end()
        raise CannotDo(
            self._installation.target, f"start sshd: it says {' / '.join(self._lines[-3:])!r}"
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def log_in(self, user: str, limits: Limits, answers: Sequence[str]) -> ProgramRun:
        """Log in once by ssh; the login's command prints a mark.

        Args:
            user: the account on this machine.
            limits: what the run may do; a prefix is not used.
            answers: what is typed at the prompts.
        """
        mark = f"in-{secrets.token_hex(8)}"
        options = {
            "BatchMode": "no",
            "IdentitiesOnly": "yes",
            "LogLevel": "ERROR",
            "NumberOfPasswordPrompts": "1",
            # Where pam_duo says that there were too many tries, sshd names no method any more, and
            # ssh would ask for a password that nobody types.
            "PasswordAuthentication": "no",
            "PreferredAuthentications": "publickey,keyboard-interactive",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
        }
        command = [str(self._installation.program("ssh")), "-F", "none", "-p", str(self._port)]
        command += ["-i", str(self._folder / "user"), "-b", self._service.client]
        for name, value in options.items():
            command += ["-o", f"{name}={value}"]
        result = interact(
            [*command, f"{user}@{_HOST}", f"echo {mark}"],
            deadline_seconds=limits.deadline_seconds,
            environment=plain_environment(),
            prompt=PROMPT,
            answers=answers,
        )
        # What sshd logged is complete only once it and its children are gone.
        self._end()
        return read_run(result, mark, more="\n".join(self._lines))

    def _listens(self, copy: Path) -> bool:
        """Start on a port that was free a moment ago; False when somebody else was faster."""
        with socket.socket() as free:
            free.bind((_HOST, 0))
            self._port = free.getsockname()[1]
        configuration = self._folder / "sshd_config"
        configuration.write_text(self._text(), encoding="utf-8")
        self._lines = []
        # -d: one connection, and every child stays in the process group that is killed later.
        self._process = subprocess.Popen(  # noqa: S603 - the sshd that was asked for
            [str(copy), "-d", "-e", "-f", str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=dict(self._service.environment),
            start_new_session=True,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        with self._changed:
            self._changed.wait_for(lambda: self._ready() is not None, _START_SECONDS)
            return bool(self._ready())

    def _ready(self) -> bool | None:
        """Return whether it listens; None while that is not known."""
        if any(line.startswith("Server listening on") for line in self._lines):
            return True
        return False if self._reader is None else None

    def _read(self, process: subprocess.Popen[str]) -> None:
        if process.stderr is not None:
            for line in process.stderr:
                with self._changed:
                    self._lines.append(line.rstrip("\r\n"))
                    self._changed.notify_all()
        with self._changed:
            self._reader = None
            self._changed.notify_all()

    def _end(self) -> None:
        process, reader = self._process, self._reader
        self._process = None
        if process is None:
            return
        kill_group(process.pid)
        process.wait()
        if reader is not None:
            reader.join(_START_SECONDS)
        if process.stderr is not None:
            process.stderr.close()

    def _make_key(self, name: str) -> None:
        keygen = str(self._installation.program("ssh-keygen"))
        subprocess.run(  # noqa: S603 - the ssh-keygen that was asked for
            [keygen, "-q", "-t", "ed25519", "-N", "", "-C", "failmode", "-f", self._folder / name],
            check=True,
            stdin=subprocess.DEVNULL,
        )

    def _text(self) -> str:
        lines = [
            f"ListenAddress {_HOST}",
            f"Port {self._port}",
            f"HostKey {self._folder / 'host'}",
            f"AuthorizedKeysFile {self._folder / 'user.pub'}",
            "PidFile none",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication yes",
            "UsePAM yes",
            # Whoever runs the tests logs in, and that may be root in a container.
            "PermitRootLogin yes",
            "StrictModes no",
            f"AuthenticationMethods {self._service.methods}",
        ]
        if self._service.command is not None:
            lines.append(f"ForceCommand {self._service.command}")
        return "\n".join(lines) + "\n"

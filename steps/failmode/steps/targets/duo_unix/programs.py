"""Runs login_duo, and pam_duo through pamtester, once each."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.process import copy_program, interact, run
from failmode.steps.targets.duo_unix.program_run import ProgramRun, read_run

PROMPT = r"Passcode(?: or option \([^)]*\))?: "
"""How login_duo and pam_duo end the question for a factor or a passcode."""

FIRST_FACTOR = "1"
"""The answer to the question that chooses the first factor, a push where there is a phone."""

_CLIENT_ADDRESS = "192.0.2.7"
"""From an address range kept for documentation (RFC 5737)."""

PAM_SERVICE = "failmode"
"""A PAM service that pam_duo has no opinion of."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may do.

    Attributes:
        deadline_seconds: after this long it counts as hung and is killed.
        prefix: a command that runs the program with fewer rights.
    """

    deadline_seconds: float
    prefix: tuple[str, ...] = ()


class LoginDuo:
    """login_duo, as a copy that is not setuid: only so may a plain user name a configuration.

    Args:
        installation: where it is.
        folder: where the copy goes.
    """

    def __init__(self, installation: Installation, folder: Path) -> None:
        self.path = folder / "login_duo"
        copy_program(installation.login_duo(), self.path)

    def log_in(
        self,
        configuration: Path,
        user: str,
        limits: Limits,
        *,
        answers: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> ProgramRun:
        """Log in once; the login's command prints a mark.

        Args:
            configuration: the file for `-c`.
            user: the name at Duo.
            limits: what the run may do.
            answers: what is typed at the prompts of a terminal; None: no terminal, and login_duo
                takes the first factor by itself.
            environment: further environment variables.
        """
        mark = f"in-{secrets.token_hex(8)}"
        command = [*limits.prefix, str(self.path), "-d", "-c", str(configuration), "-f", user]
        command += ["-h", _CLIENT_ADDRESS, "echo", mark]
        variables = plain_environment(environment)
        if answers is None:
            result = run(command, deadline_seconds=limits.deadline_seconds, environment=variables)
        else:
            result = interact(
                command,
                deadline_seconds=limits.deadline_seconds,
                environment=variables,
                prompt=PROMPT,
                answers=answers,
            )
        return read_run(result, mark)


class PamDuo:
    """pam_duo as a PAM service of its own directory, through pam_wrapper: nothing needs root.

    Of two programs that start or end at once, pam_wrapper may give one the other's services. The
    service refuses such a program before pam_duo is asked, so that it decides by no configuration
    of another login, and asks no Duo of another login.

    Args:
        installation: where it is.
        folder: where the service's directory goes.
        configuration: the file for `conf=`.
        service: the service's name.
        condition: of pam_succeed_if, which programs that are to use the service meet; left out:
            `log_in` alone does.
        protect: whether pam_duo decides; otherwise everybody is let in, for a program that asks
            Duo by itself afterwards.
    """

    def __init__(
        self,
        installation: Installation,
        folder: Path,
        configuration: Path,
        service: str = PAM_SERVICE,
        *,
        condition: str = "",
        protect: bool = True,
    ) -> None:
        self._asked_by = f"pamtester-{secrets.token_hex(8)}"
        self._condition = condition or f"ruser = {self._asked_by}"
        self._folder = folder
        self._services = folder / "pam.d"
        self._wrapper = installation.pam_wrapper()
        self._service = service
        self._installation = installation
        self._decides = f"{installation.pam_duo()} conf={configuration} debug"
        self._password: str | None = None
        self._services.mkdir()
        self._write([f"required {self._decides if protect else 'pam_permit.so'}"])

    def put_behind_password(self, user: str) -> None:
        """Put pam_duo behind a password, with the control words of Duo's own instructions.

        <https://duo.com/docs/duounix#pam-configuration>

        Args:
            user: who has the password.
        """
        self._password = secrets.token_hex(8)
        passwords = self._folder / "passwords"
        passwords.write_text(f"{user}:{self._password}:{self._service}\n", encoding="utf-8")
        self._write(
            [
                f"requisite {self._installation.pam_matrix()} passdb={passwords}",
                f"[success=1 default=ignore] {self._decides}",
                "requisite pam_deny.so",
                "required pam_permit.so",
            ]
        )

    def _write(self, auth: Sequence[str]) -> None:
        """Write the service, and the one for whoever has none."""
        guard = f"requisite pam_succeed_if.so quiet {self._condition}"
        lines = [f"auth {one}" for one in (guard, *auth)]
        lines += [f"{kind} required pam_permit.so" for kind in ("account", "session")]
        for name in (self._service, "other"):
            (self._services / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    @property
    def environment(self) -> Mapping[str, str]:
        """What makes a program take its PAM services from here."""
        return plain_environment(
            {
                "LD_PRELOAD": str(self._wrapper),
                "PAM_WRAPPER": "1",
                "PAM_WRAPPER_SERVICE_DIR": str(self._services),
            }
        )

    def log_in(self, user: str, limits: Limits, *, answer: str = FIRST_FACTOR) -> ProgramRun:
        """Authenticate once by pamtester.

        Args:
            user: who authenticates; has to be in passwd.
            limits: what the run may do.
            answer: what is typed at the prompt.
        """
        command = [*limits.prefix, str(self._installation.program("pamtester"))]
        command += ["-I", f"rhost={_CLIENT_ADDRESS}", "-I", f"ruser={self._asked_by}"]
        command += [self._service, user, "authenticate"]
        result = run(
            command,
            deadline_seconds=limits.deadline_seconds,
            environment=self.environment,
            typed="".join(f"{one}\n" for one in (self._password, answer) if one is not None),
        )
        return read_run(result, "pamtester: successfully authenticated")


def plain_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Make an environment with English messages and no setting of the tester's."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", **(more or {})}

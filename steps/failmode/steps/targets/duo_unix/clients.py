"""The part of a target that runs Duo Unix: one program, one configuration, one login at a time."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from failmode.simulator import NotFoundError, Simulator, temporary_directory
from failmode.steps.errors import CannotDo, IncompleteScenarioError, NotInstalled, TargetError
from failmode.steps.targets.capabilities import DuoUnixLogin
from failmode.steps.targets.duo_unix.classify import classify, has_begun, observe
from failmode.steps.targets.duo_unix.configuration import Configuration
from failmode.steps.targets.duo_unix.installation import (
    LOGIN_DUO_VARIABLE,
    PAM_DUO_VARIABLE,
    Installation,
)
from failmode.steps.targets.duo_unix.mistakes import apply_mistake
from failmode.steps.targets.duo_unix.program_run import ProgramRun
from failmode.steps.targets.duo_unix.programs import (
    FIRST_FACTOR,
    PAM_SERVICE,
    Limits,
    LoginDuo,
    PamDuo,
)
from failmode.steps.targets.duo_unix.ssh import (
    SERVICE_NAME,
    Service,
    SshServer,
    client_address,
)
from failmode.steps.targets.duo_unix.two_addresses import HOST, leading_to
from failmode.steps.targets.program_host import host_for_program
from failmode.steps.targets.wrong_values import WRONG_SECRET_KEY
from failmode.terms import Mistake, Program, Stage, Vendor, VersionRange

HTTPS_TIMEOUT_SECONDS = 1
"""The `https_timeout` of a configuration that sets one; Duo Unix counts whole seconds."""

_STARTS = 8
"""How often a login is tried that never begins.

pam_wrapper 1.1.4 keeps a directory for each process below /tmp, by one letter: of two that start or
end at once one may lose it, and fail before any module is asked.
"""

_ACCOUNT_NUMBER = "+17345550199"
_ANSWERS = (FIRST_FACTOR,)
"""What is typed at the first prompt of a terminal; at a second one the user gives up."""

_WITHOUT_OVERRIDE = "-dac_override,-dac_read_search"
_CONFIGURE = 'Add a step such as: Given Duo Unix "1.11.3" with failmode "safe"'
_NO_LOGIN = ("nologin", "false")
_PAMTESTER = (Program.PAM_DUO, Program.PAM_DUO_AS_SSHD, Program.PAM_DUO_IN_STACK)
_LOGIN_DUO = (Program.LOGIN_DUO, Program.LOGIN_DUO_TERMINAL, Program.LOGIN_DUO_AUTOPUSH)
_PINGS_SINCE = (2, 1)
"""The first release whose logins begin with a ping; it was measured of 18 releases.

<https://github.com/duosecurity/duo_unix/blob/duo_unix-2.1.0/lib/duo.c>
"""
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Setup:
    """What the next login goes through: a program, and what its configuration says."""

    version: str
    program: Program
    failmode: str | None
    https_timeout: bool
    right_key: bool
    mistake: Mistake | None
    one_prompt: bool


class DuoUnixClients:
    """Duo Unix as it is installed on this machine, against a simulator.

    PAM and sshd know only accounts of this machine: there, whoever runs the tests logs in, with
    a phone at Duo whose owner answers as the user of the scenarios does.

    Args:
        simulator: the running simulator.
        username: of the user of the scenarios.
        target: name of the target, for the reason of a skip.
        deadline_seconds: after this long without a verdict a login counts as hung.
        installation: where the programs are; left out: as this process's environment says.
        on_first_stage: told before each login which stage it begins with.
    """

    def __init__(
        self,
        simulator: Simulator,
        username: str,
        *,
        target: str,
        deadline_seconds: float,
        installation: Installation | None = None,
        on_first_stage: Callable[[Stage], None] | None = None,
    ) -> None:
        self._simulator = simulator
        self._username = username
        self._target = target
        self._deadline_seconds = deadline_seconds
        self._installation = installation or Installation(target)
        self._on_first_stage = on_first_stage
        self._setup: _Setup | None = None

    def configure(
        self,
        version: str,
        program: str,
        failmode: str | None,
        *,
        https_timeout: bool = False,
        right_key: bool = True,
        mistake: str | None = None,
        one_prompt: bool = True,
    ) -> None:
        """Make ready one program with its configuration.

        Args:
            version: of Duo Unix, or a range that holds the installed one, such as `1.11.3`, `2.2`
                or `1.10.4 to 2.0.3`.
            program: one of `Program`.
            failmode: as the file says it; None: not in the file.
            https_timeout: whether the file sets one, `HTTPS_TIMEOUT_SECONDS`.
            right_key: whether the secret key is the one that Duo knows.
            mistake: one of `Mistake`.
            one_prompt: whether the user is asked once, as more would only repeat a refused login;
                otherwise as often as by default.

        Raises:
            CannotDo: when a program is not installed, or is another version.
            TargetError: for a program or a mistake that nobody knows, or no version.
        """
        which = _word(Program, "program", program)
        self._setup = _Setup(
            version=self._installed(_versions(version), which),
            program=which,
            failmode=failmode,
            https_timeout=https_timeout,
            right_key=right_key,
            mistake=None if mistake is None else _word(Mistake, "mistake", mistake),
            one_prompt=one_prompt,
        )

    def login(self, deadline_seconds: float | None = None) -> DuoUnixLogin:
        """Log in once; a hang is a verdict.

        The configuration is written now, so that a fault that began after `configure` counts.

        Args:
            deadline_seconds: after this long it counts as hung; None: the target's own deadline.

        Raises:
            InternalFailureError: when the simulator itself failed meanwhile.
            TargetError: when the program never began.
        """
        setup = self._setup
        if setup is None:
            raise IncompleteScenarioError("no program of Duo Unix was configured", _CONFIGURE)
        user = self._username if setup.program in _LOGIN_DUO else self._account()
        if self._on_first_stage is not None:
            self._on_first_stage(first_stage(setup.version))
        journal = self._simulator.journal
        before, broken = journal.last_number, journal.failures.count
        for _ in range(_STARTS):
            program_run, configuration = self._try(setup, user, deadline_seconds)
            # A program takes a connection that is closed for an outage of Duo's.
            journal.failures.check(broken, vendor=Vendor.DUO)
            observation = observe(journal.query(vendor=Vendor.DUO, since=before), user)
            if has_begun(program_run, observation):
                break
        else:
            raise TargetError(
                f"Duo Unix: {setup.program} did not begin, {_STARTS} times: it logged nothing and "
                f"asked Duo nothing; exit code {program_run.exit_code}: {program_run.output!a}",
                "See whether it can be started by hand; this says nothing of Duo",
            )
        classification = classify(program_run, observation)
        return DuoUnixLogin(
            verdict=classification.verdict,
            trace=(
                _started(setup, configuration),
                _ended(setup.program, program_run),
                *classification.notes,
            ),
            log=program_run.log,
            requests=observation.operations,
        )

    def _try(
        self, setup: _Setup, user: str, deadline_seconds: float | None
    ) -> tuple[ProgramRun, Configuration]:
        with temporary_directory("duo-unix") as folder:
            path = folder / "duo.conf"
            addresses = self._simulator.look_up_duo()
            own = self._simulator.addresses.duo.host
            host = host_for_program(addresses, own, HOST)
            configuration = self._configuration(setup, folder, host)
            if setup.mistake is not Mistake.FILE_MISSING:
                configuration.write(path)
            limits = Limits(
                self._deadline_seconds if deadline_seconds is None else deadline_seconds,
                (*self._names(setup, addresses, folder), *self._prefix(setup)),
            )
            return self._run(setup.program, folder, path, user, limits), configuration

    def _run(
        self, program: Program, folder: Path, configuration: Path, user: str, limits: Limits
    ) -> ProgramRun:
        installation = self._installation
        if program in _LOGIN_DUO:
            on_terminal = program is not Program.LOGIN_DUO
            return LoginDuo(installation, folder).log_in(
                configuration, user, limits, answers=_ANSWERS if on_terminal else None
            )
        if program in _PAMTESTER:
            name = SERVICE_NAME if program is Program.PAM_DUO_AS_SSHD else PAM_SERVICE
            pam = PamDuo(installation, folder, configuration, name)
            if program is Program.PAM_DUO_IN_STACK:
                pam.put_behind_password(user)
            return pam.log_in(user, limits)
        client = client_address()
        condition = f"rhost = {client}"
        if program is Program.SSHD_PAM_DUO:
            pam = PamDuo(installation, folder, configuration, SERVICE_NAME, condition=condition)
            service = Service("publickey,keyboard-interactive", pam.environment, client)
        else:
            folder.chmod(0o711)
            login_duo = LoginDuo(installation, folder)
            pam = PamDuo(
                installation,
                folder,
                configuration,
                SERVICE_NAME,
                condition=condition,
                protect=False,
            )
            command = f"{login_duo.path} -d -c {configuration} -f {user}"
            service = Service("publickey", pam.environment, client, command)
        with SshServer(installation, folder, service) as server:
            return server.log_in(user, limits, _ANSWERS)

    def _configuration(self, setup: _Setup, folder: Path, host: str) -> Configuration:
        keys = self._simulator.keys
        # A name of its own: the simulator's directory may be too deep for a line of the file.
        ca_file = folder / "ca.pem"
        ca_file.write_bytes(self._simulator.ca_file.read_bytes())
        configuration = Configuration(
            ikey=keys.ikey,
            skey=keys.skey if setup.right_key else WRONG_SECRET_KEY,
            host=f"{host}:{self._simulator.addresses.duo.port}",
            cafile=ca_file,
            failmode=setup.failmode,
            https_timeout=HTTPS_TIMEOUT_SECONDS if setup.https_timeout else None,
            prompts=1 if setup.one_prompt else None,
            autopush=setup.program is Program.LOGIN_DUO_AUTOPUSH,
        )
        if setup.mistake is None:
            return configuration
        return apply_mistake(setup.mistake, configuration, folder)

    def _names(
        self, setup: _Setup, addresses: Sequence[tuple[str, int]], folder: Path
    ) -> tuple[str, ...]:
        """Give the command below which Duo's name leads to these addresses."""
        if len(addresses) <= 1:
            return ()
        if setup.program not in (*_LOGIN_DUO, *_PAMTESTER):
            raise CannotDo(self._target, f"lead a name to two addresses for {setup.program}")
        return leading_to(addresses, self._target, self._installation, folder)

    def _prefix(self, setup: _Setup) -> tuple[str, ...]:
        """Give the command that keeps root from reading every file, where one is unreadable."""
        if setup.mistake is not Mistake.FILE_UNREADABLE or os.geteuid() != 0:
            return ()
        if setup.program not in (*_LOGIN_DUO, *_PAMTESTER):
            raise CannotDo(self._target, f"keep {setup.program}, run by root, from reading a file")
        return (str(self._installation.program("setpriv")), "--bounding-set", _WITHOUT_OVERRIDE)

    def _installed(self, versions: VersionRange, program: Program) -> str:
        """Return the version that is installed, once all that the program needs is there."""
        installation = self._installation
        uses_pam = program.uses_pam_duo
        binary = installation.pam_duo() if uses_pam else installation.login_duo()
        if program not in _LOGIN_DUO:
            installation.pam_wrapper()
        if program is Program.PAM_DUO_IN_STACK:
            installation.pam_matrix()
        if program not in (Program.LOGIN_DUO, *_PAMTESTER):
            installation.terminal()
        for name in _needed(program):
            installation.program(name)
        installed = installation.version(binary)
        if not versions.holds_for(installed):
            variable = PAM_DUO_VARIABLE if uses_pam else LOGIN_DUO_VARIABLE
            raise NotInstalled(
                self._target,
                f"run Duo Unix {versions}: version {installed} is installed; "
                f"{variable} names another",
                missing=f"Duo Unix {versions}",
                remedy=f"{installed} is here; {variable} names it",
            )
        shell = pwd.getpwuid(os.geteuid()).pw_shell
        if program not in _PAMTESTER and Path(shell).name in _NO_LOGIN:
            raise CannotDo(
                self._target, f"run {program}: the login shell of this account is {shell}"
            )
        return installed

    def _account(self) -> str:
        """Make the account that runs the tests known to Duo, as the user of the scenarios is."""
        name = pwd.getpwuid(os.geteuid()).pw_name
        duo = self._simulator.duo
        try:
            duo.users.get(name)
        except NotFoundError:
            duo.users.add(name)
            duo.devices.add_phone(name, _ACCOUNT_NUMBER)
        try:
            user = duo.users.get(self._username)
        except NotFoundError:
            # Whom Duo does not know as the user of the scenarios, it does not know here either.
            duo.users.remove(name)
            return name
        duo.users.set_answer(name, user.answer, after_seconds=user.answer_after_seconds)
        duo.users.set_status(name, user.status)
        return name


def first_stage(version: str) -> Stage:
    """Tell which stage a login begins with.

    Args:
        version: of Duo Unix, such as `1.11.3`.
    """
    numbers = tuple(int(part) for part in version.split("."))
    return Stage.PING if numbers >= _PINGS_SINCE else Stage.PREAUTH


def _needed(program: Program) -> tuple[str, ...]:
    """List what drives a program."""
    if program in _LOGIN_DUO:
        return ()
    return ("pamtester",) if program in _PAMTESTER else ("sshd", "ssh", "ssh-keygen")


def _versions(text: str) -> VersionRange:
    try:
        return VersionRange.parse(text)
    except ValueError as error:
        raise TargetError(f"Duo Unix: {error}", "Write 2.2 or 1.10.4 to 2.0.3") from None


def _word(kind: type[_Word], what: str, value: str) -> _Word:
    try:
        return kind(value)
    except ValueError:
        raise TargetError(
            f"Duo Unix: there is no {what} {value!r}", f"Known: {', '.join(kind)}"
        ) from None


def _started(setup: _Setup, configuration: Configuration) -> str:
    words = [
        f"host={configuration.host}",
        f"failmode={configuration.failmode}",
        f"https_timeout={configuration.https_timeout}",
    ]
    if not setup.right_key:
        words.append("a secret key that Duo does not know")
    if setup.mistake is not None:
        words.append(f"mistake: {setup.mistake}")
    return f"{setup.program} with {', '.join(words)}"


def _ended(program: Program, run: ProgramRun) -> str:
    if run.exit_code is None:
        return f"{program} was killed after {run.seconds:.1f} s"
    return f"{program} ended after {run.seconds:.1f} s with exit code {run.exit_code}"

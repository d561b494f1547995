"""Programs are found, or named with their package; none outlives its deadline."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from failmode.simulator.runtime import Simulator
from failmode.steps.errors import CannotDo, TargetError
from failmode.steps.targets.duo_unix import DuoUnixClients
from failmode.steps.targets.duo_unix.installation import (
    LOGIN_DUO_VARIABLE,
    PAM_DUO_VARIABLE,
    Installation,
)
from failmode.steps.targets.duo_unix.process import (
    ProcessResult,
    copy_program,
    interact,
    run,
)
from tests.patience import with_time_enough

ENVIRONMENT = {"PATH": os.environ.get("PATH", os.defpath)}
LONG = 100


@pytest.mark.parametrize(
    ("variable", "find"),
    [(LOGIN_DUO_VARIABLE, Installation.login_duo), (PAM_DUO_VARIABLE, Installation.pam_duo)],
)
def test_a_version_of_ones_own_is_taken_from_the_environment(
    tmp_path: Path, variable: str, find: object
) -> None:
    binary = tmp_path / "own"
    binary.write_bytes(b"\x7fELF\0pam_duo/2.2.3\0")
    installation = Installation("simulator", {variable: str(binary)})
    assert callable(find)
    assert find(installation) == binary
    assert installation.version(binary) == "2.2.3"


def test_a_place_without_a_file_is_said(tmp_path: Path) -> None:
    installation = Installation("simulator", {LOGIN_DUO_VARIABLE: str(tmp_path / "absent")})
    with pytest.raises(
        TargetError, match=rf"{LOGIN_DUO_VARIABLE} names .*absent.*Correct the path"
    ):
        installation.login_duo()


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_copied_program_runs_at_once_while_other_threads_start_children(tmp_path: Path) -> None:
    over = threading.Event()
    # A large one is not copied in a moment.
    program = tmp_path / "program"
    program.write_bytes(Path("/bin/true").read_bytes() + bytes(20_000_000))

    def start_children() -> None:
        while not over.is_set():
            # Before it becomes another program, the child has all open files of this process.
            subprocess.run(["true"], preexec_fn=lambda: select.select([], [], [], 0.1), check=True)

    with ThreadPoolExecutor() as threads:
        starting = [threads.submit(start_children) for _ in range(2)]
        try:
            for number in range(6):
                copy = tmp_path / str(number)
                copy_program(program, copy)
                done = run([str(copy)], deadline_seconds=LONG, environment=ENVIRONMENT)
                assert done.exit_code == 0
        finally:
            over.set()
        for one in starting:
            one.result()


def test_a_program_that_cannot_be_copied_is_told(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"absent cannot be copied: .*No such file"):
        copy_program(tmp_path / "absent", tmp_path / "copy")


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_arguments, **_options: None)
    with pytest.raises(CannotDo, match=r"login_duo: it is not installed .*login-duo"):
        Installation("simulator", {}).login_duo()


def test_without_the_extra_a_terminal_is_named_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Installation("simulator", {}).terminal()
    monkeypatch.setattr(
        "failmode.steps.targets.duo_unix.installation.find_spec", lambda _name: None
    )
    with pytest.raises(
        CannotDo, match=r"pexpect is not installed \(pip install 'failmode\[duo\]'\)"
    ):
        Installation("simulator", {}).terminal()


def test_a_file_that_is_no_duo_unix_has_no_version(tmp_path: Path) -> None:
    binary = tmp_path / "other"
    binary.write_bytes(b"something else 1.2.3")
    with pytest.raises(CannotDo, match="which version"):
        Installation("simulator", {}).version(binary)


def test_another_version_than_the_scenarios_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "login_duo"
    binary.write_bytes(b"login_duo 9.9.9\0")
    clients = DuoUnixClients(
        Simulator(),
        "alice",
        target="simulator",
        deadline_seconds=1,
        installation=Installation("simulator", {**ENVIRONMENT, LOGIN_DUO_VARIABLE: str(binary)}),
    )
    with pytest.raises(CannotDo, match=r"Duo Unix 1\.11\.3: version 9\.9\.9 is installed"):
        clients.configure("1.11.3", "login_duo", "safe")


def test_a_program_that_never_begins_is_no_denial(tmp_path: Path) -> None:
    binary = tmp_path / "login_duo"
    tried = tmp_path / "tried"
    binary.write_text(f"#!/bin/sh\n# login_duo 1.11.3\necho . >> {tried}\nexit 1\n")
    binary.chmod(0o755)
    with Simulator() as simulator:
        clients = DuoUnixClients(
            simulator,
            "alice",
            target="simulator",
            deadline_seconds=10,
            installation=Installation(
                "simulator", {**ENVIRONMENT, LOGIN_DUO_VARIABLE: str(binary)}
            ),
        )
        clients.configure("1.11.3", "login_duo", "secure")
        with pytest.raises(TargetError, match=r"login_duo did not begin, \d+ times.*exit code 1"):
            clients.login()
    assert len(tried.read_text().splitlines()) > 1


@pytest.mark.parametrize(("program", "mistake"), [("sudo", None), ("login_duo", "none at all")])
def test_an_unknown_word_names_the_known_ones(program: str, mistake: str | None) -> None:
    clients = DuoUnixClients(Simulator(), "alice", target="simulator", deadline_seconds=1)
    with pytest.raises(TargetError, match=r"Known: (login_duo|failmode misspelt)"):
        clients.configure("1.11.3", program, "safe", mistake=mistake)


def test_a_program_and_its_children_are_killed_at_the_deadline() -> None:
    def attempt(seconds: float) -> tuple[ProcessResult, bool]:
        began = time.monotonic()
        # A child that outlived its parent would keep the pipe open, and this call waiting.
        ended = run(
            ["/bin/sh", "-c", f"sleep {LONG} & echo started; sleep {LONG}"],
            deadline_seconds=seconds,
            environment=ENVIRONMENT,
        )
        return ended, time.monotonic() - began < LONG / 2

    def has_started(came_to: tuple[ProcessResult, bool]) -> bool:
        return bool(came_to[0].output)

    ended, is_in_time = with_time_enough(attempt, has_started, seconds=0.3)
    assert ended.exit_code is None
    assert ended.output == "started\n"
    assert is_in_time


def test_a_program_on_a_terminal_is_killed_at_the_deadline() -> None:
    def attempt(seconds: float) -> ProcessResult:
        return interact(
            ["/bin/sh", "-c", f"echo started; sleep {LONG}"],
            deadline_seconds=seconds,
            environment=ENVIRONMENT,
            prompt="never",
            answers=["1"],
        )

    ended = with_time_enough(attempt, lambda came_to: bool(came_to.output), seconds=0.3)
    assert ended.exit_code is None
    assert ended.output == "started\n"


def test_each_prompt_gets_the_next_answer_and_the_exit_code_is_kept() -> None:
    script = 'for i in 1 2; do printf "Passcode: "; read -r x; echo "got $x"; done; exit 7'
    ended = interact(
        ["/bin/sh", "-c", script],
        deadline_seconds=30,
        environment=ENVIRONMENT,
        prompt="Passcode: ",
        answers=["one", "two"],
    )
    assert ended.exit_code == 7
    assert ended.output == "Passcode: got one\nPasscode: got two\n"


def test_a_prompt_that_nobody_answers_ends_the_program() -> None:
    ended = interact(
        ["/bin/sh", "-c", 'printf "Passcode: "; read -r x; printf "Passcode: "; read -r x'],
        deadline_seconds=LONG,
        environment=ENVIRONMENT,
        prompt="Passcode: ",
        answers=["wrong"],
    )
    assert ended.exit_code == -signal.SIGKILL
    assert ended.seconds < LONG / 2


def test_a_program_that_cannot_be_run_is_said_with_a_remedy(tmp_path: Path) -> None:
    program = tmp_path / "login_duo"
    program.write_text("no program", encoding="utf-8")
    with pytest.raises(TargetError, match=r"login_duo cannot be run: .*TMPDIR"):
        run([str(program)], deadline_seconds=LONG, environment=ENVIRONMENT)
    with pytest.raises(TargetError, match=r"login_duo cannot be run: .*TMPDIR"):
        interact(
            [str(program)],
            deadline_seconds=LONG,
            environment=ENVIRONMENT,
            prompt="never",
            answers=[],
        )

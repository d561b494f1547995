"""Files and directories with secrets are their owner's alone, and temporary ones do not stay."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator.edge.net.tls import AUTHORITY_FILE_NAME, CA_FILE_NAME, Authority
from failmode.simulator.errors import ConfigError
from failmode.simulator.files import temporary_directory
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.simulator.state.store import Store

HOLDER = """
import sys
from failmode.simulator.files import temporary_directory
with temporary_directory("test") as directory:
    print(directory, flush=True)
    sys.stdin.read()
"""
SERVER = """
import sys
from failmode.simulator import Simulator, SimulatorConfig
with Simulator(SimulatorConfig(workers=int(sys.argv[1]))):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary directories be made in a folder of the test's own; its path is short."""
    folder = tmp_path_factory.mktemp("t")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def lax() -> Iterator[None]:
    """Let new files be readable by everybody, as many accounts do."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def start(program: str, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Start a program; returns it and its first line."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as nothing can be done about."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_killed_process_leaves_no_temporary_directory_beyond_the_next_start(
    temporary: Path,
) -> None:
    process, name = start(HOLDER)
    (Path(name) / "secret").write_text("x")

    kill(process)
    left_behind = Path(name).exists()
    with temporary_directory("next") as own:
        now = list(temporary.iterdir())

    assert left_behind
    assert now == [own]
    assert list(temporary.iterdir()) == []


def test_a_directory_that_another_start_removes_before_it_is_locked_is_made_anew(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = tempfile.mkdtemp

    def taken_at_first(prefix: str, dir: Path) -> str:  # noqa: A002 - tempfile's name
        name = make(prefix=prefix, dir=dir)
        if not made:
            Path(name).rmdir()
        made.append(name)
        return name

    monkeypatch.setattr(tempfile, "mkdtemp", taken_at_first)
    with temporary_directory("test") as directory:
        assert (directory.parent, [str(directory)]) == (temporary, made[1:])
        assert directory.is_dir()


def test_the_directory_of_a_process_that_runs_is_left_alone(temporary: Path) -> None:
    process, name = start(HOLDER)
    try:
        with temporary_directory("next"), temporary_directory("another"):
            assert Path(name).is_dir()
        assert list(temporary.iterdir()) == [Path(name)]
    finally:
        kill(process)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_killed_simulator_leaves_nothing_beyond_the_next_start(
    temporary: Path, workers: int
) -> None:
    process, line = start(SERVER, str(workers))

    kill(process)
    left_behind = list(temporary.iterdir())
    with Simulator():
        running = len(list(temporary.iterdir()))

    assert line == "ready"
    assert len(left_behind) == (3 if workers else 2)
    assert running == 2
    assert list(temporary.iterdir()) == []


def test_what_others_have_put_among_the_temporary_files_is_left_alone(temporary: Path) -> None:
    target = temporary / "target"
    target.mkdir()
    (target / "kept").touch()
    others = [
        temporary / "failmode-state-abcdefgh",
        temporary / "failmode-x.toolong123",
        temporary / "other-state.abcdefgh",
    ]
    for one in others:
        one.mkdir()
    (temporary / "failmode-file.abcdefgh").touch()
    (temporary / "failmode-link.abcdefgh").symlink_to(target)

    with temporary_directory("next"):
        pass

    kept = {one.name for one in temporary.iterdir()}
    assert {one.name for one in others} <= kept
    assert {"target", "failmode-file.abcdefgh", "failmode-link.abcdefgh"} <= kept
    assert (target / "kept").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a directory away")
def test_the_left_over_directory_of_another_user_is_left_alone(temporary: Path) -> None:
    foreign = temporary / "failmode-state.abcdefgh"
    foreign.mkdir()
    os.chown(foreign, 12_345, 12_345)

    with temporary_directory("next"):
        pass

    assert foreign.is_dir()


@pytest.mark.usefixtures("lax")
def test_everything_with_secrets_is_made_for_its_owner_alone(
    tmp_path: Path, temporary: Path
) -> None:
    del temporary
    state, database = tmp_path / "state", tmp_path / "F"
    url = f"sqlite:///{database}"

    with Simulator(SimulatorConfig(state_directory=state, state_url=url)) as simulator:
        simulator.duo.users.add("somebody")
        modes = {one.name: mode(one) for one in tmp_path.iterdir() if one.name.startswith("F")}

        assert modes == {"F": 0o600, "F-wal": 0o600, "F-shm": 0o600}
        assert mode(state) == 0o700
        assert mode(state / AUTHORITY_FILE_NAME) == 0o600
        assert mode(state / CA_FILE_NAME) == 0o644


@pytest.mark.usefixtures("lax")
def test_temporary_directories_are_their_owners_alone(temporary: Path) -> None:
    del temporary
    with temporary_directory("test") as directory:
        assert mode(directory) == 0o700


@pytest.mark.parametrize("wrong", [0o640, 0o604, 0o666, 0o620, 0o601])
def test_a_key_that_others_may_use_is_refused_with_what_to_do(tmp_path: Path, wrong: int) -> None:
    Authority(tmp_path)
    key = tmp_path / AUTHORITY_FILE_NAME
    key.chmod(wrong)

    with pytest.raises(ConfigError) as refused:
        Authority(tmp_path)
    key.chmod(0o600)

    assert refused.value.where == str(key)
    assert f"mode is {wrong:04o}, expected 0600" in refused.value.what
    assert f"chmod go= {key}" in refused.value.remedy
    Authority(tmp_path)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_a_state_database_that_others_may_use_is_refused(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / "F"
    Store(f"sqlite:///{file}").close()
    beside = tmp_path / f"F{suffix}"
    beside.touch(mode=0o600)
    beside.chmod(0o644)

    with pytest.raises(ConfigError, match="0644, expected 0600") as refused:
        Store(f"sqlite:///{file}")

    assert refused.value.where == str(beside)


def test_a_directory_in_which_others_may_replace_the_key_is_refused(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)

    with pytest.raises(ConfigError, match="0777, expected 0755 or less"):
        Authority(shared)
    shared.chmod(0o1777)
    Authority(shared)


@pytest.mark.parametrize("name", [AUTHORITY_FILE_NAME, CA_FILE_NAME, ""])
def test_a_symbolic_link_to_nothing_is_called_one(tmp_path: Path, name: str) -> None:
    state = tmp_path / "state"
    if name:
        state.mkdir()
    link, nothing = state / name, tmp_path / "nothing"
    link.symlink_to(nothing)

    with pytest.raises(ConfigError, match=r"symbolic link to .*nothing, which does not exist"):
        Authority(state)

    assert not nothing.exists()


def test_a_state_database_that_is_a_link_to_nothing_is_called_one(tmp_path: Path) -> None:
    link, nothing = tmp_path / "F", tmp_path / "nothing"
    link.symlink_to(nothing)

    with pytest.raises(ConfigError, match="symbolic link"):
        Store(f"sqlite:///{link}")

    assert not nothing.exists()


def test_a_temporary_directory_too_deep_for_workers_is_called_so(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = temporary / ("d" * 90)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))

    with pytest.raises(ConfigError, match="too deep") as refused:
        WorkerProcesses(1, f"sqlite:///{temporary / 'F'}").start()

    assert "TMPDIR" in refused.value.remedy

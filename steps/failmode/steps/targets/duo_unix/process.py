"""Runs a program until it ends or its deadline passes; nothing that it started outlives that."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from failmode.steps.errors import TargetError

_ENDING_SECONDS = 10.0
"""How long a program may take to end once it has closed its terminal."""

_OUT_OF_TIME, _PROMPTED = 1, 2


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """What became of a program.

    Attributes:
        exit_code: negative for a signal; None when it was killed at the deadline.
        output: what it wrote to standard output, or to its terminal.
        errors: what it wrote to standard error; empty on a terminal, where both are one.
        seconds: how long it ran.
    """

    exit_code: int | None
    output: str
    errors: str
    seconds: float


def run(
    command: Sequence[str],
    *,
    deadline_seconds: float,
    environment: Mapping[str, str],
    typed: str = "",
) -> ProcessResult:
    """Run a program without a terminal.

    Args:
        command: the program and its arguments.
        deadline_seconds: after this long its whole process group is killed.
        environment: all of its environment.
        typed: what its standard input holds.

    Raises:
        TargetError: when it cannot be started.
    """
    began = time.monotonic()
    try:
        process = subprocess.Popen(  # noqa: S603 - the programs that this package is about
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environment),
            start_new_session=True,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise _not_started(command[0], error.strerror) from error
    in_time = True
    try:
        output, errors = process.communicate(typed, timeout=deadline_seconds)
    except subprocess.TimeoutExpired:
        in_time = False
        kill_group(process.pid)
        output, errors = process.communicate()
    except BaseException:
        kill_group(process.pid)
        process.communicate()
        raise
    seconds = time.monotonic() - began
    return ProcessResult(process.returncode if in_time else None, output, errors, seconds)


def interact(
    command: Sequence[str],
    *,
    deadline_seconds: float,
    environment: Mapping[str, str],
    prompt: str,
    answers: Sequence[str],
) -> ProcessResult:
    """Run a program on a terminal of its own and answer its prompts.

    Args:
        command: the program and its arguments.
        deadline_seconds: after this long its whole process group is killed.
        environment: all of its environment.
        prompt: regular expression of a prompt.
        answers: what is typed at each prompt, in order; at one more prompt the program is killed,
            as by somebody who closes the window.

    Raises:
        TargetError: when it cannot be started.
    """
    import pexpect  # noqa: PLC0415 - of the extra `duo`, see `Installation.terminal`

    began = time.monotonic()
    deadline = began + deadline_seconds
    try:
        terminal = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=dict(environment),
            encoding="utf-8",
            codec_errors="replace",
            echo=False,
            dimensions=(24, 200),
        )
    except pexpect.ExceptionPexpect as error:
        raise _not_started(command[0], str(error).splitlines()[0]) from error
    # The default waits blindly for programs that switch their terminal's echo off late.
    terminal.delaybeforesend = None
    output: list[str] = []
    left = list(answers)
    in_time = running = True
    try:
        while running:
            which = terminal.expect(
                [pexpect.EOF, pexpect.TIMEOUT, prompt],
                timeout=max(0.0, deadline - time.monotonic()),
            )
            output.append(terminal.before or "")
            if which == _PROMPTED:
                output.append(str(terminal.after))
            if which == _PROMPTED and left:
                terminal.sendline(left.pop(0))
            else:
                running = False
                in_time = which != _OUT_OF_TIME and (which == _PROMPTED or _ends_soon(terminal.pid))
    finally:
        kill_group(terminal.pid)
        if terminal.isalive():
            terminal.wait()
        terminal.close()
    seconds = time.monotonic() - began
    code = terminal.exitstatus if terminal.signalstatus is None else -terminal.signalstatus
    return ProcessResult(
        code if in_time else None, "".join(output).replace("\r\n", "\n"), "", seconds
    )


def copy_program(program: Path, to: Path) -> None:
    """Copy a program, so that it may be run at once.

    Raises:
        TargetError: when it cannot be copied.
    """
    # While this process writes it, a child that another thread starts inherits the open file,
    # and nobody can run it before that child has closed it ("Text file busy").
    done = subprocess.run(  # noqa: S603 - a program of the system, two paths
        ["install", "-m", "755", "--", str(program), str(to)],  # noqa: S607 - on every Unix
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise TargetError(
            f"{program} cannot be copied: {done.stderr.strip()}",
            "See that it may be read, and that there is room for temporary files (TMPDIR)",
        )


def kill_group(pid: int | None) -> None:
    """Kill the process group of a child that has not been waited for, if there is one."""
    if pid is None:
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _ends_soon(pid: int | None) -> bool:
    """Say whether a child that has closed its terminal ends soon."""
    if pid is None:
        return True
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], _ENDING_SECONDS)[0])
    finally:
        os.close(handle)


def _not_started(program: str, why: str | None) -> TargetError:
    return TargetError(
        f"{program} cannot be run: {why}",
        "See that it may be executed, also as a copy in the directory for temporary files (TMPDIR)",
    )

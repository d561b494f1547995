"""What one run of a program of Duo Unix came to, whichever program it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from failmode.steps.targets.duo_unix.process import ProcessResult

_LOGGED = re.compile(
    r"""
    (?:^|:[ ])(\[[0-7]\][ ].+)$                    # with its priority, also right behind a prompt
    | ^((?:Invalid|Parse[ ]error|Couldn't[ ]open|Missing[ ]host)[ ,].+
        | .+[ ]must[ ]be[ ]readable[ ]only[ ].+)$  # login_duo, before it knows its configuration
    """,
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """One run.

    Attributes:
        let_in: whether the user was let in, by what really happened then; None when it hung.
        exit_code: of the program that asked; None when it was killed at the deadline.
        log: the lines that the client logged, such as `[4] Failsafe Duo login for 'alice'`, and
            what it said on standard error, as login_duo does of a configuration error.
        output: everything that was printed.
        seconds: how long it took.
    """

    let_in: bool | None
    exit_code: int | None
    log: tuple[str, ...]
    output: str
    seconds: float


def read_run(result: ProcessResult, mark: str, *, more: str = "") -> ProgramRun:
    """Read a run by its mark.

    Args:
        result: of the program that asked.
        mark: a whole line that is printed once the user is in, and never before.
        more: what another process printed meanwhile.
    """
    texts = (result.output, result.errors, more)
    output = "\n".join(text.rstrip("\n") for text in texts if text)
    return ProgramRun(
        let_in=None if result.exit_code is None else mark in result.output.splitlines(),
        exit_code=result.exit_code,
        log=tuple(one[1] or one[2] for one in _LOGGED.finditer(output)),
        output=output,
        seconds=result.seconds,
    )

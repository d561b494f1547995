"""What pytest refuses is one error of ours; all else that it says on stderr is passed on."""

from __future__ import annotations

import pytest

from failmode.cli.refused_run import Stderr

ARGPARSE = b"""\
ERROR: usage: python -m pytest [options] [file_or_dir] [...]
python -m pytest: error: unrecognized arguments: --nonsense
  inifile: /project/pyproject.toml
  rootdir: /project

"""
TRACEBACK = b"""\
ERROR: while parsing the following warning configuration:

  a:b:c

This error occurred:

Traceback (most recent call last):
  File "config.py", line 1, in parse
AttributeError: module 'builtins' has no attribute 'c'

"""


@pytest.mark.parametrize(
    ("said", "exit_code", "told"),
    [
        (
            b"ERROR: Wrong expression passed to '-k': (: at column 2: expected more\n\n",
            4,
            (
                "pytest: Wrong expression passed to '-k': (: at column 2: expected more. Names are "
                "joined by `and`, `or` and `not`, with parentheses around parts"
            ),
        ),
        (
            ARGPARSE,
            4,
            (
                "pytest: unrecognized arguments: --nonsense. What follows `--` is pytest's own; "
                "see `python -m pytest --help`"
            ),
        ),
        (
            TRACEBACK,
            4,
            (
                "pytest: while parsing the following warning configuration: a:b:c This error "
                "occurred: AttributeError: module 'builtins' has no attribute 'c'. What follows "
                "`--` is pytest's own; see `python -m pytest --help`"
            ),
        ),
        (
            b"Exit: failmode: no target 'nobody'. Use another\n",
            2,
            "no target 'nobody'. Use another",
        ),
    ],
    ids=["expression", "argument", "traceback", "target"],
)
def test_a_refusal_is_one_line_with_what_to_do(
    capfd: pytest.CaptureFixture[str], said: bytes, exit_code: int, told: str
) -> None:
    stderr = Stderr()
    stderr.pass_on([b"a warning\n", *said.splitlines(keepends=True)])
    refusal = stderr.refusal(exit_code)
    assert refusal is not None
    assert str(refusal) == told
    assert capfd.readouterr() == ("", "a warning\n")


@pytest.mark.parametrize("exit_code", [0, 1, 3, -9])
def test_what_looks_like_a_refusal_of_a_run_that_went_on_is_passed_on(
    capfd: pytest.CaptureFixture[str], exit_code: int
) -> None:
    lines = [b"ERROR: of a log\n", b"more\n"]
    stderr = Stderr()
    stderr.pass_on(lines)
    assert stderr.refusal(exit_code) is None
    assert capfd.readouterr().err.encode() == b"".join(lines)

"""Runs a program that answers a line of JSON with a line of JSON, for tests."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Ask = Callable[..., Any]
"""Hands a request to the program, by keyword, and gives what it answers."""


@contextmanager
def line_program(
    command: list[str], *, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Ask]:
    """Run the program until the block ends.

    Args:
        command: the program and its arguments.
        environment: what it is told beside PATH.
        folder: its working directory; None for this process's.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), **(environment or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout, stderr = process.stdin, process.stdout, process.stderr

        def ask(**request: Any) -> Any:
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            line = stdout.readline()
            assert line, f"{command} ended: {stderr.read() if stderr else ''}"
            return json.loads(line)

        try:
            yield ask
        finally:
            process.kill()

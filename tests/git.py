"""What examples leave in a working tree, as git sees it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import REPOSITORY


@contextmanager
def ignored_by_git(folder: Path) -> Iterator[None]:
    """See that git, with the repository's .gitignore, shows nothing of what is made meanwhile.

    Where there is no git, nothing is seen.
    """
    if shutil.which("git") is None:
        yield
        return
    shutil.copy(REPOSITORY / ".gitignore", folder)
    _git(folder, "init", "-q")
    _git(folder, "add", ".gitignore")
    yield
    left = [line for line in _git(folder, "status", "--porcelain", "-uall") if line[:2] == "??"]
    assert left == [], "git shows files that the examples left behind: " + ", ".join(left)


def _git(folder: Path, *arguments: str) -> list[str]:
    return subprocess.run(
        ["git", "-C", folder, *arguments], capture_output=True, text=True, check=True
    ).stdout.splitlines()

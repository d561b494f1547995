"""The documents that come with failmode: what vendors do, and how scenarios follow from it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from failmode.specs.errors import UnreadableError

STANDARD_SCHEME = "failmode:"
"""What a standard document's path is shown with: `failmode:duo/duo-unix.md`."""

_PACKAGE = "failmode.specs"
_INSTALLED = "standard"
"""The folder of the package that a built wheel has the documents in."""

_IN_A_CHECKOUT = Path(__file__).parents[4] / "docs"


def standard_paths() -> tuple[PurePosixPath, ...]:
    """Find the standard documents, each by its path below their folder.

    Raises:
        UnreadableError: when the installation lacks them.
    """
    return tuple(_texts())


def standard_text(below: PurePosixPath) -> str:
    """Read a standard document.

    Args:
        below: its path below their folder.

    Raises:
        UnreadableError: when there is none of that path.
    """
    try:
        return _texts()[below].read_text(encoding="utf-8")
    except KeyError:
        known = ", ".join(map(str, _texts()))
        raise UnreadableError(
            f"no document {below} comes with failmode", f"There are: {known}"
        ) from None


@cache
def _texts() -> dict[PurePosixPath, Traversable]:
    found = dict(_below(_folder(), PurePosixPath()))
    if not found:
        raise UnreadableError("the documents of failmode are missing", "Install failmode again.")
    return found


def _folder() -> Traversable:
    installed = files(_PACKAGE) / _INSTALLED
    return installed if installed.is_dir() else _IN_A_CHECKOUT


def _below(folder: Traversable, path: PurePosixPath) -> list[tuple[PurePosixPath, Traversable]]:
    if not folder.is_dir():
        return []
    found = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        below = path / entry.name
        if entry.is_dir():
            found += _below(entry, below)
        elif below.suffix == ".md":
            found.append((below, entry))
    return found

"""Files of documents: which there are below a path, and their text."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from failmode.specs.errors import UnreadableError

_MAX_BYTES = 1024 * 1024


def document_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Find the files of documents, each once.

    Args:
        paths: files of any name, and folders, of which every `*.md` below is taken in the order
            of their paths.

    Yields:
        The files in the order in which they were named. A path below which there is no document
        is its own file, so that it leaves a trace.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            identity = _identity(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def _files(path: Path) -> list[Path]:
    try:
        files = sorted(file for file in path.rglob("*.md") if not file.is_dir())
    except (OSError, ValueError):
        return [path]
    return files or [path]


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        # A link that leads to itself, or a name that no file can have.
        return path.absolute()


def document_text(path: Path) -> str:
    """Read the text of a file.

    Raises:
        UnreadableError: when the path is no text file in UTF-8 of at most 1 MiB.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError("the folder has no document", "expected *.md files below it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("this is not a file", "name a markdown file")
        if status.st_size > _MAX_BYTES:
            limit = f"documents may have at most {_MAX_BYTES} bytes"
            raise UnreadableError(f"the file has {status.st_size} bytes", limit)
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("there is no such file", "check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"the file cannot be read: {reason}", "check it") from None
    return _decode(content)


def _decode(content: bytes) -> str:
    nul = content.find(b"\0")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise UnreadableError("there is a NUL byte", "expected a text file in UTF-8", line=line)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise UnreadableError(what, "save the file in UTF-8", line=line) from None

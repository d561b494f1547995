"""Files and directories that only their owner may read, and temporary ones that do not stay.

A temporary directory is locked as long as it is used (flock(2)). The kernel lets go of the lock
when the process ends, however it ends, so that whoever makes the next one knows which are left
over. systemd-tmpfiles leaves locked directories alone for the same reason (tmpfiles.d(5)).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from failmode.simulator.errors import ConfigError

PRIVATE = 0o600
"""Mode of a file that holds secrets."""

PRIVATE_DIRECTORY = 0o700
"""Mode of a directory that does."""

_OURS = re.compile(r"failmode-[a-z-]+\.[a-z0-9_]{8}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@contextmanager
def temporary_directory(purpose: str) -> Iterator[Path]:
    """Make a directory for the block, and remove those that killed processes have left behind.

    Args:
        purpose: a word for its name.
    """
    parent = Path(tempfile.gettempdir())
    _remove_left_over(parent)
    directory, lock = _make_locked(parent, purpose)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        os.close(lock)


def make_private(file: Path) -> None:
    """Create an empty file that only its owner may read, unless something is there already.

    Raises:
        OSError: when it cannot be created.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))


def make_private_directory(directory: Path) -> None:
    """Create a directory that only its owner may use, unless it is there already.

    Raises:
        OSError: when it cannot be created.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    directory.mkdir(mode=PRIVATE_DIRECTORY, exist_ok=True)


def check_private_directory(directory: Path, what: str) -> None:
    """See that nobody but its owner may put anything else in the place of what a directory holds.

    Raises:
        ConfigError: when others may.
        OSError: when it cannot be looked at.
    """
    status = directory.stat()
    mode = stat.S_IMODE(status.st_mode)
    # In a sticky directory, nobody replaces what belongs to another one.
    if mode & _OTHERS_WRITE and not mode & stat.S_ISVTX:
        raise ConfigError(
            f"{what} may be written by others than its owner: its mode is {mode:04o}, expected "
            f"{mode & ~_OTHERS_WRITE:04o} or less",
            f"Take their rights away with `chmod go-w {directory}`, or choose another one",
            where=str(directory),
        )


def refuse_dangling_link(file: Path) -> None:
    """Refuse a symbolic link to nothing.

    Raises:
        ConfigError: when it is one.
        OSError: when it cannot be looked at.
    """
    if file.is_symlink() and not file.exists():
        raise ConfigError(
            f"it is a symbolic link to {file.readlink()}, which does not exist",
            "Remove the link, or put there what it leads to",
            where=str(file),
        )


def check_private(file: Path, what: str, *, remedy: str = "") -> None:
    """See that only its owner may use a file with secrets, and that we are that owner.

    Args:
        file: the file, which exists.
        what: what it holds, for the message.
        remedy: what to do where others may use it; left out: also to let a new one be made.

    Raises:
        ConfigError: when others may, or another one owns it.
        OSError: when it cannot be looked at.
    """
    status = file.stat()
    mode = stat.S_IMODE(status.st_mode)
    if mode & _OTHERS:
        raise ConfigError(
            f"{what} may be used by others than its owner: its mode is {mode:04o}, expected "
            f"{mode & ~_OTHERS:04o}",
            remedy
            or f"Take their rights away with `chmod go= {file}`, or remove it, and a new one is "
            "made",
            where=str(file),
        )
    if os.geteuid() not in (status.st_uid, 0):
        raise ConfigError(
            f"{what} belongs to another user (id {status.st_uid})",
            "Choose a file of your own",
            where=str(file),
        )


def _make_locked(parent: Path, purpose: str) -> tuple[Path, int]:
    while True:
        directory = Path(tempfile.mkdtemp(prefix=f"failmode-{purpose}.", dir=parent))
        # Somebody else's start may have taken it for left over before it was locked.
        try:
            lock = os.open(directory, os.O_RDONLY)
        except FileNotFoundError:
            continue
        _lock(lock)
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock), directory.stat()):
                return directory, lock
        os.close(lock)


def _remove_left_over(parent: Path) -> None:
    """Remove our own directories that nobody has locked; others' are none of our business."""
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    _remove_if_left_over(Path(entry.path))


def _remove_if_left_over(directory: Path) -> None:
    if directory.lstat().st_uid != os.geteuid():
        return
    # A symbolic link is not followed.
    lock = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if _lock(lock, wait=False):
            shutil.rmtree(directory, ignore_errors=True)
    finally:
        os.close(lock)


def _lock(descriptor: int, *, wait: bool = True) -> bool:
    """Lock a directory; False when another process has."""
    if sys.platform == "win32":
        return False  # where nothing is simulated
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True

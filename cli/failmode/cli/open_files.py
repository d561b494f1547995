"""How many files a process may have open."""

from __future__ import annotations

import sys
from contextlib import suppress

_MOST = 1_048_576
"""What Linux lets a process have (fs.nr_open), also where its hard limit is higher or none."""


def allow_open_files() -> None:
    """Raise the soft limit of open files to the hard one, for this process and its children.

    A server has an open file or two for each client; the usual soft limit, 1,024, is made for
    programs that wait by select(), which ours do not. Where the system does not grant it, the
    limit stays.
    """
    if sys.platform == "win32":
        return  # where nothing is simulated
    import resource  # noqa: PLC0415 - not there on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    with suppress(ValueError, OSError):  # macOS has a limit of its own below the hard one
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

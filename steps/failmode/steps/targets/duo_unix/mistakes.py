"""The mistakes in a configuration that the scenarios try, by the names of the documents."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from failmode.steps.targets.duo_unix.configuration import Configuration
from failmode.terms import Mistake

_UNKNOWN_KEY = "fail_mode=secure"
"""A key that no version knows."""


def apply_mistake(mistake: Mistake, configuration: Configuration, folder: Path) -> Configuration:
    """Make that mistake in a configuration; unchanged where the file's place is the mistake.

    Args:
        mistake: which one.
        configuration: without mistakes.
        folder: an empty place for what does not exist.
    """
    changes: dict[Mistake, dict[str, object]] = {
        Mistake.FAILMODE_MISSPELT: {"failmode": f"{configuration.failmode or 'secure'}d"},
        Mistake.UNKNOWN_KEY_BEFORE: {"before_failmode": (_UNKNOWN_KEY,)},
        Mistake.UNKNOWN_KEY_AFTER: {"after_failmode": (_UNKNOWN_KEY,)},
        Mistake.FILE_READABLE_BY_OTHERS: {"mode": 0o644},
        Mistake.FILE_UNREADABLE: {"mode": 0},
        Mistake.FILE_MISSING: {},
        Mistake.KEYS_MISSING: {"ikey": None, "skey": None},
        Mistake.HOST_MISSING: {"host": None},
        Mistake.CAFILE_MISSING: {"cafile": folder / "absent.pem"},
        Mistake.HTTPS_PROXY_SCHEME: {"http_proxy": "https://127.0.0.1:3128"},
        Mistake.USER_OUTSIDE_GROUPS: {"groups": "failmode-a-group-without-members"},
    }
    return dataclasses.replace(configuration, **changes[mistake])  # type: ignore[arg-type]  # each its own type

"""The mistakes in a configuration that the scenarios try, by the names of the documents."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from failmode.steps.targets.duo_unix.configuration import Configuration
from failmode.terms import Mistake

_UNKNOWN_KEY = "fail_mode=secure"
"""A key that no version knows."""

_NOBODY_LISTENS = 1
"""A TCP port of this machine that refuses connections (tcpmux, which nobody runs)."""


def _behind_section(line: str) -> Callable[[str], str]:
    return lambda text: text.replace("\n", f"\n{line}\n", 1)


def apply_mistake(mistake: Mistake, configuration: Configuration, folder: Path) -> Configuration:
    """Make that mistake in a configuration; unchanged where the file's place is the mistake.

    Args:
        mistake: which one.
        configuration: without mistakes.
        folder: an empty place for what does not exist.
    """
    host = configuration.host or ""
    address, _, port = host.rpartition(":")
    empty = folder / "empty.pem"
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
        Mistake.FAILMODE_IN_CAPITALS: {"failmode": (configuration.failmode or "secure").upper()},
        Mistake.FAILMODE_CLOSED: {"failmode": "closed"},
        Mistake.BYTE_ORDER_MARK: {"edit": lambda text: f"\ufeff{text}"},
        Mistake.LONG_COMMENT: {"edit": _behind_section(f"; {'-' * 298}")},
        Mistake.FILE_EMPTY: {"edit": lambda _: ""},
        Mistake.FIPS_MODE: {"before_failmode": ("fips_mode=yes",)},
        Mistake.DEV_FIPS_MODE: {"before_failmode": ("dev_fips_mode=yes",)},
        Mistake.AUTOPUSH_AND_VERIFIED_PUSH: {
            "before_failmode": ("autopush=yes", "verified_push=yes")
        },
        Mistake.FILE_MODE_0640: {"mode": 0o640},
        Mistake.FILE_MODE_0604: {"mode": 0o604},
        Mistake.FILE_MODE_0620: {"mode": 0o620},
        Mistake.FILE_MODE_0602: {"mode": 0o602},
        Mistake.FILE_MODE_0700: {"mode": 0o700},
        Mistake.HOST_WITH_SCHEME: {"host": f"https://{host}"},
        Mistake.HOST_WITH_SLASH: {"host": f"{host}/"},
        Mistake.PORT_BY_NAME: {"host": f"{address}:failmode-no-such-service"},
        Mistake.PROXY_REFUSES: {"http_proxy": f"http://127.0.0.1:{_NOBODY_LISTENS}"},
        Mistake.PROXY_UNKNOWN: {"http_proxy": "http://proxy.invalid:3128"},
        Mistake.CAFILE_DIRECTORY: {"cafile": folder},
        Mistake.CAFILE_EMPTY: {"cafile": empty},
        Mistake.CAFILE_NOT_SET: {"cafile": None},
        Mistake.HOST_BY_ADDRESS: {"host": f"127.0.0.1:{port}"},
        Mistake.SKEY_IN_QUOTES: {"skey": f'"{configuration.skey}"'},
        Mistake.IKEY_WRONG: {"ikey": "DIXXXXXXXXXXXXXXXXXX"},
        Mistake.PROMPTS_ZERO: {"prompts": 0},
        Mistake.HTTPS_TIMEOUT_WORD: {"before_failmode": ("https_timeout=x",)},
        Mistake.HTTPS_TIMEOUT_NEGATIVE: {"https_timeout": -1},
        Mistake.HTTPS_TIMEOUT_ZERO: {"https_timeout": 0},
        Mistake.CARRIAGE_RETURNS: {"edit": lambda text: text.replace("\n", "\r\n")},
        Mistake.SECTION_MISSING: {"edit": lambda text: text.partition("\n")[2]},
        Mistake.SECTION_OTHER: {"edit": lambda text: text.replace("[duo]", "[other]", 1)},
        Mistake.COMMENT_BEHIND_IKEY: {
            "edit": lambda text: text.replace("\nskey=", " ; the key\nskey=", 1)
        },
    }
    if mistake is Mistake.CAFILE_EMPTY:
        empty.touch()
    return dataclasses.replace(configuration, **changes[mistake])  # type: ignore[arg-type]  # each its own type

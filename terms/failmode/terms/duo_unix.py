"""The words for Duo Unix: its programs, and mistakes in its configuration."""

from __future__ import annotations

from enum import StrEnum


class Program(StrEnum):
    """What a user logs in through."""

    LOGIN_DUO = "login_duo"
    PAM_DUO = "pam_duo"
    SSHD_PAM_DUO = "sshd with pam_duo"
    SSHD_LOGIN_DUO = "sshd with login_duo"


class Mistake(StrEnum):
    """One way in which a configuration can be wrong."""

    FAILMODE_MISSPELT = "failmode misspelt"
    UNKNOWN_KEY_BEFORE = "unknown key before failmode"
    UNKNOWN_KEY_AFTER = "unknown key after failmode"
    FILE_READABLE_BY_OTHERS = "file readable by others"
    FILE_UNREADABLE = "file unreadable"
    FILE_MISSING = "file missing"
    KEYS_MISSING = "keys missing"
    HOST_MISSING = "host missing"
    CAFILE_MISSING = "cafile missing on disk"
    HTTPS_PROXY_SCHEME = "https proxy scheme"
    USER_OUTSIDE_GROUPS = "user outside groups"

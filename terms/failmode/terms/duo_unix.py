"""The words for Duo Unix: programs, courses of a login, mistakes in a configuration."""

from __future__ import annotations

from enum import StrEnum


class AuthMode(StrEnum):
    """How a program asks Duo for the second factor: the parameter `async` of Duo's `auth`.

    `SYNCHRONOUS`: the answer to `auth` is the last one. `ASYNCHRONOUS`: it only begins, and
    `auth-status` is asked until there is a result.
    """

    SYNCHRONOUS = "synchronous"
    ASYNCHRONOUS = "asynchronous"


_FILLERS = frozenset({"a", "as", "in", "on", "with"})


class Program(StrEnum):
    """What a user logs in through."""

    LOGIN_DUO = "login_duo"
    LOGIN_DUO_TERMINAL = "login_duo on a terminal"
    LOGIN_DUO_AUTOPUSH = "login_duo with autopush"
    PAM_DUO = "pam_duo"
    PAM_DUO_AS_SSHD = "pam_duo as sshd"
    PAM_DUO_IN_STACK = "pam_duo in a stack"
    SSHD_PAM_DUO = "sshd with pam_duo"
    SSHD_LOGIN_DUO = "sshd with login_duo"

    @property
    def uses_pam_duo(self) -> bool:
        """Whether `pam_duo.so` asks Duo, and not `login_duo`."""
        return "pam_duo" in self.value.split()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its scenarios: the words of its name that carry a meaning."""
        return tuple(word for word in self.value.split() if word not in _FILLERS)


class LoginCourse(StrEnum):
    """How a login can go although Duo was reachable when it began.

    `PUSH_NEVER_DECIDED`: Duo answers each question for the status with `waiting`, for ever.
    `OUTAGE_AFTER_REFUSED_PUSH`: the user refuses the push, and Duo cannot be asked when the client
    begins anew for its next prompt.
    """

    PUSH_NEVER_DECIDED = "push never decided"
    OUTAGE_AFTER_REFUSED_PUSH = "outage after a refused push"


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
    FAILMODE_IN_CAPITALS = "failmode in capitals"
    FAILMODE_CLOSED = "failmode says closed"
    BYTE_ORDER_MARK = "byte order mark"
    LONG_COMMENT = "comment of 300 characters"
    FILE_EMPTY = "file empty"
    FIPS_MODE = "fips_mode before failmode"
    DEV_FIPS_MODE = "dev_fips_mode, no FIPS"
    AUTOPUSH_AND_VERIFIED_PUSH = "autopush and verified_push"
    FILE_MODE_0640 = "file mode 0640"
    FILE_MODE_0604 = "file mode 0604"
    FILE_MODE_0620 = "file mode 0620"
    FILE_MODE_0602 = "file mode 0602"
    FILE_MODE_0700 = "file mode 0700"
    HOST_WITH_SCHEME = "host with https://"
    HOST_WITH_SLASH = "host with a slash"
    PORT_BY_NAME = "port by name"
    PROXY_REFUSES = "proxy refuses"
    PROXY_UNKNOWN = "proxy cannot be resolved"
    CAFILE_DIRECTORY = "cafile is a directory"
    CAFILE_EMPTY = "cafile empty"
    CAFILE_NOT_SET = "cafile not set"
    HOST_BY_ADDRESS = "host by address"
    SKEY_IN_QUOTES = "secret key in quotes"
    IKEY_WRONG = "wrong integration key"
    PROMPTS_ZERO = "prompts 0"
    HTTPS_TIMEOUT_WORD = "https_timeout is a word"
    HTTPS_TIMEOUT_NEGATIVE = "https_timeout negative"
    HTTPS_TIMEOUT_ZERO = "https_timeout 0"
    CARRIAGE_RETURNS = "carriage returns"
    SECTION_MISSING = "no section"
    SECTION_OTHER = "another section"
    COMMENT_BEHIND_IKEY = "comment behind ikey"

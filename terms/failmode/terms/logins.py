"""The words for a login: what a person is and does, and what it comes to."""

from __future__ import annotations

from enum import StrEnum


class Failmode(StrEnum):
    """What a product does with a login when Duo cannot be reached."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def setting(self) -> str:
        """The word of Duo's configuration files: `safe` or `secure`."""
        return "safe" if self is Failmode.OPEN else "secure"

    @classmethod
    def from_setting(cls, word: str) -> Failmode:
        """Find the failmode that a configuration file's word names, whatever its case.

        Raises:
            ValueError: when it is neither `safe` nor `secure`.
        """
        for failmode in cls:
            if failmode.setting == word.lower():
                return failmode
        raise ValueError(f"{word!r} is no failmode; known: safe, secure")


class Verdict(StrEnum):
    """What a login came to; a hang is a verdict of its own."""

    ALLOWED = "allowed"
    FAILED_OPEN = "failed-open"
    DENIED = "denied"
    HUNG = "hung"


class Admission(StrEnum):
    """What a client of Duo does with a login, as the client itself sees it."""

    REFUSED = "refused"
    BY_DUO = "by Duo"
    BY_FAILMODE = "by the failmode"
    WITHOUT_DUO = "without Duo"


class Answer(StrEnum):
    """What a person does with a push or a call."""

    APPROVE = "approve"
    DENY = "deny"
    FRAUD = "fraud"
    IGNORE = "ignore"


class Enrolment(StrEnum):
    """What a person is at Duo: a status in the words of its Admin API, or not there at all."""

    ACTIVE = "active"
    BYPASS = "bypass"
    DISABLED = "disabled"
    LOCKED_OUT = "locked out"
    UNENROLLED = "unenrolled"


class Evidence(StrEnum):
    """How sure it is that a product behaves so."""

    MEASURED = "measured"
    BY_READING = "by reading"
    DOCUMENTED = "documented"
    REPORTED = "reported"
    UNKNOWN = "unknown"

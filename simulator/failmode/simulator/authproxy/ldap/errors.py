"""What can go wrong between a client and a directory, each with a class of its own.

LdapError             a `SimulatorError`
├── BadPduError       the peer sends what is no LDAP message, or one beyond the limits
├── ResolveError      the directory's name leads to no address
├── ConnectError      no connection, no TLS, or the connection ended in the middle
├── BindError         the directory refuses a bind; it has the result code
│   └── NoNtlmError   it does not take NTLM at all
├── NtlmRefusedError  the directory's NTLM cannot be used
├── SearchError       the directory refuses a search; it has the result code
├── ExtendedError     the directory refuses an extended operation; it has the result code
└── LdapTimeoutError  the directory did not answer in time; it has the phase
"""

from __future__ import annotations

from enum import StrEnum

from failmode.simulator.errors import SimulatorError


class Phase(StrEnum):
    """What a client was about."""

    CONNECT = "connect"
    STARTTLS = "StartTLS"
    BIND = "bind"
    SEARCH = "search"
    EXTENDED = "an extended operation"


class LdapError(SimulatorError):
    """No answer, or none that can be used."""


class BadPduError(LdapError):
    """Octets that are no LDAP message, or one beyond the limits."""


class ResolveError(LdapError):
    """The directory's host name leads to no address."""


class ConnectError(LdapError):
    """No connection to the directory, or one that ended in the middle."""


class LdapTimeoutError(LdapError):
    """The directory did not answer in time.

    Args:
        phase: what was asked.
        what: where and for how long.
    """

    def __init__(self, phase: Phase, what: str) -> None:
        super().__init__(what, remedy="See that the directory answers, or allow it more time")
        self.phase = phase


class ResultError(LdapError):
    """The directory answered with a result code that is not success.

    Args:
        what: what was refused.
        code: the result code of RFC 4511, 4.1.9.
        diagnostic: the directory's own words; empty for none.
    """

    def __init__(self, what: str, code: int, diagnostic: str) -> None:
        said = f": {diagnostic}" if diagnostic else ""
        super().__init__(f"{what} (result code {code}{said})")
        self.code = code
        self.diagnostic = diagnostic


class NtlmRefusedError(LdapError):
    """The directory takes NTLM, but in no way that can be used."""


class BindError(ResultError):
    """The directory refuses a bind."""


class NoNtlmError(BindError):
    """The directory does not take NTLM: it refuses the first message, which has no password.

    Args:
        what: what was refused.
        code: the result code.
        diagnostic: the directory's own words; empty for none.
    """

    def __init__(self, what: str, code: int, diagnostic: str) -> None:
        super().__init__(what, code, diagnostic)
        self.remedy = (
            "Only Active Directory, and what behaves like it, takes NTLM: for another directory "
            "write auth_type=plain and bind_dn, and protect the passwords with transport=ldaps "
            "or transport=starttls"
        )


class SearchError(ResultError):
    """The directory refuses a search, or ends it with an error."""


class ExtendedError(ResultError):
    """The directory refuses an extended operation."""

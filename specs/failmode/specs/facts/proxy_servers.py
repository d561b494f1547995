"""The kinds of servers that the Authentication Proxy runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.terms import Evidence


class ServerProtocol(StrEnum):
    """What a client speaks with a server of the proxy."""

    RADIUS = "RADIUS"
    LDAP = "LDAP"
    EAP = "EAP over RADIUS"


class PrimaryServer(StrEnum):
    """Whether a server asks a primary server for the password."""

    ASKED = "asked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ProxyServerRow:
    """One kind of server.

    Attributes:
        section: name of its section in the configuration, without brackets.
        protocol: what its clients speak.
        primary: whether it asks a primary server.
        auth_failure_text: what its clients are told where auth failed; empty: what the verdict
            table says.
        evidence: how sure it is that the verdict table holds for it.
        line: 1-based line of the document.
    """

    section: str
    protocol: ServerProtocol
    primary: PrimaryServer
    auth_failure_text: str
    evidence: Evidence
    line: int

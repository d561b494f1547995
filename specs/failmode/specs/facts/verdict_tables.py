"""Verdict tables: what each fault leads to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.specs.model import Sourced
from failmode.terms import AuthMode, Evidence, Stage


class Outcome(StrEnum):
    """What a row of a verdict table says a fault leads to."""

    FAILMODE = "failmode decides"
    FAILS_OPEN = "fails open"
    ALLOWED = "allowed"
    DENIED = "denied"
    HUNG = "hung"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One row of a verdict table.

    Attributes:
        fault: name of the fault, from the project's fault list.
        stage: `ping`, `preauth`, `auth` or `auth-status`.
        timeout: `set`, `unset` or `any`: whether the client's own timeout is configured.
        outcome: what it leads to.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        reply: the exact text the client sees by failmode name (`safe`, `secure`); a name is absent
            where the document does not say, and the text is empty where no text is sent.
        takes: seconds from the login's beginning to its verdict, where the document says that
            they are many; None elsewhere.
        auth_modes: the modes of asking Duo that the row holds for; empty: for each.
        line: 1-based line of the document.
    """

    fault: str
    stage: Stage
    timeout: str
    outcome: Outcome
    evidence: Evidence
    line: int
    reply: tuple[tuple[str, str], ...] = ()
    takes: float | None = None
    auth_modes: tuple[AuthMode, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictTable:
    """The verdict table of one product.

    Attributes:
        product: the product's usual name.
        rows: in the document's order.
        version: the version, or the range of them, that the heading names, such as `1.11.3` or
            `1.10.4 to 2.0.3`.
    """

    product: Sourced[str]
    rows: tuple[VerdictRow, ...]
    version: Sourced[str] | None = None

"""The verdict of a login, by what the client did and what the cloud saw: never by one alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from failmode.simulator.edge.journal.journal import Exchange, Journal
from failmode.terms.logins import Verdict
from failmode.terms.vendors import Vendor

_LET_IN = "allow"


@dataclass(frozen=True, slots=True)
class CloudRecord:
    """What Duo's cloud saw of a login."""

    exchanges: tuple[Exchange, ...]

    @property
    def operations(self) -> Sequence[str]:
        """The operations that were asked, in order."""
        return tuple(e.operation for e in self.exchanges)

    @property
    def approved(self) -> bool:
        """Whether the cloud itself let the user in: by a second factor, or by a bypass."""
        return any(e.answered_whole and _result(e.response_body) == _LET_IN for e in self.exchanges)


def cloud_record(journal: Journal, since: int = 0) -> CloudRecord:
    """Read what Duo's cloud saw.

    Args:
        journal: the simulator's journal.
        since: the journal's last number when the login began.
    """
    return CloudRecord(journal.query(vendor=Vendor.DUO, since=since))


def classify(*, let_in: bool | None, approved: bool) -> Verdict:
    """Judge a login.

    Args:
        let_in: whether the client let the user in; None when it gave no verdict in time.
        approved: whether Duo's cloud let the user in.
    """
    if let_in is None:
        return Verdict.HUNG
    if not let_in:
        return Verdict.DENIED
    return Verdict.ALLOWED if approved else Verdict.FAILED_OPEN


def exchange_texts(exchanges: Iterable[Exchange]) -> tuple[str, ...]:
    """Write the exchanges for a failure report; they are masked in the journal already."""
    return tuple(_text(e) for e in exchanges)


def _text(e: Exchange) -> str:
    lines = [f"{e.vendor}: {e.method} {e.path}"]
    if e.request_body:
        lines.append(f"  sent: {e.request_body}")
    if e.fault:
        lines.append(f"  fault: {e.fault}")
    answer = "none" if e.status is None else f"{e.status} {e.response_body}".rstrip()
    lines.append(f"  answer: {answer}")
    return "\n".join(lines)


def _result(body: str) -> str | None:
    try:
        data = json.loads(body)
    except ValueError:
        return None
    response = data.get("response") if isinstance(data, dict) else None
    result = response.get("result") if isinstance(response, dict) else None
    return result if isinstance(result, str) else None

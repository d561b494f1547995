"""The verdict of a login, by what the client did and what Duo's cloud saw: never by one alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from failmode.simulator.duo.directory.names import is_same_user
from failmode.simulator.edge.journal.journal import Exchange, Journal
from failmode.terms import Admission, Vendor, Verdict

_ALLOW = "allow"
_ENDS_OF_A_PROMPT = ("token", "sso-return")
"""Operations that answer well only where Duo has let the user in by its prompt."""

_FACTOR_ASKED = frozenset({"auth", "auth-status"})
_OK = 200


@dataclass(frozen=True, slots=True)
class CloudRecord:
    """What Duo's cloud saw of a login.

    Attributes:
        exchanges: the requests, oldest first.
        complete: whether the journal has kept every request since the login began.
    """

    exchanges: tuple[Exchange, ...]
    complete: bool = True

    @property
    def operations(self) -> Sequence[str]:
        """The operations that were asked, in order."""
        return tuple(exchange.operation for exchange in self.exchanges)

    @property
    def approved(self) -> bool:
        """Whether the cloud itself let the user in: by a second factor, or by a bypass."""
        return any(_lets_in(exchange) for exchange in self.exchanges)

    @property
    def second_factor(self) -> bool:
        """Whether the cloud let the user in by a second factor."""
        return any(_lets_in(one) and one.operation in _FACTOR_ASKED for one in self.exchanges)


def cloud_record(journal: Journal, since: int = 0, username: str | None = None) -> CloudRecord:
    """Read what Duo's cloud saw.

    Args:
        journal: the simulator's journal.
        since: the journal's last number when the login began.
        username: whose login it is, in any form, where others may log in meanwhile; what names
            nobody counts too. None for everybody's.
    """
    recorded = journal.last_number
    kept = journal.query(since=since)
    complete = sum(one.number <= recorded for one in kept) == recorded - since
    exchanges = tuple(one for one in kept if one.vendor == Vendor.DUO)
    if username is not None:
        exchanges = tuple(
            one for one in exchanges if one.user is None or is_same_user(one.user, username)
        )
    return CloudRecord(exchanges, complete)


class ClassifyLogin(Protocol):
    """How a verdict is reached; `classify_login` is the right way."""

    def __call__(self, admission: Admission | None, *, approved: bool) -> Verdict:
        """Reach the verdict; arguments as for `classify_login`."""


def classify_login(admission: Admission | None, *, approved: bool) -> Verdict:
    """Reach the verdict of a login.

    Only a client that lets in by Duo, while Duo's cloud has let the user in, gives an allowed
    login; so does one that lets in without asking Duo, as somebody whom it does not guard.
    Whoever else lets in has failed open.

    Args:
        admission: what the client did; None when it came to no end in time.
        approved: whether Duo's cloud let the user in.
    """
    match admission:
        case None:
            return Verdict.HUNG
        case Admission.REFUSED:
            return Verdict.DENIED
        case Admission.WITHOUT_DUO:
            return Verdict.ALLOWED
        case Admission.BY_DUO if approved:
            return Verdict.ALLOWED
    return Verdict.FAILED_OPEN


def _lets_in(exchange: Exchange) -> bool:
    if not exchange.answered_whole:
        return False
    if exchange.operation in _ENDS_OF_A_PROMPT:
        return exchange.status == _OK
    return _result(exchange.response_body) == _ALLOW


def _result(body: str) -> str | None:
    try:
        data = json.loads(body)
    except ValueError:
        return None
    response = data.get("response") if isinstance(data, dict) else None
    result = response.get("result") if isinstance(response, dict) else None
    return result if isinstance(result, str) else None

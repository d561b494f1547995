"""Visits to the prompt and their codes, in the database that all processes share."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.universal.tables import AssertionRow, PromptRow
from failmode.simulator.state.store import Store

_PROMPT = PromptRow.__table__


@dataclass(frozen=True, slots=True)
class PromptSession:
    """A person's way through the prompt, from the authorization request to the exchanged code.

    Attributes:
        session: unguessable id; who knows it is the browser that was sent to the prompt.
        ikey: client id of the application.
        username: the user as the application named her.
        redirect_uri: where to go back to.
        state: what to give back unread.
        nonce: what to repeat in the `id_token`, or None.
        code_name: name of the returned parameter: `duo_code` or `code`.
        enroll_portal_url: where a user without a device enrols, or None.
        expires: seconds since the epoch; of the visit, then of its code.
        txid: the transaction in progress or ended, or None before the first choice.
        ended: when the browser was sent back, or None.
        code: the code that it was sent back with, or None.
        redeemed: when the code was exchanged, or None.
    """

    session: str = field(repr=False)
    ikey: str
    username: str
    redirect_uri: str
    state: str = field(repr=False)
    nonce: str | None = field(repr=False)
    code_name: str
    enroll_portal_url: str | None
    expires: float
    txid: str | None = None
    ended: float | None = None
    code: str | None = field(default=None, repr=False)
    redeemed: float | None = None


def new_secret() -> str:
    """An unguessable id: 32 hexadecimal digits, as Duo's codes have."""
    return secrets.token_hex(16)


class PromptSessions:
    """Visits and used assertions.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._engine = store.engine

    def add(self, visit: PromptSession, now: float) -> None:
        """Remember a visit, and forget those that are long over."""
        with self._engine.begin() as connection:
            connection.execute(delete(PromptRow).where(PromptRow.expires < now - _KEPT_SECONDS))
            connection.execute(insert(PromptRow).values(**asdict(visit)))

    def get(self, session: str) -> PromptSession | None:
        """The visit with a session id."""
        return self._first(PromptRow.session == session)

    def by_code(self, code: str) -> PromptSession | None:
        """The visit that ended with a code."""
        return self._first(PromptRow.code == code)

    def choose(self, session: str, txid: str | None) -> bool:
        """Set the transaction of a visit that has not ended; False when it has."""
        return self._update(session, {"txid": txid})

    def end(self, session: str, now: float) -> bool:
        """End a visit without a code; False when it has ended already."""
        return self._update(session, {"ended": now})

    def issue_code(self, session: str, txid: str, now: float, expires: float) -> str | None:
        """End a visit with a code; None when it has ended, or goes on with another transaction."""
        code = new_secret()
        done = self._update(
            session, {"ended": now, "code": code, "expires": expires}, PromptRow.txid == txid
        )
        return code if done else None

    def redeem(self, session: str, now: float) -> bool:
        """Use a visit's code up; False when it was used before."""
        with self._engine.begin() as connection:
            done = connection.execute(
                update(PromptRow)
                .where(PromptRow.session == session, PromptRow.redeemed.is_(None))
                .values(redeemed=now)
            )
        return bool(done.rowcount)

    def use_assertion(self, ikey: str, jti: str, now: float, expires: float) -> bool:
        """Remember an assertion until it is refused anyway; False when it was used before."""
        digest = hashlib.sha256(jti.encode("utf-8")).hexdigest()
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(AssertionRow).where(AssertionRow.expires < now))
                connection.execute(
                    insert(AssertionRow).values(ikey=ikey, jti=digest, expires=expires)
                )
        except IntegrityError:
            return False
        return True

    def _first(self, condition: Any) -> PromptSession | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(_PROMPT).where(condition)).mappings().first()
        return None if row is None else _visit(row)

    def _update(self, session: str, values: Mapping[str, Any], *conditions: Any) -> bool:
        with self._engine.begin() as connection:
            done = connection.execute(
                update(PromptRow)
                .where(PromptRow.session == session, PromptRow.ended.is_(None), *conditions)
                .values(**values)
            )
        return bool(done.rowcount)


_KEPT_SECONDS = 3600.0


def _visit(row: RowMapping) -> PromptSession:
    return PromptSession(**{str(name): value for name, value in row.items()})

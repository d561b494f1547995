"""Sessions of the prompt and their codes, in the database that all processes share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.ids import Ids
from failmode.simulator.duo.universal.tables import ASSERTIONS, PROMPT_SESSIONS
from failmode.simulator.state.store import Store

_KEPT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class PromptSession:
    """A person's way through the prompt, from the authorization request to the exchanged code.

    Attributes:
        session_id: unguessable; who knows it is the browser that was sent to the prompt.
        ikey: client id of the application.
        username: the user as the application named her.
        redirect_uri: where to go back to.
        state: what to give back unread.
        nonce: what to repeat in the `id_token`, or None.
        code_name: name of the returned parameter: `duo_code` or `code`.
        enroll_portal_url: where a user without a device enrols, or None.
        expires: seconds since the epoch; of the session, then of its code.
        txid: the transaction in progress or ended, or None before the first choice.
        ended: when the browser was sent back, or None.
        code: the code that it was sent back with, or None.
        redeemed: when the code was exchanged, or None.
    """

    session_id: str = field(repr=False)
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


class PromptSessions:
    """Prompt sessions and used assertions in the database.

    Args:
        store: the database.
        ids: makes the codes.
    """

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def add(self, session: PromptSession, now: float) -> None:
        """Remember a session, and forget those that are long over."""
        with self._store.connection() as connection:
            connection.execute(
                delete(PROMPT_SESSIONS).where(PROMPT_SESSIONS.c.expires < now - _KEPT_SECONDS)
            )
            connection.execute(insert(PROMPT_SESSIONS).values(**asdict(session)))

    def find(self, session_id: str) -> PromptSession | None:
        """Return the session with an id; None when there is none."""
        return self._first(PROMPT_SESSIONS.c.session_id == session_id)

    def find_by_code(self, code: str) -> PromptSession | None:
        """Return the session that ended with a code; None when there is none."""
        return self._first(PROMPT_SESSIONS.c.code == code)

    def set_transaction(self, session_id: str, txid: str | None) -> bool:
        """Set the transaction of a session that has not ended; False when it has."""
        return self._update(session_id, {"txid": txid})

    def end(self, session_id: str, now: float) -> bool:
        """End a session without a code; False when it has ended already."""
        return self._update(session_id, {"ended": now})

    def issue_code(self, session_id: str, txid: str, now: float, expires: float) -> str | None:
        """End a session with a code; None when it has ended or has another transaction."""
        code = self._ids.hex_token(16)
        done = self._update(
            session_id,
            {"ended": now, "code": code, "expires": expires},
            PROMPT_SESSIONS.c.txid == txid,
        )
        return code if done else None

    def redeem(self, session_id: str, now: float) -> bool:
        """Use a session's code up; False when it was used before."""
        with self._store.connection() as connection:
            done = connection.execute(
                update(PROMPT_SESSIONS)
                .where(
                    PROMPT_SESSIONS.c.session_id == session_id, PROMPT_SESSIONS.c.redeemed.is_(None)
                )
                .values(redeemed=now)
            )
        return bool(done.rowcount)

    def use_assertion(self, ikey: str, jti: str, now: float, expires: float) -> bool:
        """Remember an assertion until it is refused anyway; False when it was used before."""
        digest = hashlib.sha256(jti.encode("utf-8")).hexdigest()
        try:
            with self._store.connection() as connection:
                connection.execute(delete(ASSERTIONS).where(ASSERTIONS.c.expires < now))
                connection.execute(
                    insert(ASSERTIONS).values(ikey=ikey, jti=digest, expires=expires)
                )
        except IntegrityError:
            return False
        return True

    def _first(self, condition: Any) -> PromptSession | None:
        with self._store.connection() as connection:
            row = connection.execute(select(PROMPT_SESSIONS).where(condition)).mappings().first()
        return None if row is None else _prompt_session(row)

    def _update(self, session_id: str, values: Mapping[str, Any], *conditions: Any) -> bool:
        with self._store.connection() as connection:
            done = connection.execute(
                update(PROMPT_SESSIONS)
                .where(
                    PROMPT_SESSIONS.c.session_id == session_id,
                    PROMPT_SESSIONS.c.ended.is_(None),
                    *conditions,
                )
                .values(**values)
            )
        return bool(done.rowcount)


def _prompt_session(row: RowMapping) -> PromptSession:
    return PromptSession(**{str(name): value for name, value in row.items()})

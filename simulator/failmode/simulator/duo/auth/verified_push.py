"""Verified pushes: preauth gives out a code, and the person types it into Duo Mobile.

`txid`, `verification_code` and `expiration` in preauth's answer, and the 60 seconds: the clients
https://github.com/orionstudt/DuoSecurity.Auth.Http and https://github.com/duosecurity/duo_unix
(`lib/duo.c`, `tests/mockduo.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select

from failmode.simulator.duo.directory.records import Integration, User
from failmode.simulator.duo.directory.tables import VERIFIED_PUSHES
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.store import Store


@dataclass(frozen=True, slots=True)
class VerifiedPush:
    """What preauth gives out.

    Attributes:
        txid: for the auth that follows.
        code: what the person must type.
        expires: seconds since the epoch.
    """

    txid: str
    code: str = field(repr=False)
    expires: float


class VerifiedPushes:
    """The codes that no push has used yet.

    Args:
        store: the database.
        ids: makes the codes.
    """

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def issue(
        self, integration: Integration, user: User, now: float, valid_seconds: float
    ) -> VerifiedPush:
        """Give out a code, as long as the integration's policy says.

        Args:
            integration: who asked.
            user: who will be asked.
            now: seconds since the epoch.
            valid_seconds: how long the code works.
        """
        digits = integration.policy.verified_push_digits
        code = self._ids.digits(digits)
        push = VerifiedPush(self._ids.txid(), code, now + valid_seconds)
        with self._store.connection() as connection:
            connection.execute(delete(VERIFIED_PUSHES).where(VERIFIED_PUSHES.c.expires <= now))
            connection.execute(
                insert(VERIFIED_PUSHES).values(
                    txid=push.txid,
                    ikey=integration.ikey,
                    user_id=user.user_id,
                    code=code,
                    expires=push.expires,
                )
            )
        return push

    def find(self, integration: Integration, user: User, txid: str, now: float) -> str | None:
        """Return the code of a transaction id; None when it is another's, used or too old."""
        with self._store.connection() as connection:
            return connection.scalar(
                select(VERIFIED_PUSHES.c.code).where(
                    VERIFIED_PUSHES.c.txid == txid,
                    VERIFIED_PUSHES.c.ikey == integration.ikey,
                    VERIFIED_PUSHES.c.user_id == user.user_id,
                    VERIFIED_PUSHES.c.expires > now,
                )
            )

    def use(self, txid: str) -> bool:
        """Use a code up; False when another request was faster."""
        with self._store.connection() as connection:
            done = connection.execute(delete(VERIFIED_PUSHES).where(VERIFIED_PUSHES.c.txid == txid))
        return bool(done.rowcount)

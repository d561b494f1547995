"""Remembered devices: tokens that let a user pass preauth without a second factor for a while.

`trusted_device_token`: `duo_client/auth.py` of https://github.com/duosecurity/duo_client_python.
"""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.records import Integration, User
from failmode.simulator.duo.directory.tables import TRUSTED_DEVICES
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.store import Store


class TrustedDevices:
    """The tokens in the database.

    Args:
        store: the database.
        ids: makes the tokens.
    """

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def token(self, integration: Integration, user: User, txid: str, now: float) -> str:
        """Return the token of an approved transaction, the same one whenever it is asked for."""
        known = select(TRUSTED_DEVICES.c.token).where(TRUSTED_DEVICES.c.txid == txid)
        with self._store.connection() as connection:
            found: str | None = connection.scalar(known)
        if found is not None:
            return found
        made = self._ids.url_token(32)
        try:
            with self._store.connection() as connection:
                connection.execute(
                    insert(TRUSTED_DEVICES).values(
                        token=made,
                        txid=txid,
                        ikey=integration.ikey,
                        user_id=user.user_id,
                        expires=now + integration.policy.remembered_devices_seconds,
                    )
                )
        except IntegrityError:
            with self._store.connection() as connection:
                return connection.scalar(known) or made
        return made

    def valid(self, integration: Integration, user: User, token: str, now: float) -> bool:
        """Whether a token was given to this user by this integration and is not too old."""
        with self._store.connection() as connection:
            found = connection.scalar(
                select(TRUSTED_DEVICES.c.token).where(
                    TRUSTED_DEVICES.c.token == token,
                    TRUSTED_DEVICES.c.ikey == integration.ikey,
                    TRUSTED_DEVICES.c.user_id == user.user_id,
                    TRUSTED_DEVICES.c.expires > now,
                )
            )
        return found is not None

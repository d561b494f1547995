"""The telephony log: calls and text messages, those of logins and those of administrators."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select

from failmode.simulator.duo.admin.tables import TELEPHONY
from failmode.simulator.duo.auth.log_entries import milliseconds
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Factor

_TYPES = {Factor.PHONE: "phone", Factor.SMS: "sms"}
_OF_LOGINS = "authentication"


@dataclass(frozen=True, slots=True)
class TelephonyEntry:
    """A call or a text message.

    Attributes:
        time: seconds since the epoch.
        telephony_id: its id.
        context: what it was for.
        type: `phone` or `sms`.
        phone: telephone number.
        txid: the transaction that it was for, or None.
    """

    time: float
    telephony_id: str
    context: str
    type: str
    phone: str
    txid: str | None

    @property
    def position(self) -> tuple[int, str]:
        """Where it stands in the log: milliseconds since the epoch, and the id."""
        return milliseconds(self.time), self.telephony_id


class TelephonyLog:
    """The telephony log of a cloud.

    Args:
        cloud: the cloud.
    """

    def __init__(self, cloud: DuoCloud) -> None:
        self._cloud = cloud

    def add_message(self, phone: str, context: str) -> None:
        """Remember a text message that no login asked for.

        Args:
            phone: telephone number.
            context: what it was for.
        """
        with self._cloud.store.connection() as connection:
            connection.execute(
                insert(TELEPHONY).values(
                    telephony_id=self._cloud.ids.txid(),
                    created=self._cloud.clock.now(),
                    context=context,
                    phone=phone,
                )
            )

    def all(self) -> Iterable[TelephonyEntry]:
        """Return everything that has happened by now, in any order."""
        now = self._cloud.clock.now()
        numbers = {
            device.device: device.number
            for user in self._cloud.users.all()
            for device in user.devices
        }
        for one in self._cloud.transactions.all():
            kind = _TYPES.get(one.factor)
            if kind is not None and one.device is not None and one.created <= now:
                # One transaction makes one call or message, so its id makes the other's.
                telephony_id = str(uuid.uuid5(uuid.NAMESPACE_OID, one.txid))
                phone = numbers.get(one.device, "")
                yield TelephonyEntry(one.created, telephony_id, _OF_LOGINS, kind, phone, one.txid)
        with self._cloud.store.connection() as connection:
            rows = connection.execute(select(TELEPHONY)).mappings().all()
        for row in rows:
            yield TelephonyEntry(
                row["created"], row["telephony_id"], row["context"], "sms", row["phone"], None
            )

"""Telephones as an administrator sees them: assigned to somebody or to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import RowMapping, Select, delete, exists, func, insert, select, update

from failmode.simulator.duo.admin.assumptions import WITHOUT_ACTIVATION
from failmode.simulator.duo.admin.tables import PHONE_DETAILS
from failmode.simulator.duo.admin.words import PhoneType
from failmode.simulator.duo.directory.records import Capability, DeviceType
from failmode.simulator.duo.directory.tables import DEVICES, PASSCODES
from failmode.simulator.state.store import Store


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone.

    Attributes:
        phone_id: Duo's id: `DP...`.
        user_id: Duo's id of the user whose it is; None: nobody's.
        number: telephone number, or empty.
        extension: extension, or empty.
        name: what the user calls it, or empty.
        type: what kind of phone it is.
        platform: such as `Apple iOS`; empty when unknown.
        predelay: seconds to wait before the extension is dialled, as text, or empty.
        postdelay: seconds to wait after the extension is dialled, as text, or empty.
        capabilities: what it can be used for.
        sms_passcodes_sent: whether passcodes were sent to it that still work.
    """

    phone_id: str
    user_id: str | None = None
    number: str = ""
    extension: str = ""
    name: str = ""
    type: PhoneType = PhoneType.UNKNOWN
    platform: str = ""
    predelay: str = ""
    postdelay: str = ""
    capabilities: tuple[Capability, ...] = ()
    sms_passcodes_sent: bool = False

    @property
    def activated(self) -> bool:
        """Whether Duo Mobile is activated on it."""
        return Capability.PUSH in self.capabilities


def without_activation(number: str, kind: PhoneType) -> tuple[Capability, ...]:
    """Tell what a phone without Duo Mobile can be used for."""
    return WITHOUT_ACTIVATION[kind.value] if number else ()


class Phones:
    """Telephones in the database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Phone, ...]:
        """Return every phone, by id."""
        return self._load(_phones().order_by(DEVICES.c.device))

    def get(self, phone_id: str) -> Phone | None:
        """Return a phone by its id; None when there is none."""
        return next(iter(self._load(_phones().where(DEVICES.c.device == phone_id))), None)

    def add(self, phone: Phone) -> None:
        """Add a phone that nobody has yet."""
        with self._store.connection() as connection:
            connection.execute(
                insert(DEVICES).values(
                    device=phone.phone_id,
                    user_id=None,
                    position=0,
                    type=DeviceType.PHONE.value,
                    answer=None,
                    answer_after_seconds=None,
                    **_device_columns(phone),
                )
            )
            connection.execute(
                insert(PHONE_DETAILS).values(device=phone.phone_id, **_details_columns(phone))
            )
        self._store.changed()

    def change(self, phone: Phone) -> None:
        """Replace what is known of a phone; whose it is stays."""
        with self._store.connection() as connection:
            connection.execute(
                update(DEVICES)
                .where(DEVICES.c.device == phone.phone_id)
                .values(**_device_columns(phone))
            )
            connection.execute(
                delete(PHONE_DETAILS).where(PHONE_DETAILS.c.device == phone.phone_id)
            )
            connection.execute(
                insert(PHONE_DETAILS).values(device=phone.phone_id, **_details_columns(phone))
            )
        self._store.changed()

    def _load(self, query: Select[tuple[object, ...]]) -> tuple[Phone, ...]:
        with self._store.connection() as connection:
            return tuple(_phone(row) for row in connection.execute(query).mappings())


class Assignments:
    """Whose phones and tokens are.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def assign(self, device: str, user_id: str) -> bool:
        """Give a device to a user; False when somebody else has it."""
        position = (
            select(func.coalesce(func.max(DEVICES.c.position), 0) + 1)
            .where(DEVICES.c.user_id == user_id)
            .scalar_subquery()
        )
        with self._store.connection() as connection:
            done = connection.execute(
                update(DEVICES)
                .where(DEVICES.c.device == device, DEVICES.c.user_id.is_(None))
                .values(user_id=user_id, position=position)
            )
            owner = connection.scalar(select(DEVICES.c.user_id).where(DEVICES.c.device == device))
        self._store.changed()
        return bool(done.rowcount) or owner == user_id

    def unassign(self, devices: Iterable[str]) -> None:
        """Take devices away from whoever has them."""
        with self._store.connection() as connection:
            connection.execute(
                update(DEVICES)
                .where(DEVICES.c.device.in_(tuple(devices)))
                .values(user_id=None, position=0)
            )
        self._store.changed()

    def remove(self, device: str) -> None:
        """Remove a device with everything that belongs to it, if there is one."""
        with self._store.connection() as connection:
            connection.execute(delete(DEVICES).where(DEVICES.c.device == device))
        self._store.changed()


def _phones() -> Select[tuple[object, ...]]:
    return (
        select(
            DEVICES.c.device,
            DEVICES.c.user_id,
            DEVICES.c.number,
            DEVICES.c.name,
            DEVICES.c.platform,
            DEVICES.c.capabilities,
            PHONE_DETAILS.c.type.label("phone_type"),
            PHONE_DETAILS.c.extension,
            PHONE_DETAILS.c.predelay,
            PHONE_DETAILS.c.postdelay,
            exists()
            .where(PASSCODES.c.device == DEVICES.c.device, PASSCODES.c.used.is_(None))
            .label("sms_passcodes_sent"),
        )
        .select_from(DEVICES.outerjoin(PHONE_DETAILS, PHONE_DETAILS.c.device == DEVICES.c.device))
        .where(DEVICES.c.type == DeviceType.PHONE.value)
    )


def _phone(row: RowMapping) -> Phone:
    capabilities = tuple(Capability(word) for word in row["capabilities"].split(",") if word)
    # A phone that the Admin API did not make has no description of its own.
    kind = PhoneType.MOBILE if Capability.SMS in capabilities else PhoneType.UNKNOWN
    return Phone(
        row["device"],
        row["user_id"],
        row["number"],
        row["extension"] or "",
        row["name"],
        PhoneType(row["phone_type"]) if row["phone_type"] else kind,
        row["platform"],
        row["predelay"] or "",
        row["postdelay"] or "",
        capabilities,
        bool(row["sms_passcodes_sent"]),
    )


def _device_columns(phone: Phone) -> dict[str, str]:
    return {
        "number": phone.number,
        "name": phone.name,
        "platform": phone.platform,
        "capabilities": ",".join(phone.capabilities),
    }


def _details_columns(phone: Phone) -> dict[str, str]:
    return {
        "type": phone.type.value,
        "extension": phone.extension,
        "predelay": phone.predelay,
        "postdelay": phone.postdelay,
    }

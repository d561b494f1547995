"""The phones and hardware tokens of Duo's users."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, func, insert, select, update

from failmode.simulator.duo.directory.checks import check_seconds, check_text
from failmode.simulator.duo.directory.otps import Otps
from failmode.simulator.duo.directory.records import (
    SMARTPHONE,
    Capability,
    Device,
    DeviceType,
    OtpKind,
    User,
)
from failmode.simulator.duo.directory.tables import DEVICES
from failmode.simulator.duo.directory.users import Users
from failmode.simulator.duo.errors import NotFoundError
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.store import Store
from failmode.terms import Answer

# Statements are built once: building one takes longer than running it.
_ADD = insert(DEVICES).values(
    position=select(func.coalesce(func.max(DEVICES.c.position), 0) + 1)
    .where(DEVICES.c.user_id == bindparam("owner"))
    .scalar_subquery()
)


class Devices:
    """The devices of users in the database.

    Args:
        store: the database.
        ids: makes their ids.
        users: whose they are.
        otps: gives each Duo Mobile a secret.
    """

    def __init__(self, store: Store, ids: Ids, users: Users, otps: Otps) -> None:
        self._store = store
        self._ids = ids
        self._users = users
        self._otps = otps

    def add_phone(
        self,
        username: str,
        number: str,
        *,
        name: str = "",
        platform: str = "",
        capabilities: Iterable[Capability] = SMARTPHONE,
    ) -> Device:
        """Enrol a phone; one that can `mobile_otp` has a Duo Mobile that makes passcodes.

        Args:
            username: whose.
            number: telephone number; only its last four digits are ever shown.
            name: what the user calls it.
            platform: such as `Apple iOS`.
            capabilities: what it can be used for; left out: everything.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a text cannot be stored.
        """
        chosen = set(capabilities)
        device = Device(
            self._ids.object_id("DP"),
            DeviceType.PHONE,
            number,
            name,
            platform,
            tuple(capability for capability in Capability if capability in chosen),
        )
        with self._store.transaction():
            self._add(username, device)
            if Capability.MOBILE_OTP in device.capabilities:
                self._otps.set(device.device, OtpKind.HOTP)
        return device

    def activate(self, phone: Device, platform: str = "") -> None:
        """Activate Duo Mobile on a phone that is there: it takes pushes and makes passcodes.

        Args:
            phone: the phone.
            platform: such as `Apple iOS`; left out: as before.
        """
        gained = {Capability.AUTO, Capability.PUSH, Capability.MOBILE_OTP, *phone.capabilities}
        capabilities = ",".join(one for one in Capability if one in gained)
        with self._store.transaction():
            self._change(
                phone.device, capabilities=capabilities, platform=platform or phone.platform
            )
            self._otps.set(phone.device, OtpKind.HOTP)

    def add_token(self, username: str, serial: str) -> Device:
        """Assign a hardware token.

        Args:
            username: whose.
            serial: serial number.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a text cannot be stored.
        """
        return self._add(
            username, Device(self._ids.object_id("DH"), DeviceType.TOKEN, serial, serial)
        )

    def _add(self, username: str, device: Device) -> Device:
        for what, text in (
            ("number", device.number),
            ("name", device.name),
            ("platform", device.platform),
        ):
            check_text(f"device {what}", text)
        user = self._users.get(username)
        with self._store.connection() as connection:
            connection.execute(
                _ADD,
                {
                    "device": device.device,
                    "user_id": user.user_id,
                    "owner": user.user_id,
                    "type": device.type.value,
                    "number": device.number,
                    "name": device.name,
                    "platform": device.platform,
                    "capabilities": ",".join(device.capabilities),
                    "answer": None,
                    "answer_after_seconds": None,
                },
            )
        self._store.changed()
        return device

    def get(self, device: str) -> tuple[User, Device]:
        """Return a device by Duo's id, and whose it is.

        Raises:
            NotFoundError: when nobody has such a device.
        """
        with self._store.connection() as connection:
            user_id = connection.scalar(select(DEVICES.c.user_id).where(DEVICES.c.device == device))
        user = self._users.find_by_id(user_id) if user_id is not None else None
        for one in user.devices if user else ():
            if user and one.device == device:
                return user, one
        raise NotFoundError(
            f"nobody has the device {device!r}", "List the users with their devices"
        )

    def set_answer(
        self, device: str, answer: Answer | None, *, after_seconds: float | None = None
    ) -> None:
        """Decide what the person does with pushes and calls to one device from now on.

        Args:
            device: Duo's id.
            answer: approve, deny, report fraud or ignore; None: as the user does.
            after_seconds: how long the person takes, by the simulator's clock; None: as long as
                the user does.

        Raises:
            NotFoundError: when there is no such device.
            BadEntryError: when the time is negative.
        """
        if after_seconds is not None:
            check_seconds(after_seconds)
        self._change(
            device, answer=answer.value if answer else None, answer_after_seconds=after_seconds
        )

    def remove(self, device: str) -> None:
        """Remove a device with its passcodes.

        Raises:
            NotFoundError: when there is no such device.
        """
        with self._store.connection() as connection:
            done = connection.execute(delete(DEVICES).where(DEVICES.c.device == device))
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no device {device!r}", "List the users with their devices")

    def _change(self, device: str, **values: object) -> None:
        with self._store.connection() as connection:
            done = connection.execute(
                update(DEVICES).where(DEVICES.c.device == device).values(**values)
            )
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no device {device!r}", "List the users with their devices")

"""Passcodes that tokens and Duo Mobile make: HOTP (RFC 4226) and TOTP (RFC 6238)."""

from __future__ import annotations

from collections.abc import Sequence

import pyotp
from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from failmode.simulator.duo.directory.checks import OTP_DIGITS, OTP_INTERVAL, OTP_SECRET
from failmode.simulator.duo.directory.records import DeviceType, OtpKind, PasscodeKind, User
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.directory.tables import OTPS
from failmode.simulator.duo.errors import BadEntryError, NotFoundError
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

# Statements are built once: building one takes longer than running it.
_ADD = insert(OTPS)
_REMOVE = delete(OTPS).where(OTPS.c.device == bindparam("of_device"))


class Otps:
    """The secrets of devices that make one-time passcodes, in the database.

    Args:
        store: the database.
        clock: the cloud's clock.
        ids: makes the secrets.
        settings: how many passcodes may be skipped.
    """

    def __init__(self, store: Store, clock: Clock, ids: Ids, settings: StoredSettings) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._settings = settings

    def set(
        self,
        device: str,
        kind: OtpKind,
        *,
        secret: str | None = None,
        digits: int = 6,
        interval_seconds: int = 30,
        counter: int = 0,
    ) -> str:
        """Let a device make passcodes, with a secret that the cloud knows.

        Args:
            device: Duo's id of a token or phone.
            kind: by a counter or by the time.
            secret: base32; left out: a new one.
            digits: digits of each passcode, 6 to 8.
            interval_seconds: how long a TOTP passcode is shown.
            counter: the first counter that is accepted.

        Returns:
            The secret in base32.

        Raises:
            BadEntryError: when the secret or a number cannot be.
        """
        chosen = secret if secret is not None else self._ids.otp_secret()
        _check_otp(device, chosen, digits, interval_seconds)
        with self._store.connection() as connection:
            connection.execute(_REMOVE, {"of_device": device})
            connection.execute(
                _ADD,
                {
                    "device": device,
                    "kind": kind.value,
                    "secret": chosen,
                    "digits": digits,
                    "interval_seconds": interval_seconds,
                    "expected": counter,
                    "pressed": counter,
                },
            )
        return chosen

    def press(self, device: str) -> str:
        """Return the passcode that a token or Duo Mobile shows when the person presses its button.

        Raises:
            NotFoundError: when the device makes no passcodes.
        """
        with self._store.connection() as connection:
            row = (
                connection.execute(
                    update(OTPS)
                    .where(OTPS.c.device == device)
                    .values(pressed=OTPS.c.pressed + 1)
                    .returning(OTPS)
                )
                .mappings()
                .first()
            )
        if row is None:
            raise NotFoundError(
                f"the device {device!r} makes no passcodes", "Give it a secret, or name another"
            )
        if row["kind"] == OtpKind.TOTP:
            return _code_at(row, _step(row, self._clock.now()))
        return _code_at(row, row["pressed"] - 1)

    def use(self, user: User, code: str) -> PasscodeKind | None:
        """Use a passcode of one of a user's devices up.

        Returns:
            What kind of device made it; None when none did, or it was used already.
        """
        now = self._clock.now()
        types = {device.device: device.type for device in user.devices}
        with self._store.connection() as connection:
            rows = connection.execute(select(OTPS).where(OTPS.c.device.in_(types))).mappings().all()
        for row in rows:
            if self._use_of(row, code, now):
                token = types[row["device"]] is DeviceType.TOKEN
                return PasscodeKind.HARDWARE_TOKEN if token else PasscodeKind.DUO_MOBILE
        return None

    def resynchronize(self, device: str, codes: Sequence[str], window: int) -> bool:
        """Find codes that a HOTP device made one after another, and go on after them.

        Args:
            device: Duo's id of the device.
            codes: in the order in which they were made.
            window: how many counters are looked at, from the first that is still accepted.

        Returns:
            False when they are not found, or it is no HOTP device.
        """
        with self._store.connection() as connection:
            row = self._row(connection, device)
            if row is None or row["kind"] != OtpKind.HOTP:
                return False
            first = row["expected"]
            made = [_code_at(row, first + number) for number in range(window + len(codes) - 1)]
            for number in range(window):
                if made[number : number + len(codes)] == list(codes):
                    connection.execute(
                        update(OTPS)
                        .where(OTPS.c.device == device)
                        .values(expected=first + number + len(codes))
                    )
                    return True
        return False

    def set_interval(self, device: str, seconds: int) -> bool:
        """Change for how long a TOTP device shows a passcode; what was used stays used.

        Returns:
            False when it is no TOTP device.
        """
        with self._store.connection() as connection:
            row = self._row(connection, device)
            if row is None or row["kind"] != OtpKind.TOTP:
                return False
            used = row["expected"] * row["interval_seconds"]
            connection.execute(
                update(OTPS)
                .where(OTPS.c.device == device)
                .values(interval_seconds=seconds, expected=-(-used // seconds))
            )
        return True

    @staticmethod
    def _row(connection: Connection, device: str) -> RowMapping | None:
        return connection.execute(select(OTPS).where(OTPS.c.device == device)).mappings().first()

    def _use_of(self, row: RowMapping, code: str, now: float) -> bool:
        if row["kind"] == OtpKind.TOTP:
            step, window = _step(row, now), self._settings.current.totp_window
            counters = range(max(row["expected"], step - window), step + window + 1)
        else:
            counters = range(row["expected"], row["expected"] + self._settings.current.hotp_window)
        # Every counter is tried, so that the time tells nothing about which one fits.
        fitting = [
            counter
            for counter in counters
            if pyotp.utils.strings_equal(_code_at(row, counter), code)
        ]
        if not fitting:
            return False
        with self._store.connection() as connection:
            done = connection.execute(
                update(OTPS)
                .where(OTPS.c.device == row["device"], OTPS.c.expected == row["expected"])
                .values(expected=fitting[0] + 1)
            )
        return bool(done.rowcount)


def _step(row: RowMapping, now: float) -> int:
    return int(now // row["interval_seconds"])


def _code_at(row: RowMapping, counter: int) -> str:
    # TOTP is HOTP with the number of the time step as its counter.
    return pyotp.HOTP(row["secret"], digits=row["digits"]).at(counter)


def _check_otp(device: str, secret: str, digits: int, interval_seconds: int) -> None:
    if not OTP_SECRET.holds(secret):
        raise BadEntryError(
            f"the secret for device {device!r} is no {OTP_SECRET.expected}",
            "Give another one, or none",
        )
    if not (OTP_DIGITS.holds(digits) and OTP_INTERVAL.holds(interval_seconds)):
        raise BadEntryError(
            f"passcodes of {digits} digits every {interval_seconds} s for device {device!r} "
            "cannot be",
            f"Give {OTP_DIGITS.expected} of digits and {OTP_INTERVAL.expected} of seconds",
        )

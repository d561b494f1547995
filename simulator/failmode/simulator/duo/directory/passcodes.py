"""Everything that a person can type as a passcode: text messages, bypass codes, tokens, Duo Mobile.

HOTP is RFC 4226, TOTP is RFC 6238. Bypass codes: the Admin API's `reuse_count` and `valid_secs`,
as `add_user_bypass_codes` of https://github.com/duosecurity/duo_client_python documents them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

import pyotp
from sqlalchemy import RowMapping, Select, delete, func, insert, or_, select, update

from failmode.simulator.duo.assumptions import DuoSettings
from failmode.simulator.duo.directory.records import (
    SMARTPHONE,
    BypassCode,
    Capability,
    Device,
    DeviceType,
    OtpKind,
    PasscodeKind,
    User,
)
from failmode.simulator.duo.directory.settings import StoredSettings
from failmode.simulator.duo.directory.tables import BypassCodeRow, OtpRow, PasscodeRow
from failmode.simulator.duo.directory.users import Directory
from failmode.simulator.duo.errors import BadEntryError, NotFoundError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

_PASSCODE = PasscodeRow.__table__
_OTP = OtpRow.__table__
_BYPASS = BypassCodeRow.__table__
_SMALLEST_SECRET_BYTES = 10


class Passcodes(Directory):
    """The directory with the passcodes of its users.

    Args:
        store: the database.
        clock: the cloud's clock.
        settings: times and limits, as long as no others are assigned.
        rng: source of ids, secrets and passcodes; give a seeded one for reproducible ones.
    """

    def __init__(
        self, store: Store, clock: Clock, settings: DuoSettings, rng: random.Random | None = None
    ) -> None:
        super().__init__(store, clock, rng)
        self._settings = StoredSettings(store, settings)

    @property
    def settings(self) -> DuoSettings:
        """Times and limits in force; what is assigned holds in every process until a reset."""
        return self._settings.get()

    @settings.setter
    def settings(self, settings: DuoSettings) -> None:
        self._settings.set(settings)

    # Passcodes that work once

    def issue_passcodes(self, username: str, count: int = 1) -> tuple[str, ...]:
        """Generate passcodes that work once each.

        Raises:
            NotFoundError: when there is no such user.
        """
        codes = tuple(self._digits(self.settings.passcode_digits) for _ in range(count))
        self.add_passcodes(username, codes)
        return codes

    def add_passcodes(self, username: str, codes: Sequence[str]) -> None:
        """Add given passcodes that work once each.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when one does not consist of digits.
        """
        _check_codes(username, codes)
        user = self.user(username)
        with self._store.engine.begin() as connection:
            for code in codes:
                connection.execute(
                    insert(PasscodeRow).values(
                        user_id=user.user_id, device=None, code=code, used=None
                    )
                )

    def passcodes(self, username: str) -> tuple[str, ...]:
        """Passcodes that still work, oldest first, as the person reads them.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.user(username)
        with self._store.engine.connect() as connection:
            return tuple(
                connection.scalars(
                    select(_PASSCODE.c.code)
                    .where(_PASSCODE.c.user_id == user.user_id, _PASSCODE.c.used.is_(None))
                    .order_by(_PASSCODE.c.passcode_id)
                )
            )

    def send_sms_passcodes(self, username: str, device: str) -> tuple[str, ...]:
        """Send a batch of passcodes to a phone; the older ones on it are void.

        Each begins with the digit after that of the one before it, as the `next code starts with`
        of Duo's prompt needs it.

        Args:
            username: whose phone.
            device: Duo's id of the phone.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.user(username)
        codes = tuple(
            f"{number % 10}{self._digits(self.settings.passcode_digits - 1)}"
            for number in range(1, self.settings.sms_batch_size + 1)
        )
        with self._store.engine.begin() as connection:
            connection.execute(
                delete(PasscodeRow).where(_PASSCODE.c.device == device, _PASSCODE.c.used.is_(None))
            )
            for code in codes:
                connection.execute(
                    insert(PasscodeRow).values(
                        user_id=user.user_id, device=device, code=code, used=None
                    )
                )
        self._store.changed()
        return codes

    # Bypass codes

    def add_bypass_codes(
        self,
        username: str,
        *,
        count: int = 10,
        codes: Sequence[str] = (),
        reuse_count: int = 1,
        valid_seconds: float = 0.0,
        preserve_existing: bool = False,
    ) -> tuple[BypassCode, ...]:
        """Give a user bypass codes, in the place of those that the user has.

        Args:
            username: whom.
            count: how many to generate.
            codes: given codes, instead of generated ones.
            reuse_count: how often each works; 0: without end.
            valid_seconds: how long each works, by the simulator's clock; 0: for ever.
            preserve_existing: whether the user keeps the codes that are there.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a number is negative, or a code does not consist of digits.
        """
        _check_codes(username, codes)
        if count < 0 or reuse_count < 0 or not 0.0 <= valid_seconds < float("inf"):
            raise BadEntryError(
                f"bypass codes for user {username!r}: the count {count!r}, the reuse count "
                f"{reuse_count!r} or the validity {valid_seconds!r} s is negative",
                "Give 0 or more",
            )
        user = self.user(username)
        now = self._clock.now()
        made = tuple(
            BypassCode(
                self._new_id("DB"),
                user.username,
                code,
                now,
                now + valid_seconds if valid_seconds else None,
                reuse_count or None,
            )
            for code in codes
            or [self._digits(self.settings.bypass_code_digits) for _ in range(count)]
        )
        with self._store.engine.begin() as connection:
            if not preserve_existing:
                connection.execute(delete(BypassCodeRow).where(_BYPASS.c.user_id == user.user_id))
            for one in made:
                connection.execute(
                    insert(BypassCodeRow).values(
                        bypass_code_id=one.bypass_code_id,
                        user_id=user.user_id,
                        code=one.code,
                        created=one.created,
                        expires=one.expires,
                        uses_left=one.uses_left,
                    )
                )
        return made

    def bypass_codes(self, username: str) -> tuple[BypassCode, ...]:
        """A user's bypass codes that still work, oldest first.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.user(username)
        query = _valid_bypass_codes(user, self._clock.now()).order_by(
            _BYPASS.c.created, _BYPASS.c.bypass_code_id
        )
        with self._store.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            BypassCode(
                row["bypass_code_id"],
                user.username,
                row["code"],
                row["created"],
                row["expires"],
                row["uses_left"],
            )
            for row in rows
        )

    def remove_bypass_code(self, bypass_code_id: str) -> None:
        """Remove a bypass code.

        Raises:
            NotFoundError: when there is none with that id.
        """
        with self._store.engine.begin() as connection:
            done = connection.execute(
                delete(BypassCodeRow).where(_BYPASS.c.bypass_code_id == bypass_code_id)
            )
        if not done.rowcount:
            raise NotFoundError(
                f"no bypass code {bypass_code_id!r}", "List the user's bypass codes"
            )

    # Devices that make passcodes

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
        device = super().add_phone(
            username, number, name=name, platform=platform, capabilities=capabilities
        )
        if Capability.MOBILE_OTP in device.capabilities:
            self.set_otp(device.device, OtpKind.HOTP)
        return device

    def set_otp(
        self,
        device: str,
        kind: OtpKind,
        *,
        secret: str | None = None,
        digits: int = 6,
        interval_seconds: int = 30,
    ) -> str:
        """Let a device make passcodes, with a secret that the cloud knows.

        Args:
            device: Duo's id of a token or phone.
            kind: by a counter or by the time.
            secret: base32; left out: a new one.
            digits: digits of each passcode, 6 to 8.
            interval_seconds: how long a TOTP passcode is shown.

        Returns:
            The secret in base32.

        Raises:
            BadEntryError: when the secret or a number cannot be.
        """
        chosen = secret if secret is not None else self._new_secret()
        _check_otp(device, chosen, digits, interval_seconds)
        with self._store.engine.begin() as connection:
            connection.execute(delete(OtpRow).where(_OTP.c.device == device))
            connection.execute(
                insert(OtpRow).values(
                    device=device,
                    kind=kind.value,
                    secret=chosen,
                    digits=digits,
                    interval_seconds=interval_seconds,
                    expected=0,
                    pressed=0,
                )
            )
        return chosen

    def press(self, device: str) -> str:
        """The passcode that a token or Duo Mobile shows when the person presses its button.

        Raises:
            NotFoundError: when the device makes no passcodes.
        """
        with self._store.engine.begin() as connection:
            row = (
                connection.execute(
                    update(OtpRow)
                    .where(_OTP.c.device == device)
                    .values(pressed=_OTP.c.pressed + 1)
                    .returning(_OTP)
                )
                .mappings()
                .first()
            )
        if row is None:
            raise NotFoundError(
                f"the device {device!r} makes no passcodes", "Give it a secret, or name another"
            )
        if row["kind"] == OtpKind.TOTP:
            return _code_at(row, self._step(row, self._clock.now()))
        return _code_at(row, row["pressed"] - 1)

    # Insides

    def _use_passcode(self, user: User, code: str, now: float) -> PasscodeKind | None:
        """Use a passcode up; None when it is unknown, used already or void."""
        if not (code.isascii() and code.isdigit()):
            return None
        return (
            self._use_issued(user, code, now)
            or self._use_bypass_code(user, code, now)
            or self._use_otp(user, code, now)
        )

    def _use_issued(self, user: User, code: str, now: float) -> PasscodeKind | None:
        oldest = (
            select(func.min(_PASSCODE.c.passcode_id))
            .where(
                _PASSCODE.c.user_id == user.user_id,
                _PASSCODE.c.code == code,
                _PASSCODE.c.used.is_(None),
            )
            .scalar_subquery()
        )
        with self._store.engine.begin() as connection:
            devices = connection.scalars(
                update(PasscodeRow)
                .where(_PASSCODE.c.passcode_id == oldest, _PASSCODE.c.used.is_(None))
                .values(used=now)
                .returning(_PASSCODE.c.device)
            ).all()
        if any(devices):
            self._store.changed()
            return PasscodeKind.SMS
        return PasscodeKind.ISSUED if devices else None

    def _use_bypass_code(self, user: User, code: str, now: float) -> PasscodeKind | None:
        chosen = (
            _valid_bypass_codes(user, now)
            .with_only_columns(func.min(_BYPASS.c.bypass_code_id))
            .where(_BYPASS.c.code == code)
            .scalar_subquery()
        )
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(BypassCodeRow)
                .where(
                    _BYPASS.c.bypass_code_id == chosen,
                    or_(_BYPASS.c.uses_left.is_(None), _BYPASS.c.uses_left > 0),
                )
                .values(uses_left=_BYPASS.c.uses_left - 1)
            )
        return PasscodeKind.BYPASS_CODE if done.rowcount else None

    def _use_otp(self, user: User, code: str, now: float) -> PasscodeKind | None:
        types = {device.device: device.type for device in user.devices}
        with self._store.engine.connect() as connection:
            rows = connection.execute(select(_OTP).where(_OTP.c.device.in_(types))).mappings().all()
        for row in rows:
            if self._use_one_otp(row, code, now):
                token = types[row["device"]] is DeviceType.TOKEN
                return PasscodeKind.HARDWARE_TOKEN if token else PasscodeKind.DUO_MOBILE
        return None

    def _use_one_otp(self, row: RowMapping, code: str, now: float) -> bool:
        if row["kind"] == OtpKind.TOTP:
            step, window = self._step(row, now), self.settings.totp_window
            counters = range(max(row["expected"], step - window), step + window + 1)
        else:
            counters = range(row["expected"], row["expected"] + self.settings.hotp_window)
        # Every counter is tried, so that the time tells nothing about which one fits.
        fitting = [
            counter
            for counter in counters
            if pyotp.utils.strings_equal(_code_at(row, counter), code)
        ]
        if not fitting:
            return False
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(OtpRow)
                .where(_OTP.c.device == row["device"], _OTP.c.expected == row["expected"])
                .values(expected=fitting[0] + 1)
            )
        return bool(done.rowcount)

    def _step(self, row: RowMapping, now: float) -> int:
        return int(now // row["interval_seconds"])

    def _digits(self, count: int) -> str:
        return "".join(self._rng.choice("0123456789") for _ in range(count))

    def _new_secret(self) -> str:
        return "".join(self._rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(32))


def _code_at(row: RowMapping, counter: int) -> str:
    # TOTP is HOTP with the number of the time step as its counter.
    return pyotp.HOTP(row["secret"], digits=row["digits"]).at(counter)


def _valid_bypass_codes(user: User, now: float) -> Select[Any]:
    return select(_BYPASS).where(
        _BYPASS.c.user_id == user.user_id,
        or_(_BYPASS.c.expires.is_(None), _BYPASS.c.expires > now),
        or_(_BYPASS.c.uses_left.is_(None), _BYPASS.c.uses_left > 0),
    )


def _check_codes(username: str, codes: Sequence[str]) -> None:
    if not all(code.isascii() and code.isdigit() for code in codes):
        raise BadEntryError(f"a passcode for user {username!r} has more than digits", "Use digits")


def _check_otp(device: str, secret: str, digits: int, interval_seconds: int) -> None:
    try:
        size = len(pyotp.HOTP(secret).byte_secret())
    except ValueError:
        size = 0
    if size < _SMALLEST_SECRET_BYTES:
        raise BadEntryError(
            f"the secret for device {device!r} is no base32 of {_SMALLEST_SECRET_BYTES} bytes or "
            "more",
            "Give 16 or more letters A-Z and digits 2-7",
        )
    if digits not in (6, 7, 8) or interval_seconds < 1:
        raise BadEntryError(
            f"passcodes of {digits} digits every {interval_seconds} s for device {device!r} "
            "cannot be",
            "Give 6 to 8 digits and 1 s or more",
        )

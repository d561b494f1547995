"""Enrolment: `/auth/v2/enroll` invites a person, who activates Duo Mobile with a code.

The three words of `enroll_status` and their meaning, and the validity of one day: the client
https://github.com/orionstudt/DuoSecurity.Auth.Http.
"""

from __future__ import annotations

import base64
from enum import StrEnum
from urllib.parse import quote

from sqlalchemy import RowMapping, insert, select, update

from failmode.simulator.duo.directory.bypass_codes import BypassCodes
from failmode.simulator.duo.directory.devices import Devices
from failmode.simulator.duo.directory.records import (
    SMARTPHONE,
    BypassCode,
    Capability,
    Device,
    Enrollment,
    Integration,
    User,
)
from failmode.simulator.duo.directory.tables import ENROLLMENTS, PHONE_ACTIVATIONS, USERS
from failmode.simulator.duo.directory.users import Users
from failmode.simulator.duo.errors import (
    AlreadyActivatedError,
    AlreadyExistsError,
    DirectoryError,
    InvalidRequestParametersError,
    NotFoundError,
)
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

DEFAULT_VALID_SECONDS = 86_400
"""How long an activation code works when the client does not say."""

NUMBERLESS = (Capability.AUTO, Capability.PUSH, Capability.MOBILE_OTP)
"""What a phone without a number can be used for. Unconfirmed."""

_ENROLLMENTS = (
    select(ENROLLMENTS, USERS.c.username, PHONE_ACTIVATIONS.c.device)
    .join(USERS, USERS.c.user_id == ENROLLMENTS.c.user_id)
    .outerjoin(
        PHONE_ACTIVATIONS, PHONE_ACTIVATIONS.c.activation_code == ENROLLMENTS.c.activation_code
    )
    .order_by(ENROLLMENTS.c.created, ENROLLMENTS.c.activation_code)
)


_IDENTIFIER_LETTERS = 20
_SCHEME = "duo://"


def barcode_path(activation_code: str) -> str:
    """Return where the picture of an activation code is, all of it escaped as in captures.

    They are quoted in duo-hotp-auth's tests and in the docstrings of `duo_client/admin.py`.
    """
    return f"/frame/qr?value={quote(activation_code, safe='')}"


def activation_path(activation_code: str) -> str:
    """Return where the page is that leads a person to the activation."""
    return f"/activate/{activation_code.removeprefix(_SCHEME).partition('-')[0]}"


class EnrollStatus(StrEnum):
    """What has become of an activation code, in Duo's words."""

    SUCCESS = "success"
    INVALID = "invalid"
    WAITING = "waiting"


class Enrollments:
    """The invitations in the database.

    Args:
        store: the database.
        clock: the cloud's clock.
        ids: makes activation codes and the names of nameless users.
        users: who is invited.
        devices: where activated phones are added.
        bypass_codes: what new users may get.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        *,
        users: Users,
        devices: Devices,
        bypass_codes: BypassCodes,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._users = users
        self._devices = devices
        self._bypass_codes = bypass_codes

    def enroll(
        self,
        integration: Integration,
        username: str | None,
        *,
        valid_seconds: float = DEFAULT_VALID_SECONDS,
        bypass_codes: int = 0,
    ) -> tuple[Enrollment, tuple[BypassCode, ...]]:
        """Create a user who activates Duo Mobile later.

        Args:
            integration: who asks.
            username: the name; None: a made-up one.
            valid_seconds: how long the activation code works, by the simulator's clock.
            bypass_codes: how many bypass codes the user gets.

        Raises:
            InvalidRequestParametersError: when the name cannot be, or is taken, in Duo's words of
                https://github.com/goauthentik/authentik/issues/22822.
        """
        with self._store.transaction():
            try:
                user = self._users.add(username or self._ids.hex_token(16))
            except AlreadyExistsError as error:
                raise InvalidRequestParametersError("username already exists") from error
            except DirectoryError as error:
                raise InvalidRequestParametersError("username") from error
            codes = (
                self._bypass_codes.add(user.username, count=bypass_codes) if bypass_codes else ()
            )
            return self.invite(user, integration.api_host, valid_seconds), codes

    def invite(
        self,
        user: User,
        api_host: str,
        valid_seconds: float = DEFAULT_VALID_SECONDS,
        *,
        device: str | None = None,
    ) -> Enrollment:
        """Make an activation code.

        Args:
            user: for whom.
            api_host: the host that Duo Mobile will speak to; the code names it.
            valid_seconds: how long the code works, by the simulator's clock.
            device: the user's phone that is to be activated; None: a new one.
        """
        now = self._clock.now()
        # Clients part the two at the first hyphen.
        host = base64.b64encode(api_host.encode()).decode().rstrip("=")
        enrollment = Enrollment(
            f"{_SCHEME}{self._ids.alphanumeric(_IDENTIFIER_LETTERS)}-{host}",
            user.username,
            user.user_id,
            now,
            now + valid_seconds,
            device=device,
        )
        with self._store.connection() as connection:
            connection.execute(
                insert(ENROLLMENTS).values(
                    activation_code=enrollment.activation_code,
                    user_id=user.user_id,
                    created=now,
                    expires=enrollment.expires,
                    activated=None,
                )
            )
            if device is not None:
                connection.execute(
                    insert(PHONE_ACTIVATIONS).values(
                        activation_code=enrollment.activation_code, device=device
                    )
                )
        return enrollment

    def find_by_identifier(self, identifier: str) -> Enrollment | None:
        """Return the invitation whose activation code begins with an identifier.

        Args:
            identifier: letters and digits.
        """
        query = _ENROLLMENTS.where(
            ENROLLMENTS.c.activation_code.startswith(f"{_SCHEME}{identifier}-", autoescape=True)
        )
        with self._store.connection() as connection:
            row = connection.execute(query).mappings().first()
        # Databases that compare without regard to case would find another one.
        if row is None or not row["activation_code"].startswith(f"{_SCHEME}{identifier}-"):
            return None
        return _enrollment(row)

    def expire(self, activation_code: str) -> None:
        """Let an activation code be of no use any longer."""
        with self._store.connection() as connection:
            connection.execute(
                update(ENROLLMENTS)
                .where(ENROLLMENTS.c.activation_code == activation_code)
                .values(expires=self._clock.now())
            )

    def is_open(self, enrollment: Enrollment) -> bool:
        """Whether an invitation can still be used."""
        return enrollment.activated is None and self._clock.now() < enrollment.expires

    def all(self) -> tuple[Enrollment, ...]:
        """Return all invitations, oldest first."""
        with self._store.connection() as connection:
            rows = connection.execute(_ENROLLMENTS).mappings().all()
        return tuple(_enrollment(row) for row in rows)

    def status(self, user_id: str, activation_code: str) -> EnrollStatus:
        """Tell what has become of a user's activation code."""
        found = self._find(activation_code)
        if found is None or found.user_id != user_id:
            return EnrollStatus.INVALID
        if found.activated is not None:
            return EnrollStatus.SUCCESS
        return EnrollStatus.WAITING if self._clock.now() < found.expires else EnrollStatus.INVALID

    def activate(self, activation_code: str, *, number: str = "", platform: str = "") -> Device:
        """Add Duo Mobile on a phone, as the person does with the code.

        Args:
            activation_code: the code.
            number: the phone's number; left out: it has none, and takes no calls and messages.
            platform: such as `Apple iOS`.

        Returns:
            The phone, with which the user is enrolled.

        Raises:
            NotFoundError: when there is no such code, or its time is over.
            AlreadyActivatedError: when it was used before.
            BadEntryError: when a text cannot be stored.
        """
        found = self._find(activation_code)
        now = self._clock.now()
        if found is None or (found.activated is None and found.expires <= now):
            raise NotFoundError(
                "no such activation code, or its time is over", "Enrol the user again"
            )
        with self._store.transaction():
            if not self._mark_activated(activation_code, now):
                raise AlreadyActivatedError(
                    f"user {found.username!r} has used this activation code",
                    "Enrol the user again",
                )
            if found.device is not None:
                return self._activated(found.user_id, found.device, platform)
            return self._devices.add_phone(
                found.username,
                number,
                platform=platform,
                capabilities=SMARTPHONE if number else NUMBERLESS,
            )

    def _activated(self, user_id: str, device: str, platform: str) -> Device:
        owner, phone = self._devices.get(device)
        if owner.user_id != user_id:
            raise NotFoundError(
                f"the device {device!r} is somebody else's", "Make another activation code"
            )
        self._devices.activate(phone, platform)
        return self._devices.get(device)[1]

    def _mark_activated(self, activation_code: str, now: float) -> bool:
        with self._store.connection() as connection:
            done = connection.execute(
                update(ENROLLMENTS)
                .where(
                    ENROLLMENTS.c.activation_code == activation_code,
                    ENROLLMENTS.c.activated.is_(None),
                )
                .values(activated=now)
            )
        return bool(done.rowcount)

    def _find(self, activation_code: str) -> Enrollment | None:
        query = _ENROLLMENTS.where(ENROLLMENTS.c.activation_code == activation_code)
        with self._store.connection() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _enrollment(row)


def _enrollment(row: RowMapping) -> Enrollment:
    return Enrollment(
        row["activation_code"],
        row["username"],
        row["user_id"],
        row["created"],
        row["expires"],
        row["activated"],
        row["device"],
    )

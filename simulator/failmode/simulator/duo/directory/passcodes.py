"""Everything that a person can type as a passcode, and the passcodes that work once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select, update

from failmode.simulator.duo.directory.bypass_codes import BypassCodes
from failmode.simulator.duo.directory.checks import check_codes
from failmode.simulator.duo.directory.otps import Otps
from failmode.simulator.duo.directory.records import PasscodeKind, User
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.directory.tables import PASSCODES
from failmode.simulator.duo.directory.users import Users
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store


class Passcodes:
    """Passcodes that work once, in the database, and the use of all kinds of passcodes.

    Args:
        store: the database.
        clock: the cloud's clock.
        ids: makes the passcodes.
        settings: how many there are in a text message, and how long they are.
        users: whose they are.
        bypass_codes: what a person can type as well.
        otps: what a person can type as well.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        settings: StoredSettings,
        *,
        users: Users,
        bypass_codes: BypassCodes,
        otps: Otps,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._settings = settings
        self._users = users
        self._bypass_codes = bypass_codes
        self._otps = otps

    def issue(self, username: str, count: int = 1) -> tuple[str, ...]:
        """Generate passcodes that work once each.

        Raises:
            NotFoundError: when there is no such user.
        """
        codes = tuple(
            self._ids.digits(self._settings.current.passcode_digits) for _ in range(count)
        )
        self.add(username, codes)
        return codes

    def add(self, username: str, codes: Sequence[str]) -> None:
        """Add given passcodes that work once each.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when one does not consist of digits.
        """
        check_codes(username, codes)
        user = self._users.get(username)
        with self._store.connection() as connection:
            for code in codes:
                connection.execute(
                    insert(PASSCODES).values(
                        user_id=user.user_id, device=None, code=code, used=None
                    )
                )

    def of(self, username: str) -> tuple[str, ...]:
        """Return the passcodes that still work, oldest first, as the person reads them.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self._users.get(username)
        with self._store.connection() as connection:
            return tuple(
                connection.scalars(
                    select(PASSCODES.c.code)
                    .where(PASSCODES.c.user_id == user.user_id, PASSCODES.c.used.is_(None))
                    .order_by(PASSCODES.c.passcode_id)
                )
            )

    def send_sms(self, username: str, device: str) -> tuple[str, ...]:
        """Send a batch of passcodes to a phone; the older ones on it are void.

        Each begins with the digit after that of the one before it, as the `next code starts with`
        of Duo's prompt needs it.

        Args:
            username: whose phone.
            device: Duo's id of the phone.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self._users.get(username)
        codes = tuple(
            f"{number % 10}{self._ids.digits(self._settings.current.passcode_digits - 1)}"
            for number in range(1, self._settings.current.sms_batch_size + 1)
        )
        with self._store.connection() as connection:
            connection.execute(
                delete(PASSCODES).where(PASSCODES.c.device == device, PASSCODES.c.used.is_(None))
            )
            for code in codes:
                connection.execute(
                    insert(PASSCODES).values(
                        user_id=user.user_id, device=device, code=code, used=None
                    )
                )
        self._store.changed()
        return codes

    def use(self, user: User, code: str) -> PasscodeKind | None:
        """Use a passcode up, whatever kind it is of.

        Returns:
            Its kind; None when it is unknown, used already or void.
        """
        if not (code.isascii() and code.isdigit()):
            return None
        with self._store.transaction():
            issued = self._use_issued(user, code)
            if issued is not None:
                return issued
            if self._bypass_codes.use(user, code):
                return PasscodeKind.BYPASS_CODE
            return self._otps.use(user, code)

    def _use_issued(self, user: User, code: str) -> PasscodeKind | None:
        oldest = (
            select(func.min(PASSCODES.c.passcode_id))
            .where(
                PASSCODES.c.user_id == user.user_id,
                PASSCODES.c.code == code,
                PASSCODES.c.used.is_(None),
            )
            .scalar_subquery()
        )
        with self._store.connection() as connection:
            devices = connection.scalars(
                update(PASSCODES)
                .where(PASSCODES.c.passcode_id == oldest, PASSCODES.c.used.is_(None))
                .values(used=self._clock.now())
                .returning(PASSCODES.c.device)
            ).all()
        if any(devices):
            self._store.changed()
            return PasscodeKind.SMS
        return PasscodeKind.ISSUED if devices else None

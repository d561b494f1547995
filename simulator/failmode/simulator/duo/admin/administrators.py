"""The administrators of the simulated account, in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.admin.tables import ADMINISTRATORS
from failmode.simulator.duo.admin.words import AdministratorRole, AdministratorStatus
from failmode.simulator.duo.directory.names import name_key
from failmode.simulator.duo.errors import AlreadyExistsError
from failmode.simulator.state.store import Store

_ALL = select(ADMINISTRATORS).order_by(ADMINISTRATORS.c.email_key)


@dataclass(frozen=True, slots=True)
class Account:
    """An administrator.

    Attributes:
        admin_id: Duo's id: `DE...`.
        name: first and last name.
        email: by which she logs in at the console; unique without regard to case.
        phone: her telephone number.
        role: what she may do.
        status: whether she may log in at the console.
        password_change_required: whether she must choose another password then.
        created: seconds since the epoch.
    """

    admin_id: str
    name: str
    email: str
    phone: str
    role: AdministratorRole
    status: AdministratorStatus
    password_change_required: bool
    created: float


class Administrators:
    """Administrators in the database; the simulated console, where they would log in, is none.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, account: Account) -> None:
        """Add an administrator.

        Raises:
            AlreadyExistsError: when the e-mail address is another's.
        """
        try:
            with self._store.connection() as connection:
                connection.execute(insert(ADMINISTRATORS).values(**_columns(account)))
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"administrator {account.email!r} exists already", "Choose another address"
            ) from error

    def all(self) -> tuple[Account, ...]:
        """Return all administrators, by e-mail address."""
        with self._store.connection() as connection:
            return tuple(_account(row) for row in connection.execute(_ALL).mappings())

    def find(self, admin_id: str) -> Account | None:
        """Return the administrator with one of Duo's ids; None when there is none."""
        query = _ALL.where(ADMINISTRATORS.c.admin_id == admin_id)
        with self._store.connection() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _account(row)

    def change(self, account: Account) -> None:
        """Replace what is known of an administrator who is there; her address stays."""
        with self._store.connection() as connection:
            connection.execute(
                update(ADMINISTRATORS)
                .where(ADMINISTRATORS.c.admin_id == account.admin_id)
                .values(**_columns(account))
            )

    def remove(self, admin_id: str) -> None:
        """Remove an administrator, if there is one."""
        with self._store.connection() as connection:
            connection.execute(delete(ADMINISTRATORS).where(ADMINISTRATORS.c.admin_id == admin_id))


def _columns(account: Account) -> dict[str, object]:
    return {**asdict(account), "email_key": name_key(account.email)}


def _account(row: RowMapping) -> Account:
    values = {name: value for name, value in row.items() if name != "email_key"}
    values["role"] = AdministratorRole(values["role"])
    values["status"] = AdministratorStatus(values["status"])
    return Account(**values)

"""Accounts that an endpoint checks passwords against, and what a person brings to a login."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from failmode.simulator.errors import ConfigError


class Session(StrEnum):
    """How the person sits at the computer."""

    CONSOLE = "console"
    RDP = "rdp"


class FactorChoice(StrEnum):
    """What the person chooses; AUTO leaves it to the product."""

    AUTO = "auto"
    PUSH = "push"
    PHONE = "phone"
    SMS = "sms"
    PASSCODE = "passcode"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody whom the computer or its domain knows.

    Attributes:
        username: the short name (sAMAccountName; on a Mac the account name).
        password: the primary password.
        domain: NetBIOS name of the domain, or the computer's own name for a local account.
        dns_domain: what follows the @ of the user principal name.
        offline_passcode: the passcode that this person's offline authenticator shows for this
            computer; None when not enrolled for offline access there.
    """

    username: str
    password: str = field(repr=False)
    domain: str = "EXAMPLE"
    dns_domain: str = "example.test"
    offline_passcode: str | None = field(default=None, repr=False)

    @property
    def down_level_name(self) -> str:
        r"""`DOMAIN\user`."""
        return f"{self.domain}\\{self.username}"

    @property
    def user_principal_name(self) -> str:
        """`user@domain.example`."""
        return f"{self.username}@{self.dns_domain}"


@dataclass(frozen=True, slots=True)
class LoginInput:
    r"""What a person brings to one login.

    Attributes:
        username: as typed: `user`, `DOMAIN\user` or `user@domain.example`.
        password: the primary password as typed.
        session: at the console or over Remote Desktop.
        factor: the second factor chosen.
        passcode: what is typed when the factor is a passcode.
        offline_passcode: what is typed when offline access is offered; None: nothing.

    Raises:
        ConfigError: when the factor is a passcode and none is given.
    """

    username: str
    password: str = field(repr=False)
    session: Session = Session.CONSOLE
    factor: FactorChoice = FactorChoice.AUTO
    passcode: str | None = field(default=None, repr=False)
    offline_passcode: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.factor is FactorChoice.PASSCODE and not self.passcode:
            raise ConfigError("the factor is a passcode but none is given", "Give `passcode`")

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        given = (self.password, self.passcode, self.offline_passcode)
        return tuple(secret for secret in given if secret)


class Accounts:
    """The accounts of a computer and its domain.

    Args:
        accounts: all accounts; a short name that is in several domains is found in the first.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = tuple(accounts)

    def check(self, username: str, password: str) -> Account | None:
        """Return the account when name and password are right; None otherwise."""
        account = self.find(username)
        if account is None:
            return None
        same = hmac.compare_digest(
            account.password.encode("utf-8", "surrogatepass"),
            password.encode("utf-8", "surrogatepass"),
        )
        return account if same else None

    def find(self, username: str) -> Account | None:
        """Find the account of a name in any of the three forms, whatever its case."""
        wanted = username.casefold()
        for account in self._accounts:
            forms = (account.username, account.down_level_name, account.user_principal_name)
            if wanted in (form.casefold() for form in forms):
                return account
        return None

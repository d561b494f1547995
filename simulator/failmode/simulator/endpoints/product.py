"""A product of Duo that guards logins at computers, as everything around it sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from failmode.simulator.endpoints.accounts import Account, Session
from failmode.simulator.endpoints.failures import FailureTable
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.errors import ConfigError
from failmode.terms import Failmode, Platform

FAILOPEN = "FAILOPEN"
"""The setting that lets users in without Duo while it cannot be contacted: 1 on, 0 off."""

AUTOPUSH = "AUTOPUSH"
"""The setting that asks for the second factor without the person choosing one: 1 on, 0 off."""


@dataclass(frozen=True, slots=True)
class InstallerDefaults:
    """What an installer does by itself where a package leaves the failmode out.

    Attributes:
        fail_open: whether the product then fails open.
    """

    fail_open: bool


class EndpointSettings(Protocol):
    """What a login needs of a product's settings."""

    @property
    def ikey(self) -> str:
        """Integration key."""

    @property
    def skey(self) -> str:
        """Secret key."""

    @property
    def host(self) -> str:
        """API hostname."""

    @property
    def fail_open(self) -> bool:
        """Whether people get in without Duo while it cannot be contacted."""

    @property
    def auto_push(self) -> bool:
        """Whether the second factor is asked for without the person choosing one."""

    def duo_username(self, account: Account) -> str:
        """Return how the account is named to Duo."""

    def unprotected_reason(self, session: Session) -> str | None:
        """Return why Duo does not ask in such a session; None when it does."""

    def offline_offered(self, account: Account) -> bool:
        """Tell whether offline access is offered when Duo cannot be contacted."""


class Endpoint(Protocol):
    """A computer with a product on it."""

    @property
    def platform(self) -> Platform:
        """What kind of computer it is."""

    def settings(self) -> EndpointSettings:
        """Read the settings in force.

        Raises:
            ConfigError: when the computer holds something that the product cannot use.
        """

    def masked_settings(self) -> dict[str, str]:
        """Return the settings in force by the product's own names, secrets masked."""


class Package(Protocol):
    """What a product's installer is given on one computer."""

    @property
    def action(self) -> str:
        """What handing it over is called, such as `install`."""

    @property
    def given(self) -> Mapping[str, str]:
        """What is handed over, by the installer's own names, secrets masked."""

    @property
    def summary(self) -> str:
        """What is handed over, in one line, secrets masked."""

    def install(self, defaults: InstallerDefaults | None = None) -> Endpoint:
        """Run the installer.

        Args:
            defaults: what it does where the package leaves the failmode out; needed only then.

        Raises:
            ConfigError: when the installer cannot work with the package.
        """


@dataclass(frozen=True, slots=True)
class Product:
    """One product.

    Attributes:
        name: what Duo calls it.
        clients: the platforms that it runs on, by the names under which logins are asked for.
        settings: the settings that a package can carry, by the names that deployments use.
        defaults: what the installer of the newest version does by itself, as documented.
        failures: what each failure of a call to Duo leads to.
        pack: (platform, keys, number by setting) to the package for the installer.
        not_enrolled_message: what a user reads whom Duo does not know; "" for what Duo sends.
    """

    name: str
    clients: Mapping[str, Platform]
    settings: tuple[str, ...]
    defaults: InstallerDefaults
    failures: FailureTable
    pack: Callable[[Platform, DuoKeys, Mapping[str, int]], Package]
    not_enrolled_message: str = ""

    @property
    def default_failmode(self) -> Failmode:
        """The documented failmode of the newest version where nobody has chosen one."""
        return Failmode.OPEN if self.defaults.fail_open else Failmode.CLOSED


@dataclass(frozen=True, slots=True)
class EndpointKind:
    """One product on one platform.

    Attributes:
        name: under which logins are asked for, such as `windows-server`.
        product: the product.
        platform: the platform.
    """

    name: str
    product: Product
    platform: Platform

    @property
    def words(self) -> str:
        """The computer in running text, with the product where the platform's name is not its."""
        if self.name == self.platform.value:
            return self.platform.words
        return f"{self.platform.words} with {self.product.name}"

    def install(self, keys: DuoKeys, *, fail_open: bool) -> Endpoint:
        """Install the product with this failmode, and with a push that nobody has to ask for.

        Raises:
            ConfigError: when the installer cannot work with the keys.
        """
        values = {FAILOPEN: int(fail_open), AUTOPUSH: 1}
        known = {name: number for name, number in values.items() if name in self.product.settings}
        return self.product.pack(self.platform, keys, known).install()


class Products:
    """The products that logins can be tried through.

    Args:
        products: in the order in which they are listed.

    Raises:
        ConfigError: when two have the same name for logins.
    """

    def __init__(self, *products: Product) -> None:
        self._products = products
        self._kinds: dict[str, EndpointKind] = {}
        for product in products:
            for name, platform in product.clients.items():
                if name in self._kinds:
                    raise ConfigError(
                        f"{self._kinds[name].product.name} and {product.name} are both asked for "
                        f"as {name!r}",
                        "Give each product names of its own",
                    )
                self._kinds[name] = EndpointKind(name, product, platform)

    def __iter__(self) -> Iterator[Product]:
        """Yield the products."""
        return iter(self._products)

    @property
    def kinds(self) -> tuple[EndpointKind, ...]:
        """Every product on every platform that it runs on."""
        return tuple(self._kinds.values())

    def kind(self, name: str) -> EndpointKind:
        """Find a product on a platform; a platform's own name finds the product that guards it.

        Raises:
            ConfigError: when no product has the name.
        """
        if name not in self._kinds:
            raise ConfigError(
                f"no product of Duo is asked for as {name!r}",
                f"Name one of: {', '.join(self._kinds)}",
            )
        return self._kinds[name]

"""A product is one package: registered, it is deployed to and logged in at like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from failmode.simulator.deployment.deploy import deploy
from failmode.simulator.edge.faults.answers import Http403
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.endpoints.accounts import Account, Session
from failmode.simulator.endpoints.failures import (
    Consequence,
    FailureKind,
    assumed_table,
    at_first_contact,
)
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.product import FAILOPEN, InstallerDefaults, Product, Products
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.errors import ConfigError
from failmode.simulator.logins.clients import LoginClients, client_words
from failmode.simulator.logins.requests import LoginRequest
from failmode.simulator.network import Timeouts
from failmode.simulator.runtime import Simulator
from failmode.terms.logins import Evidence, Failmode, Verdict
from failmode.terms.platforms import Platform
from failmode.terms.stages import Stage
from failmode.terms.vendors import Vendor


@dataclass(frozen=True)
class GatewaySettings:
    """Settings of a gateway that sends a push by itself."""

    ikey: str
    skey: str
    host: str
    fail_open: bool
    auto_push: bool = True

    def duo_username(self, account: Account) -> str:
        """Name the user by the short name."""
        return account.username

    def unprotected_reason(self, session: Session) -> str | None:
        """Guard every session."""
        del session
        return None

    def offline_offered(self, account: Account) -> bool:
        """Offer nothing."""
        del account
        return False


@dataclass(frozen=True)
class Gateway:
    """A server with the gateway on it."""

    platform: Platform
    gateway_settings: GatewaySettings

    def settings(self) -> GatewaySettings:
        """Return the settings in force."""
        return self.gateway_settings

    def masked_settings(self) -> dict[str, str]:
        """Return the one setting that a reader wants to know."""
        return {"GatewayFailOpen": str(self.gateway_settings.fail_open)}


@dataclass(frozen=True)
class GatewayPackage:
    """What the gateway's installer is given."""

    gateway: Gateway
    action: str = "install the gateway"
    summary: str = "with what the package says"
    given: Mapping[str, str] = field(default_factory=dict)

    def install(self, defaults: InstallerDefaults | None = None) -> Gateway:
        """Run the installer."""
        del defaults
        return self.gateway


def pack(platform: Platform, keys: DuoKeys, values: Mapping[str, int]) -> GatewayPackage:
    """Make the package."""
    settings = GatewaySettings(keys.ikey, keys.skey, keys.host, values[FAILOPEN] == 1)
    return GatewayPackage(Gateway(platform, settings))


RDP_GATEWAY = Product(
    name="Duo for RD Gateway",
    clients={"rdp-gateway": Platform.WINDOWS_SERVER},
    settings=(FAILOPEN,),
    defaults=InstallerDefaults(fail_open=False),
    failures=assumed_table("Duo for RD Gateway").replace(
        *at_first_contact(
            FailureKind.HTTP_403, Consequence.FAILMODE, Evidence.UNKNOWN, "made up for this test"
        )
    ),
    pack=pack,
)


@pytest.fixture
def clients(simulator: Simulator) -> LoginClients:
    """Make the simulator's clients, with the gateway among their products."""
    return replace(simulator.logins.clients, products=Products(*ENDPOINT_PRODUCTS, RDP_GATEWAY))


def log_in(simulator: Simulator, clients: LoginClients, name: str, failmode: Failmode) -> Verdict:
    """Log alice in, with the right password."""
    request = LoginRequest(clients.client(name, failmode), "alice", clients.password("alice"))
    return simulator.logins.driver.log_in(request).verdict


def test_a_registered_product_is_logged_in_at_by_its_own_name(
    simulator: Simulator, clients: LoginClients
) -> None:
    assert log_in(simulator, clients, "rdp-gateway", Failmode.CLOSED) is Verdict.ALLOWED
    simulator.rules.add(Rule(vendor=Vendor.DUO, fault=ConnectionRefused()))
    assert log_in(simulator, clients, "rdp-gateway", Failmode.CLOSED) is Verdict.DENIED
    assert log_in(simulator, clients, "rdp-gateway", Failmode.OPEN) is Verdict.FAILED_OPEN


def test_a_registered_product_judges_failures_by_its_own_table(
    simulator: Simulator, clients: LoginClients
) -> None:
    simulator.rules.add(Rule(vendor=Vendor.DUO, fault=Http403()))
    assert log_in(simulator, clients, "rdp-gateway", Failmode.OPEN) is Verdict.FAILED_OPEN
    assert log_in(simulator, clients, "windows-server", Failmode.OPEN) is Verdict.DENIED


class NoFields:
    """An agent that knows no custom field."""

    def get(self, name: str) -> str:
        """Find nothing."""
        del name
        return ""

    def options(self, name: str) -> tuple[str, ...]:
        """Find nothing."""
        del name
        return ()


def test_a_registered_product_is_deployed_to_and_shows_its_own_settings(
    simulator: Simulator, clients: LoginClients
) -> None:
    deployment = deploy(NoFields(), Platform.WINDOWS_SERVER, clients.keys, product=RDP_GATEWAY)
    assert deployment.trace[-1].what == "install the gateway"
    endpoint = deployment.package.install()
    client = clients.endpoint_client(RDP_GATEWAY, endpoint, timeouts=Timeouts())
    request = LoginRequest(client, "alice", clients.password("alice"))
    result = simulator.logins.driver.log_in(request)
    assert result.verdict is Verdict.ALLOWED
    assert result.settings == {"GatewayFailOpen": "False"}


def test_every_client_has_words_of_its_own() -> None:
    words = client_words(Products(*ENDPOINT_PRODUCTS, RDP_GATEWAY))
    assert words == {
        "windows-workstation": "Windows workstation",
        "windows-server": "Windows server",
        "macos": "macOS",
        "rdp-gateway": "Windows server with Duo for RD Gateway",
        "radius": "RADIUS through the Authentication Proxy",
        "ldap": "LDAP through the Authentication Proxy",
        "ldap-direct": "LDAP through the Authentication Proxy, without a service account",
    }


def test_two_products_of_one_name_are_refused_and_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="both asked for as 'rdp-gateway'"):
        Products(RDP_GATEWAY, replace(RDP_GATEWAY, name="another"))
    with pytest.raises(ConfigError, match=r"'linux'.*windows-workstation, windows-server, macos"):
        ENDPOINT_PRODUCTS.kind("linux")


@pytest.mark.parametrize("product", tuple(ENDPOINT_PRODUCTS), ids=lambda product: product.name)
def test_every_product_has_the_failmode_and_runs_somewhere(product: Product) -> None:
    assert FAILOPEN in product.settings
    assert product.clients


@pytest.mark.parametrize(("fail_open", "failmode"), [(True, "open"), (False, "closed")])
def test_a_product_fails_as_its_newest_installer_does(fail_open: bool, failmode: str) -> None:
    (product, *_) = ENDPOINT_PRODUCTS
    assert replace(product, defaults=InstallerDefaults(fail_open)).default_failmode == failmode


def test_every_platform_is_guarded_by_a_product_of_its_name() -> None:
    assert {kind.platform for kind in ENDPOINT_PRODUCTS.kinds} == set(Platform)
    for platform in Platform:
        assert ENDPOINT_PRODUCTS.kind(platform.value).platform is platform


@pytest.mark.parametrize("product", tuple(ENDPOINT_PRODUCTS), ids=lambda one: one.name)
def test_without_any_way_to_duo_the_failmode_decides(product: Product) -> None:
    entry = product.failures.lookup(FailureKind.NO_ROUTE, Stage.PREAUTH)
    assert entry.consequence is Consequence.FAILMODE

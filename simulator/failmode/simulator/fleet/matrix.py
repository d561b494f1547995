"""Who gets in now: logins tried for every option on every platform, or at every device.

Computers that are set up alike are tried once: what Duo's product does follows from its settings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from failmode.simulator.deployment.deploy import deploy
from failmode.simulator.deployment.rules import DEPLOYMENT_OPTIONS
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.errors import SimulatorError
from failmode.simulator.fleet.fleet import Fleet, carried_fields, platform_of
from failmode.simulator.fleet.installations import Installation
from failmode.simulator.internal_failures import InternalFailure, InternalFailureError
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.requests import LoginResult
from failmode.simulator.ninjaone import definitions, entities
from failmode.simulator.ninjaone.automation import FIELD_NOT_FOUND
from failmode.simulator.ninjaone.errors import DefinitionNotFoundError
from failmode.simulator.ninjaone.records import Device, Organization
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import Platform

TryLogin = Callable[[LoginClient], LoginResult]
"""Logs somebody in once."""

Result = LoginResult | InternalFailure
"""What a login came to; or what broke inside the simulator, so that it came to nothing."""


@dataclass(frozen=True, slots=True)
class OptionCell:
    """What comes of a login where an option was deployed.

    Attributes:
        option: the option's label; None for a field that nobody has set.
        platform: of the computer.
        result: of the login.
    """

    option: str | None
    platform: Platform
    result: Result


@dataclass(frozen=True, slots=True)
class DeviceCell:
    """What comes of a login at a device.

    Attributes:
        organization: name of the device's organization.
        device_id: the device.
        device: its name.
        platform: of the device; None where none is simulated.
        result: of the login; None where Duo is not installed.
    """

    organization: str
    device_id: int
    device: str
    platform: Platform | None
    result: Result | None


@dataclass(frozen=True, slots=True)
class _ChosenOption:
    """The agent of a computer whose organization has chosen one option of one field."""

    field: str
    labels: Sequence[str]
    option: str | None

    def get(self, name: str) -> str:
        if name != self.field:
            raise SimulatorError(FIELD_NOT_FOUND)
        return "" if self.option is None else self.option

    def options(self, name: str) -> Sequence[str]:
        del name
        return [f"{label}={label}" for label in self.labels]


class Matrix:
    """Tries who gets in.

    Args:
        fleet: the devices.
        try_login: logs somebody in; asked once for computers that are set up alike.
        timeout_seconds: how long a computer waits for Duo.
    """

    def __init__(self, fleet: Fleet, try_login: TryLogin, *, timeout_seconds: float) -> None:
        self._fleet = fleet
        self._try_login = try_login
        self._timeout_seconds = timeout_seconds
        self._results: dict[tuple[str, tuple[tuple[str, str], ...]], Result] = {}

    def by_option(self, field: str) -> tuple[OptionCell, ...]:
        """Try every option of a field, and none, on every platform.

        Args:
            field: that feeds the failmode; where the tenant does not have it, the options are
                those that the deployment knows.

        Raises:
            LoginError: when a login cannot be tried.
        """
        labels = self._fleet.ninjaone.read(lambda tx: _labels(tx, field))
        return tuple(
            OptionCell(
                option, platform, self._result(self._deployed(field, labels, option, platform))
            )
            for option in (*labels, None)
            for platform in Platform
        )

    def by_device(self, organization_id: int | None = None) -> tuple[DeviceCell, ...]:
        """Try every device.

        Args:
            organization_id: only those of this organization; None for all.

        Raises:
            LoginError: when a login cannot be tried.
        """
        found = self._fleet.ninjaone.read(lambda tx: _devices(tx, organization_id))
        return tuple(
            DeviceCell(organization, device_id, name, platform, self._result_at(device_id))
            for organization, device_id, name, platform in found
        )

    def _deployed(
        self, field: str, labels: Sequence[str], option: str | None, platform: Platform
    ) -> Installation:
        kind = ENDPOINT_PRODUCTS.kind(platform.value)
        deployment = deploy(
            _ChosenOption(field, labels, option),
            platform,
            self._fleet.clients.keys,
            product=kind.product,
            fields=carried_fields(field),
        )
        return Installation(kind, deployment.package.install(), deployment)

    def _result_at(self, device_id: int) -> Result | None:
        installation = self._fleet.installations.find(device_id)
        return None if installation is None else self._result(installation)

    def _result(self, installation: Installation) -> Result:
        settings = tuple(sorted(installation.endpoint.masked_settings().items()))
        alike = (installation.kind.name, settings)
        if alike not in self._results:
            client = self._fleet.client_of(installation, timeout_seconds=self._timeout_seconds)
            try:
                self._results[alike] = self._try_login(client)
            except InternalFailureError as error:
                self._results[alike] = error.failure
        return self._results[alike]


def _labels(tx: Transaction, field: str) -> tuple[str, ...]:
    try:
        return tuple(option.name for option in definitions.find(tx, field).active_options())
    except DefinitionNotFoundError:
        return DEPLOYMENT_OPTIONS


def _devices(
    tx: Transaction, organization_id: int | None
) -> list[tuple[str, int, str, Platform | None]]:
    names = {one.id: one.name for one in entities.page(tx, Organization)}
    return [
        (names[one.organization_id], one.id, one.system_name, platform_of(one.node_class))
        for one in entities.page(tx, Device, organization_id=organization_id)
    ]

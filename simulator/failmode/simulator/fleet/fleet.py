"""The devices of the tenant as computers that Duo is deployed to and people log in at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from failmode.simulator.deployment.deploy import deploy
from failmode.simulator.deployment.fields import (
    REFERENCE_FIELDS,
    FieldSetting,
    setting_named,
)
from failmode.simulator.endpoints.product import FAILOPEN, EndpointKind
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.fleet.errors import (
    NoProductError,
    NotDeployedError,
    UnknownDeviceError,
)
from failmode.simulator.fleet.installations import Installation, Installations
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.clients import LoginClients
from failmode.simulator.network import Timeouts
from failmode.simulator.ninjaone import entities
from failmode.simulator.ninjaone.agent import AgentClient
from failmode.simulator.ninjaone.enums import NODE_CLASSES
from failmode.simulator.ninjaone.errors import EntityNotFoundError
from failmode.simulator.ninjaone.records import Device
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import Platform


def platform_of(node_class: str) -> Platform | None:
    """Return the platform of the devices of a class; None where Duo guards none of them here."""
    return next((one for one, known in NODE_CLASSES.items() if known == node_class), None)


def carried_fields(failmode_field: str) -> tuple[FieldSetting, ...]:
    """Return the fields that a deployment carries.

    Args:
        failmode_field: the field that feeds the failmode; the others are the reference ones.
    """
    others = (one for one in REFERENCE_FIELDS if one.setting.name != FAILOPEN)
    return (FieldSetting(failmode_field, setting_named(FAILOPEN)), *others)


@dataclass(frozen=True, slots=True)
class Fleet:
    """The devices of a running simulator's tenant.

    Attributes:
        ninjaone: the tenant.
        clients: makes computers ready for a login.
        agent: gives the agent of the device with a token, over the network.
        installations: what is installed where.
    """

    ninjaone: NinjaOneTenant
    clients: LoginClients
    agent: Callable[[str], AgentClient]
    installations: Installations

    def deploy(self, device_id: int, failmode_field: str) -> Installation:
        """Deploy Duo to a device: its agent reads the fields, the installer gets what follows.

        Args:
            device_id: the device.
            failmode_field: the field that feeds the failmode.

        Raises:
            UnknownDeviceError: when there is no such device.
            NoProductError: when no product is simulated for its class.
            ConfigError: when the installer cannot work with what it is given.
        """
        token, kind = self.ninjaone.read(lambda tx: _target(tx, device_id))
        with self.agent(token) as agent:
            deployment = deploy(
                agent,
                kind.platform,
                self.clients.keys,
                product=kind.product,
                fields=carried_fields(failmode_field),
            )
        installation = Installation(kind, deployment.package.install(), deployment)
        self.installations.put(device_id, installation)
        return installation

    def client(self, device_id: int, *, timeout_seconds: float) -> LoginClient:
        """Return the login window of a device that Duo is installed on.

        Args:
            device_id: the device.
            timeout_seconds: how long it waits for Duo, for a connection and for an answer.

        Raises:
            UnknownDeviceError: when there is no such device.
            NotDeployedError: when Duo was not installed on it.
        """
        name = self.ninjaone.read(lambda tx: _device(tx, device_id).system_name)
        installation = self.installations.find(device_id)
        if installation is None:
            raise NotDeployedError(f"Duo is not installed on {name}", "Deploy it to the device")
        return self.client_of(installation, timeout_seconds=timeout_seconds)

    def client_of(self, installation: Installation, *, timeout_seconds: float) -> LoginClient:
        """Return the login window of a computer; see `client`."""
        return self.clients.endpoint_client(
            installation.kind.product,
            installation.endpoint,
            timeouts=Timeouts(
                connect=timeout_seconds, read=timeout_seconds, total=2 * timeout_seconds
            ),
        )


def _target(tx: Transaction, device_id: int) -> tuple[str, EndpointKind]:
    device = _device(tx, device_id)
    platform = platform_of(device.node_class)
    if platform is None:
        raise NoProductError(
            f"no product of Duo is simulated for {device.system_name} ({device.node_class})",
            f"Use a device of one of the classes {', '.join(NODE_CLASSES.values())}",
        )
    return device.agent_token, ENDPOINT_PRODUCTS.kind(platform.value)


def _device(tx: Transaction, device_id: int) -> Device:
    try:
        return entities.existing(tx, Device, device_id)
    except EntityNotFoundError as error:
        raise UnknownDeviceError(
            f"there is no device {device_id}", "The list of the devices says which there are"
        ) from error

"""One NinjaOne tenant: its state, its clock, its switches, and one transaction per request."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from failmode.simulator.errors import ConfigError
from failmode.simulator.ninjaone import definitions, entities, values
from failmode.simulator.ninjaone.definition_request import read_request
from failmode.simulator.ninjaone.enums import (
    ApprovalStatus,
    NodeApprovalMode,
    NodeClass,
    OAuthScope,
)
from failmode.simulator.ninjaone.oauth import find_application
from failmode.simulator.ninjaone.records import Device, Location, Organization
from failmode.simulator.ninjaone.serialization import definition_json
from failmode.simulator.ninjaone.switches import Switches
from failmode.simulator.ninjaone.tables import APPLICATIONS, CUSTOM_FIELDS
from failmode.simulator.ninjaone.transaction import Transaction, incident_id
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms import Channel, DefinitionScope, FieldType

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ApplicationCredentials:
    """What a client needs for the client-credentials grant."""

    client_id: str
    client_secret: str
    scopes: tuple[OAuthScope, ...]


class NinjaOneTenant:
    """A tenant of NinjaOne.

    Args:
        store: where its tables live.
        clock: what time it believes it is.
        switches: the behaviours in force as long as nobody has changed them.
        rng: source of ids and tokens; give a seeded one for reproducible ids.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        switches: Switches | None = None,
        *,
        rng: random.Random | None = None,
    ) -> None:
        self._initial_switches = switches if switches is not None else Switches()
        self._store = store
        self._clock = clock
        self._rng = rng if rng is not None else random.SystemRandom()
        self._writing = threading.RLock()

    def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one transaction and return what it returns; it must not change rows."""
        return self._run(work)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work` in one transaction, one at a time; nothing is kept when it raises.

        When another process took the same name or value in between, `work` runs once more and
        sees it.
        """
        with self._writing:
            try:
                return self._run(work)
            except IntegrityError:
                return self._run(work)

    @property
    def switches(self) -> Switches:
        """The behaviours in force; replaced ones are kept in the database."""
        return self.read(lambda tx: tx.switches)

    @switches.setter
    def switches(self, switches: Switches) -> None:
        self.write(lambda tx: tx.replace_switches(switches))

    def secure_fields(self) -> frozenset[str]:
        """Return names of the custom fields with encrypted values, which are nobody's to log."""
        secure = select(CUSTOM_FIELDS.c.name).where(
            CUSTOM_FIELDS.c.type == FieldType.TEXT_ENCRYPTED.value
        )
        with self._store.engine.connect() as connection:
            return frozenset(connection.scalars(secure))

    def incident(self, service: str) -> str:
        """Return a new incident id for a service such as `WEB_MGMT_SERVICE`."""
        return incident_id(service, self._clock.now(), self._rng)

    def request_id(self) -> str:
        """Return a new value for the `x-nj-request-id` header."""
        return f"{self._rng.getrandbits(128):032x}"

    def add_application(
        self,
        name: str,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        scopes: Iterable[OAuthScope] = (OAuthScope.MONITORING, OAuthScope.MANAGEMENT),
    ) -> ApplicationCredentials:
        """Register an API application of the kind API Services (machine-to-machine).

        Args:
            name: shown to technicians.
            client_id: made up when left out.
            client_secret: made up when left out.
            scopes: the scopes it may have.

        Raises:
            ConfigError: when the client_id is taken.
        """

        def work(tx: Transaction) -> ApplicationCredentials:
            credentials = ApplicationCredentials(
                client_id or tx.new_token(16),
                client_secret or tx.new_token(32),
                tuple(scopes),
            )
            if find_application(tx, credentials.client_id) is not None:
                raise ConfigError(
                    f"NinjaOne has an application with the client_id {credentials.client_id!r}",
                    "Give another client_id, or leave it out",
                )
            tx.connection.execute(
                insert(APPLICATIONS).values(
                    client_id=credentials.client_id,
                    client_secret=credentials.client_secret,
                    name=name,
                    scopes=[scope.value for scope in credentials.scopes],
                )
            )
            return credentials

        return self.write(work)

    def add_organization(
        self,
        name: str,
        *,
        description: str | None = None,
        node_approval_mode: NodeApprovalMode = NodeApprovalMode.AUTOMATIC,
    ) -> int:
        """Create an organization and return its id."""
        return self.write(
            lambda tx: (
                entities.add_organization(
                    tx, name, description=description, node_approval_mode=node_approval_mode
                ).id
            )
        )

    def add_location(
        self,
        organization_id: int,
        name: str,
        *,
        address: str | None = None,
        description: str | None = None,
    ) -> int:
        """Create a location of an organization and return its id.

        Raises:
            EntityNotFoundError: when there is no such organization.
        """
        return self.write(
            lambda tx: (
                entities.add_location(
                    tx, organization_id, name, address=address, description=description
                ).id
            )
        )

    def add_device(
        self,
        location_id: int,
        node_class: NodeClass,
        system_name: str,
        *,
        display_name: str | None = None,
        dns_name: str | None = None,
        approval_status: ApprovalStatus = ApprovalStatus.APPROVED,
        offline: bool = False,
    ) -> int:
        """Create a device at a location, of the location's organization, and return its id.

        Raises:
            EntityNotFoundError: when there is no such location.
        """
        return self.write(
            lambda tx: (
                entities.add_device(
                    tx,
                    location_id,
                    node_class,
                    system_name,
                    display_name=display_name,
                    dns_name=dns_name,
                    approval_status=approval_status,
                    offline=offline,
                ).id
            )
        )

    def agent_token(self, device_id: int) -> str:
        """Return the token that a device's agent shows to this simulator.

        Raises:
            EntityNotFoundError: when there is no such device.
        """
        return self.read(lambda tx: entities.existing(tx, Device, device_id).agent_token)

    def organization_ids(self) -> list[int]:
        """Return ids of all organizations, oldest first."""
        return self.read(lambda tx: [row.id for row in entities.page(tx, Organization)])

    def location_ids(self, organization_id: int) -> list[int]:
        """Return ids of an organization's locations, oldest first."""
        return self.read(
            lambda tx: [
                row.id for row in entities.page(tx, Location, organization_id=organization_id)
            ]
        )

    def device_ids(self, organization_id: int) -> list[int]:
        """Return ids of an organization's devices, oldest first."""
        return self.read(
            lambda tx: [
                row.id for row in entities.page(tx, Device, organization_id=organization_id)
            ]
        )

    def create_field(self, request: dict[str, Any]) -> dict[str, Any]:
        """Create a custom field.

        Args:
            request: a body as for POST /v2/custom-fields.

        Returns:
            The definition as the API shows it.

        Raises:
            InvalidDefinitionError: when it cannot be defined so.
        """
        return self.write(lambda tx: definition_json(definitions.create(tx, read_request(request))))

    def field(self, name: str) -> dict[str, Any]:
        """Return a custom field as the API shows it.

        Raises:
            DefinitionNotFoundError: when there is none.
        """
        return self.read(lambda tx: definition_json(definitions.find(tx, name)))

    def field_names(self) -> list[str]:
        """Return names of all custom fields, oldest first."""
        return self.read(
            lambda tx: [field.name for field in definitions.with_scopes(tx, tuple(DefinitionScope))]
        )

    def delete_field(self, name: str) -> None:
        """Delete a custom field with its values.

        Raises:
            DefinitionNotFoundError: when there is none.
        """
        self.write(lambda tx: definitions.remove(tx, name))

    def set_value(
        self,
        channel: Channel,
        scope: DefinitionScope,
        entity_id: int,
        name: str,
        value: object,
    ) -> None:
        """Set one value as a channel would; None clears it.

        Args:
            channel: whose permission and encoding count.
            scope: the kind of entity.
            entity_id: the entity.
            name: the field.
            value: as the channel writes it.

        Raises:
            NinjaOneError: as `values.write`.
        """
        self.write(
            lambda tx: values.write(
                tx, channel, values.scoped_entity(tx, scope, entity_id), {name: value}
            )
        )

    def value(
        self,
        channel: Channel,
        scope: DefinitionScope,
        entity_id: int,
        name: str,
        *,
        inherited: bool = False,
    ) -> Any:
        """Return one value as a channel sees it; None when unset.

        Raises:
            NinjaOneError: as `values.read_one`.
        """
        return self.read(
            lambda tx: values.read_one(
                tx, channel, values.scoped_entity(tx, scope, entity_id), name, inherited=inherited
            )
        )

    def _run(self, work: Callable[[Transaction], Result]) -> Result:
        with self._store.connection() as connection:
            return work(
                Transaction(connection, self._clock.now(), self._initial_switches, self._rng)
            )

"""The technician's console: creating fields by the documented steps, reading and setting values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from failmode.simulator import Console, ConsoleError, NinjaOneTenant
from failmode.steps.errors import CannotDo, Refused
from failmode.steps.targets.capabilities import ConsoleAction
from failmode.steps.targets.ninjaone import Organization
from failmode.terms import DefinitionScope


class TechnicianConsole:
    """A technician's session in which the creation steps are followed.

    Args:
        tenant: whose console it is.
    """

    def __init__(self, tenant: NinjaOneTenant) -> None:
        self._tenant = tenant

    def follow(self, actions: Sequence[ConsoleAction]) -> None:
        """Do every action in order; the first that the console refuses ends it."""
        console = Console(self._tenant)
        for action in actions:
            try:
                console.perform(action.action, action.target, action.value or None)
            except ConsoleError as error:
                raise Refused(f"step {action.step}: {error}") from None


class TechnicianValues:
    """Values of one organization as a technician sees and sets them.

    Args:
        tenant: whose console it is.
        organization: whose values are meant.
        target: name of the target, for messages.
    """

    def __init__(self, tenant: NinjaOneTenant, organization: Organization, target: str) -> None:
        self._console = Console(tenant)
        self._organization = organization
        self._target = target

    def get(self, name: str) -> str | None:
        """Read the label that the page of the organization shows."""
        try:
            value = self._console.value(DefinitionScope.ORGANIZATION, self._organization.id, name)
        except ConsoleError as error:
            raise Refused(str(error)) from None
        return None if value is None else str(value)

    def raw(self, name: str) -> str:
        """Read the same: a technician sees labels."""
        return self.get(name) or ""

    def set(self, name: str, value: str) -> None:
        """Choose the option on the page of the organization."""
        try:
            self._console.set_value(
                DefinitionScope.ORGANIZATION, self._organization.id, name, value
            )
        except ConsoleError as error:
            raise Refused(str(error)) from None

    def options(self, name: str) -> Mapping[str, str]:
        """Refuse: the console shows no GUIDs."""
        raise CannotDo(self._target, f"list the GUIDs of {name} in the technician's console")

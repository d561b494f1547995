"""Values of custom fields as a script on a device reads and sets them, through the agent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from failmode.simulator import AgentClient, SimulatorError
from failmode.steps.errors import Refused
from failmode.steps.targets.capabilities import option_label
from failmode.steps.targets.simulated.overrides import Overrides


class AgentValues:
    """The automation channel of a device of the organization.

    Args:
        client: gives the device's agent.
        overrides: how scripts see that agent.
    """

    def __init__(self, client: Callable[[], AgentClient], overrides: Overrides) -> None:
        self._client = client
        self._overrides = overrides

    def get(self, name: str) -> str | None:
        """Read the label of the chosen option, resolved from the GUID as a script must."""
        return option_label(self, name)

    def raw(self, name: str) -> str:
        """Read what `ninjarmm-cli get` prints."""
        try:
            return self._overrides.agent(self._client()).get(name)
        except SimulatorError as error:
            raise Refused(str(error)) from None

    def set(self, name: str, value: str) -> None:
        """Run `ninjarmm-cli set` with the option's GUID; a text that is no option goes as it is."""
        try:
            guids = {label: guid for guid, label in self.options(name).items()}
        except Refused:
            guids = {}
        try:
            self._client().set(name, guids.get(value, value))
        except SimulatorError as error:
            raise Refused(str(error)) from None

    def options(self, name: str) -> Mapping[str, str]:
        """Read what `ninjarmm-cli options` prints, as GUID to label."""
        try:
            lines = self._overrides.agent(self._client()).options(name)
        except SimulatorError as error:
            raise Refused(str(error)) from None
        return dict(line.split("=", 1) for line in lines if "=" in line)

"""Values of custom fields through the agent and through the technician's console."""

from __future__ import annotations

from collections.abc import Mapping

from failmode.simulator.deployment.agent import AgentChannel
from failmode.simulator.errors import SimulatorError
from failmode.simulator.ninjaone.agent import AgentClient
from failmode.steps.errors import Refused


class AgentValues:
    """The automation channel: what a script on a device of the organization reads and sets.

    Args:
        client: the device's agent.
        shown: the same agent as scripts see it, possibly wrapped.
    """

    def __init__(self, client: AgentClient, shown: AgentChannel) -> None:
        self._client = client
        self._shown = shown

    def get(self, name: str) -> str | None:
        """The label of the chosen option, resolved from the GUID as a script must."""
        raw = self.raw(name)
        return self.options(name).get(raw, raw) if raw else None

    def raw(self, name: str) -> str:
        """What `ninjarmm-cli get` prints."""
        try:
            return self._shown.get(name)
        except SimulatorError as error:
            raise Refused(str(error)) from None

    def set(self, name: str, value: str) -> None:
        """`ninjarmm-cli set` with the option's GUID; a text that is no option goes as it is."""
        try:
            guids = {label: guid for guid, label in self.options(name).items()}
        except Refused:
            guids = {}
        try:
            self._client.set(name, guids.get(value, value))
        except SimulatorError as error:
            raise Refused(str(error)) from None

    def options(self, name: str) -> Mapping[str, str]:
        """What `ninjarmm-cli options` prints, as GUID to label."""
        try:
            lines = self._shown.options(name)
        except SimulatorError as error:
            raise Refused(str(error)) from None
        return dict(line.split("=", 1) for line in lines if "=" in line)

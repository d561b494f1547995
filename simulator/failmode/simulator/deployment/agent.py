"""The NinjaOne agent as a deployment script sees it, and how the script reads a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from failmode.simulator.errors import SimulatorError
from failmode.simulator.ninjaone.automation import FIELD_NOT_FOUND


class AgentChannel(Protocol):
    """What `ninjarmm-cli get` and `ninjarmm-cli options` do on one device."""

    def get(self, name: str) -> str:
        """Return a field's value as the agent prints it: a drop-down's option GUID; "" when unset.

        Raises:
            SimulatorError: when the field cannot be read.
        """

    def options(self, name: str) -> Sequence[str]:
        """List the active options of a drop-down, one `GUID=Label` each.

        Raises:
            SimulatorError: when the field cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a field brought.

    Attributes:
        field: the field's name.
        text: its value; "" when it is unset or could not be read.
        problem: why it could not be read; "" when it could.
    """

    field: str
    text: str = ""
    problem: str = ""


def read_field(agent: AgentChannel, field: str) -> Reading:
    """Read a field's value through the agent.

    Scripts that merge the error output of `ninjarmm-cli` into its output get its error text as if
    it were a value; here it is none.
    """
    try:
        text = agent.get(field).strip()
    except SimulatorError as error:
        return Reading(field, problem=str(error))
    if FIELD_NOT_FOUND.casefold() in text.casefold():
        return Reading(field, problem=FIELD_NOT_FOUND)
    return Reading(field, text)


def read_options(agent: AgentChannel, field: str) -> tuple[tuple[str, ...], str]:
    """Read the lines `GUID=Label` of a drop-down, with why there are none, or ""."""
    try:
        return tuple(agent.options(field)), ""
    except SimulatorError as error:
        return (), str(error)

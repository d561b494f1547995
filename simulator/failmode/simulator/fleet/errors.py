"""What cannot be done with a device of the tenant."""

from __future__ import annotations

from failmode.simulator.errors import SimulatorError


class FleetError(SimulatorError):
    """Something that a device does not allow.

    Args:
        what: what is wrong, in one line.
        remedy: what to do about it, in one line.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy=remedy)


class UnknownDeviceError(FleetError):
    """A device that the tenant does not have."""


class NoProductError(FleetError):
    """A device for whose class no product of Duo is simulated."""


class NotDeployedError(FleetError):
    """A device on which Duo was not installed."""

"""The real programs of Duo Unix, run against the simulator and judged by what Duo's cloud saw."""

from failmode.steps.targets.duo_unix.clients import DuoUnixClients
from failmode.steps.targets.duo_unix.installation import Installation

__all__ = ["DuoUnixClients", "Installation"]

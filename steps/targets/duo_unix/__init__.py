"""The real programs of Duo Unix, run against the simulator and judged by what Duo's cloud saw."""

from steps.targets.duo_unix.clients import DuoUnixClients

__all__ = ["DuoUnixClients"]

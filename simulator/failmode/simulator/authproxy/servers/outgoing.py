"""[cloud] and [sso]: sections that listen on nothing, and are called over a connection to Duo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.servers.server import ServerContext
from failmode.simulator.network import Network

if TYPE_CHECKING:
    from failmode.simulator.authproxy.drpc.join import Joiner, JoinTarget
    from failmode.simulator.authproxy.drpc.link import DrpcLink


def joiner(target: JoinTarget, context: ServerContext) -> Joiner:
    """Return what joins at Duo for a section."""
    # A proxy looks here for its links, and few have one.
    from failmode.simulator.authproxy.drpc.join import Joiner  # noqa: PLC0415

    return Joiner(
        target,
        context.network,
        context.user_agent,
        context.connect_timeout_seconds,
        context.now,
        lambda addresses: Network(addresses, failures=context.failures),
    )


def ca_file_of(given: Path | None, context: ServerContext) -> Path | None:
    """Return the bundle that Duo's certificate must lead to: the section's, else the proxy's."""
    return given or context.ca_file


class OutgoingServer:
    """Some links to Duo, as a server of the proxy.

    Args:
        links: the links.
    """

    def __init__(self, links: Sequence[DrpcLink]) -> None:
        self.links = tuple(links)

    def start(self) -> None:
        """Begin to connect; Duo need not be there."""
        for link in self.links:
            link.start()

    def stop(self) -> None:
        """End the connections; calls under way are abandoned."""
        for link in self.links:
            link.stop()

    @property
    def addresses(self) -> Mapping[str, tuple[str, int]]:
        """Nothing: nobody connects to these sections."""
        return {}

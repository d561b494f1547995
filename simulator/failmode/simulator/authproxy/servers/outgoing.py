"""[cloud] and [sso]: sections that listen on nothing, and are called over a connection to Duo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.core.duo_client import AUTHPROXY_VERSION
from failmode.simulator.authproxy.drpc.status import LinkStatus
from failmode.simulator.authproxy.servers.server import OpenPort, ServerContext
from failmode.simulator.network import Network

if TYPE_CHECKING:
    from failmode.simulator.authproxy.drpc.join import JoinTarget
    from failmode.simulator.authproxy.drpc.link import DrpcLink, LinkTexts, Reconnecting
    from failmode.simulator.authproxy.drpc.procedures import Procedure


def link_to_duo(
    section: str,
    target: JoinTarget,
    procedures: Mapping[str, Procedure],
    context: ServerContext,
    *,
    reconnecting: Reconnecting,
    texts: LinkTexts | None = None,
) -> DrpcLink:
    """Make the connection over which Duo calls a section.

    Args:
        section: its name.
        target: where and as whom it joins.
        procedures: what Duo may call beside `ping`, by name.
        context: what the proxy has for it.
        reconnecting: when the connection is made anew.
        texts: what is said of the connection; None: nothing of its own.
    """
    # A proxy looks here for its links, and few have one.
    from failmode.simulator.authproxy.drpc.join import Joiner  # noqa: PLC0415
    from failmode.simulator.authproxy.drpc.link import DrpcLink, LinkTexts  # noqa: PLC0415

    joiner = Joiner(
        target,
        context.network,
        context.user_agent,
        context.connect_timeout_seconds,
        context.now,
        lambda addresses: Network(addresses, failures=context.failures),
    )
    return DrpcLink(
        section,
        joiner,
        {
            "ping": lambda _: {"time": int(context.now()), "version": AUTHPROXY_VERSION},
            **procedures,
        },
        logger=context.logger,
        failures=context.failures,
        reconnecting=reconnecting,
        texts=texts or LinkTexts(),
    )


def ca_file_of(given: Path | None, context: ServerContext) -> Path | None:
    """Return the bundle that Duo's certificate must lead to: the section's, else the proxy's."""
    return given or context.ca_file


class OutgoingServer:
    """Some links to Duo, as a server of the proxy.

    Args:
        links: the link of each section by its name; sections may share one.
        without_link: how it is with sections that have none, by name.
    """

    def __init__(
        self, links: Mapping[str, DrpcLink], without_link: Mapping[str, LinkStatus] | None = None
    ) -> None:
        self.links = tuple(dict.fromkeys(links.values()))
        self._by_section = dict(links)
        self._without_link = dict(without_link or {})

    def start(self) -> None:
        """Begin to connect; Duo need not be there."""
        for link in self.links:
            link.start()

    def stop(self) -> None:
        """End the connections; calls under way are abandoned."""
        for link in self.links:
            link.stop()

    @property
    def connections(self) -> Mapping[str, LinkStatus]:
        """How each section is connected to Duo, by its name."""
        statuses = {link: link.status for link in self.links}
        linked = {name: statuses[link] for name, link in self._by_section.items()}
        return linked | self._without_link

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """Nothing: nobody connects to these sections."""
        return ()

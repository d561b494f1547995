"""[sso] and [cloud] among the servers of a proxy.

Few files have such a section, and every start would wait for what they need: it is loaded when
one is served.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.cfg.sections.base import ServerSection
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.servers.server import Server, ServerContext

if TYPE_CHECKING:
    from failmode.simulator.authproxy.drpc.link import Reconnecting


@dataclass(frozen=True, slots=True)
class SsoKind:
    """All [sso] sections, which share one connection.

    Attributes:
        reconnecting: when it is made anew; None: as the product does.
    """

    reconnecting: Reconnecting | None = None

    @property
    def sections(self) -> tuple[type[ServerSection], ...]:
        """The one section."""
        return (SsoSection,)

    def create(self, sections: Sequence[SsoSection], context: ServerContext) -> Server:
        """Make the server for all such sections of a configuration."""
        from failmode.simulator.authproxy.servers.sso import sso_server  # noqa: PLC0415

        return sso_server(sections, context, self.reconnecting)


@dataclass(frozen=True, slots=True)
class CloudKind:
    """The [cloud] section; the product takes one.

    Attributes:
        reconnecting: when the connection is made anew; None: as the product does.
    """

    reconnecting: Reconnecting | None = None

    @property
    def sections(self) -> tuple[type[ServerSection], ...]:
        """The one section."""
        return (CloudSection,)

    def create(self, sections: Sequence[CloudSection], context: ServerContext) -> Server:
        """Make the server for the section of a configuration."""
        from failmode.simulator.authproxy.servers.cloud import cloud_server  # noqa: PLC0415

        return cloud_server(sections, context, self.reconnecting)

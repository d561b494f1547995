"""The sections of Authentication Proxy 5.0.0 that are simulated, each with what runs it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from failmode.simulator.authproxy.cfg import parser
from failmode.simulator.authproxy.cfg.parser import (
    ProxyConfig,
    Reading,
    RetiredSection,
    SectionTypes,
)
from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.base import ClientSection
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.clients.duo_only import DuoOnly
from failmode.simulator.authproxy.clients.radius import RadiusPrimaryClient
from failmode.simulator.authproxy.core.primary import PrimaryAuthenticator
from failmode.simulator.authproxy.servers.http_proxy import HttpProxyKind
from failmode.simulator.authproxy.servers.ldap_server import LdapServerKind
from failmode.simulator.authproxy.servers.outgoing_kinds import CloudKind, SsoKind
from failmode.simulator.authproxy.servers.radius_listener import RadiusServerKind
from failmode.simulator.authproxy.servers.server import ClientFactory, ServerKind

PRODUCT_SECTIONS = frozenset(
    {
        "main",
        "ad_client",
        "radius_client",
        "duo_only_client",
        "radius_server_auto",
        "radius_server_concat",
        "radius_server_challenge",
        "radius_server_iframe",
        "radius_server_duo_only",
        "radius_server_eap",
        "ldap_server_auto",
        "cloud",
        "sso",
        "http_proxy",
    }
)
"""Every section of 5.0.0 (the product's `lib/validation/config/check/*.py`, `section.py`)."""

RETIRED_SECTIONS: Mapping[str, RetiredSection] = MappingProxyType(
    {
        "radius_server_iframe": RetiredSection(
            "shows Duo's traditional prompt in the login page of a device; Duo has ended the life "
            "of that prompt, so the section is not simulated",
            "Use radius_server_auto or radius_server_challenge, or the device's single sign-on",
        )
    }
)
"""The sections that the vendor has given up."""


@dataclass(frozen=True, slots=True)
class SectionRegistry:
    """The sections that a proxy can have.

    Attributes:
        clients: what makes the primary authenticator of each client section.
        servers: the servers, by protocol.
    """

    clients: Mapping[type[ClientSection], ClientFactory]
    servers: tuple[ServerKind, ...]

    def with_server(self, kind: ServerKind) -> SectionRegistry:
        """Return a registry that has these servers too, in place of those of the same type."""
        others = (one for one in self.servers if type(one) is not type(kind))
        return replace(self, servers=(*others, kind))

    def with_client(self, section: type[ClientSection], factory: ClientFactory) -> SectionRegistry:
        """Return a registry that has this client section too."""
        return replace(self, clients=MappingProxyType({**self.clients, section: factory}))

    def load(self, path: Path) -> ProxyConfig:
        """Read an `authproxy.cfg`; relative paths in it start at the file's own directory.

        Raises:
            ConfigError: when the file cannot be read or used.
        """
        return parser.load(path, self.types)

    def examine(self, path: Path) -> Reading:
        """Read an `authproxy.cfg` as far as it can be read, and find all that is wrong with it.

        Raises:
            ConfigError: when there is no such file, or nothing of it can be read.
        """
        return parser.examine(path, self.types)

    def parse(self, text: str, source_name: str, directory: Path | None = None) -> ProxyConfig:
        """Read the text of an `authproxy.cfg`.

        Args:
            text: the whole file.
            source_name: name of the file, for messages.
            directory: where relative paths start; the working directory when left out.

        Raises:
            ConfigError: when it cannot be used.
        """
        return parser.parse(text, source_name, self.types, directory)

    @property
    def types(self) -> SectionTypes:
        """The sections that a file may hold, and those that are refused by name."""
        types = SectionTypes(
            clients=tuple(self.clients),
            servers=tuple(section for kind in self.servers for section in kind.sections),
        )
        kinds = types.by_kind.keys()
        return replace(
            types,
            not_simulated=PRODUCT_SECTIONS - RETIRED_SECTIONS.keys() - kinds,
            retired={name: one for name, one in RETIRED_SECTIONS.items() if name not in kinds},
        )


def _ad_client(section: AdClientSection, logger: logging.Logger) -> PrimaryAuthenticator:
    # Every start would wait for what speaks LDAP, and few logins over RADIUS need it.
    from failmode.simulator.authproxy.clients.ad import AdPrimaryClient  # noqa: PLC0415

    return AdPrimaryClient(section, logger)


SIMULATED_SECTIONS = SectionRegistry(
    clients=MappingProxyType(
        {
            AdClientSection: _ad_client,
            RadiusClientSection: RadiusPrimaryClient,
            DuoOnlyClientSection: DuoOnly,
        }
    ),
    servers=(RadiusServerKind(), LdapServerKind(), HttpProxyKind(), SsoKind(), CloudKind()),
)
"""The sections that are simulated."""

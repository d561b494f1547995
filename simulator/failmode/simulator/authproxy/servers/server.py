"""What a server of the proxy is given and has to offer, whatever protocol it speaks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from failmode.simulator.authproxy.cfg.sections.base import (
    ClientSection,
    FactorOptions,
    LoginServerSection,
    ServerSection,
    Transport,
)
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.events import RADIUS_EVENTS, AuthEventLog, EventForm
from failmode.simulator.authproxy.core.failmode_decision import USUAL_REFUSALS, Refusals
from failmode.simulator.authproxy.core.flow import LoginFlow
from failmode.simulator.authproxy.core.primary import PrimaryAuthenticator
from failmode.simulator.authproxy.core.sso_events import SsoEventLog
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Network

ClientFactory = Callable[[Any, logging.Logger], PrimaryAuthenticator]
"""Makes the primary authenticator that a client section describes, and that says in a log what it
does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoEnrollment:
    """What a proxy got when it was connected to Duo Single Sign-On; the file has none of it.

    Attributes:
        api_host: Duo's host for it.
        api_port: its TCP port.
        proxy_key: names the proxy.
        signing_skey: signs what is said.
        encryption_skey: encrypts passwords; 32 octets in URL-safe base64.
    """

    api_host: str
    api_port: int = 443
    proxy_key: str
    signing_skey: str = field(repr=False)
    encryption_skey: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerContext:
    """What the proxy gives to its servers.

    Attributes:
        source: the configuration file's name, for messages.
        interface: address to bind where a section names none.
        clients: the primary authenticators, by the client section that they are made from.
        network: how names lead to Duo; None: by this machine's own resolver.
        user_agent: what the proxy calls itself towards Duo.
        connect_timeout_seconds: how long TCP may take where a section has no api_timeout.
        ca_file: PEM bundle that Duo's certificate must lead to where a section names none; None:
            what the system trusts.
        events: gets the authentication events.
        now: seconds since the epoch.
        logger: gets the lines of `authproxy.log`.
        failures: what broke inside the simulator.
        generation: as of `LoginFlow`.
        primary_only: whether Duo is never asked.
        sso_events: gets the events of single sign-on.
        sso_enrollment: the keys of [sso]; None: the proxy has none.
    """

    source: str
    interface: str
    clients: Mapping[type[ClientSection], ClientFactory]
    network: Network | None
    user_agent: str
    connect_timeout_seconds: float
    ca_file: Path | None
    events: AuthEventLog
    now: Callable[[], float]
    logger: logging.Logger
    failures: InternalFailures
    generation: Callable[[], int]
    primary_only: bool = False
    sso_events: SsoEventLog = field(default_factory=SsoEventLog)
    sso_enrollment: SsoEnrollment | None = None

    def primary(self, section: ClientSection) -> PrimaryAuthenticator:
        """Make the primary authenticator that a client section describes."""
        return self.clients[type(section)](section, self.logger)

    def login_flow(
        self,
        section: LoginServerSection,
        factor_options: FactorOptions,
        primary: PrimaryAuthenticator,
        *,
        exempt_usernames: Collection[str] = (),
        can_challenge: bool = False,
        refusals: Refusals = USUAL_REFUSALS,
        event_form: EventForm = RADIUS_EVENTS,
    ) -> LoginFlow:
        """Make the flow of a section's logins; arguments as for `LoginFlow`."""
        return LoginFlow(
            section,
            factor_options,
            primary,
            DuoClient(
                api=section.api,
                network=self.network,
                agent=self.user_agent,
                connect_timeout=self.connect_timeout_seconds,
                ca_file=self.ca_file,
                failures=self.failures,
                primary_only=self.primary_only,
                logger=self.logger,
            ),
            events=self.events,
            now=self.now,
            exempt_usernames=exempt_usernames,
            generation=self.generation,
            can_challenge=can_challenge,
            refusals=refusals,
            event_form=event_form,
        )


@dataclass(frozen=True, slots=True)
class OpenPort:
    """A port on which a section is served.

    Attributes:
        section: its name, as spelt in the file.
        option: what the file calls the port, such as `port` or `ssl_port`.
        transport: UDP or TCP.
        address: address and number, as bound.
    """

    section: str
    option: str
    transport: Transport
    address: tuple[str, int]


class Server(Protocol):
    """Serves some server sections."""

    def start(self) -> None:
        """Bind everything, and begin to connect.

        Raises:
            ConfigError: when a port cannot be used; nothing stays open then.
        """
        ...

    def stop(self) -> None:
        """Free the ports; logins under way are abandoned."""
        ...

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """Every port that is listened on; those of one section in the order of its own."""
        ...


class ServerKind(Protocol):
    """The servers of one protocol."""

    @property
    def sections(self) -> tuple[type[ServerSection], ...]:
        """The server sections that they serve."""
        ...

    def create(self, sections: Sequence[Any], context: ServerContext) -> Server:
        """Make one server for all such sections of a configuration; it is not started yet.

        Args:
            sections: instances of `sections`, in the order of the file.
            context: what the proxy has for them.
        """
        ...

"""[sso]: checks Active Directory passwords for Duo Single Sign-On over a connection to Duo."""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from failmode.simulator.authproxy.assumptions import NOT_ENROLLED
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.clients.called_directory import ServiceAccount
from failmode.simulator.authproxy.clients.sso_directory import SsoDirectories
from failmode.simulator.authproxy.core import sso_events
from failmode.simulator.authproxy.core.events import timestamp
from failmode.simulator.authproxy.drpc.join import JoinTarget
from failmode.simulator.authproxy.drpc.link import LinkTexts, Reconnecting
from failmode.simulator.authproxy.drpc.procedures import Arguments
from failmode.simulator.authproxy.drpc.status import LinkState, LinkStatus
from failmode.simulator.authproxy.servers.outgoing import OutgoingServer, ca_file_of, link_to_duo
from failmode.simulator.authproxy.servers.server import ServerContext, SsoEnrollment
from failmode.simulator.duo.api.signature import Digest

PING_PATH = "/drpc/v1/ping"
JOIN_PATH = "/drpc/v1/join"

NOT_FOUND = "Error connecting to service: Auth Proxy not found"
BAD_CREDENTIALS = (
    "There was a problem with the Duo API credentials.  If this persists, you may need to "
    "reconnect your Authentication Proxy."
)


_SSO = Reconnecting(at_once_after_loss=True)


def sso_server(
    sections: Sequence[SsoSection], context: ServerContext, reconnecting: Reconnecting | None
) -> OutgoingServer:
    """Make the server for all sections of a configuration.

    Args:
        sections: the sections.
        context: what the proxy has for them.
        reconnecting: when the connection is made anew; None: as the product does.
    """
    enrollment, first = context.sso_enrollment, sections[0]
    if enrollment is None:
        reason = NOT_ENROLLED.format(section=first.name)
        context.logger.error("%s", reason)
        stopped = LinkStatus(LinkState.STOPPED, reason)
        return OutgoingServer({}, {one.name: stopped for one in sections})
    target = JoinTarget(
        host=enrollment.api_host,
        port=enrollment.api_port,
        ping_path=PING_PATH,
        join_path=JOIN_PATH,
        identity=enrollment.proxy_key,
        secret=enrollment.signing_skey,
        digest=Digest.SHA512,
        http_proxy=first.http_proxy,
        ca_file=ca_file_of(first.http_ca_certs_file, context),
    )
    events = _Events(context, enrollment)
    directories = SsoDirectories(
        accounts={
            one.rikey: ServiceAccount(one.service_account_username, one.service_account_password)
            for one in sections
        },
        encryption_skey=enrollment.encryption_skey,
        log=lambda line: context.logger.log(logging.INFO, "%s", line),
        event=events.asked,
    )
    counter = _Counter()
    procedures = {
        "ldap_authentication": directories.authenticate,
        "fetch_ldap_attributes": directories.fetch_attributes,
        "get_configured_idps": directories.list_sources,
        "ldap_health_check": directories.check_health,
        "get_proxy_counter": counter.count,
    }
    texts = LinkTexts(
        connected=lambda: events.connection(sso_events.CONNECTED),
        disconnected=lambda: events.connection(sso_events.DISCONNECTED),
        refused={40401: NOT_FOUND, 40103: BAD_CREDENTIALS},
    )
    link = link_to_duo(
        first.name,
        target,
        procedures,
        context,
        reconnecting=reconnecting or _SSO,
        texts=texts,
    )
    return OutgoingServer({one.name: link for one in sections})


class _Counter:
    """The counter that the product keeps in its storage of secrets; here it begins anew."""

    def __init__(self) -> None:
        self._value = 0

    def count(self, arguments: Arguments) -> dict[str, str]:
        """Count, and tell the number as the product does."""
        del arguments
        self._value += 1
        return {"counter": str(self._value)}


@dataclass(frozen=True, slots=True)
class _Events:
    context: ServerContext
    enrollment: SsoEnrollment

    def connection(self, msg: str) -> None:
        self.context.logger.info("%s", msg)
        self.context.sso_events.record(
            sso_events.connectivity_event(
                msg,
                self.enrollment.proxy_key,
                timestamp(self.context.now()),
                socket.gethostname(),
            )
        )

    def asked(self, query: Mapping[str, Any]) -> None:
        self.context.sso_events.record(
            sso_events.ldap_event(
                **query,
                proxy_key=self.enrollment.proxy_key,
                timestamp=timestamp(self.context.now()),
                hostname=socket.gethostname(),
            )
        )

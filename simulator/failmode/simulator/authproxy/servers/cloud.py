"""[cloud]: searches a directory for Duo's directory sync over a connection to Duo.

Source: the published code of the Duo Authentication Proxy (`modules/cloud.py`,
`modules/drpc_plugins/ldap_directory_sync.py`): arguments, results, errors, log lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sansldap import LDAPFilter

from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.clients.called_directory import DirectoryCall, ServiceAccount
from failmode.simulator.authproxy.clients.directory_search import (
    PAGE_SIZE,
    DirectorySearches,
    DirectorySyncError,
)
from failmode.simulator.authproxy.drpc.join import JoinTarget
from failmode.simulator.authproxy.drpc.link import DrpcLink, Reconnecting
from failmode.simulator.authproxy.drpc.procedures import Arguments
from failmode.simulator.authproxy.drpc.results import escaped_entry
from failmode.simulator.authproxy.servers.outgoing import OutgoingServer, ca_file_of, link_to_duo
from failmode.simulator.authproxy.servers.server import ServerContext
from failmode.simulator.duo.api.drpc import CallError
from failmode.simulator.duo.api.signature import Digest

PING_PATH = "/auth/v2/ping"
JOIN_PATH = "/auth/v2/proxy_join"

_EVERY_MINUTE = Reconnecting()


def cloud_server(
    sections: Sequence[CloudSection], context: ServerContext, reconnecting: Reconnecting | None
) -> OutgoingServer:
    """Make the server for the section of a configuration.

    Args:
        sections: the section.
        context: what the proxy has for it.
        reconnecting: when the connection is made anew; None: as the product does.
    """
    chosen = reconnecting or _EVERY_MINUTE
    return OutgoingServer({one.name: _link(one, context, chosen) for one in sections})


def _link(section: CloudSection, context: ServerContext, reconnecting: Reconnecting) -> DrpcLink:
    target = JoinTarget(
        host=section.api_host,
        port=section.api_port,
        ping_path=PING_PATH,
        join_path=JOIN_PATH,
        identity=section.ikey,
        secret=section.skey,
        digest=Digest.SHA1,
        http_proxy=section.http_proxy,
        ca_file=ca_file_of(section.http_ca_certs_file, context),
    )
    account = ServiceAccount(section.service_account_username, section.service_account_password)
    searches = SyncSearches(account, lambda line: context.logger.info("%s", line))
    return link_to_duo(
        section.name,
        target,
        {"ldap_search": searches.search},
        context,
        reconnecting=reconnecting,
    )


@dataclass(frozen=True, slots=True)
class SyncSearches:
    """The searches that Duo asks for.

    Attributes:
        account: who searches.
        log: gets the lines of `authproxy.log`.
    """

    account: ServiceAccount
    log: Callable[[str], None]

    def search(self, arguments: Arguments) -> dict[str, Any]:
        """Search a directory, page by page, and return all that was found.

        Raises:
            CallError: by the product's name of what went wrong.
        """
        arguments.require("host", "port", "base_dn")
        host, port = arguments.text("host"), arguments.number("port")
        attributes = arguments.texts("attributes")
        page_size = arguments.number("page_size", PAGE_SIZE)
        wanted = _filter(arguments)
        settings = DirectoryCall.of(arguments, self.account)
        address = settings.address(host, port)
        self.log(
            f"Performing LDAP search: call_id={arguments.call_id} host={host} port={port} "
            f"base_dn={arguments.text('base_dn')} auth_type={arguments.text('auth_type')} "
            f"transport_type={address.transport} "
            f"ssl_verify_hostname={address.verify_hostname} "
            f"ssl_ca_certs={address.ca_data is not None} attributes={sorted(attributes)}"
        )
        searches = DirectorySearches(
            address,
            self.account.username,
            self.account.password,
            arguments.text("base_dn"),
            settings.binding,
            page_size,
        )
        try:
            found = searches.find(wanted, attributes)
        except DirectorySyncError as error:
            raise CallError(error.name, {"error": error.what}) from error
        return {"results": [escaped_entry(one) for one in found]}


def _filter(arguments: Arguments) -> LDAPFilter:
    text = arguments.text("filter_text") or "(objectClass=*)"
    try:
        return LDAPFilter.from_string(text)
    except (ValueError, RecursionError) as error:
        raise arguments.bad("filter_text") from error

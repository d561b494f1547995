"""A directory sync that Duo's side begins: a connected proxy searches, Duo's own users are changed.

The plan is that of `failmode authproxy sync`; the settings, which Duo's Admin Panel holds, come
with each search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sansldap import LDAPFilter

from failmode.simulator.authproxy.clients.directory_search import (
    PAGE_SIZE,
    TIMEOUT_SECONDS,
    DirectorySyncError,
    SyncErrorName,
)
from failmode.simulator.authproxy.directory_sync.assumptions import ANSWER_SECONDS
from failmode.simulator.authproxy.directory_sync.duo_users import DuoUsers, read_users
from failmode.simulator.authproxy.directory_sync.model import DirectorySettings
from failmode.simulator.authproxy.directory_sync.people import find_people
from failmode.simulator.authproxy.directory_sync.plan import make_plan
from failmode.simulator.authproxy.directory_sync.sync import SyncResult
from failmode.simulator.authproxy.drpc.results import read_entries
from failmode.simulator.authproxy.ldap.client import Entry
from failmode.simulator.duo.admin.client import AdminApi
from failmode.simulator.duo.api.drpc import CallError
from failmode.simulator.duo.proxies.connections import (
    ProxyConnection,
    ProxyConnections,
    ProxyService,
)
from failmode.simulator.errors import SimulatorError


class NoProxyError(SimulatorError):
    """No Authentication Proxy does the searches; nothing was changed at Duo."""


@dataclass(frozen=True, slots=True)
class ProxySearches:
    """Searches a directory by way of a connected proxy.

    Attributes:
        proxies: the connected proxies.
        connection: of the proxy that searches.
        settings: where the directory is.
        certificates: PEM text that its certificate must lead to; None: not given.
    """

    proxies: ProxyConnections
    connection: ProxyConnection
    settings: DirectorySettings
    certificates: str | None

    def find(self, wanted: LDAPFilter, attributes: Sequence[str]) -> tuple[Entry, ...]:
        """Find entries; see `Searches`.

        Raises:
            DirectorySyncError: when the directory cannot be searched.
            NoProxyError: when the proxy does not answer.
        """
        settings = self.settings
        arguments = {
            "host": settings.host,
            "port": settings.port,
            "base_dn": settings.base_dn,
            "filter_text": str(wanted),
            "attributes": list(attributes),
            "auth_type": settings.binding.auth_type.value,
            "ntlm_domain": settings.binding.domain or None,
            "ntlm_workstation": settings.binding.workstation or None,
            "transport_type": settings.transport.value,
            "ssl_verify_hostname": True,
            "ssl_ca_certs": self.certificates,
            "pagination": "force",
            "page_size": PAGE_SIZE,
            "timeout": int(TIMEOUT_SECONDS),
        }
        try:
            found = self.proxies.call(self.connection, "ldap_search", arguments, ANSWER_SECONDS)
            return read_entries(found)
        except CallError as error:
            if error.error in tuple(SyncErrorName):
                reason = str(error.error_args.get("error") or "the proxy says no more")
                raise DirectorySyncError(SyncErrorName(error.error), reason) from error
            raise NoProxyError(
                f"the Authentication Proxy gave no answer: {error.what}",
                remedy="Nothing was changed; look at the proxy and run again",
            ) from error


def run_connected_sync(
    proxies: ProxyConnections,
    settings: DirectorySettings,
    api: AdminApi,
    *,
    certificates: str | None = None,
    ikey: str | None = None,
    dry_run: bool = False,
) -> SyncResult:
    """Bring Duo's users in line with a directory, once, by the searches of a connected proxy.

    Everything is read before anything is changed.

    Args:
        proxies: the connected proxies.
        settings: the sync.
        api: Duo's Admin API.
        certificates: PEM text that the directory's certificate must lead to; None: not given.
        ikey: integration key of the [cloud] section that is to search; None: any.
        dry_run: whether to change nothing.

    Raises:
        DirectorySyncError: when the directory cannot be searched.
        NoProxyError: when no proxy is connected, or it does not answer.
        AdminApiError: when Duo refuses to tell of its users.
    """
    connected = proxies.of(ProxyService.DIRECTORY_SYNC, ikey)
    if not connected:
        raise NoProxyError(
            "no Authentication Proxy with [cloud] is connected",
            remedy="Start one, for example by failmode serve --authproxy; one that has lost Duo "
            "connects anew within a minute",
        )
    people = find_people(settings, ProxySearches(proxies, connected[0], settings, certificates))
    plan = make_plan(settings.name, people, read_users(api))
    users = DuoUsers(api)
    if not dry_run:
        users.apply(plan)
    return SyncResult(plan, people.skipped, tuple(users.problems), dry_run)

"""One run of a directory sync, from the [cloud] section of an `authproxy.cfg`.

The product's proxy waits for Duo's cloud to ask for searches, as `directory_sync.connected` does.
Here it needs no cloud that asks: the settings of the sync, which Duo's Admin Panel holds, come from
a file, and what they lead to reaches Duo through its Admin API: so the keys of [cloud] have to be
those of an Admin API application. Our own, all of it but the searches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.clients.directory_search import (
    PAGE_SIZE,
    TIMEOUT_SECONDS,
    DirectorySearches,
)
from failmode.simulator.authproxy.directory_sync.duo_users import DuoUsers, read_users
from failmode.simulator.authproxy.directory_sync.model import DirectorySettings
from failmode.simulator.authproxy.directory_sync.people import find_people
from failmode.simulator.authproxy.directory_sync.plan import (
    SyncAction,
    SyncPlan,
    described_change,
    make_plan,
)
from failmode.simulator.authproxy.ldap.client import DirectoryAddress
from failmode.simulator.authproxy.registry import SectionRegistry
from failmode.simulator.duo.admin.client import AdminApiClient
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Network

Progress = Callable[[str, int], None]
"""Is told what is done, in words, and how far it is."""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a run came to.

    Attributes:
        plan: what was to be changed.
        skipped: entries of the directory that are no user, each with the reason.
        problems: what Duo refused; the rest was changed.
        dry_run: whether nothing was changed at all.
    """

    plan: SyncPlan
    skipped: tuple[str, ...]
    problems: tuple[str, ...]
    dry_run: bool

    def to_json(self, name: str) -> dict[str, Any]:
        """Return it as a JSON object.

        Args:
            name: what the sync is called.
        """
        plan = self.plan
        return {
            "sync": name,
            "dry_run": self.dry_run,
            "counts": {action.value: plan.count(action) for action in SyncAction},
            "unchanged": plan.unchanged,
            "changes": [
                {
                    "action": change.action.value,
                    "username": change.username,
                    "what": list(described_change(change)),
                }
                for change in plan.changes
            ],
            "assumed": list(plan.assumed),
            "skipped": list(self.skipped),
            "problems": list(self.problems),
        }


def read_cloud(path: Path, registry: SectionRegistry) -> CloudSection:
    """Read the [cloud] section of an `authproxy.cfg`, whose other sections have to be right too.

    Raises:
        ConfigError: when the file cannot be used, or has not exactly one such section.
    """
    config = registry.load(path)
    found = [section for section in config.servers if isinstance(section, CloudSection)]
    if len(found) != 1:
        raise ConfigError(
            f"there are {len(found)} [cloud] sections",
            "Add one [cloud] section with ikey, skey, api_host and the service account",
            where=str(path),
        )
    section = found[0]
    if section.http_ca_certs_file is None:
        section = replace(section, http_ca_certs_file=config.main.http_ca_certs_file)
    return section


def run_sync(
    section: CloudSection,
    settings: DirectorySettings,
    *,
    now: Callable[[], float],
    network: Network | None = None,
    dry_run: bool = False,
    page_size: int = PAGE_SIZE,
    progress: Progress = lambda _what, _number: None,
) -> SyncResult:
    """Bring Duo's users in line with a directory, once.

    Everything is read before anything is changed, so that a directory or a Duo that cannot be
    reached changes nothing.

    Args:
        section: the keys of Duo, and the service account.
        settings: the sync.
        now: seconds since the epoch.
        network: how names lead to Duo; None: by this machine's own resolver, at api_port.
        dry_run: whether to change nothing.
        page_size: entries of a page.
        progress: is told how far it is.

    Raises:
        DirectorySyncError: when the directory cannot be searched.
        AdminApiError: when Duo refuses to tell of its users.
        Unreachable: when Duo cannot be reached.
    """
    searches = DirectorySearches(
        DirectoryAddress(
            host=settings.host,
            port=settings.port,
            transport=settings.transport,
            ca_file=settings.ca_file,
            timeout=TIMEOUT_SECONDS,
        ),
        section.service_account_username,
        section.service_account_password,
        settings.base_dn,
        settings.binding,
        page_size,
        lambda number: progress("entries of the directory", number),
    )
    people = find_people(settings, searches)
    host = section.api_host
    api = AdminApiClient(
        network or Network({host: (host, section.api_port)}),
        host=host,
        ikey=section.ikey,
        skey=section.skey,
        now=now,
        ca_file=section.http_ca_certs_file,
    )
    plan = make_plan(settings.name, people, read_users(api))
    users = DuoUsers(api, lambda number: progress("users changed at Duo", number))
    if not dry_run:
        users.apply(plan)
    return SyncResult(plan, people.skipped, tuple(users.problems), dry_run)

"""The directory sync of the scenarios: a small directory, and the sync of its one group."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from failmode.simulator import (
    SIMULATED_SECTIONS,
    USER_LIST_BASE,
    USER_LIST_PEOPLE,
    USER_LIST_SERVICE,
    ControlClient,
    ControlRefusedError,
    DirectoryEntry,
    DirectoryServer,
    DirectorySyncError,
    NotFoundError,
    Simulator,
    SyncAction,
    Unreachable,
    UserStatus,
    read_cloud,
    read_settings,
    run_sync,
    temporary_directory,
    user_list_entries,
    write_authproxy_cfg,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import SyncOutcome

_ACTIVE_DIRECTORY = "Active Directory"
_PASSWORD = "dummy-service-password"  # noqa: S105 - of a directory that lives for a scenario
_NORMAL_ACCOUNT, _DISABLED_ACCOUNT = 0x200, 0x202
_GROUP = f"cn=staff,{USER_LIST_BASE}"
_COMPUTERS = f"cn=computers,{USER_LIST_BASE}"
_GUID = uuid.UUID("5b1d6e0c-6f1b-4d0e-9a55-0c5f5d1f9a01")
_NAME = "scenario"
_VALUES_AT_ONCE = 1500
"""Of one attribute at Active Directory, unless it is told otherwise (MS-ADTS: MaxValRange)."""
_NOWHERE = "directory.invalid"
"""A name that no resolver knows (RFC 6761)."""

DUO_CANNOT_BE_REACHED = "Duo cannot be reached"
NO_PROXY = "no Authentication Proxy with [cloud] is connected"

_CLOUD_IKEY, _CLOUD_SKEY = "DICLOUDXXXXXXXXXXXXX", "dummyskeydummyskeydummyskeydummyskey0000"
_CONNECT_SECONDS = 20.0


@dataclass(slots=True)
class _Person:
    name: str
    address: str
    phone: str
    is_member: bool = True
    is_enabled: bool = True


class SimulatedDirectorySync:
    """A directory and the sync of its group into the simulated Duo.

    Args:
        simulator: the running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._resources = ExitStack()
        self._is_ad = True
        self._people: dict[str, _Person] = {}
        self._has_group = True
        self._computers = 0
        self._password = _PASSWORD
        self._host = ""
        self._server: DirectoryServer | None = None
        self._folder: Path | None = None

    def set_up(self, directory: str, people: Sequence[str]) -> None:
        """Start the directory."""
        self.close()
        self._is_ad = directory == _ACTIVE_DIRECTORY
        self._people = {
            name: _Person(f"{name.title()} Example", f"{name}@example.test", f"+1212555010{number}")
            for number, name in enumerate(people)
        }
        self._computers = 0
        self._server = DirectoryServer(
            self._entries,
            failures=self._simulator.journal.failures,
            values_at_once=_VALUES_AT_ONCE if self._is_ad else None,
        )
        self._server.start()
        self._resources.callback(self._server.stop)
        self._host = self._server.address[0]
        self._folder = self._resources.enter_context(temporary_directory("directory-sync"))

    def set_value(self, username: str, attribute: str, value: str) -> None:
        """Change a person in the directory."""
        setattr(self._person(username), attribute, value)

    def set_member(self, username: str, *, is_member: bool) -> None:
        """Take a person out of the group, or put one in."""
        self._person(username).is_member = is_member

    def add_computers(self, count: int) -> None:
        """Put computers into the group, before the people in it."""
        self._computers = count

    def set_enabled(self, username: str, *, is_enabled: bool) -> None:
        """Disable or enable an account in the directory."""
        self._person(username).is_enabled = is_enabled

    def disable_at_duo(self, username: str) -> None:
        """Disable a user at Duo."""
        self._simulator.duo.users.set_status(username, UserStatus.DISABLED)

    def break_directory(self, trouble: str) -> None:
        """Let something be wrong with the directory from now on."""
        match trouble:
            case "cannot be reached":
                self._running.stop()
            case "refuses the service account":
                self._password = "changed"  # noqa: S105 - of a directory that lives for a scenario
            case "has a name that leads nowhere":
                self._host = _NOWHERE
            case "has lost the group":
                self._has_group = False
            case _:
                raise IncompleteScenarioError(
                    f"a directory that {trouble} is not simulated", "Use another trouble"
                )

    def run(self, *, dry_run: bool) -> SyncOutcome:
        """Run the sync as `failmode authproxy sync` does, from files."""
        folder, port = self._directory, self._running.address[1]
        keys = self._simulator.keys
        cfg, settings = folder / "authproxy.cfg", folder / "directory.toml"
        section = {
            "ikey": keys.admin_ikey,
            "skey": keys.admin_skey,
            "api_host": keys.api_host,
            "http_ca_certs_file": self._simulator.ca_file,
            "service_account_username": USER_LIST_SERVICE,
            "service_account_password": _PASSWORD,
        }
        cfg.write_text(write_authproxy_cfg({"cloud": section}), encoding="utf-8")
        settings.write_text(
            f'name = "{_NAME}"\ntype = "{self.kind}"\nhost = "{self._host}"\nport = {port}\n'
            f'base_dn = "{USER_LIST_BASE}"\ngroups = {json.dumps([self.group])}\n',
            encoding="utf-8",
        )
        try:
            result = run_sync(
                read_cloud(cfg, SIMULATED_SECTIONS),
                read_settings(settings),
                now=self._simulator.clock.now,
                network=self._simulator.network,
                dry_run=dry_run,
            )
        except DirectorySyncError as error:
            return SyncOutcome(error=error.name.value)
        except Unreachable:
            return SyncOutcome(error=DUO_CANNOT_BE_REACHED)
        count = result.plan.count
        return SyncOutcome(
            created=count(SyncAction.CREATE),
            updated=count(SyncAction.UPDATE),
            disabled=count(SyncAction.DISABLE),
            error="; ".join(result.problems),
            assumed=result.plan.assumed,
            told=_told(result.to_json(_NAME)),
        )

    @property
    def kind(self) -> str:
        """Whose schema the directory has, in the words of the settings."""
        return "active-directory" if self._is_ad else "openldap"

    @property
    def group(self) -> str:
        """The group of the sync, as the settings name it."""
        return str(_GUID) if self._is_ad else _GROUP

    @property
    def address(self) -> tuple[str, int]:
        """Where the directory is."""
        return self._host, self._running.address[1]

    def at_duo(self, username: str) -> Mapping[str, str]:
        """Show a user as the simulated Duo has it."""
        try:
            user = self._simulator.duo.users.get(username)
        except NotFoundError:
            return {}
        groups = self._simulator.duo.groups
        joined = groups.by_user().get(user.user_id, frozenset())
        return {
            "status": user.status.value,
            "name": user.realname or "",
            "address": user.email or "",
            "phone": ", ".join(device.number for device in user.devices if device.number),
            "groups": ", ".join(sorted(one.name for one in groups.all() if one.group_id in joined)),
        }

    def close(self) -> None:
        """Stop the directory."""
        self._resources.close()
        self._server = self._folder = None

    @property
    def _running(self) -> DirectoryServer:
        if self._server is None:
            raise _not_set_up()
        return self._server

    @property
    def _directory(self) -> Path:
        if self._folder is None:
            raise _not_set_up()
        return self._folder

    def _person(self, username: str) -> _Person:
        if username not in self._people:
            raise IncompleteScenarioError(
                f"the directory has nobody called {username}", "Name somebody in the group"
            )
        return self._people[username]

    def _entries(self) -> Iterator[DirectoryEntry]:
        yield from user_list_entries({}, self._password)()
        for username, person in self._people.items():
            yield self._entry_of(username, person)
        if self._has_group:
            computers = (f"cn=ws{number},{_COMPUTERS}" for number in range(self._computers))
            people = (
                self._dn(username) for username, person in self._people.items() if person.is_member
            )
            members = tuple(name.encode() for name in (*computers, *people))
            kinds = (b"top", b"group" if self._is_ad else b"groupOfNames")
            yield self._entry(_GROUP, kinds, {"cn": (b"staff",), "member": members}, _GUID)

    def _entry_of(self, username: str, person: _Person) -> DirectoryEntry:
        control = _NORMAL_ACCOUNT if person.is_enabled else _DISABLED_ACCOUNT
        texts = {"cn": person.name, "mail": person.address, "mobile": person.phone, "sn": username}
        kinds: tuple[bytes, ...] = (b"top", b"person", b"organizationalPerson")
        if self._is_ad:
            kinds = (*kinds, b"user")
            texts |= {"sAMAccountName": username, "displayName": person.name}
            texts["userAccountControl"] = str(control)
        else:
            kinds = (*kinds, b"inetOrgPerson")
            texts["uid"] = username
        values = {name: (text.encode(),) for name, text in texts.items() if text}
        return self._entry(self._dn(username), kinds, values, uuid.uuid5(_GUID, username))

    def _entry(
        self,
        dn: str,
        kinds: tuple[bytes, ...],
        values: Mapping[str, tuple[bytes, ...]],
        guid: uuid.UUID,
    ) -> DirectoryEntry:
        """Make an entry with the attributes that a directory of its kind gives each."""
        own: dict[str, tuple[bytes, ...]] = {"entryDN": (dn.encode(),)}
        if self._is_ad:
            own = {
                "distinguishedName": (dn.encode(),),
                "objectGUID": (guid.bytes_le,),
                "objectCategory": (b"group" if b"group" in kinds else b"person",),
            }
        return DirectoryEntry(dn, {"objectClass": kinds, **own, **values})

    def _dn(self, username: str) -> str:
        return f"{'cn' if self._is_ad else 'uid'}={username},{USER_LIST_PEOPLE}"


class SimulatedConnectedSync:
    """The sync of the scenario's directory, begun by the simulated Duo.

    Args:
        simulator: the running simulator.
        directory: the directory of the scenario.
    """

    def __init__(self, simulator: Simulator, directory: SimulatedDirectorySync) -> None:
        self._simulator = simulator
        self._directory = directory

    def run(self, *, connected: bool) -> SyncOutcome:
        """Run the sync by the control API, with a proxy that is connected, or with none."""
        section = {
            "ikey": _CLOUD_IKEY,
            "skey": _CLOUD_SKEY,
            "api_host": self._simulator.keys.api_host,
            "service_account_username": USER_LIST_SERVICE,
            "service_account_password": _PASSWORD,
        }
        with ExitStack() as stack:
            if connected:
                stack.enter_context(
                    self._simulator.run_proxy(write_authproxy_cfg({"cloud": section}))
                )
            if not self._simulator.wait_for_proxy("cloud", _CONNECT_SECONDS, connected=connected):
                raise AssertionError(
                    "expected: the Authentication Proxy connects to Duo, or is gone"
                )
            return self._asked()

    def _asked(self) -> SyncOutcome:
        directory, control = self._directory, self._simulator.addresses.control
        host, port = directory.address
        try:
            with ControlClient(control.url, token=self._simulator.control_token) as client:
                told = client.run_directory_sync(
                    _NAME, directory.kind, host, USER_LIST_BASE, [directory.group], port=port
                )
        except ControlRefusedError as error:
            return SyncOutcome(error=error.what.partition(": ")[0])
        counts = told["counts"]
        return SyncOutcome(
            created=counts["create"],
            updated=counts["update"],
            disabled=counts["disable"],
            error="; ".join(told["problems"]),
            assumed=tuple(told["assumed"]),
            told=_told(told),
        )


def _told(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Word the changes that a run tells of."""
    return tuple(
        f"{change['action']} {change['username']}: {', '.join(change['what'])}"
        for change in result["changes"]
    )


def _not_set_up() -> IncompleteScenarioError:
    return IncompleteScenarioError(
        "there is no directory",
        "Add a step such as: Given a directory sync from OpenLDAP whose group has ...",
    )

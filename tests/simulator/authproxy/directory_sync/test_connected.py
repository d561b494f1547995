"""[cloud]: a directory sync that Duo's side begins, over the connection of a proxy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator import Simulator
from failmode.simulator.authproxy.clients.directory_search import DirectorySyncError, SyncErrorName
from failmode.simulator.authproxy.directory_sync.connected import NoProxyError, run_connected_sync
from failmode.simulator.authproxy.directory_sync.model import settings_of
from failmode.simulator.authproxy.directory_sync.sync import SyncResult
from failmode.simulator.authproxy.drpc.link import Reconnecting
from failmode.simulator.authproxy.drpc.results import escaped_entry, read_entries
from failmode.simulator.authproxy.drpc.status import LinkState
from failmode.simulator.authproxy.ldap.client import Entry
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    DirectoryEntry,
    user_list_entries,
)
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.outgoing_kinds import CloudKind
from failmode.simulator.control.client import ControlClient, ControlRefusedError
from failmode.simulator.duo.admin.client import AdminApi
from failmode.simulator.duo.api.drpc import CallError
from failmode.simulator.duo.own_calls import OwnCalls
from failmode.simulator.duo.proxies.connections import ProxyService
from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from tests.patience import PATIENT_SECONDS

SERVICE = "dummy-service-password"
GROUP = f"cn=staff,{USER_LIST_BASE}"
IKEY, SKEY = "DICLOUDXXXXXXXXXXXXX", "dummyskeydummyskeydummyskeydummyskey0000"
SOON = PATIENT_SECONDS


def entry(dn: str, kinds: tuple[str, ...], **values: tuple[str, ...]) -> DirectoryEntry:
    attributes = {name: tuple(one.encode() for one in all_) for name, all_ in values.items()}
    kinds_of = tuple(one.encode() for one in kinds)
    return DirectoryEntry(dn, {"objectClass": kinds_of, "entryDN": (dn.encode(),), **attributes})


def person(name: str, realname: str) -> DirectoryEntry:
    kinds = ("top", "person", "inetOrgPerson")
    dn = f"uid={name},{USER_LIST_BASE}"
    return entry(dn, kinds, uid=(name,), cn=(realname,), mail=(f"{name}@example.test",))


class Staff:
    """A directory with one group, whose members may change."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {"zoe": "Zoë Ärmel", "yan": "Yan"}

    def __call__(self) -> Iterator[DirectoryEntry]:
        """Yield the entries as they are."""
        yield from user_list_entries({}, SERVICE)()
        dns = []
        for name, realname in self.people.items():
            one = person(name, realname)
            dns.append(one.dn)
            yield one
        yield entry(GROUP, ("top", "groupOfNames"), cn=("staff",), member=tuple(dns))


@pytest.fixture
def simulator(running: Simulator) -> Iterator[Simulator]:
    running.duo.integrations.add(IKEY, SKEY, running.keys.api_host)
    yield running
    running.reset()


@pytest.fixture
def staff() -> Staff:
    return Staff()


@pytest.fixture
def directory(staff: Staff) -> Iterator[DirectoryServer]:
    server = DirectoryServer(staff)
    server.start()
    yield server
    server.stop()


@contextmanager
def proxy_of(
    simulator: Simulator, password: str = SERVICE, skey: str = SKEY
) -> Iterator[AuthProxy]:
    registry = SIMULATED_SECTIONS.with_server(CloudKind(Reconnecting(0.05)))
    text = (
        f"[cloud]\nikey={IKEY}\nskey={skey}\napi_host={simulator.keys.api_host}\n"
        f"service_account_username={USER_LIST_SERVICE}\nservice_account_password={password}\n"
    )
    proxy = AuthProxy(
        registry.parse(text, "authproxy.cfg"),
        simulator.network,
        simulator.clock,
        ca_file=simulator.ca_file,
        registry=registry,
        failures=simulator.journal.failures,
    )
    with proxy:
        yield proxy


def connected(simulator: Simulator, number: int = 1) -> bool:
    proxies = simulator.duo.proxies
    return proxies.wait_for(ProxyService.DIRECTORY_SYNC, SOON, lambda count: count == number)


def given_settings(address: tuple[str, int]) -> dict[str, object]:
    return {
        "name": "AD",
        "type": "openldap",
        "host": address[0],
        "port": address[1],
        "base_dn": USER_LIST_BASE,
        "groups": [GROUP],
    }


def sync(simulator: Simulator, address: tuple[str, int], *, dry_run: bool = False) -> SyncResult:
    keys = simulator.keys
    own = OwnCalls(simulator.duo, keys.api_host, keys.admin_ikey, keys.admin_skey)
    settings = settings_of(given_settings(address), "the test")
    return run_connected_sync(simulator.duo.proxies, settings, AdminApi(own), dry_run=dry_run)


def counts(result: SyncResult) -> Mapping[str, int]:
    return {name: number for name, number in result.to_json("AD")["counts"].items() if number}


def names(simulator: Simulator) -> set[str]:
    return {user.username for user in simulator.duo.users.all()}


def test_a_sync_over_the_connection_creates_updates_and_disables_and_a_rerun_changes_nothing(
    simulator: Simulator, directory: DirectoryServer, staff: Staff
) -> None:
    with proxy_of(simulator) as proxy:
        assert connected(simulator)
        assert proxy.addresses == ()
        assert counts(sync(simulator, directory.address, dry_run=True)) == {"create": 2}
        assert not names(simulator) & {"zoe", "yan"}
        assert counts(sync(simulator, directory.address)) == {"create": 2}
        assert simulator.duo.users.get("zoe").realname == "Zoë Ärmel"
        assert counts(sync(simulator, directory.address)) == {}
        staff.people = {"zoe": "Zoe Other"}
        assert counts(sync(simulator, directory.address)) == {"update": 1, "disable": 1}
        assert simulator.duo.users.get("yan").status == "disabled"


def test_nothing_is_changed_where_the_proxy_the_account_or_the_directory_fails(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    before = names(simulator)
    with pytest.raises(NoProxyError):
        sync(simulator, directory.address)
    with proxy_of(simulator, password="wrong"):
        assert connected(simulator)
        with pytest.raises(DirectorySyncError) as refused:
            sync(simulator, directory.address)
        assert refused.value.name is SyncErrorName.BIND_FAILED
        with pytest.raises(DirectorySyncError) as gone:
            sync(simulator, ("127.0.0.1", 9))
        assert gone.value.name is SyncErrorName.CONNECTION_FAILED
        with pytest.raises(DirectorySyncError) as unknown:
            sync(simulator, ("directory.invalid", 389))
        assert unknown.value.name is SyncErrorName.RESOLUTION_FAILED
    assert names(simulator) == before


def test_duo_writes_its_own_users_whatever_its_clients_are_answered(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    with proxy_of(simulator):
        assert connected(simulator)
        simulator.rules.add(Rule("duo", Http503()))
        assert counts(sync(simulator, directory.address)) == {"create": 2}


def test_a_lost_connection_is_made_anew(simulator: Simulator, directory: DirectoryServer) -> None:
    with proxy_of(simulator):
        assert connected(simulator)
        rule = simulator.rules.add(Rule("duo", ConnectionRefused()))
        assert connected(simulator, 0)
        with pytest.raises(NoProxyError):
            sync(simulator, directory.address)
        simulator.rules.remove(rule.id)
        assert connected(simulator)
        assert counts(sync(simulator, directory.address)) == {"create": 2}


def test_a_proxy_with_a_wrong_secret_key_stops_trying(simulator: Simulator) -> None:
    with proxy_of(simulator, skey="another") as proxy:
        [link] = proxy.links
        assert link.wait_ended(SOON)
        assert proxy.connections == {"cloud": link.status}
        assert link.status.state is LinkState.STOPPED
        assert "signature" in link.status.reason


def test_the_control_api_runs_it_and_tells_what_was_changed(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    host, port = directory.address
    with ControlClient(simulator.addresses.control.url) as client, proxy_of(simulator):
        assert connected(simulator)
        told = client.run_directory_sync("AD", "openldap", host, USER_LIST_BASE, [GROUP], port=port)
        assert told == {
            "sync": "AD",
            "dry_run": False,
            "counts": {"create": 2, "update": 0, "disable": 0},
            "unchanged": 0,
            "changes": [
                {
                    "action": "create",
                    "username": name,
                    "what": [
                        f"realname {realname}",
                        f"email {name}@example.test",
                        "status active",
                        'joins staff (from directory sync "AD")',
                    ],
                }
                for name, realname in (("yan", "Yan"), ("zoe", "Zoë Ärmel"))
            ],
            "assumed": [],
            "skipped": [],
            "problems": [],
        }
        with pytest.raises(ControlRefusedError, match="LDAP connection failed"):
            client.run_directory_sync("AD", "openldap", host, USER_LIST_BASE, [GROUP], port=9)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(
            lambda name: name not in ("distinguishedname", "userpassword")
        ),
        st.lists(st.binary(max_size=8), min_size=1, max_size=3),
        max_size=4,
    )
)
def test_entries_are_read_as_they_were_found(values: dict[str, list[bytes]]) -> None:
    found = {name: tuple(each) for name, each in values.items()}
    wire = escaped_entry(Entry("cn=a\\,b,dc=ä", {**found, "userpassword": (b"secret",)}))
    assert all(text.isascii() and text.isprintable() for all_ in wire.values() for text in all_)
    [read] = read_entries({"results": [wire]})
    assert read.dn == "cn=a\\,b,dc=ä"
    assert {
        name: each for name, each in read.attributes.items() if name != "distinguishedname"
    } == (found)


@pytest.mark.parametrize(
    "wrong", [None, {}, {"results": 1}, {"results": [1]}, {"results": [{"a": 1}]}]
)
def test_a_result_of_another_form_is_no_entry(wrong: object) -> None:
    with pytest.raises(CallError):
        read_entries(wrong)

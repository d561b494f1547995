"""A directory sync from a real OpenLDAP directory into the simulated Duo's users."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from failmode.cli import main
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.clients.directory_search import DirectorySyncError
from failmode.simulator.authproxy.directory_sync.duo_users import read_users
from failmode.simulator.authproxy.directory_sync.model import DirectorySettings, read_settings
from failmode.simulator.authproxy.directory_sync.plan import SyncAction
from failmode.simulator.authproxy.directory_sync.sync import SyncResult, run_sync
from failmode.simulator.duo.admin.client import AdminApiClient
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.network import Unreachable
from failmode.simulator.runtime import Simulator
from tests.real import slapd
from tests.real.slapd import BASE, PEOPLE, Slapd

pytestmark = pytest.mark.real

STAFF, ADMINS = f"cn=staff,{BASE}", f"cn=admins,{BASE}"
STAFF_GUID, ADMINS_GUID = uuid.UUID(int=0x1234), uuid.UUID(int=0xABCD)
STAFF_AT_DUO = 'staff (from directory sync "test")'
ADMINS_AT_DUO = 'admins (from directory sync "test")'
NAMES = ("alice", "orla", "petra", "quirin", "rufus")
DISABLED_ACCOUNT = 0x202

AD_SCHEMA = """\
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' EQUALITY octetStringMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.782 NAME 'objectCategory' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP organizationalPerson STRUCTURAL
  MUST ( sAMAccountName $ objectGUID $ objectCategory $ distinguishedName )
  MAY ( userAccountControl $ displayName $ mail $ mobile $ givenName ) )
objectclass ( 1.2.840.113556.1.5.8 NAME 'group' SUP top STRUCTURAL
  MUST ( cn $ objectGUID $ objectCategory $ distinguishedName ) MAY member )
"""


def openldap(staff: tuple[str, ...] = NAMES) -> str:
    """Return LDIF with people, a group of some of them, and one of admins within it."""
    persons = "".join(
        f"dn: {slapd.dn(name)}\nobjectClass: inetOrgPerson\nuid: {name}\ncn: {name.title()} A\n"
        f"sn: A\nmail: {name}@example.test\nmobile: +1 734 555 01{number:02}\n\n"
        for number, name in enumerate(NAMES)
    )
    members = "".join(f"member: {slapd.dn(name)}\n" for name in staff)
    return (
        f"{persons}dn: {STAFF}\nobjectClass: groupOfNames\ncn: staff\n{members}"
        f"member: {ADMINS}\n\ndn: {ADMINS}\nobjectClass: groupOfNames\ncn: admins\n"
        f"member: {slapd.dn(NAMES[0])}\nmember: {STAFF}\n\n"
    )


def active_directory(disabled: tuple[str, ...] = ()) -> str:
    """Return LDIF with the same people in a schema like that of Active Directory."""
    text = ""
    for number, name in enumerate(NAMES):
        dn, key = f"cn={name},{PEOPLE}", encoded(uuid.UUID(int=number + 1))
        control = DISABLED_ACCOUNT if name in disabled else 0x200
        text += (
            f"dn: {dn}\nobjectClass: user\ncn: {name}\nsn: A\ndisplayName: {name.title()} A\n"
            f"sAMAccountName: {name}\nobjectGUID:: {key}\nobjectCategory: person\n"
            f"distinguishedName: {dn}\nuserAccountControl: {control}\n"
            f"mail: {name}@example.test\nmobile: +1 734 555 01{number:02}\n\n"
        )
    for dn, name, guid, members in (
        (STAFF, "staff", STAFF_GUID, [f"cn={one},{PEOPLE}" for one in NAMES]),
        (ADMINS, "admins", ADMINS_GUID, [f"cn={NAMES[0]},{PEOPLE}"]),
    ):
        text += (
            f"dn: {dn}\nobjectClass: group\ncn: {name}\nobjectGUID:: {encoded(guid)}\n"
            f"objectCategory: group\ndistinguishedName: {dn}\n"
            + "".join(f"member: {member}\n" for member in members)
            + "\n"
        )
    return text


def encoded(guid: uuid.UUID) -> str:
    return base64.b64encode(guid.bytes_le).decode()


def settings(folder: Path, directory: Slapd, kind: str, *groups: str) -> DirectorySettings:
    """Write and read the settings of a sync."""
    path = folder / "directory.toml"
    path.write_text(
        f'name = "test"\ntype = "{kind}"\nhost = "127.0.0.1"\nport = {directory.port}\n'
        f'base_dn = "{BASE}"\ngroups = {json.dumps(groups)}\n',
        encoding="utf-8",
    )
    return read_settings(path)


def cloud(simulator: Simulator) -> CloudSection:
    """Make a [cloud] section whose keys are those of the Admin API application."""
    return CloudSection(
        name="cloud",
        ikey=simulator.keys.admin_ikey,
        skey=simulator.keys.admin_skey,
        api_host=simulator.keys.api_host,
        http_ca_certs_file=simulator.ca_file,
        service_account_username=slapd.SERVICE,
        service_account_password=slapd.SERVICE_PASSWORD,
    )


def sync(
    simulator: Simulator, wanted: DirectorySettings, *, dry_run: bool = False, page_size: int = 5000
) -> SyncResult:
    """Run a sync once."""
    return run_sync(
        cloud(simulator),
        wanted,
        now=simulator.clock.now,
        network=simulator.network,
        dry_run=dry_run,
        page_size=page_size,
    )


def counts(result: SyncResult) -> tuple[int, ...]:
    return (*(result.plan.count(action) for action in SyncAction), result.plan.unchanged)


def groups_of(simulator: Simulator, username: str) -> frozenset[str]:
    """Return the names of a user's groups, as the Admin API tells them."""
    section = cloud(simulator)
    api = AdminApiClient(
        simulator.network,
        host=section.api_host,
        ikey=section.ikey,
        skey=section.skey,
        now=simulator.clock.now,
        ca_file=section.http_ca_certs_file,
    )
    (user,) = (one for one in read_users(api) if one.username == username)
    return user.groups


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    """Give the seed data."""
    running.reset()
    return running


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    with slapd.slapd(tmp_path_factory.mktemp("slapd"), openldap()) as one:
        yield one


@pytest.fixture
def wanted(tmp_path: Path, directory: Slapd) -> DirectorySettings:
    return settings(tmp_path, directory, "openldap", STAFF, ADMINS)


def test_people_of_an_openldap_directory_become_users_of_duo(
    simulator: Simulator, wanted: DirectorySettings
) -> None:
    result = sync(simulator, wanted)
    assert counts(result) == (4, 1, 0, 0)
    assert (result.problems, result.skipped) == ((), ())
    orla = simulator.duo.users.get("orla")
    assert (orla.realname, orla.email) == ("Orla A", "orla@example.test")
    assert [device.number for device in orla.devices] == ["+1 734 555 0101"]
    assert groups_of(simulator, "orla") == {STAFF_AT_DUO, ADMINS_AT_DUO}


def test_a_second_run_changes_nothing(simulator: Simulator, wanted: DirectorySettings) -> None:
    sync(simulator, wanted)
    assert counts(sync(simulator, wanted)) == (0, 0, 0, 5)


def test_small_pages_find_everybody(simulator: Simulator, wanted: DirectorySettings) -> None:
    assert counts(sync(simulator, wanted, page_size=2)) == (4, 1, 0, 0)


def test_a_dry_run_says_what_would_be_and_changes_nothing(
    simulator: Simulator, wanted: DirectorySettings
) -> None:
    before = simulator.duo.users.all()
    assert counts(sync(simulator, wanted, dry_run=True)) == (4, 1, 0, 0)
    assert simulator.duo.users.all() == before


def test_who_left_the_group_is_disabled_and_comes_back_enabled(
    simulator: Simulator, wanted: DirectorySettings, tmp_path: Path
) -> None:
    sync(simulator, replace(wanted, groups=(STAFF,)))
    (tmp_path / "fewer").mkdir()
    with slapd.slapd(tmp_path / "fewer", openldap(NAMES[:4])) as fewer:
        smaller = replace(wanted, groups=(STAFF,), port=fewer.port)
        assert counts(sync(simulator, smaller)) == (0, 0, 1, 4)
        assert simulator.duo.users.get("rufus").status is UserStatus.DISABLED
        assert counts(sync(simulator, smaller)) == (0, 0, 0, 5)
    assert counts(sync(simulator, replace(wanted, groups=(STAFF,)))) == (0, 1, 0, 4)
    assert simulator.duo.users.get("rufus").status is UserStatus.ACTIVE


def test_a_directory_that_cannot_be_reached_changes_nothing_and_says_so(
    simulator: Simulator, wanted: DirectorySettings, tmp_path: Path
) -> None:
    sync(simulator, wanted)
    before = simulator.duo.users.all()
    (tmp_path / "gone").mkdir()
    with slapd.slapd(tmp_path / "gone", openldap()) as gone:
        nowhere = replace(wanted, port=gone.port)
    with pytest.raises(DirectorySyncError, match=r"LDAP connection failed.*Nothing was changed"):
        sync(simulator, nowhere)
    assert simulator.duo.users.all() == before


def test_a_group_that_is_gone_disables_nobody(
    simulator: Simulator, wanted: DirectorySettings
) -> None:
    sync(simulator, wanted)
    before = simulator.duo.users.all()
    with pytest.raises(DirectorySyncError, match="0 groups"):
        sync(simulator, replace(wanted, groups=(STAFF, f"cn=gone,{BASE}")))
    assert simulator.duo.users.all() == before


def test_a_wrong_service_password_changes_nothing(
    simulator: Simulator, wanted: DirectorySettings
) -> None:
    section = replace(cloud(simulator), service_account_password="wrong")
    with pytest.raises(DirectorySyncError, match="LDAP bind failed"):
        run_sync(section, wanted, now=simulator.clock.now, network=simulator.network)


def test_a_duo_that_cannot_be_reached_is_told(
    simulator: Simulator, wanted: DirectorySettings
) -> None:
    simulator.rules.add(Rule("duo", ConnectionRefused()))
    with pytest.raises(Unreachable):
        sync(simulator, wanted)


def test_people_of_an_active_directory_are_found_by_its_own_searches(
    simulator: Simulator, tmp_path: Path
) -> None:
    (tmp_path / "ad").mkdir()
    ldif = active_directory(disabled=("petra",))
    with slapd.slapd(tmp_path / "ad", ldif, schema=AD_SCHEMA) as directory:
        wanted = settings(
            tmp_path, directory, "active-directory", str(STAFF_GUID), str(ADMINS_GUID)
        )
        assert counts(sync(simulator, wanted)) == (4, 1, 0, 0)
        assert counts(sync(simulator, wanted)) == (0, 0, 0, 5)
    assert simulator.duo.users.get("petra").status is UserStatus.DISABLED
    assert simulator.duo.users.get("orla").status is UserStatus.ACTIVE
    assert groups_of(simulator, "alice") == {STAFF_AT_DUO, ADMINS_AT_DUO}
    assert groups_of(simulator, "orla") == {STAFF_AT_DUO}
    assert simulator.duo.users.get("orla").realname == "Orla A"


def test_an_account_that_is_disabled_later_is_disabled_at_duo(
    simulator: Simulator, tmp_path: Path
) -> None:
    for number, (disabled, expected) in enumerate(
        (((), UserStatus.ACTIVE), (("orla",), UserStatus.DISABLED), ((), UserStatus.ACTIVE))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        with slapd.slapd(folder, active_directory(disabled), schema=AD_SCHEMA) as directory:
            sync(simulator, settings(tmp_path, directory, "active-directory", str(STAFF_GUID)))
        assert simulator.duo.users.get("orla").status is expected


def test_the_command_shows_what_it_changes_and_changes_it(
    simulator: Simulator, wanted: DirectorySettings, tmp_path: Path
) -> None:
    keys = simulator.keys
    file = tmp_path / "authproxy.cfg"
    file.write_text(
        f"[cloud]\nikey={keys.admin_ikey}\nskey={keys.admin_skey}\napi_host=localhost\n"
        f"api_port={simulator.addresses.duo.port}\nhttp_ca_certs_file={simulator.ca_file}\n"
        f"service_account_username={slapd.SERVICE}\n"
        f"service_account_password={slapd.SERVICE_PASSWORD}\n",
        encoding="utf-8",
    )
    arguments = ["authproxy", "sync", str(file), "--directory", str(tmp_path / "directory.toml")]
    assert wanted.name == "test"

    def run(*options: str) -> str:
        result = CliRunner().invoke(main, [*arguments, *options])
        assert result.exit_code == 0, result.output
        assert slapd.SERVICE_PASSWORD not in result.output
        assert keys.admin_skey not in result.output
        return result.output

    assert "4 to be created, 1 to be updated, 0 to be disabled" in run("--dry-run")
    shown = run()
    assert "create   orla: realname Orla A; email orla@example.test" in shown
    assert "4 created, 1 updated, 0 disabled, 0 unchanged." in shown
    assert json.loads(run("--json"))["unchanged"] == 5


def test_a_connected_proxy_searches_and_duo_changes_its_own_users(
    simulator: Simulator, wanted: DirectorySettings, tmp_path: Path
) -> None:
    directory = str(tmp_path / "directory.toml")
    control = simulator.addresses.control.url
    arguments = ["authproxy", "sync-connected", "--directory", directory, "--control", control]
    assert wanted.name == "test"

    def run(*options: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, [*arguments, *options])
        assert result.exit_code == code, result.output
        return result.output

    assert "no Authentication Proxy with [cloud] is connected" in run(code=2)
    text = (
        f"[cloud]\nikey=DICLOUDXXXXXXXXXXXXX\nskey={'x' * 40}\napi_host=api.example.test\n"
        f"service_account_username={slapd.SERVICE}\n"
        f"service_account_password={slapd.SERVICE_PASSWORD}\n"
    )
    with simulator.run_proxy(text):
        assert simulator.wait_for_proxy("cloud", 20)
        assert "4 to be created, 1 to be updated, 0 to be disabled" in run("--dry-run")
        assert "4 created, 1 updated, 0 disabled, 0 unchanged." in run()
        assert json.loads(run("--json"))["unchanged"] == 5
    assert groups_of(simulator, "alice") == {STAFF_AT_DUO, ADMINS_AT_DUO}


def test_a_large_group_is_synced_in_pages_with_progress(
    simulator: Simulator, tmp_path: Path
) -> None:
    names = tuple(f"user{number:04}" for number in range(600))
    members = "".join(f"member: {slapd.dn(name)}\n" for name in names)
    group = f"dn: {STAFF}\nobjectClass: groupOfNames\ncn: staff\n{members}\n"
    (tmp_path / "large").mkdir()
    told: list[tuple[str, int]] = []
    with slapd.slapd(tmp_path / "large", slapd.people(names) + group) as directory:
        result = run_sync(
            cloud(simulator),
            settings(tmp_path, directory, "openldap", STAFF),
            now=simulator.clock.now,
            network=simulator.network,
            dry_run=True,
            page_size=50,
            progress=lambda what, number: told.append((what, number)),
        )
    assert counts(result)[0] == 600
    assert ("entries of the directory", 200) in told

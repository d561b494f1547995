"""`failmode authproxy sync`: what it changes, on what assumption, and what it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from failmode.cli import main
from failmode.simulator import (
    USER_LIST_BASE,
    USER_LIST_PEOPLE,
    USER_LIST_SERVICE,
    DirectoryEntry,
    DirectoryServer,
    Simulator,
    user_list_entries,
)

GROUP = f"cn=staff,{USER_LIST_BASE}"
PASSWORD = "dummy-service-password"


@pytest.fixture
def directory() -> Iterator[DirectoryServer]:
    """Serve a group with alice, whom Duo has already, and dora, whom it has not."""
    names = ("alice", "dora")
    dns = {name: f"uid={name},{USER_LIST_PEOPLE}".encode() for name in names}

    def entries() -> Iterator[DirectoryEntry]:
        yield from user_list_entries({}, PASSWORD)()
        for name, dn in dns.items():
            values = {"objectClass": (b"inetOrgPerson",), "uid": (name.encode(),)}
            yield DirectoryEntry(dn.decode(), {**values, "cn": (b"X",), "entryDN": (dn,)})
        group = {"objectClass": (b"groupOfNames",), "cn": (b"staff",), "entryDN": (GROUP.encode(),)}
        yield DirectoryEntry(GROUP, {**group, "member": tuple(dns.values())})

    server = DirectoryServer(entries)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def arguments(simulator: Simulator, directory: DirectoryServer, tmp_path: Path) -> list[str]:
    keys, file, settings = simulator.keys, tmp_path / "authproxy.cfg", tmp_path / "staff.toml"
    file.write_text(
        f"[cloud]\nikey={keys.admin_ikey}\nskey={keys.admin_skey}\napi_host=localhost\n"
        f"api_port={simulator.addresses.duo.port}\nhttp_ca_certs_file={simulator.ca_file}\n"
        f"service_account_username={USER_LIST_SERVICE}\nservice_account_password={PASSWORD}\n",
        encoding="utf-8",
    )
    settings.write_text(
        f'name = "staff"\ntype = "openldap"\nhost = "127.0.0.1"\nport = {directory.address[1]}\n'
        f'base_dn = "{USER_LIST_BASE}"\ngroups = ["{GROUP}"]\n',
        encoding="utf-8",
    )
    return ["authproxy", "sync", str(file), "--directory", str(settings)]


def test_it_says_what_it_changes_and_on_what_assumption(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "1 created, 1 updated, 0 disabled, 0 unchanged." in result.output
    assert "assumed: what Duo makes of a user whom it had before the sync" in result.output


def test_what_is_assumed_is_in_json_too(arguments: list[str]) -> None:
    told = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).output)
    assert told["assumed"] == ["what Duo makes of a user whom it had before the sync"]
    again = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).output)
    assert (again["changes"], again["assumed"]) == ([], [])


def test_a_directory_that_cannot_be_reached_is_told_and_nothing_is_changed(
    simulator: Simulator, directory: DirectoryServer, arguments: list[str]
) -> None:
    directory.stop()
    before = simulator.duo.users.all()
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "LDAP connection failed" in result.output
    assert "Nothing was changed" in result.output
    assert simulator.duo.users.all() == before

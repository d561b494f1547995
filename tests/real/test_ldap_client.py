"""The LDAP client against a real OpenLDAP directory: clear text, StartTLS and LDAPS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from sansldap import FilterPresent

from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.errors import BindError, ConnectError
from failmode.simulator.authproxy.ldap.transport import Transport
from tests.patience import PATIENT_SECONDS
from tests.real import slapd
from tests.real.slapd import Slapd

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    names = tuple(f"user{number:04}" for number in range(1200))
    with slapd.slapd(tmp_path_factory.mktemp("slapd"), slapd.people(names)) as running:
        yield running


def address(
    directory: Slapd, transport: Transport, host: str = "localhost", ca_file: Path | None = None
) -> DirectoryAddress:
    port = directory.tls_port if transport is Transport.LDAPS else directory.port
    return DirectoryAddress(
        host=host,
        port=port,
        transport=transport,
        ca_file=ca_file or directory.ca_file,
        timeout=PATIENT_SECONDS,
    )


@pytest.mark.parametrize("transport", Transport)
def test_a_search_in_pages_finds_everybody_over_each_transport(
    directory: Slapd, transport: Transport
) -> None:
    with LdapClient(address(directory, transport)) as client:
        client.bind(slapd.SERVICE, slapd.SERVICE_PASSWORD)
        found = [
            one.text("uid")
            for one in client.search(
                slapd.PEOPLE, FilterPresent("uid"), attributes=["uid"], page_size=100
            )
        ]
    assert found == [f"user{number:04}" for number in range(1200)]


def test_a_wrong_password_is_refused(directory: Slapd) -> None:
    with (
        LdapClient(address(directory, Transport.CLEAR)) as client,
        pytest.raises(BindError) as caught,
    ):
        client.bind(slapd.dn("user0001"), "wrong")
    assert caught.value.code == 49


@pytest.mark.parametrize("transport", [Transport.LDAPS, Transport.STARTTLS])
def test_a_certificate_of_another_authority_is_not_trusted(
    directory: Slapd, transport: Transport, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    with pytest.raises(ConnectError):
        LdapClient(address(directory, transport, ca_file=other))


@pytest.mark.parametrize("transport", [Transport.LDAPS, Transport.STARTTLS])
def test_a_certificate_for_another_name_is_trusted_only_where_the_name_does_not_matter(
    directory: Slapd, transport: Transport
) -> None:
    # The address of the directory under a name that its certificate does not have.
    elsewhere = address(directory, transport, host="127.1")
    with pytest.raises(ConnectError):
        LdapClient(elsewhere)
    with LdapClient(replace(elsewhere, verify_hostname=False)) as client:
        client.bind(slapd.SERVICE, slapd.SERVICE_PASSWORD)

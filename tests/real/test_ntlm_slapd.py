"""NTLM against Cyrus SASL's, which OpenLDAP's slapd offers by a mechanism of another name.

slapd has no GSS-SPNEGO, so the same messages are handed to its NTLM.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from sansldap import BindRequest, FilterPresent, SaslCredential

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.base import LoginServerSection
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.connectivity.primary import try_primary
from failmode.simulator.authproxy.connectivity.results import Outcome
from failmode.simulator.authproxy.ldap.ber import Framer, Operation, Pdu
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.codec import decode, encode
from failmode.simulator.authproxy.ldap.errors import BindError, NtlmRefusedError
from failmode.simulator.authproxy.ldap.ntlm import NtlmAccount, NtlmVersion
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from tests.patience import PATIENT_SECONDS
from tests.real import slapd
from tests.real.slapd import Slapd

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not list(Path("/usr/lib").glob("*/sasl2/libntlm.so")),
        reason="Cyrus SASL's NTLM is not installed (Debian: libsasl2-modules)",
    ),
]

ALICE = NtlmAccount("alice", slapd.PASSWORD)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    names = rf'authz-regexp "uid=([^,]*),cn=ntlm,cn=auth" "uid=$1,{slapd.PEOPLE}"'
    with slapd.slapd(tmp_path_factory.mktemp("slapd"), schema=names) as one:
        yield one


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def renaming(
    directory: Slapd, authority: trustme.CA, tmp_path: Path, transport: Transport
) -> Iterator[DirectoryAddress]:
    """Stand before the directory, with TLS or without, and rename the mechanism of each bind."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                client, _ = listener.accept()
                if transport is Transport.LDAPS:
                    client = context.wrap_socket(client, server_side=True)
                server = socket.create_connection(("127.0.0.1", directory.port))
                with client, server:
                    framer = Framer()
                    while data := client.recv(65536):
                        framer.feed(data)
                        for pdu in framer.pdus():
                            server.sendall(_renamed(pdu))
                            client.sendall(_whole_answer(server))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield DirectoryAddress(
            host="127.0.0.1",
            port=listener.getsockname()[1],
            transport=transport,
            ca_file=ca_file,
            timeout=PATIENT_SECONDS,
        )
        thread.join(PATIENT_SECONDS)


def _renamed(pdu: Pdu) -> bytes:
    if pdu.tag != Operation.BIND_REQUEST:
        return pdu.octets
    request = decode(pdu, BindRequest)
    assert isinstance(request.authentication, SaslCredential)
    credential = SaslCredential("NTLM", request.authentication.credentials)
    return encode(replace(request, authentication=credential))


def _whole_answer(server: socket.socket) -> bytes:
    framer, octets = Framer(), b""
    while data := server.recv(65536):
        octets += data
        framer.feed(data)
        if any(
            pdu.tag in (Operation.BIND_RESPONSE, Operation.SEARCH_DONE) for pdu in framer.pdus()
        ):
            break
    return octets


@pytest.mark.parametrize(
    "way",
    [
        (NtlmVersion.V1, Transport.CLEAR),
        (NtlmVersion.V1, Transport.LDAPS),
        (NtlmVersion.V2, Transport.LDAPS),
    ],
    ids=str,
)
@pytest.mark.parametrize("password", [slapd.PASSWORD, "wrong"])
def test_cyrus_sasl_takes_the_right_password_alone(
    directory: Slapd,
    authority: trustme.CA,
    tmp_path: Path,
    way: tuple[NtlmVersion, Transport],
    password: str,
) -> None:
    version, transport = way
    with (
        renaming(directory, authority, tmp_path, transport) as address,
        LdapClient(address) as client,
    ):
        account = replace(ALICE, version=version, password=password)
        if password == slapd.PASSWORD:
            client.bind_ntlm(account)
            found = client.search(slapd.dn("alice"), FilterPresent("uid"))
            # Nobody but she herself may read it.
            assert [one.text("homePhone") for one in found] == ["555-0"]
        else:
            with pytest.raises(BindError) as caught:
                client.bind_ntlm(account)
            assert caught.value.code == 49


def test_ntlmv2_in_clear_text_is_not_spoken_with_a_directory_that_cannot_seal(
    directory: Slapd, authority: trustme.CA, tmp_path: Path
) -> None:
    with (
        renaming(directory, authority, tmp_path, Transport.CLEAR) as address,
        LdapClient(address) as client,
        pytest.raises(NtlmRefusedError, match="sign and encrypt"),
    ):
        client.bind_ntlm(ALICE)


def test_slapd_with_the_default_of_auth_type_is_told_what_to_write(directory: Slapd) -> None:
    client = {
        "host": "127.0.0.1",
        "port": directory.port,
        "service_account_username": "service",
        "service_account_password": slapd.SERVICE_PASSWORD,
        "search_dn": slapd.BASE,
    }
    server = {
        "ikey": "i", "skey": "s", "api_host": "h", "radius_ip_1": "::1", "radius_secret_1": "x",
    }  # fmt: skip
    text = write_authproxy_cfg({"ad_client": client, "radius_server_auto": server})
    [login] = SIMULATED_SECTIONS.parse(text, "authproxy.cfg").servers
    assert isinstance(login, LoginServerSection)
    assert isinstance(login.client, AdClientSection)
    [result] = try_primary(login.client)
    assert result.outcome is Outcome.PROBLEM
    assert "refuses to begin a bind by NTLM" in result.what
    assert "auth_type=plain" in result.remedy

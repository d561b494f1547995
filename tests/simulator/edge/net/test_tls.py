"""Certificates: whom they convince, and that the authority stays the same between runs."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from failmode.simulator.edge.faults.tls import WRONG_HOST
from failmode.simulator.edge.net import tls
from failmode.simulator.edge.net.tls import AUTHORITY_FILE_NAME, CA_FILE_NAME, Authority
from failmode.simulator.errors import ConfigError

HOSTS = ("api-12345678.duosecurity.test", "api2.duosecurity.test")


def shown(server: ssl.SSLContext, client: ssl.SSLContext, host: str) -> x509.Certificate:
    """Give the certificate that a client accepts for `host`; its ssl.SSLError otherwise."""
    left, right = socket.socketpair()

    def serve() -> None:
        try:
            with server.wrap_socket(left, server_side=True) as sock:
                sock.recv(1)
        except OSError:
            left.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(right, server_hostname=host) as sock:
            der = sock.getpeercert(binary_form=True)
    finally:
        right.close()
        thread.join()
    assert der is not None
    return x509.load_der_x509_certificate(der)


def trust(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authority.ca_file)


@pytest.mark.parametrize("host", [*HOSTS, "localhost", "127.0.0.1", "::1", socket.gethostname()])
def test_the_good_certificate_is_good_for_every_way_to_name_the_edge(
    tmp_path: Path, host: str
) -> None:
    authority = Authority(tmp_path)
    shown(authority.certificates(*HOSTS).issue(), trust(authority), host)


@pytest.mark.parametrize(
    ("host", "common_name"),
    [
        (HOSTS[0], HOSTS[0]),
        (HOSTS[1].upper(), HOSTS[1]),
        ("eu.ninjarmm.example", "eu.ninjarmm.example"),
        ("localhost", "localhost"),
        ("127.0.0.1", "localhost"),
    ],
)
def test_the_common_name_is_the_host_that_the_client_asks_for(
    tmp_path: Path, host: str, common_name: str
) -> None:
    authority = Authority(tmp_path)
    certificates = authority.certificates(*HOSTS, "*.ninjarmm.example")
    certificate = shown(certificates.issue(), trust(authority), host)
    # Duo's Perl client wants it at the end of the subject.
    assert certificate.subject.rfc4514_string().startswith(f"CN={common_name},")
    assert [one.oid for one in certificate.subject][-1] == NameOID.COMMON_NAME


def test_a_stranger_shows_the_same_common_name(tmp_path: Path) -> None:
    stranger = Authority(tmp_path).certificates(*HOSTS).issue(trusted=False)
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    assert f"CN={HOSTS[0]}," in shown(stranger, anyone, HOSTS[0]).subject.rfc4514_string()


def test_names_below_a_wildcard_do_not_fill_the_memory(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    context = authority.certificates("*.ninjarmm.example").issue()
    subjects = {
        shown(context, trust(authority), f"region{number}.ninjarmm.example").subject
        for number in range(80)
    }
    assert 32 < len(subjects) < 70


@pytest.mark.parametrize("host", [HOSTS[0], "localhost", "127.0.0.1"])
def test_the_bad_certificates_are_bad_for_their_own_reason(tmp_path: Path, host: str) -> None:
    authority = Authority(tmp_path)
    certificates = authority.certificates(*HOSTS)
    wrong_host = certificates.issue(names=[WRONG_HOST])
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
        shown(certificates.issue(trusted=False), trust(authority), host)
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shown(wrong_host, trust(authority), host)
    shown(wrong_host, trust(authority), WRONG_HOST)


def test_the_authority_is_the_same_in_the_next_run(tmp_path: Path) -> None:
    first = Authority(tmp_path / "state")
    pem = first.ca_file.read_bytes()
    second = Authority(tmp_path / "state")
    assert second.ca_file.read_bytes() == pem
    shown(second.certificates(*HOSTS).issue(), trust(first), HOSTS[0])


def test_another_directory_is_another_authority(tmp_path: Path) -> None:
    first, second = Authority(tmp_path / "a"), Authority(tmp_path / "b")
    with pytest.raises(ssl.SSLCertVerificationError):
        shown(second.certificates(*HOSTS).issue(), trust(first), HOSTS[0])


def test_the_key_is_readable_by_its_owner_only_and_not_in_the_public_file(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    assert (tmp_path / AUTHORITY_FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert authority.ca_file.stat().st_mode & 0o777 == 0o644
    assert b"PRIVATE" not in authority.ca_file.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {AUTHORITY_FILE_NAME, CA_FILE_NAME}


def test_a_lost_public_file_is_written_again(tmp_path: Path) -> None:
    pem = Authority(tmp_path).ca_file.read_bytes()
    (tmp_path / CA_FILE_NAME).unlink()
    assert Authority(tmp_path).ca_file.read_bytes() == pem


def test_processes_that_start_together_share_one_authority(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(Authority(tmp_path).ca_file.read_bytes()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize("content", [b"", b"no pem", b"-----BEGIN CERTIFICATE-----\nx\n"])
def test_a_broken_authority_is_an_error_that_names_its_file(tmp_path: Path, content: bytes) -> None:
    store = tmp_path / AUTHORITY_FILE_NAME
    store.write_bytes(content)
    store.chmod(0o600)
    with pytest.raises(ConfigError, match=rf"{AUTHORITY_FILE_NAME} does not hold.*Remove it"):
        Authority(tmp_path)


def test_a_key_of_another_authority_is_an_error(tmp_path: Path) -> None:
    Authority(tmp_path / "a")
    Authority(tmp_path / "b")
    marker = b"-----BEGIN CERTIFICATE-----"
    key = (tmp_path / "a" / AUTHORITY_FILE_NAME).read_bytes().partition(marker)[0]
    store = tmp_path / "b" / AUTHORITY_FILE_NAME
    certificate = marker + store.read_bytes().partition(marker)[2]
    store.write_bytes(key + certificate)
    with pytest.raises(ConfigError, match="not the certificate's"):
        Authority(tmp_path / "b")


def test_a_directory_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot keep the certificates"):
        Authority(tmp_path / "file" / "state")


def test_a_name_that_no_certificate_can_carry_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not a host name"):
        Authority(tmp_path).certificates("not a host")


def _end_of(pem: bytes) -> datetime:
    return x509.load_pem_x509_certificate(pem).not_valid_after_utc


def test_the_authority_and_what_it_signs_end_in_a_foreseeable_time(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    client = ssl.create_default_context(cafile=authority.ca_file)
    leaf = shown(authority.certificates(*HOSTS).issue(), client, HOSTS[0])
    now = datetime.now(UTC)

    assert timedelta(days=3_640) < _end_of(authority.ca_file.read_bytes()) - now
    assert _end_of(authority.ca_file.read_bytes()) - now < timedelta(days=3_651)
    assert timedelta(days=390) < leaf.not_valid_after_utc - now < timedelta(days=398)


def test_an_authority_that_ends_soon_is_replaced_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "_AUTHORITY_LIFE", timedelta(days=30))
    old = Authority(tmp_path).ca_file.read_bytes()
    monkeypatch.undo()

    new = Authority(tmp_path).ca_file.read_bytes()

    assert new != old
    assert "ends soon" in caplog.text
    assert Authority(tmp_path).ca_file.read_bytes() == new

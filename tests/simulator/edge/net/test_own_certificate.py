"""A certificate of the user's own: who is shown it, and what is refused instead of shown."""

from __future__ import annotations

import logging
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from failmode.simulator.edge.faults.tls import WRONG_HOST
from failmode.simulator.edge.net.own_certificate import CertificateFiles, read_own_certificate
from failmode.simulator.edge.net.tls import BUNDLE_FILE_NAME, CA_FILE_NAME, Authority
from failmode.simulator.errors import ConfigError
from failmode.simulator.trust import client_context
from tests.own_certificates import join, write_certificate
from tests.simulator.edge.net.test_tls import shown

VENDOR = "api-12345678.duosecurity.test"
OWN = ("duo.example.com", "*.rmm.example.com")


@pytest.fixture
def users() -> trustme.CA:
    """Give the authority of the user's own."""
    return trustme.CA(organization_name="the user's own")


@pytest.fixture
def authority(tmp_path: Path, users: trustme.CA) -> Authority:
    own = read_own_certificate(
        CertificateFiles(*write_certificate(tmp_path, *OWN, authority=users))
    )
    return Authority(tmp_path / "state", own)


def issuer(certificate: x509.Certificate) -> str:
    return certificate.issuer.rfc4514_string()


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("duo.example.com", True),
        ("DUO.example.com", True),
        ("eu.rmm.example.com", True),
        ("a.b.rmm.example.com", False),
        (VENDOR, False),
        ("localhost", False),
        ("127.0.0.1", False),
    ],
)
def test_it_is_shown_to_who_asks_for_a_name_on_it_and_ours_to_others(
    authority: Authority, host: str, *, own: bool
) -> None:
    server = authority.certificates(VENDOR).issue()
    anybody = client_context(authority.ca_file)
    anybody.check_hostname = False

    assert ("the user's own" in issuer(shown(server, anybody, host))) is own


def test_it_is_shown_at_an_address_that_it_is_good_for(tmp_path: Path) -> None:
    files = CertificateFiles(*write_certificate(tmp_path, "127.0.0.1"))
    authority = Authority(tmp_path / "state", read_own_certificate(files))
    server = authority.certificates(VENDOR).issue()

    certificate = shown(server, client_context(authority.ca_file), "127.0.0.1")

    assert "failmode" not in issuer(certificate)


def test_clients_that_trust_the_users_authority_or_our_file_accept_it(
    authority: Authority, users: trustme.CA
) -> None:
    server = authority.certificates(VENDOR).issue()
    theirs = ssl.create_default_context(cadata=users.cert_pem.bytes().decode())

    for client in (theirs, client_context(authority.ca_file)):
        shown(server, client, OWN[0])
    shown(server, client_context(authority.ca_file), VENDOR)


def test_our_authority_alone_is_in_a_file_of_its_own(authority: Authority) -> None:
    assert authority.ca_file.name == BUNDLE_FILE_NAME
    alone = authority.ca_file.with_name(CA_FILE_NAME).read_text()
    assert alone.count("BEGIN CERTIFICATE") == 1
    assert authority.ca_file.read_text().startswith(alone)
    assert "KEY" not in authority.ca_file.read_text()


def test_what_is_wrong_on_purpose_is_wrong_under_these_names_too(authority: Authority) -> None:
    certificates = authority.certificates(VENDOR)
    for host in OWN[0], VENDOR:
        with pytest.raises(ssl.SSLCertVerificationError):
            shown(certificates.issue(trusted=False), client_context(authority.ca_file), host)
        with pytest.raises(ssl.SSLCertVerificationError, match="ostname"):
            shown(certificates.issue(names=(WRONG_HOST,)), client_context(authority.ca_file), host)


def test_certificate_and_key_may_be_in_one_file(tmp_path: Path) -> None:
    both = join(tmp_path, write_certificate(tmp_path, *OWN))
    assert read_own_certificate(CertificateFiles(both)).names == frozenset(OWN)


def _refusal(chain: Path, key: Path | None = None) -> ConfigError:
    with pytest.raises(ConfigError) as refusal:
        read_own_certificate(CertificateFiles(chain, key))
    assert refusal.value.remedy
    assert "\n" not in str(refusal.value)
    return refusal.value


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    chain, key = write_certificate(tmp_path, *OWN)
    missing = tmp_path / "missing.pem"
    for given in ((missing, key), (chain, missing), (tmp_path, key), (chain, tmp_path)):
        refusal = _refusal(*given)
        assert refusal.what.startswith("it cannot be read: ")
        assert refusal.where in (str(missing), str(tmp_path))


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_of_something_else_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    chain, key = write_certificate(tmp_path, *OWN)
    other = tmp_path / "other.pem"
    other.write_bytes(content)
    other.chmod(0o600)
    assert "certificate" in _refusal(other, key).what
    assert _refusal(chain, other).what == "it holds no private key in PEM"
    assert "--certificate-key" in _refusal(chain).remedy


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    chain, _ = write_certificate(tmp_path, *OWN)
    _, key = write_certificate(other, *OWN)
    assert "is not the certificate's" in _refusal(chain, key).what


def test_a_chain_in_the_wrong_order_is_refused_by_what_stands_where(
    tmp_path: Path, users: trustme.CA
) -> None:
    chain, key = write_certificate(tmp_path, *OWN, authority=users)
    root = tmp_path / "root.pem"
    users.cert_pem.write_to_path(str(root))
    assert (
        "certificate 2 of 2, not of the first" in _refusal(join(tmp_path, [root, chain]), key).what
    )


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_key_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    chain, key = write_certificate(tmp_path, *OWN)
    key.chmod(mode)
    refusal = _refusal(chain, key)
    assert f"its mode is {mode:04o}" in refusal.what
    assert "new one" not in refusal.remedy


def test_a_key_with_a_passphrase_is_refused_and_nobody_is_asked_for_it(tmp_path: Path) -> None:
    chain, key = write_certificate(tmp_path, *OWN)
    private = load_pem_private_key(key.read_bytes(), None)
    key.write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    )
    assert "passphrase" in _refusal(chain, key).what


def test_a_key_that_no_client_would_accept_is_refused(tmp_path: Path) -> None:
    private = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is the point
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "duo.example.com")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2999, 1, 1, tzinfo=UTC))
        .sign(private, SHA256())
    )
    both = tmp_path / "both.pem"
    both.write_bytes(
        certificate.public_bytes(Encoding.PEM)
        + private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    both.chmod(0o600)
    assert "key too small" in _refusal(both).what


@pytest.mark.parametrize(
    ("ends", "begins", "told"),
    [
        (datetime(2020, 2, 1, tzinfo=UTC), None, "has ended on 2020-02-01"),
        (None, datetime(2900, 2, 1, tzinfo=UTC), "begins on 2900-02-01"),
        (None, None, ""),
    ],
)
def test_a_certificate_whose_time_it_is_not_is_shown_with_a_warning(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    ends: datetime | None,
    begins: datetime | None,
    told: str,
) -> None:
    chain, key = write_certificate(tmp_path, *OWN, ends=ends, begins=begins)
    with caplog.at_level(logging.WARNING):
        read_own_certificate(CertificateFiles(chain, key))
    assert told in caplog.text
    assert bool(told) == bool(caplog.records)

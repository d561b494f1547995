"""A certificate of the user's own, which an edge shows to clients that ask for a name on it."""

from __future__ import annotations

import ipaddress
import logging
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from failmode.simulator.edge.net.server_context import server_context
from failmode.simulator.errors import ConfigError
from failmode.simulator.files import check_private

_MARKER = b"-----BEGIN CERTIFICATE-----"
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Where a certificate of the user's own is.

    Attributes:
        chain: the server's certificate and those that lead to its authority, in this order, PEM.
        key: its private key, PEM, without a passphrase; None where `chain` holds it too.
    """

    chain: Path
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A server's certificate that somebody else has signed.

    Attributes:
        context: shows it.
        names: the host names that it is good for, in lower case; `*.` stands for one label.
        addresses: the addresses that it is good for.
        chain: it and those that lead to its authority, PEM.
    """

    context: ssl.SSLContext
    names: frozenset[str]
    addresses: frozenset[str]
    chain: bytes

    def is_good_for(self, name: str | None, reached_at: Sequence[str]) -> bool:
        """Tell whether it is what a client wants to see.

        Args:
            name: the host name that the client asks for (server name indication); None where it
                asks for none, as who connects to an address does.
            reached_at: the addresses of the edge.
        """
        if name is None:
            return not self.addresses.isdisjoint(reached_at)
        name = name.lower()
        return not self.names.isdisjoint((name, f"*.{name.partition('.')[2]}"))


def read_own_certificate(files: CertificateFiles) -> OwnCertificate:
    """Read a certificate of the user's own, and warn when clients refuse it for its time.

    Raises:
        ConfigError: names the file, when it cannot be read, holds something else, or the key is
            another certificate's or may be read by others.
    """
    chain_file, key_file = files.chain, files.key or files.chain
    certificates = _certificates(chain_file, _read(chain_file))
    key = _key(files, _read(key_file))
    try:
        check_private(
            key_file,
            "the certificate's key",
            remedy=f"Take their rights away with `chmod go= {key_file}`",
        )
    except OSError as error:
        raise _unreadable(key_file, error) from error
    leaf = certificates[0]
    _check_match(certificates, key, chain_file, key_file)
    names, addresses = _names(leaf)
    if not names and not addresses:
        raise ConfigError(
            "the certificate is good for no host name and no address",
            "Give one with a subject alternative name, such as api-12345678.duosecurity.com",
            where=str(chain_file),
        )
    _warn_of_time(leaf, chain_file)
    context = server_context()
    try:
        context.load_cert_chain(chain_file, key_file)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the certificate cannot be shown: {error}",
            "Give a server's certificate with a key of the usual kinds, RSA from 2048 bits or EC",
            where=str(chain_file),
        ) from error
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in certificates)
    return OwnCertificate(context, names, addresses, pem)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> ConfigError:
    return ConfigError(
        f"it cannot be read: {error.strerror}", "Name a PEM file that you may read", where=str(file)
    )


def _certificates(file: Path, content: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(content)
    except ValueError as error:
        held = "it holds no certificate" if _MARKER not in content else "its certificate is broken"
        raise ConfigError(
            f"{held} in PEM",
            "Give the server's certificate and then its issuers', each from -----BEGIN "
            "CERTIFICATE----- on",
            where=str(file),
        ) from error


def _key(files: CertificateFiles, content: bytes) -> PrivateKeyTypes:
    file = files.key or files.chain
    try:
        return load_pem_private_key(content, password=None)
    except TypeError as error:
        raise ConfigError(
            "the certificate's key has a passphrase",
            f"Write it without one, such as with `openssl pkey -in {file}`",
            where=str(file),
        ) from error
    except Exception as error:
        # Beside ValueError, it raises what it knows of kinds of keys that it does not.
        remedy = "Give the key's file with --certificate-key, in PEM, or put it into this one"
        raise ConfigError(
            "it holds no private key in PEM",
            remedy if files.key is None else "Give a file from -----BEGIN PRIVATE KEY----- on",
            where=str(file),
        ) from error


def _check_match(
    certificates: Sequence[x509.Certificate], key: PrivateKeyTypes, chain: Path, key_file: Path
) -> None:
    """See that the key is the first certificate's.

    Raises:
        ConfigError: says whose it is instead.
    """
    public = key.public_key()
    own = [number for number, one in enumerate(certificates, 1) if one.public_key() == public]
    if 1 in own:
        return
    if own:
        raise ConfigError(
            f"the key is that of certificate {own[0]} of {len(certificates)}, not of the first",
            "Put the server's certificate first, then its issuers'",
            where=str(chain),
        )
    raise ConfigError(
        f"the key in {key_file} is not the certificate's",
        "Give the key that the certificate was made for",
        where=str(chain),
    )


def _names(leaf: x509.Certificate) -> tuple[frozenset[str], frozenset[str]]:
    """Return the host names and addresses that clients find in a certificate.

    The common name counts where there is no alternative name (RFC 6125, section 6.4.4).
    """
    try:
        found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        common = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        named = {str(one.value).lower() for one in common}
        return frozenset(one for one in named if not _is_address(one)), frozenset()
    names = found.get_values_for_type(x509.DNSName)
    addresses = found.get_values_for_type(x509.IPAddress)
    return frozenset(one.lower() for one in names), frozenset(str(one) for one in addresses)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _warn_of_time(leaf: x509.Certificate, file: Path) -> None:
    now, begins, ends = datetime.now(UTC), leaf.not_valid_before_utc, leaf.not_valid_after_utc
    if now > ends:
        _logger.warning("%s: the certificate has ended on %s: clients refuse it", file, ends.date())
    elif now < begins:
        _logger.warning("%s: the certificate begins on %s: clients refuse it", file, begins.date())

"""Certificates: the simulator's authority, and what an edge shows, good or bad."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import ssl
import tempfile
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import idna
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from failmode.simulator.edge.net.own_certificate import OwnCertificate
from failmode.simulator.edge.net.server_context import server_context
from failmode.simulator.errors import ConfigError
from failmode.simulator.files import (
    check_private,
    check_private_directory,
    make_private_directory,
    refuse_dangling_link,
)

CA_FILE_NAME = "ca.pem"
"""The authority's certificate in the state directory: what clients are told to trust."""

AUTHORITY_FILE_NAME = "ca-key.pem"
"""The authority's key and certificate in the state directory, mode 0600."""

BUNDLE_FILE_NAME = "ca-bundle.pem"
"""The authority's certificate and the user's own: what clients are told to trust beside them."""

_ORGANIZATION = "failmode simulator"
_AUTHORITY_LIFE = timedelta(days=10 * 365)
_LEAF_LIFE = timedelta(days=397)
"""The longest that browsers accept of a server's certificate (CA/Browser Forum, ballot SC-31)."""

_logger = logging.getLogger(__name__)


_MOST_COMMON_NAMES = 64
"""Common names for which certificates are kept: a wildcard covers any number of host names."""


class ServerCertificates:
    """The certificates that one edge can show; each is made when it is first asked for.

    The common name of the edge's own is the host name that the client asks for (server name
    indication), where it is the edge's, and `localhost` otherwise: Duo's Perl client 1.4.0 looks
    for its host in the common name, and never in the alternative names.

    A certificate of the user's own is shown in its place to clients that ask for a name on it.
    Certificates that are wrong on purpose are always ours.

    Args:
        authority: the authority that clients trust.
        names: the edge's names and addresses.
        own: a certificate of the user's own; None where there is none.
    """

    def __init__(
        self, authority: trustme.CA, names: Sequence[str], own: OwnCertificate | None = None
    ) -> None:
        self._authority = authority
        self._own = own
        self._stranger: trustme.CA | None = None
        self._names = tuple(names)
        self._issued: dict[tuple[tuple[str, ...], str, bool, bool], ssl.SSLContext] = {}

    def issue(
        self,
        *,
        names: Sequence[str] | None = None,
        trusted: bool = True,
        outdated: bool = False,
    ) -> ssl.SSLContext:
        """Give a server's context with a certificate, the same one for the same arguments.

        Args:
            names: the names that it is for, the first of which is its common name; None for the
                edge's own, whatever name the client asks for.
            trusted: whether the authority that clients trust has signed it, or an unknown one.
            outdated: whether it offers no newer version of TLS than 1.1.
        """
        common_name = "localhost" if names is None else names[0]
        wanted = self._names if names is None else tuple(names)
        return self._context(wanted, common_name, trusted=trusted, outdated=outdated)

    def _context(
        self, names: tuple[str, ...], common_name: str, *, trusted: bool, outdated: bool
    ) -> ssl.SSLContext:
        key = (names, common_name, trusted, outdated)
        if key not in self._issued:
            context = _context(self._signer(trusted=trusted), names, common_name)
            if outdated:
                _offer_outdated_only(context)
            if names == self._names and common_name == "localhost":
                context.sni_callback = partial(self._select, trusted, outdated)
            self._issued[key] = context
        return self._issued[key]

    def _signer(self, *, trusted: bool) -> trustme.CA:
        if trusted:
            return self._authority
        if self._stranger is None:
            self._stranger = trustme.CA(organization_name=_ORGANIZATION)
        return self._stranger

    def _select(
        self,
        trusted: bool,
        outdated: bool,
        tls: ssl.SSLObject,
        server_name: str | None,
        _context: ssl.SSLContext,
    ) -> None:
        """Show the certificate whose common name is the one that the client asks for."""
        own = self._own
        if own and trusted and not outdated and own.is_good_for(server_name, self._names):
            tls.context = own.context
            return
        name = (server_name or "").lower()
        if name != "localhost" and self._covers(name) and len(self._issued) < _MOST_COMMON_NAMES:
            tls.context = self._context(self._names, name, trusted=trusted, outdated=outdated)

    def _covers(self, name: str) -> bool:
        wildcard = f"*.{name.partition('.')[2]}"
        return any(one.lower() in (name, wildcard) for one in self._names)


class Authority:
    """The simulator's certificate authority, kept in a directory between runs.

    Attributes:
        ca_file: what clients are told to trust, PEM: the authority's certificate, and the user's
            own where there is one.

    Args:
        directory: where the authority is kept; created when missing.
        own: a certificate of the user's own, which edges show too.

    Raises:
        ConfigError: when the directory cannot be used or holds something else.
    """

    def __init__(self, directory: Path, own: OwnCertificate | None = None) -> None:
        self._own = own
        self.ca_file = directory / CA_FILE_NAME
        store = directory / AUTHORITY_FILE_NAME
        try:
            for one in (directory, store, self.ca_file):
                refuse_dangling_link(one)
            make_private_directory(directory)
            check_private_directory(directory, "the directory of the simulator's certificates")
            if store.exists():
                check_private(store, "the key of the simulator's authority")
            if store.exists() and _ends_soon(store):
                _logger.warning(
                    "%s: the simulator's authority ends soon, and a new one is made; clients have "
                    "to trust %s anew",
                    store,
                    self.ca_file,
                )
                store.unlink()
            if not store.exists():
                _create(store)
            pem = store.read_bytes()
            certificate = _certificate_of(pem, store)
            _write(self.ca_file, certificate, mode=0o644)
            if own is not None:
                self.ca_file = directory / BUNDLE_FILE_NAME
                refuse_dangling_link(self.ca_file)
                _write(self.ca_file, certificate + own.chain, mode=0o644)
        except OSError as error:
            raise ConfigError(
                f"the directory {directory} cannot keep the certificates: {error.strerror}",
                "Choose a directory that you may write to",
            ) from error
        self._ca = trustme.CA.from_pem(certificate, pem)

    def certificates(self, *hosts: str) -> ServerCertificates:
        """Certificates for an edge that serves these host names.

        The good one is also valid for localhost, this machine's name and the loopback addresses.

        Args:
            hosts: the vendor's host names, `*.` before them for all of a domain, and addresses
                that it is reached at.

        Raises:
            ConfigError: for a name that cannot stand in a certificate.
        """
        names = [*hosts, "localhost", *_own_names(), "127.0.0.1", "::1"]
        for host in hosts:
            if not (is_host_name(host.removeprefix("*.")) or _is_address(host)):
                raise ConfigError(f"{host!r} is not a host name", "Use letters, digits, - and .")
        certificates = ServerCertificates(self._ca, names, self._own)
        # The first client is not to wait for it.
        certificates.issue()
        return certificates


def _create(store: Path) -> None:
    ca = trustme.CA(organization_name=_ORGANIZATION, organization_unit_name="simulated vendors")
    fresh = _write_beside(store, ca.private_key_pem.bytes() + _limited(ca), mode=0o600)
    try:
        # A link, unlike a rename, never replaces what another process has just put there.
        os.link(fresh, store)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _limited(ca: trustme.CA) -> bytes:
    """Return an authority's certificate with an end that is not beyond everybody's life, PEM."""
    endless = x509.load_pem_x509_certificate(ca.cert_pem.bytes())
    key = load_pem_private_key(ca.private_key_pem.bytes(), password=None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(endless.subject)
        .issuer_name(endless.issuer)
        .public_key(endless.public_key())
        .serial_number(endless.serial_number)
        # Machines whose clock is behind are to trust it too.
        .not_valid_before(endless.not_valid_before_utc)
        .not_valid_after(datetime.now(UTC) + _AUTHORITY_LIFE)
    )
    for extension in endless.extensions:
        builder = builder.add_extension(extension.value, critical=extension.critical)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"an authority with a key of the kind {type(key).__name__}")
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _ends_soon(store: Path) -> bool:
    """Tell whether an authority ends before a certificate that it signs today."""
    pem = _certificate_of(store.read_bytes(), store)
    ends = x509.load_pem_x509_certificate(pem).not_valid_after_utc
    return ends < datetime.now(UTC) + _LEAF_LIFE


def _write(path: Path, content: bytes, mode: int) -> None:
    if not path.exists() or path.read_bytes() != content:
        _write_beside(path, content, mode).replace(path)


def _write_beside(path: Path, content: bytes, mode: int) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, mode)
        file.write(content)
    return Path(name)


def _certificate_of(pem: bytes, source: Path) -> bytes:
    marker = b"-----BEGIN CERTIFICATE-----"
    try:
        key = load_pem_private_key(pem, password=None)
        certificate_pem = pem[pem.index(marker) :]
        certificate = x509.load_pem_x509_certificate(certificate_pem)
        matches = key.public_key() == certificate.public_key()
        problem = "the key is not the certificate's"
    except (ValueError, TypeError) as error:
        matches, problem = False, str(error)
    if not matches:
        raise ConfigError(
            f"{source} does not hold an authority's key and certificate: {problem}",
            "Remove it, and a new authority is made",
        )
    return certificate_pem


def _context(ca: trustme.CA, names: Sequence[str], common_name: str) -> ssl.SSLContext:
    context = server_context()
    leaf = ca.issue_cert(
        *dict.fromkeys(names),
        common_name=common_name,
        organization_name=_ORGANIZATION,
        not_after=datetime.now(UTC) + _LEAF_LIFE,
    )
    leaf.configure_cert(context)
    return context


def _offer_outdated_only(context: ssl.SSLContext) -> None:
    """Let a server offer TLS 1.0 and 1.1, as far as this OpenSSL has them, and nothing newer."""
    with warnings.catch_warnings():
        # That these versions are deprecated is the point.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    # OpenSSL 3 counts the signatures of these versions as insecure.
    context.set_ciphers("ALL:@SECLEVEL=0")


def _own_names() -> list[str]:
    name = socket.gethostname()
    return [name] if is_host_name(name) else []


def is_host_name(name: str) -> bool:
    """Say whether a text can be a host name in a certificate."""
    try:
        idna.encode(name, uts46=True)
    except idna.IDNAError:
        return False
    return True


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True

"""The TLS of PEAP: its records go in EAP packets, not over a socket.

pyOpenSSL and not `ssl`, which gives nobody the keying material of a session (RFC 5705): an access
point gets its keys from that. TLS 1.2 is the newest version: what keys PEAP version 0 makes of
TLS 1.3 is another rule, and the product was built with an OpenSSL that has no TLS 1.3.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from OpenSSL import SSL

from failmode.simulator.errors import SimulatorError

T = TypeVar("T")

KEY_OCTETS = 32
"""Length of each of the two MPPE keys."""

_LABEL = b"client EAP encryption"
_VERSIONS = {
    "tls1.0": SSL.TLS1_VERSION,
    "tls1.1": SSL.TLS1_1_VERSION,
    "tls1.2": SSL.TLS1_2_VERSION,
}
_MAX_READ = 9999
_MAX_OUTGOING = 1 << 16


class TlsError(SimulatorError):
    """TLS has failed, by a mistake of the peer or at its wish; the text is OpenSSL's."""


class TlsSettings:
    """What one side of a tunnel brings with it.

    Args:
        context: of pyOpenSSL.
        is_server: whether the peer begins.
    """

    def __init__(self, context: SSL.Context, *, is_server: bool) -> None:
        self._context = context
        self._is_server = is_server

    @classmethod
    def server(
        cls, certificates: Path, key: Path, *, minimum_version: str, ciphers: str
    ) -> TlsSettings:
        """Make the settings of a server.

        Args:
            certificates: PEM file with the server's certificate and those up to its CA.
            key: PEM file with its private key, without a passphrase.
            minimum_version: oldest version that the peer may speak, such as `tls1.2`.
            ciphers: OpenSSL's list; empty: its own choice.

        Raises:
            TlsError: when one of them cannot be used.
        """
        context = _context(minimum_version)
        if ciphers:
            _attempt(lambda: context.set_cipher_list(ciphers.encode()))
        _attempt(lambda: context.use_certificate_chain_file(str(certificates)))
        _attempt(lambda: context.use_privatekey_file(str(key)))
        _attempt(context.check_privatekey)
        return cls(context, is_server=True)

    @classmethod
    def client(cls, ca_file: Path | None) -> TlsSettings:
        """Make the settings of a client.

        Args:
            ca_file: PEM bundle that the server's certificate must lead to; None: any will do.

        Raises:
            TlsError: when the bundle cannot be used.
        """
        context = _context("tls1.2")
        if ca_file is not None:
            _attempt(lambda: context.load_verify_locations(str(ca_file)))
            context.set_verify(SSL.VERIFY_PEER)
        return cls(context, is_server=False)

    def tunnel(self) -> TlsTunnel:
        """Begin a tunnel."""
        connection = SSL.Connection(self._context, None)
        if self._is_server:
            connection.set_accept_state()
        else:
            connection.set_connect_state()
        return TlsTunnel(connection)


class TlsTunnel:
    """One session of TLS in memory.

    Args:
        connection: of pyOpenSSL, without a socket.
    """

    def __init__(self, connection: SSL.Connection) -> None:
        self._connection = connection
        self._established = False

    @property
    def is_established(self) -> bool:
        """Whether both sides have agreed, so that something can be sent."""
        return self._established

    def receive(self, octets: bytes = b"") -> bytes:
        """Take what the peer sent; returns what it says inside, empty if nothing yet.

        Args:
            octets: none for a client that begins.

        Raises:
            TlsError: when TLS fails.
        """
        if octets:
            self._connection.bio_write(octets)
        try:
            if not self._established:
                self._connection.do_handshake()
                self._established = True
            return self._connection.recv(_MAX_READ)
        except SSL.WantReadError:
            return b""
        except SSL.Error as error:
            raise TlsError(_text(error)) from error

    def send(self, data: bytes) -> None:
        """Say something to the peer; `outgoing` has it then."""
        _attempt(lambda: self._connection.sendall(data))

    def outgoing(self) -> bytes:
        """Return what is to be sent to the peer; empty if nothing."""
        try:
            return self._connection.bio_read(_MAX_OUTGOING)
        except SSL.WantReadError:
            return b""

    def mppe_keys(self) -> tuple[bytes, bytes]:
        """Return the MPPE keys of this session: the one to receive with and the one to send with.

        Both are named as the authenticator uses them (RFC 2548 section 2.4).
        """
        material = self._connection.export_keying_material(_LABEL, 2 * KEY_OCTETS)
        return material[:KEY_OCTETS], material[KEY_OCTETS:]


def _context(minimum_version: str) -> SSL.Context:
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_min_proto_version(_VERSIONS[minimum_version])
    context.set_max_proto_version(SSL.TLS1_2_VERSION)
    # Each login makes its own session: so does the product, with a context for each.
    context.set_options(SSL.OP_NO_TICKET)
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    return context


def _attempt(action: Callable[[], T]) -> T:
    try:
        return action()
    except SSL.Error as error:
        raise TlsError(_text(error)) from error


def _text(error: SSL.Error) -> str:
    """Spell an error as the product does in `SSL Error: {0}`."""
    return str(error) or type(error).__name__

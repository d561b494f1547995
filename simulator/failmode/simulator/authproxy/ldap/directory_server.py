"""A small LDAP directory: the directory of a harness; its connections say what it can do."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.ldap.entries import Entries
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.errors import PortError, host_and_port
from failmode.simulator.internal_failures import InternalFailures

if TYPE_CHECKING:
    from failmode.simulator.authproxy.ldap.directory_connection import DirectoryConnection


@dataclass(frozen=True, slots=True)
class DirectoryTls:
    """What a directory speaks TLS with.

    Attributes:
        context: has the certificate and its key.
        certificate: the same in DER, which NTLM binds to.
    """

    context: ssl.SSLContext
    certificate: bytes


class DirectoryServer:
    """Serves entries over LDAP, or over LDAPS.

    Args:
        entries: gives the entries, anew for each request.
        host: address to bind.
        port: TCP port; 0: any free one.
        failures: told when a request cannot be answered because of a defect, or because the
            entries cannot be had; the connection ends then. A record of its own when left out.
        tls: for LDAPS; None: LDAP in clear text.
        takes_kerberos: whether what is no NTLM inside SPNEGO is taken for somebody's Kerberos, who
            is nobody here; for harnesses alone, as nothing is proved.
        grants_without_password: whether a bind with a name and no password succeeds, as nobody, as
            at Active Directory (RFC 4513, 5.1.2); OpenLDAP refuses it.
        values_at_once: how many values of one attribute are given at once; the others are asked for
            by their range, as at Active Directory. None: all of them.
    """

    def __init__(
        self,
        entries: Entries,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        failures: InternalFailures | None = None,
        tls: DirectoryTls | None = None,
        takes_kerberos: bool = False,
        grants_without_password: bool = False,
        values_at_once: int | None = None,
    ) -> None:
        self._values_at_once = values_at_once
        self._takes_kerberos = takes_kerberos
        self._grants_without_password = grants_without_password
        self._entries = entries
        self._tls = tls
        self._where = (host, port)
        self._failures = failures or InternalFailures()
        self._loop: EdgeLoop | None = None
        self._server: asyncio.Server | None = None
        self._connections: set[DirectoryConnection] = set()
        self._address = ("", 0)

    @property
    def address(self) -> tuple[str, int]:
        """Address and port; known once started."""
        return self._address

    def start(self) -> None:
        """Serve until stopped.

        Raises:
            PortError: when the port cannot be used.
        """
        self._loop = EdgeLoop().start()
        try:
            self._server = self._loop.run(self._listen(self._loop.asyncio))
        except OSError as error:
            self._loop.stop()
            raise PortError(
                self._where[1],
                f"TCP {host_and_port(*self._where)} cannot be used: {error.strerror}",
                "Stop what uses the port, or choose another one",
                where="the built-in directory",
            ) from error
        bound: socket.socket = self._server.sockets[0]
        self._address = bound.getsockname()[:2]

    def stop(self) -> None:
        """Free the port and end all connections."""
        if self._loop is None or self._server is None:
            return
        server = self._server

        def end() -> None:
            server.close()
            for connection in tuple(self._connections):
                connection.abort()

        self._loop.call(end)
        self._loop.stop()
        self._loop = self._server = None

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
        host, port = self._where
        tls = self._tls
        certificate = None if tls is None else tls.certificate

        def connection() -> asyncio.Protocol:
            # Every simulator has a directory, and few are asked for anything over LDAP.
            try:
                from failmode.simulator.authproxy.ldap.directory_connection import (  # noqa: PLC0415
                    DirectoryConnection,
                )

                return DirectoryConnection(
                    self._entries,
                    self._connections,
                    self._failures,
                    certificate,
                    takes_kerberos=self._takes_kerberos,
                    grants_without_password=self._grants_without_password,
                    values_at_once=self._values_at_once,
                )
            except OSError as error:
                # No file may be opened any more, for one: that is no answer of a directory.
                self._failures.record(error, "the built-in directory")
                return _Ended()

        return await loop.create_server(
            connection, host, port, ssl=None if tls is None else tls.context
        )


class _Ended(asyncio.Protocol):
    """A connection that ends at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()

"""A directory whose one user is an entry without a name, as no built-in directory has it.

A bind by an empty name is an anonymous one, which it grants whatever the password.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sansldap import (
    BindRequest,
    BindResponse,
    LDAPResult,
    LDAPResultCode,
    PartialAttribute,
    SearchResultDone,
    SearchResultEntry,
    SimpleCredential,
)

from failmode.simulator.authproxy.ldap.ber import Framer, Operation, Pdu
from failmode.simulator.authproxy.ldap.codec import decode, encode

_OK = LDAPResult(LDAPResultCode.SUCCESS, "", "")
_REFUSED = LDAPResult(LDAPResultCode.INVALID_CREDENTIALS, "", "")


@contextmanager
def nameless_directory(password: str) -> Iterator[tuple[str, int]]:
    """Run it; give address and port.

    Args:
        password: with which any name is bound; an empty name needs none.
    """

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            framer = Framer()
            while data := self.request.recv(65_536):
                framer.feed(data)
                for pdu in framer.pdus():
                    for octets in _answers(pdu, password):
                        self.request.sendall(octets)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            host, port = server.server_address[:2]
            yield str(host), port
        finally:
            server.shutdown()


def _answers(pdu: Pdu, password: str) -> Iterator[bytes]:
    if pdu.tag == Operation.BIND_REQUEST:
        request = decode(pdu, BindRequest)
        is_right = not request.name or request.authentication == SimpleCredential(password)
        yield encode(BindResponse(pdu.message_id, [], _OK if is_right else _REFUSED, None))
    elif pdu.tag == Operation.SEARCH_REQUEST:
        attributes = [
            PartialAttribute("uid", [b"alice"]),
            PartialAttribute("objectClass", [b"inetOrgPerson"]),
        ]
        yield encode(SearchResultEntry(pdu.message_id, [], "", attributes))
        yield encode(SearchResultDone(pdu.message_id, [], _OK))

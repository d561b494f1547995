"""A small RADIUS server with a list of users: the primary server of a harness."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.authproxy.radius.eap_md5 import EapMd5Server
from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    Attributes,
    BadPacketError,
    Code,
    Reply,
    decode_request,
    encode_reply,
)
from failmode.simulator.authproxy.radius.udp import Binding, Send, UdpServer
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.state.values import is_storable

_logger = logging.getLogger(__name__)


class UserListRadiusServer:
    """Accepts the users it knows, by PAP, MS-CHAPv2 and EAP-MD5; rejects everybody else.

    It can take a change of the password by MS-CHAPv2 as well.

    Args:
        users: password by user name; changes are seen at the next request.
        secret: shared with the clients, whoever they are.
        host: address to bind.
        port: UDP port; 0: any free one.
        accept_message: Reply-Message of an Access-Accept; None: none.
        reject_message: Reply-Message of an Access-Reject; None: none.
        accept_attributes: further attributes of an Access-Accept, raw by number, such as
            `{25: (b"staff",)}` for Class; changes are seen at the next request. So are those of
            the next.
        reject_attributes: further attributes of an Access-Reject.
        expired: users whose password has to be changed before it lets them in; changes are seen at
            the next request.
        asked: told each request of a client, before it is answered.
        changed: told the user and the new password of each change that it takes, and changes the
            list of users; None: it takes none.
        failures: told when the list of users cannot be read; a record of its own when left out.
    """

    def __init__(
        self,
        users: Mapping[str, str],
        secret: str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        accept_message: str | None = None,
        reject_message: str | None = None,
        accept_attributes: Attributes | None = None,
        reject_attributes: Attributes | None = None,
        expired: Collection[str] = (),
        asked: Callable[[AccessRequest], None] = lambda _: None,
        changed: Callable[[str, str], None] | None = None,
        failures: InternalFailures | None = None,
    ) -> None:
        self._failures = failures or InternalFailures()
        self._users = users
        self._expired = expired
        self._eap = EapMd5Server()
        self._changed = changed
        self._secret = secret.encode()
        self._asked = asked
        self._accept = Reply(Code.ACCESS_ACCEPT, accept_message, _given(accept_attributes))
        self._reject = Reply(Code.ACCESS_REJECT, reject_message, _given(reject_attributes))
        self._server = UdpServer([Binding(host, port, self._handle, "the primary server")])

    def start(self) -> None:
        """Serve until stopped.

        Raises:
            ConfigError: when the port cannot be used.
        """
        self._server.start()

    def stop(self) -> None:
        """Free the port."""
        self._server.stop()

    @property
    def address(self) -> tuple[str, int]:
        """Address and port; known once started."""
        return self._server.addresses[0]

    @property
    def port(self) -> int:
        """The UDP port; known once started."""
        return self.address[1]

    def _handle(self, datagram: bytes, source: tuple[str, int], send: Send) -> None:
        try:
            request = decode_request(datagram, source, self._secret)
        except BadPacketError as error:
            _logger.info("dropped a packet from %s: %s", source, error)
            return
        self._asked(request)
        try:
            reply = self._reply(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, no user is to be rejected for it
            user = request.text("User-Name")
            self._failures.record(error, "the built-in primary server", user=user)
            return
        send(encode_reply(request, reply))

    def _reply(self, request: AccessRequest) -> Reply:
        username = request.text("User-Name") or ""
        expected = self._users.get(username) if is_storable(username) else None
        if self._changed is not None and request.has(ms_chap.CHANGE_PASSWORD):
            return self._change(request, username, expected, self._changed)
        if request.has("EAP-Message"):
            return self._answer_eap(request, username, expected)
        if request.has(ms_chap.RESPONSE):
            return self._answer_ms_chap(request, username, expected)
        is_let_in = username not in self._expired and _is_given(request, expected)
        return self._accept if is_let_in else self._reject

    def _answer_eap(self, request: AccessRequest, username: str, expected: str | None) -> Reply:
        answer = self._eap.answer(request, expected, is_let_in=username not in self._expired)
        ends = {Code.ACCESS_ACCEPT: self._accept, Code.ACCESS_REJECT: self._reject}
        end = ends.get(answer.code)
        return answer if end is None else _with(end, answer.attributes)

    def _answer_ms_chap(self, request: AccessRequest, username: str, expected: str | None) -> Reply:
        # Few logins need it, and every program would wait for the cryptography.
        from failmode.simulator.authproxy.radius import ms_chap_v2  # noqa: PLC0415

        read = ms_chap_v2.read_login(request)
        if read is None:
            return self._reject
        challenges, response = read
        error = ms_chap.WRONG_PASSWORD
        proof = None if expected is None else ms_chap_v2.Proof.of_password(challenges, expected)
        if proof is not None and ms_chap_v2.is_proved(proof, response):
            if username not in self._expired:
                return _with(self._accept, ms_chap_v2.accepted_attributes(proof))
            error = ms_chap.PASSWORD_EXPIRED
        return _with(self._reject, ms_chap_v2.error_attributes(challenges.identifier, error))

    def _change(
        self,
        request: AccessRequest,
        username: str,
        expected: str | None,
        changed: Callable[[str, str], None],
    ) -> Reply:
        # As in the method above.
        from failmode.simulator.authproxy.radius import ms_chap_change, ms_chap_v2  # noqa: PLC0415

        change = ms_chap_change.read_change(request)
        if change is None:
            return self._reject
        new = None if expected is None else change.new_password(expected)
        if new is None:
            error = ms_chap_v2.error_attributes(
                change.challenges.identifier, ms_chap.WRONG_PASSWORD
            )
            return _with(self._reject, error)
        changed(username, new)
        proof = ms_chap_v2.Proof.of_password(change.challenges, new)
        return _with(self._accept, ms_chap_v2.accepted_attributes(proof))


def _is_given(request: AccessRequest, expected: str | None) -> bool:
    """Tell whether a request has that password, by PAP."""
    try:
        given = request.password("utf-8")
    except UnicodeDecodeError:
        return False
    if given is None or expected is None:
        return False
    return hmac.compare_digest(given.encode(), expected.encode())


def _with(reply: Reply, attributes: Attributes) -> Reply:
    return replace(reply, attributes={**reply.attributes, **attributes})


def _given(attributes: Attributes | None) -> Attributes:
    return {} if attributes is None else attributes

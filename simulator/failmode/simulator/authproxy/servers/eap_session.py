"""One EAP session of [radius_server_eap]: PEAP version 0, and EAP-GTC in its tunnel.

It follows the product where that departs from the standards, since clients notice: the first
request is for the password outside of any tunnel, so that a client has to ask for PEAP (Legacy
Nak); no message may come in fragments; a client that asks for another method in the tunnel is
left without an answer; and an Access-Reject has no EAP-Failure.

Source: the Duo Authentication Proxy 5.0.0 (`lib/eap.py`, `lib/mppe.py`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from failmode.simulator.authproxy.assumptions import EAP_FRAGMENT_OCTETS
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.radius.eap import (
    RESULT_SUCCESS,
    BadEapError,
    EapCode,
    EapPacket,
    EapType,
    PeapData,
    decode_eap,
    decode_peap,
    fragments,
)
from failmode.simulator.authproxy.radius.eap_tls import TlsError, TlsSettings, TlsTunnel
from failmode.simulator.authproxy.servers.radius_login import RadiusLogin
from failmode.simulator.errors import SimulatorError

LAST_IDENTIFIER = 127
"""Identifier of the last request of a session: the product encodes it as text in UTF-8, where what
follows takes two octets, which no client takes for an EAP packet."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The user is asked something in the tunnel; None: the same again."""

    text: str | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """The user may be let in."""


@dataclass(frozen=True, slots=True)
class Denied:
    """The user is not let in."""


@dataclass(frozen=True, slots=True)
class NoReply:
    """The client gets no answer.

    Attributes:
        reason: why.
        is_told: whether the log says so already.
    """

    reason: str
    is_told: bool = False


Decision = Prompt | Admitted | Denied | NoReply


class Conversation(Protocol):
    """What is asked in the tunnel, and what follows from the answers."""

    def answer(self, login: RadiusLogin, typed: str) -> Decision:
        """Decide about what the user typed.

        Args:
            login: the request that brought it.
            typed: the answer to the last prompt.
        """
        ...


@dataclass(frozen=True, slots=True)
class Next:
    """The session goes on.

    Attributes:
        message: the EAP packet for the client.
    """

    message: bytes


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The session ends well.

    Attributes:
        message: the EAP packet for the client.
        receive_key: MS-MPPE-Recv-Key.
        send_key: MS-MPPE-Send-Key.
    """

    message: bytes
    receive_key: bytes = field(repr=False)
    send_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Destroyed:
    """The session ends, and nobody is let in.

    Attributes:
        reason: why, in the product's words.
        is_error: whether the events tell of it.
    """

    reason: str
    is_error: bool = True


SessionResult = Next | Succeeded | Destroyed | NoReply


class _NoReplyError(SimulatorError):
    """The client gets no answer; the text says why.

    Args:
        reason: why.
        is_told: whether the log says so already.
    """

    def __init__(self, reason: str, *, is_told: bool = False) -> None:
        super().__init__(reason)
        self.is_told = is_told


class _DestroyedError(SimulatorError):
    """The session ends, and nobody is let in.

    Args:
        reason: why, in the product's words.
        is_error: whether the events tell of it.
    """

    def __init__(self, reason: str, *, is_error: bool = True) -> None:
        super().__init__(reason)
        self.is_error = is_error


class EapSession:
    """The session of one client; its messages come one after the other.

    Args:
        tls: what this side of the tunnel brings with it.
        prompt: what the user is asked first.
        conversation: decides about the answers.
    """

    def __init__(self, tls: TlsSettings, prompt: str, conversation: Conversation) -> None:
        self._tls = tls
        self._prompt = prompt
        self._conversation = conversation
        self._identifier = 0
        self._is_identified = False
        self._peap: _Peap | None = None
        self._last: Next | None = None
        self._no_reply: NoReply | None = None

    def handle(self, login: RadiusLogin, message: bytes) -> SessionResult:
        """Take one EAP packet of the client.

        Args:
            login: the request that brought it.
            message: the packet.
        """
        if self._no_reply is not None:
            return self._no_reply
        # Whatever breaks on the way is told by who catches it, and leaves the session without an
        # answer for good.
        self._no_reply = NoReply("the EAP session has broken", is_told=True)
        try:
            result: Next | Succeeded | Destroyed = self._handle(login, message)
        except _NoReplyError as error:
            self._no_reply = NoReply(str(error), is_told=True)
            return NoReply(str(error), error.is_told)
        except _DestroyedError as error:
            result = Destroyed(str(error), error.is_error)
        self._no_reply = None
        if isinstance(result, Next):
            self._last = result
        return result

    def _handle(self, login: RadiusLogin, message: bytes) -> Next | Succeeded:
        if len(message) <= _SHORTEST:
            raise _NoReplyError(f"an EAP packet of {len(message)} octets")
        if self._identifier not in (0, message[1]):
            login.attempt.log(
                f"Response ID {message[1]} does not match request ID {self._identifier}"
            )
            return self._last or self._next()
        try:
            packet = decode_eap(message)
        except BadEapError as error:
            raise _DestroyedError(str(error)) from error
        if packet.code == EapCode.REQUEST:
            raise _DestroyedError("EAP request received.")
        if packet.code != EapCode.RESPONSE:
            return self._last or self._next()
        self._identifier += 1
        if self._identifier > LAST_IDENTIFIER:
            raise _NoReplyError("the EAP session has too many messages")
        return self._after_response(login, packet)

    def _after_response(self, login: RadiusLogin, packet: EapPacket) -> Next | Succeeded:
        match packet.type:
            case EapType.IDENTITY:
                self._is_identified, self._peap = True, None
            case EapType.NAK:
                if not packet.data:
                    raise _NoReplyError("a Legacy Nak that asks for nothing")
                if packet.data[0] != EapType.PEAP:
                    raise _DestroyedError(f"Unknown Nak request {packet.data[0]}.")
                self._start_peap()
            case EapType.EXTENSIONS:
                # It belongs into the tunnel.
                if _is_result(packet):
                    raise _DestroyedError(messages.EAP_SESSION_FAILED, is_error=False)
                raise _DestroyedError(f"Unsupported TLV: {packet.encode()!r}.")
            case EapType.PEAP:
                return self._after_peap(login, packet)
        return self._next()

    def _start_peap(self) -> None:
        self._peap = _Peap(self._tls.tunnel(), self._prompt, self._conversation)

    def _after_peap(self, login: RadiusLogin, packet: EapPacket) -> Next | Succeeded:
        try:
            piece = decode_peap(packet.data)
        except BadEapError as error:
            raise _NoReplyError(str(error)) from error
        if piece.more:
            raise _NoReplyError("a message of TLS in fragments, which the product cannot take")
        if self._peap is not None:
            keys = self._peap.take(login, packet.identifier, piece.tls)
            if keys is not None:
                success = EapPacket(EapCode.SUCCESS, self._identifier).encode()
                return Succeeded(success, *keys)
        elif piece.tls:
            self._start_peap()
        else:
            raise _NoReplyError("an empty PEAP packet before TLS")
        return self._next()

    def _next(self) -> Next:
        if self._peap is not None:
            return self._request(EapType.PEAP, self._peap.next(self._identifier).encode())
        if self._is_identified:
            return self._request(EapType.GTC, self._prompt.encode())
        return self._request(EapType.IDENTITY, _NOTHING)

    def _request(self, kind: EapType, data: bytes) -> Next:
        return Next(EapPacket(EapCode.REQUEST, self._identifier, kind, data).encode())


class _Stage(Enum):
    """What the client is asked next in the tunnel."""

    IDENTITY = auto()
    GTC = auto()
    RESULT = auto()


class _Peap:
    """One tunnel of PEAP, and what goes through it.

    Args:
        tunnel: of TLS.
        prompt: what the user is asked first.
        conversation: decides about the answers.
    """

    def __init__(self, tunnel: TlsTunnel, prompt: str, conversation: Conversation) -> None:
        self._tunnel = tunnel
        self._prompt = prompt
        self._conversation = conversation
        self._stage = _Stage.IDENTITY
        self._is_started = self._has_heard = False
        self._pieces: deque[PeapData] = deque()

    def take(self, login: RadiusLogin, identifier: int, tls: bytes) -> tuple[bytes, bytes] | None:
        """Take the client's next piece of TLS; returns the MPPE keys at the end of the session."""
        if not tls:
            # An acknowledgement: of a fragment, or of the last message of the handshake.
            if not self._pieces:
                self._stage = _Stage.IDENTITY
            return None
        is_first, self._has_heard = not self._has_heard, True
        try:
            said = self._tunnel.receive(tls)
        except TlsError as error:
            reason = messages.EAP_TLS_ERROR.format(error=error)
            if is_first:
                raise _NoReplyError(f"{messages.TLS_NOT_ESTABLISHED} {reason}") from error
            raise _DestroyedError(reason) from error
        if not said:
            return None
        # What it is is told from its first octet, as in the product.
        if said[0] == EapType.GTC:
            self._after_typed(login, said[1:])
            return None
        return self._after_packet(_untunnelled(said, identifier))

    def next(self, identifier: int) -> PeapData:
        """Return the next piece of TLS for the client."""
        if not self._is_started:
            self._is_started = True
            return PeapData(start=True)
        if not self._pieces:
            outgoing = self._tunnel.outgoing()
            if not outgoing:
                if not self._tunnel.is_established:
                    raise _NoReplyError("TLS waits for the rest of a message")
                self._tunnel.send(self._request(identifier).encode_tunnelled())
                outgoing = self._tunnel.outgoing()
            self._pieces.extend(fragments(outgoing, EAP_FRAGMENT_OCTETS))
        return self._pieces.popleft()

    def _request(self, identifier: int) -> EapPacket:
        match self._stage:
            case _Stage.IDENTITY:
                kind, data = EapType.IDENTITY, _NOTHING
            case _Stage.GTC:
                kind, data = EapType.GTC, self._prompt.encode()
            case _Stage.RESULT:
                kind, data = EapType.EXTENSIONS, RESULT_SUCCESS
        return EapPacket(EapCode.REQUEST, identifier, kind, data)

    def _after_packet(self, packet: EapPacket) -> tuple[bytes, bytes] | None:
        match packet.type:
            case EapType.IDENTITY:
                self._stage = _Stage.GTC
            case EapType.EXTENSIONS:
                return self._after_result(packet)
            case EapType.NAK | EapType.PEAP | None:
                wanted = packet.data[0] if packet.data else None
                raise _NoReplyError(
                    f"in the tunnel the client answers with type {packet.type} ({wanted}), "
                    "where there is only GTC"
                )
        return None

    def _after_result(self, packet: EapPacket) -> tuple[bytes, bytes]:
        if not _is_result(packet):
            raise _NoReplyError(f"in the tunnel: an unsupported TLV: {packet.data!r}")
        if packet.data != RESULT_SUCCESS or self._stage is not _Stage.RESULT:
            raise _DestroyedError(repr(Exception(messages.EAP_SESSION_FAILED)))
        return self._tunnel.mppe_keys()

    def _after_typed(self, login: RadiusLogin, octets: bytes) -> None:
        try:
            typed = octets.decode()
        except UnicodeDecodeError as error:
            raise _NoReplyError(f"what the user typed is no text: {error}") from error
        match self._conversation.answer(login, typed):
            case Prompt(text):
                self._stage = _Stage.GTC
                self._prompt = self._prompt if text is None else text
            case Admitted():
                self._stage = _Stage.RESULT
            case Denied():
                raise _DestroyedError(messages.EAP_DENIED, is_error=False)
            case NoReply(reason, is_told):
                raise _NoReplyError(reason, is_told=is_told)


_SHORTEST = 4
"""Octets of a packet that has no type, which the product fails upon."""

_NOTHING = b"\0"
"""What a request for the identity shows to the user."""


def _untunnelled(said: bytes, identifier: int) -> EapPacket:
    """Read what the client said in the tunnel; its answer to the Result TLV comes with a header."""
    if said[0] != EapCode.RESPONSE:
        return EapPacket(EapCode.RESPONSE, identifier, said[0], said[1:])
    try:
        return decode_eap(said)
    except BadEapError as error:
        raise _NoReplyError(f"in the tunnel: {error}") from error


def _is_result(packet: EapPacket) -> bool:
    """Tell whether a packet of the type EXTENSIONS is a Result TLV alone."""
    return packet.data[:2] == RESULT_SUCCESS[:2] and len(packet.data) == len(RESULT_SUCCESS)

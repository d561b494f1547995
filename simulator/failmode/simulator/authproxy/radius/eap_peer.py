"""The client's side of PEAP version 0 with EAP-GTC in its tunnel, for logins of our own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from failmode.simulator.authproxy.radius.eap import (
    RESULT_FAILURE,
    RESULT_SUCCESS,
    BadEapError,
    EapCode,
    EapPacket,
    EapType,
    PeapData,
    Reassembly,
    decode_eap,
    decode_peap,
)
from failmode.simulator.authproxy.radius.eap_tls import TlsError, TlsSettings, TlsTunnel
from failmode.simulator.errors import SimulatorError

MAX_MESSAGE = 1 << 16
"""Octets of a message of TLS at most: many certificates fit."""


class NothingToTypeError(SimulatorError):
    """The server asks for more than the user has to say; the text has the prompt."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the server made of a login so far.

    Attributes:
        prompts: what it asked the user.
        tls_error: why TLS has failed; None: it has not.
    """

    prompts: tuple[str, ...] = ()
    tls_error: str | None = None


class PeapGtcPeer:
    """One login.

    Args:
        identity: who logs in.
        answers: what the user types, a prompt after the other.
        tls: what this side of the tunnel brings with it.
    """

    def __init__(self, identity: str, answers: Iterable[str], tls: TlsSettings) -> None:
        # Nobody looks at it: the user is whom User-Name names.
        self._identity = identity.encode("utf-8", "replace")
        self._answers = iter(answers)
        self._tls = tls
        self._tunnel: TlsTunnel | None = None
        self._reassembly = Reassembly(MAX_MESSAGE)
        self.heard = Heard()

    def begin(self) -> bytes:
        """Return the first packet: the identity, as an access point asks for it itself."""
        return EapPacket(EapCode.RESPONSE, 0, EapType.IDENTITY, self._identity).encode()

    def respond(self, message: bytes) -> bytes:
        """Return the response to a request.

        Args:
            message: the request.

        Raises:
            BadEapError: when it is no request, or goes on with a tunnel that never began.
            NothingToTypeError: when it asks for more than the user has to say.
        """
        request = decode_eap(message)
        if request.code != EapCode.REQUEST or request.type is None:
            raise BadEapError(f"an EAP packet with the code {request.code} in place of a request")
        match request.type:
            case EapType.IDENTITY:
                kind, data = EapType.IDENTITY, self._identity
            case EapType.PEAP:
                kind, data = EapType.PEAP, self._after_peap(request).encode()
            case _:
                kind, data = EapType.NAK, bytes([EapType.PEAP])
        return EapPacket(EapCode.RESPONSE, request.identifier, kind, data).encode()

    def mppe_keys(self) -> tuple[bytes, bytes]:
        """Return what the server's MPPE keys have to be; see `TlsTunnel.mppe_keys`.

        Raises:
            BadEapError: when there is no tunnel.
        """
        if self._tunnel is None or not self._tunnel.is_established:
            raise BadEapError("there is no tunnel")
        return self._tunnel.mppe_keys()

    def _after_peap(self, request: EapPacket) -> PeapData:
        piece = decode_peap(request.data)
        if piece.start:
            self._tunnel, self._reassembly = self._tls.tunnel(), Reassembly(MAX_MESSAGE)
        if self._tunnel is None:
            raise BadEapError("a piece of TLS before its start")
        whole = self._reassembly.add(piece)
        if whole is None:
            return PeapData()
        try:
            said = self._tunnel.receive(whole)
        except TlsError as error:
            self.heard = Heard(self.heard.prompts, str(error))
            return PeapData(self._tunnel.outgoing())
        if said:
            self._tunnel.send(self._answer(request.identifier, said))
        return PeapData(self._tunnel.outgoing())

    def _answer(self, identifier: int, said: bytes) -> bytes:
        """Return what is said in the tunnel to what the server says in it."""
        match said[0]:
            case EapType.IDENTITY:
                inner = EapPacket(0, 0, EapType.IDENTITY, self._identity)
            case EapType.GTC:
                inner = EapPacket(0, 0, EapType.GTC, self._type(said[1:]).encode())
            case EapType.EXTENSIONS:
                result = RESULT_SUCCESS if said[1:] == RESULT_SUCCESS else RESULT_FAILURE
                # This one packet keeps its header in the tunnel.
                return EapPacket(EapCode.RESPONSE, identifier, EapType.EXTENSIONS, result).encode()
            case _:
                inner = EapPacket(0, 0, EapType.NAK, bytes([EapType.GTC]))
        return inner.encode_tunnelled()

    def _type(self, prompt: bytes) -> str:
        prompts = (*self.heard.prompts, prompt.decode("utf-8", "replace"))
        self.heard = Heard(prompts, self.heard.tls_error)
        answer = next(self._answers, None)
        if answer is None:
            raise NothingToTypeError(f"nobody answers {prompts[-1]!r}")
        return answer

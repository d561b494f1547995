"""drpc, by which Duo's cloud calls an Authentication Proxy over a connection that the proxy made.

A message is two strings, each after its length in four octets: the data, whose first octet tells
their form (0 JSON, 2 JSON compressed by zlib), and a JSON object with the time and the signature of
the data. Calls are `{"id", "call", "args"}`, answers `{"id", "result", "error", "error_args"}`.

Source: the published code of the Duo Authentication Proxy (`drpc/v2/net.py`, `drpc/v2/crypto.py`,
`drpc/shared/exceptions.py`) at https://github.com/slayer/duoauthproxy-freebsd: by reading.
"""

from __future__ import annotations

import base64
import hmac
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from failmode.simulator.errors import SimulatorError

MAX_STRING = 4 * 2**20
"""Octets of a string at most; who gets a longer one ends the connection."""

SIGNATURE_WINDOW_SECONDS = 300
"""By how much the signed time may differ from the reader's."""

MAX_UNCOMPRESSED = 16 * MAX_STRING
"""Octets of a compressed message once it is uncompressed. Our own limit: the product has none."""

BAD_MESSAGE = "bad msg"
BAD_SIGNATURE = "bad sig"
BAD_CALL = "bad call"
UNKNOWN_CALL = "unknown call"
BAD_ARGUMENT = "bad arg"
MISSING_ARGUMENT = "missing arg"
UNKNOWN_ERROR = "unknown error"
CANNOT_SERIALIZE = "cannot serialize result"
TIMEOUT = "timeout"
CONNECTION_LOST = "connection lost"
"""The errors that drpc itself has; all others are those of the calls."""

_LENGTH = 4
_JSON, _COMPRESSED = b"\x00", b"\x02"


class TooLongError(SimulatorError):
    """A string is longer than drpc allows."""


class CallError(SimulatorError):
    """A call failed, as its answer says.

    Args:
        error: drpc's or the product's name of the error.
        args: what else the answer says, by name.

    Attributes:
        error: the name.
        error_args: the same.
    """

    def __init__(self, error: str, args: Mapping[str, Any] | None = None) -> None:
        self.error = error
        self.error_args = dict(args or {})
        details = "; ".join(f"{name}: {value}" for name, value in self.error_args.items())
        super().__init__(f"{error} ({details})" if details else error)


@dataclass(frozen=True, slots=True)
class Received:
    """A message that was signed well; `value` is its JSON."""

    value: Any


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that is none; `error` is drpc's name for it."""

    error: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Writes and checks the signatures of one end of a connection.

    Attributes:
        secret: the key that both ends have.
        now: the time of this end, corrected by what it knows of the other's.
    """

    secret: bytes = field(repr=False)
    now: Callable[[], float]

    def encode(self, value: Any, compress_from: int | None = None) -> bytes:
        """Return a message as it is sent.

        Args:
            value: what JSON can hold.
            compress_from: octets of JSON from which on it is compressed; None: never.

        Raises:
            TooLongError: when it is longer than a peer takes.
            TypeError: when JSON cannot hold it.
        """
        text = json.dumps(value, separators=(",", ":")).encode("ascii")
        if compress_from is not None and len(text) >= compress_from:
            data = _COMPRESSED + zlib.compress(text)
        else:
            data = _JSON + text
        if len(data) > MAX_STRING:
            raise TooLongError(f"the message has {len(data)} octets, drpc takes {MAX_STRING}")
        time = int(self.now())
        signature = json.dumps(
            {"sig": self._signature(data, str(time)), "time": time}, separators=(",", ":")
        ).encode("ascii")
        return _string(data) + _string(signature)

    def decode(self, data: bytes, signature: bytes) -> Received | Unreadable:
        """Read the two strings of a message."""
        try:
            signed = json.loads(signature)
        except ValueError:
            return Unreadable(BAD_MESSAGE)
        if not self._is_signed(data, signed):
            return Unreadable(BAD_SIGNATURE)
        kind, text = data[:1], data[1:]
        try:
            if kind == _COMPRESSED:
                text = _uncompressed(text)
            elif kind != _JSON:
                return Unreadable(BAD_MESSAGE)
            return Received(json.loads(text))
        except (ValueError, zlib.error, RecursionError):
            return Unreadable(BAD_MESSAGE)

    def _is_signed(self, data: bytes, signed: Any) -> bool:
        if not isinstance(signed, dict):
            return False
        time, given = signed.get("time"), signed.get("sig")
        if (
            not isinstance(time, int | float)
            or isinstance(time, bool)
            or not isinstance(given, str)
        ):
            return False
        # Written so that a time that is no number is never near.
        if not abs(time - self.now()) <= SIGNATURE_WINDOW_SECONDS:
            return False
        wanted = self._signature(data, str(time))
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode("ascii"))

    def _signature(self, data: bytes, time: str) -> str:
        return hmac.digest(
            self.secret, base64.b64encode(data) + b"|" + time.encode("ascii"), "sha256"
        ).hex()


class MessageReader:
    """Takes bytes as they arrive, gives messages.

    Args:
        signer: checks them.
    """

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._buffer = bytearray()
        self._data: bytes | None = None

    def feed(self, data: bytes) -> None:
        """Take what has arrived."""
        self._buffer += data

    def next(self) -> Received | Unreadable | None:
        """Give the next message; None as long as it is not complete.

        Raises:
            TooLongError: when the peer announces a string that is too long; nothing can follow.
        """
        while (string := self._string()) is not None:
            if self._data is None:
                self._data = string
                continue
            data, self._data = self._data, None
            return self._signer.decode(data, string)
        return None

    def _string(self) -> bytes | None:
        if len(self._buffer) < _LENGTH:
            return None
        length = int.from_bytes(self._buffer[:_LENGTH])
        if length > MAX_STRING:
            raise TooLongError(
                f"a string of {length} octets was announced; drpc takes {MAX_STRING}"
            )
        end = _LENGTH + length
        if len(self._buffer) < end:
            return None
        string = bytes(self._buffer[_LENGTH:end])
        del self._buffer[:end]
        return string


def call_message(call_id: str, name: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message that asks for a call."""
    return {"call": name, "args": dict(args), "id": call_id}


def result_message(call_id: Any, result: Any) -> dict[str, Any]:
    """Return the message that answers a call with its result."""
    return {"id": call_id, "error": None, "error_args": {}, "result": result}


def error_message(call_id: Any, error: CallError) -> dict[str, Any]:
    """Return the message that answers a call with an error; one that has no id is None."""
    message = {"error": error.error, "error_args": error.error_args, "result": None}
    return message if call_id is None else {"id": call_id, **message}


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(_LENGTH) + data


def _uncompressed(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    text = stream.decompress(data, MAX_UNCOMPRESSED)
    if not stream.eof:
        raise ValueError("cut off, or too long once it is uncompressed")
    return text

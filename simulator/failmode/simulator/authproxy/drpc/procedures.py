"""What a call from Duo's cloud leads to: the product's procedures by name, with typed arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from failmode.simulator.duo.api.drpc import (
    BAD_ARGUMENT,
    BAD_CALL,
    MISSING_ARGUMENT,
    UNKNOWN_CALL,
    CallError,
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call, which came over the wire.

    Attributes:
        call_id: of the call, for the log.
        values: by name.
    """

    call_id: str
    values: Mapping[str, Any]

    def require(self, *names: str) -> None:
        """See that arguments are there.

        Raises:
            CallError: naming those that are missing.
        """
        missing = [name for name in names if name not in self.values]
        if missing:
            raise CallError(MISSING_ARGUMENT, {"args": missing})

    def text(self, name: str, default: str = "") -> str:
        """Return a text; `default` where it is left out or null.

        Raises:
            CallError: when it is none.
        """
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.bad(name)
        return value

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts; `default` where it is left out, null or empty.

        Raises:
            CallError: when it is none.
        """
        value = self.values.get(name)
        if not value:
            return default
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.bad(name)
        return tuple(value)

    def number(self, name: str, default: int | None = None) -> int:
        """Return a number above 0.

        Raises:
            CallError: when it is none, or is left out and has no default.
        """
        value = self.values.get(name, default)
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise self.bad(name)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a truth value.

        Raises:
            CallError: when it is none.
        """
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.bad(name)
        return value

    def bad(self, name: str) -> CallError:
        """Return what says that an argument cannot be used."""
        return CallError(BAD_ARGUMENT, {"args": [name]})


Procedure = Callable[[Arguments], Any]
"""Does what a call asks for; what it returns is the result. Raises `CallError`."""


def find_call(
    message: Any, procedures: Mapping[str, Procedure], unknown: Callable[[str], None]
) -> tuple[Procedure, Arguments]:
    """Return what a message asks for.

    Args:
        message: what was received.
        procedures: what can be called, by name.
        unknown: is told the name of a call that there is not.

    Raises:
        CallError: when it asks for nothing that there is.
    """
    if not isinstance(message, dict):
        raise CallError(BAD_CALL)
    call_id, name, args = message.get("id"), message.get("call"), message.get("args", {})
    if call_id is None or not isinstance(name, str):
        raise CallError(BAD_CALL)
    procedure = procedures.get(name)
    if procedure is None:
        unknown(name)
        raise CallError(UNKNOWN_CALL)
    if not isinstance(args, dict):
        raise CallError(BAD_CALL)
    return procedure, Arguments(str(call_id), args)

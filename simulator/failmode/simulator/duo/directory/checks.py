"""What the directory cannot hold."""

from __future__ import annotations

from collections.abc import Iterable

from failmode.simulator.duo.errors import BadEntryError


def check_text(what: str, text: str) -> None:
    """Refuse a text with characters that cannot be stored.

    Args:
        what: what it is, such as `user name`.
        text: the text.

    Raises:
        BadEntryError: when it has such characters.
    """
    if "\0" in text or not text.isprintable():
        raise BadEntryError(
            f"the {what} {text!r} has characters that cannot be stored", "Leave them out"
        )


def check_seconds(seconds: float) -> None:
    """Refuse what is no time for a person to take.

    Args:
        seconds: by the simulator's clock.

    Raises:
        BadEntryError: when they are negative or without end.
    """
    if not 0.0 <= seconds < float("inf"):
        raise BadEntryError(f"{seconds!r} is not a time to answer after", "Give seconds, 0 or more")


def check_codes(username: str, codes: Iterable[str]) -> None:
    """Refuse passcodes that do not consist of digits.

    Args:
        username: whose they are.
        codes: the passcodes.

    Raises:
        BadEntryError: when one has another character.
    """
    if not all(code.isascii() and code.isdigit() for code in codes):
        raise BadEntryError(f"a passcode for user {username!r} has more than digits", "Use digits")

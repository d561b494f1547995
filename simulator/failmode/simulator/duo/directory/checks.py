"""What the directory can hold."""

from __future__ import annotations

from collections.abc import Iterable

import pyotp

from failmode.simulator.duo.directory.names import name_key
from failmode.simulator.duo.errors import BadEntryError
from failmode.simulator.state.constraints import (
    MAX_DURATION_SECONDS,
    Constraint,
    RowConstraint,
    between,
    row_keeps,
)

_SMALLEST_SECRET_BYTES = 10


def _is_secret(text: str) -> bool:
    try:
        return len(pyotp.HOTP(text).byte_secret()) >= _SMALLEST_SECRET_BYTES
    except ValueError:
        return False


PRINTABLE = Constraint("a text of printable characters", str.isprintable)
USERNAME = Constraint(
    "a text of printable characters, not empty", lambda text: bool(text) and text.isprintable()
)
NOTES = Constraint(
    "lines of printable characters", lambda text: all(map(str.isprintable, text.splitlines()))
)
CODE = Constraint("digits", lambda code: code.isascii() and code.isdigit())
DURATION = between(0, MAX_DURATION_SECONDS)
IKEY = Constraint("a text without colons, not empty", lambda text: bool(text) and ":" not in text)
VERIFIED_PUSH_DIGITS = Constraint("3 to 6, or 0 for none", lambda digits: digits in (0, 3, 4, 5, 6))
RATE_REQUESTS = between(0, 2**31 - 1)
RATE_WINDOW = between(0.001, MAX_DURATION_SECONDS)
OTP_SECRET = Constraint(
    f"base32 of {_SMALLEST_SECRET_BYTES} bytes or more, in letters A-Z and digits 2-7",
    _is_secret,
)
OTP_DIGITS = between(6, 8)
OTP_INTERVAL = between(1, 86_400)
MAX_ALIASES = 8
"""How many aliases a user can have. Unconfirmed."""
ALIAS_NUMBER = between(1, MAX_ALIASES)
COUNT = between(0, 2**31 - 1)
COUNTER = between(0, 2**62)


def check_text(what: str, text: str) -> None:
    """Refuse a text with characters that cannot be stored.

    Args:
        what: what it is, such as `user name`.
        text: the text.

    Raises:
        BadEntryError: when it has such characters.
    """
    if not PRINTABLE.holds(text):
        raise BadEntryError(
            f"the {what} {text!r} has characters that cannot be stored", "Leave them out"
        )


def check_seconds(seconds: float) -> None:
    """Refuse what is no time for a person to take.

    Args:
        seconds: by the simulator's clock.

    Raises:
        BadEntryError: when they are negative or too many.
    """
    if not DURATION.holds(seconds):
        raise BadEntryError(
            f"{seconds!r} is not a time to answer after",
            f"Give seconds, 0 or more and at most {MAX_DURATION_SECONDS:.15g}",
        )


def check_codes(username: str, codes: Iterable[str]) -> None:
    """Refuse passcodes that do not consist of digits.

    Args:
        username: whose they are.
        codes: the passcodes.

    Raises:
        BadEntryError: when one has another character.
    """
    if not all(map(CODE.holds, codes)):
        raise BadEntryError(f"a passcode for user {username!r} has more than digits", "Use digits")


def compared_by(key: str, column: str, called: str) -> RowConstraint:
    """Bind the column of what a name is compared by to that of the name.

    Args:
        key: the former column.
        column: the latter.
        called: what messages call the name.
    """
    return row_keeps(
        key, f"what the {called} is compared by", lambda row: row[key] == name_key(row[column])
    )

"""Which factor to use: what the password says, else what `factors` and Duo agree on.

Source: the Duo Authentication Proxy 5.0.0 (`lib/util.py`, `modules/radius_server_auto.py`).
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from failmode.simulator.authproxy.cfg.sections.base import Factor
from failmode.simulator.errors import SimulatorError


class UnusableFactorsError(SimulatorError):
    """Duo's list of factors is not made of words, and the proxy does not expect that."""


def split_password(
    password: str, *, allow_concat: bool, delimiter: str, delimited_password_length: int
) -> tuple[str, str | None] | None:
    """Take password and factor (or passcode) in one string apart.

    Args:
        password: what the user typed.
        allow_concat: whether a factor may follow the password at all.
        delimiter: between the two; the last one in the string counts.
        delimited_password_length: with more than 0 the password has this many characters and a
            delimiter after it may be left out.

    Returns:
        the password and the factor, which is None when empty; None when there is nothing to take
        apart.
    """
    if not allow_concat:
        return None
    if delimited_password_length > 0:
        if len(password) <= delimited_password_length:
            return None
        rest = password[delimited_password_length:]
        if rest.startswith(delimiter):
            # One character goes, however long the delimiter is: so does the product.
            rest = rest[1:]
        return password[:delimited_password_length], rest or None
    if delimiter not in password:
        return None
    first, factor = password.rsplit(delimiter, 1)
    return first, factor or None


def choose_factor(preferred: Sequence[Factor], offered: Mapping[str, object]) -> str | None:
    """Choose the factor to ask Duo for when the password names none.

    Args:
        preferred: the configured `factors`, best first.
        offered: Duo's `factors` of a preauth, such as `{"default": "push1", "1": "push1"}`.

    Returns:
        a factor for the auth call; `passcode` when the user has to be asked for one; None when
        the user has nothing that the configuration allows.

    Raises:
        UnusableFactorsError: when Duo's list holds something else than text.
    """
    if "default" not in offered:
        return Factor.PASSCODE.value if Factor.PASSCODE in preferred else None
    words = {without_number(value) for value in offered.values()}
    words.add(Factor.PASSCODE.value)
    for factor in preferred:
        if factor is Factor.AUTO:
            return str(offered["default"])
        if factor.value in words:
            return factor.value
    return None


def without_number(value: object) -> str:
    """Return a factor such as `phone2` without its number.

    Raises:
        UnusableFactorsError: when it is no text.
    """
    if not isinstance(value, str):
        raise UnusableFactorsError(f"a factor is {value!r}")
    return value.strip().strip(string.digits)

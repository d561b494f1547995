"""`alias1` to `alias4` and `aliases` of the Admin API, read and checked.

Source: `add_user` of `duo_client/admin.py`, and the clients for Go, Java and Ruby.
"""

from __future__ import annotations

from collections.abc import Mapping

from failmode.simulator.duo.admin.query import text
from failmode.simulator.duo.api.params import Params, decode_form
from failmode.simulator.duo.directory.checks import MAX_ALIASES
from failmode.simulator.duo.errors import InvalidRequestParametersError

_ALL = "aliases"
_ONE_BY_ONE = 4


def alias_name(number: int) -> str:
    """Return what the alias of a number is called."""
    return f"alias{number}"


def changed_aliases(params: Params, before: Mapping[int, str]) -> Mapping[int, str] | None:
    """Return a user's aliases as the parameters want them; None when they want nothing.

    `alias1` to `alias4` change one each, an empty one takes it away. `aliases` is written like a
    query, `alias1=joe&alias2=jsmith`, and replaces all of them. Unconfirmed: that it does, and that
    both ways together are refused.

    Args:
        params: the parameters.
        before: the aliases that the user has, by their numbers.

    Raises:
        InvalidRequestParametersError: naming the parameter that is wrong.
    """
    single = {
        number: value
        for number in range(1, _ONE_BY_ONE + 1)
        if (value := text(params, alias_name(number))) is not None
    }
    together = text(params, _ALL)
    if together is None:
        if not single:
            return None
        return {number: alias for number, alias in {**before, **single}.items() if alias}
    if single:
        raise InvalidRequestParametersError(_ALL)
    numbers = {alias_name(number): number for number in range(1, MAX_ALIASES + 1)}
    wanted: dict[int, str] = {}
    for name, alias in decode_form(together.encode(), MAX_ALIASES):
        if name not in numbers or numbers[name] in wanted or not alias.isprintable():
            raise InvalidRequestParametersError(_ALL)
        wanted[numbers[name]] = alias
    return {number: alias for number, alias in wanted.items() if alias}

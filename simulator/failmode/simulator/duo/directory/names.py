"""How names of users are compared."""

from __future__ import annotations


def name_key(username: str) -> str:
    """Return what names are compared by: Duo does so without regard to case."""
    return username.casefold()


def simple_name(username: str) -> str:
    r"""Return `username` without `DOMAIN\` before and `@domain` after it."""
    return username.rpartition("\\")[2].partition("@")[0]


def is_same_user(one: str, other: str) -> bool:
    """Tell whether two names, in whatever form, can be of one user."""
    return name_key(simple_name(one)) == name_key(simple_name(other))

"""What a search in a small directory finds."""

from __future__ import annotations

from collections.abc import Iterable

from sansldap import (
    FilterAnd,
    FilterApproxMatch,
    FilterEquality,
    FilterExtensibleMatch,
    FilterGreaterOrEqual,
    FilterLessOrEqual,
    FilterNot,
    FilterOr,
    FilterPresent,
    FilterSubstrings,
    LDAPFilter,
    SearchScope,
)

from failmode.simulator.authproxy.ldap.entries import DirectoryEntry, folded
from failmode.simulator.authproxy.ldap.names import Rdns, is_within


def in_scope(name: Rdns, base: Rdns, scope: SearchScope) -> bool:
    """Tell whether a search looks at an entry of that name."""
    match scope:
        case SearchScope.BASE:
            return name == base
        case SearchScope.ONE_LEVEL:
            return len(name) == len(base) + 1 and is_within(name, base)
        case _:
            return is_within(name, base)


def matches(entry: DirectoryEntry, wanted: LDAPFilter) -> bool | None:
    """Tell whether a filter is true of an entry; None: undefined (RFC 4511, 4.5.1.7).

    Values are compared as octets, without the case of ASCII letters.
    """
    match wanted:
        case FilterAnd(filters=filters):
            return _all(matches(entry, one) for one in filters)
        case FilterOr(filters=filters):
            return _negated(_all(_negated(matches(entry, one)) for one in filters))
        case FilterNot(filter=inner):
            return _negated(matches(entry, inner))
        case FilterExtensibleMatch():
            return None
    return _has(entry, wanted)


def _all(found: Iterable[bool | None]) -> bool | None:
    results = set(found)
    return False if False in results else None if None in results else True


def _negated(result: bool | None) -> bool | None:
    return None if result is None else not result


def _has(entry: DirectoryEntry, wanted: LDAPFilter) -> bool:
    match wanted:
        case FilterPresent(attribute=name):
            return bool(entry.values(name))
        case FilterEquality() | FilterApproxMatch():
            name, value = wanted.attribute, wanted.value
            return folded(value) in map(folded, entry.values(name))
        case FilterGreaterOrEqual(attribute=name, value=value):
            return any(folded(one) >= folded(value) for one in entry.values(name))
        case FilterLessOrEqual(attribute=name, value=value):
            return any(folded(one) <= folded(value) for one in entry.values(name))
        case FilterSubstrings():
            return any(_has_parts(folded(one), wanted) for one in entry.values(wanted.attribute))
    return False


def _has_parts(value: bytes, wanted: FilterSubstrings) -> bool:
    initial, final = folded(wanted.initial or b""), folded(wanted.final or b"")
    if not value.startswith(initial):
        return False
    at = len(initial)
    for part in map(folded, wanted.any):
        found = value.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(value) - len(final) >= at and value.endswith(final)

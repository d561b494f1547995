"""Reads scenarios by the step definitions of the library, without running them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pytest_bdd import parsers
from pytest_bdd.parser import Step

from failmode.steps.library import (
    auth_api,
    authentication_log,
    directory_sync,
    duo_unix,
    fields,
    ldap,
    logins,
    logons,
    products,
    proxies,
    single_sign_on,
)
from failmode.steps.library.step_library import StepMeaning
from failmode.steps.reporting.subject import About
from failmode.steps.targets.capabilities import Capability

_LIBRARIES = (
    fields.steps,
    logins.steps,
    ldap.steps,
    proxies.steps,
    directory_sync.steps,
    single_sign_on.steps,
    duo_unix.steps,
    products.steps,
    authentication_log.steps,
    logons.steps,
    auth_api.steps,
)


def describe(steps: Sequence[Step]) -> About:
    """Tell what a scenario with these steps is about."""
    about = About()
    for step in steps:
        meaning = _read(step.type, step.name)
        if meaning is not None:
            about = about.updated(meaning.about)
    return about


def needed_capabilities(steps: Sequence[Step]) -> tuple[Capability[Any], ...]:
    """List what a scenario with these steps needs of the target, in the order of the steps."""
    meanings = (_read(step.type, step.name) for step in steps)
    return tuple(dict.fromkeys(one.needs for one in meanings if one and one.needs))


def field_names(steps: Sequence[Step]) -> tuple[str, ...]:
    """Name the custom fields that a scenario with these steps speaks of."""
    meanings = (_read(step.type, step.name) for step in steps)
    return tuple(dict.fromkeys(one.field for one in meanings if one and one.field))


def is_known(step: Step) -> bool:
    """Say whether the library defines this step."""
    return _read(step.type, step.name) is not None


def definitions(keyword: str) -> Sequence[parsers.re]:
    """List the parsers of all steps of a kind: `given`, `when` or `then`."""
    return [one for library in _LIBRARIES for one in library.definitions(keyword)]


@lru_cache(maxsize=4096)
def _read(keyword: str, text: str) -> StepMeaning | None:
    for library in _LIBRARIES:
        if (meaning := library.read(keyword, text)) is not None:
            return meaning
    return None

"""Reads scenarios by the step definitions of the library, without running them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pytest_bdd.parser import Step

from failmode.steps.library import authentication_log, duo_unix, fields, logins, products, proxies
from failmode.steps.reporting.subject import About

_LIBRARIES = (
    fields.steps,
    logins.steps,
    proxies.steps,
    duo_unix.steps,
    products.steps,
    authentication_log.steps,
)


def describe(steps: Sequence[Step]) -> About:
    """Tell what a scenario with these steps is about."""
    about = About()
    for step in steps:
        stated = _read(step.type, step.name)
        if stated is not None:
            about = about.updated(stated)
    return about


def is_known(step: Step) -> bool:
    """Say whether the library defines this step."""
    return _read(step.type, step.name) is not None


@lru_cache(maxsize=4096)
def _read(keyword: str, text: str) -> About | None:
    for library in _LIBRARIES:
        if (stated := library.read(keyword, text)) is not None:
            return stated
    return None

"""The kinds of target: a factory for each, built in or offered by a package, loaded when used.

A package offers one with an entry point, whose name is the kind::

    [project.entry-points."failmode.targets"]
    mine = "my_package.targets:make"
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from importlib.metadata import entry_points

from failmode.steps.errors import StepsError, TargetError
from failmode.steps.targets.access import TargetUnderTest, raised
from failmode.steps.targets.settings import TargetSettings

ENTRY_POINT_GROUP = "failmode.targets"

FROM_FACTORY = "python"
"""The kind whose table names its own factory."""

_BUILT_IN: Mapping[str, str] = {
    "authentication-proxy": "failmode.steps.targets.real_proxy:RealProxyTarget",
    "ninjaone": "failmode.steps.targets.live:LiveNinjaOneTarget",
    "simulator": "failmode.steps.targets.simulated.target:SimulatorTarget",
}
"""References `module:callable`, so that nothing is imported before it is used."""

_FOR_ONE_PROCESS = frozenset({"authentication-proxy"})
"""Kinds whose targets have one address, or one thing that is asked, for the whole run."""


def is_for_one_process(kind: str) -> bool:
    """Tell whether one process alone can use a target of a built-in kind."""
    return kind in _FOR_ONE_PROCESS


def known_kinds() -> tuple[str, ...]:
    """Name every kind, in alphabetical order."""
    offered = {point.name for point in entry_points(group=ENTRY_POINT_GROUP)}
    return tuple(sorted({FROM_FACTORY, *_BUILT_IN, *offered}))


def find_kind(kind: str) -> str | None:
    """Find the reference of a kind's factory; None when there is no such kind.

    A package cannot take the place of a built-in kind.
    """
    if kind in _BUILT_IN:
        return _BUILT_IN[kind]
    return next((one.value for one in entry_points(group=ENTRY_POINT_GROUP, name=kind)), None)


def make_target(reference: str, settings: TargetSettings) -> TargetUnderTest:
    """Make a target with the factory that a reference names.

    Args:
        reference: `module:callable`; called with the settings, returns a `Target`.
        settings: what the target is made from.

    Raises:
        TargetError: when the factory cannot be loaded, raises, or returns no target.
    """
    return TargetUnderTest(settings.name, _call(reference, settings), made_by=reference)


def _call(reference: str, settings: TargetSettings) -> object:
    where = f"target {settings.name!r}"
    module_name, _, attribute = reference.partition(":")
    try:
        factory = getattr(importlib.import_module(module_name), attribute)
    except Exception as error:
        raise TargetError(
            f"{where}: the factory {reference} cannot be loaded: {raised(error)}",
            'Write factory = "package.module:callable"',
        ) from error
    if not callable(factory):
        raise TargetError(
            f"{where}: the factory {reference} is {factory!r}, which cannot be called",
            'Write factory = "package.module:callable"',
        )
    try:
        made: object = factory(settings)
    except StepsError:
        raise
    except (Exception, SystemExit) as error:
        raise TargetError(
            f"{where}: the factory {reference} failed: {raised(error)}",
            "Correct the factory, or raise a TargetError that says what to do",
        ) from error
    return made

"""Whose a failure is: what is under test, the scenario, somebody's code, or failmode itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_bdd.exceptions import StepDefinitionNotFoundError

from failmode.steps.errors import (
    BrokenTargetError,
    IncompleteScenarioError,
    StepsError,
    TargetError,
)
from failmode.steps.reporting.events import FailureKind
from failmode.steps.reporting.mismatch import Mismatch, UnmetExpectationError
from failmode.terms import FailmodeError

_OURS = "failmode."
_SIMULATOR = "failmode.simulator."
_MACHINERY = ("_pytest", "pluggy", "pytest", "pytest_bdd", "pytest_timeout", "xdist")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose a failure is.

    Attributes:
        kind: whose.
        mismatch: what a step expected and saw instead; None where none compared anything.
        traceback: where it broke; empty for what documents or targets answer for.
    """

    kind: FailureKind
    mismatch: Mismatch | None = None
    traceback: str = ""


def attribute_failure(error: pytest.ExceptionInfo[BaseException], *, built_in: bool) -> Attribution:
    """Find whose a failure is.

    Args:
        error: what a step, or a fixture before it, raised.
        built_in: whether the run's target is our own.
    """
    value = error.value
    if isinstance(value, UnmetExpectationError):
        return Attribution(FailureKind.PROMISE, value.mismatch)
    kind = _kind(value, tuple(_modules(error)), built_in=built_in)
    is_told = kind in (FailureKind.PROMISE, FailureKind.SCENARIO)
    return Attribution(kind, traceback="" if is_told else str(error.getrepr(style="short")))


def _kind(error: BaseException, modules: tuple[str, ...], *, built_in: bool) -> FailureKind:
    if isinstance(error, pytest.fail.Exception) and isinstance(error.__context__, TargetError):
        error = error.__context__
    is_internal = isinstance(error, FailmodeError) and error.internal
    if is_internal or (isinstance(error, BrokenTargetError) and built_in):
        return FailureKind.INTERNAL
    if isinstance(error, TargetError):
        return FailureKind.TARGET
    if isinstance(error, IncompleteScenarioError | StepDefinitionNotFoundError):
        return FailureKind.SCENARIO
    if isinstance(error, AssertionError):
        inside = modules and modules[-1].startswith(_SIMULATOR)
        return FailureKind.INTERNAL if inside and built_in else FailureKind.PROMISE
    if isinstance(error, StepsError):
        return FailureKind.PROMISE
    return _owner(modules, built_in=built_in)


def _owner(modules: tuple[str, ...], *, built_in: bool) -> FailureKind:
    """Tell whose code broke: the outermost is the step, what it calls outside is the target."""
    code = [one for one in modules if one.split(".")[0] not in _MACHINERY]
    if code and not code[0].startswith(_OURS):
        return FailureKind.STEP
    outside = any(not one.startswith(_OURS) for one in code) or not code
    return FailureKind.TARGET if outside and not built_in else FailureKind.INTERNAL


def _modules(error: pytest.ExceptionInfo[BaseException]) -> Iterator[str]:
    trace = error.tb
    while trace is not None:
        yield str(trace.tb_frame.f_globals.get("__name__", ""))
        trace = trace.tb_next  # type: ignore[assignment]

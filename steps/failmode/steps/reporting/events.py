"""A run as data: one event when it begins, one for each scenario, one when it ends.

Each event is one line of JSON: the fields of its dataclass, beside `event` (`run-began`,
`scenario-ended`, `run-ended`) and `schema`, the number of this format. A field may be added without
a new number; a reader ignores what it does not know. A line is ASCII.

The order of the lines is the order in which the scenarios ended; `order` is the documents'. A run
that was cut off has no `run-ended`.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from failmode.steps.errors import StepsError
from failmode.steps.reporting.mismatch import Mismatch
from failmode.steps.reporting.subject import About
from failmode.terms import Evidence, Verdict

SCHEMA = 1
"""The number of the format that this module writes and reads."""

_Dataclass = TypeVar("_Dataclass")


class EventError(StepsError):
    """A line that is no event of this format."""


class Outcome(StrEnum):
    """How a scenario ended."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    SKIPPED = "skipped"


class FailureKind(StrEnum):
    """Whose a failure is.

    `PROMISE`: what is under test does not do what the documents promise. `SCENARIO`: the scenario
    is wrong, such as one with a step that nobody defines. `STEP`: a step of the project's own
    broke. `TARGET`: the target did. `INTERNAL`: failmode itself did.
    """

    PROMISE = "promise"
    SCENARIO = "scenario"
    STEP = "step"
    TARGET = "target"
    INTERNAL = "internal"


class SkipKind(StrEnum):
    """Why a scenario was not run.

    `PENDING`: nobody knows what has to happen. `SLOW`: its login takes long. `NOT_INSTALLED`: a
    program is missing, or another version is there. `TARGET`: the target cannot do it. `OTHER`:
    somebody else skipped it.
    """

    PENDING = "pending"
    SLOW = "slow"
    NOT_INSTALLED = "not installed"
    TARGET = "target"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a scenario was not run.

    Attributes:
        kind: by what kind of cause.
        what: what is missing or cannot be done; empty where the kind says all.
        remedy: what to do about it; empty where nothing is known.
    """

    kind: SkipKind
    what: str = ""
    remedy: str = ""


class StepState(StrEnum):
    """How far a step came."""

    DONE = "done"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of a scenario.

    Attributes:
        text: the step with its keyword.
        line: its line in the feature.
        state: how far it came.
    """

    text: str
    line: int
    state: StepState


@dataclass(frozen=True, slots=True)
class RunBegan:
    """The first event of a run.

    Attributes:
        target: name of the target.
        deadline_seconds: after this long a login counts as hung.
        slow: whether slow scenarios run too.
        began_at: date and time, ISO 8601 with time zone.
    """

    target: str
    deadline_seconds: float
    slow: bool
    began_at: str


@dataclass(frozen=True, slots=True)
class ScenarioEnded:
    """One scenario, or one row of an outline.

    Attributes:
        order: its place in the run's collection, from 0.
        test: pytest's id of it.
        name: of the scenario.
        feature: path of the feature, as pytest-bdd shows it.
        line: of the scenario in the feature.
        document: the lines that it was written from, `docs/...md:LINE`, that of its row first;
            the feature's own line for a scenario that no document has.
        rules: that it was derived by, each `docs/rules.md:LINE title`.
        tags: of the feature, the scenario and the row.
        row: the outline's values; empty for a plain scenario.
        about: subject, setting, fault, stage, and the verdict that is expected.
        actual: what its last login came to; None where none was tried.
        assumed: what that verdict rests on that no source settles, in the target's words, such as
            `what Duo for macOS does on http-5xx at preauth`; empty where nothing is assumed.
        outcome: how it ended.
        reason: why it was skipped or failed, such as what was expected and what came instead.
        evidence: how sure the documents are of the verdict; None where no document says so.
        steps: each with how far it came.
        trace: what the client under test did, step by step, secrets masked.
        exchanges: what went over the wire, one text each, secrets masked.
        duration_seconds: how long its steps ran, setting up what they share included.
        failure: whose a failure is; None where it did not fail.
        mismatch: what a step expected and saw instead; None where none compared anything.
        skip: why it was not run; None where it was.
        traceback: where something broke; empty for what documents or targets answer for.
    """

    order: int
    test: str
    name: str
    feature: str
    line: int
    document: tuple[str, ...]
    rules: tuple[str, ...]
    tags: tuple[str, ...]
    row: Mapping[str, str]
    about: About
    actual: Verdict | None
    assumed: str
    outcome: Outcome
    reason: str
    evidence: Evidence | None
    steps: tuple[StepRecord, ...]
    trace: tuple[str, ...]
    exchanges: tuple[str, ...]
    duration_seconds: float
    failure: FailureKind | None = None
    mismatch: Mismatch | None = None
    skip: Skip | None = None
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The last event of a run.

    Attributes:
        exit_code: pytest's.
        duration_seconds: from the first event on.
        outcomes: how many scenarios ended how.
    """

    exit_code: int
    duration_seconds: float
    outcomes: Mapping[str, int]


Event = RunBegan | ScenarioEnded | RunEnded

_NAMES: Mapping[type[Event], str] = {
    RunBegan: "run-began",
    ScenarioEnded: "scenario-ended",
    RunEnded: "run-ended",
}


def to_line(event: Event) -> str:
    """Write an event as one line of JSON, without its end."""
    return json.dumps({"event": _NAMES[type(event)], "schema": SCHEMA, **asdict(event)})


def from_line(line: str) -> Event:
    """Read an event back.

    Raises:
        EventError: when the line is no event of this format.
    """
    try:
        data = json.loads(line)
    except ValueError as error:
        raise EventError(f"a line that is no JSON: {error}") from None
    if not isinstance(data, dict):
        raise EventError("a line that is no JSON object")
    if data.get("schema") != SCHEMA:
        raise EventError(
            f"an event of format {data.get('schema')!r}",
            remedy=f"This version reads format {SCHEMA}",
        )
    kind = next((kind for kind, name in _NAMES.items() if name == data.get("event")), None)
    if kind is None:
        raise EventError(
            f"an unknown event {data.get('event')!r}", remedy=f"Known: {', '.join(_NAMES.values())}"
        )
    return _decode_dataclass(kind, data, data["event"])


def _decode_dataclass(kind: type[_Dataclass], data: object, where: str) -> _Dataclass:
    if not isinstance(data, dict):
        raise EventError(f"{data!r} is no JSON object", where=where)
    hints = _hints(cast(Any, kind))
    missing = [name for name in _required(cast(Any, kind)) if name not in data]
    if missing:
        raise EventError(f"{', '.join(missing)} is missing", where=where)
    return kind(
        **{
            name: _decode(hint, data[name], f"{where}.{name}")
            for name, hint in hints.items()
            if name in data
        }
    )


@cache
def _required(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.default is MISSING)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _decode(hint: Any, value: object, where: str) -> object:  # noqa: PLR0911 - one for each shape
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(one for one in arguments if one is not type(None))
        return None if value is None else _decode(inner, value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_decode(arguments[0], one, where) for one in value)
    if origin is Mapping and isinstance(value, dict):
        return {str(key): _decode(arguments[1], one, where) for key, one in value.items()}
    if is_dataclass(hint):
        return _decode_dataclass(cast(type[object], hint), value, where)
    if isinstance(hint, type) and issubclass(hint, Enum) and value in [one.value for one in hint]:
        return hint(value)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint in (str, int, bool) and type(value) is hint:
        return value
    raise EventError(f"{value!r} does not fit", where=where)

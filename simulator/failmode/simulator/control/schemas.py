"""JSON schemas of the control API: each is checked and described by the same object.

A `Schema` is a small part of JSON Schema (2020-12): what `check` refuses is exactly what
`schema` describes, so that the OpenAPI document cannot drift from the behaviour.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.state.constraints import MAX_DURATION_SECONDS, MAX_SECONDS, MIN_SECONDS
from failmode.simulator.state.values import is_storable, json_problem

MAX_WHOLE = 2**31 - 1
"""The largest id and count of the vendors: whole numbers of 32 bits."""

_SHOWN_CHARACTERS = 60

JsonObject = dict[str, Any]
"""A decoded JSON object."""


class JsonType(StrEnum):
    """JSON Schema's names of the types."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    OBJECT = "object"
    ARRAY = "array"


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a value from fitting a schema.

    Attributes:
        what: a line that begins with the name of what does not fit.
        member: the object's member that does not fit; "" when it is the value itself.
    """

    what: str
    member: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """One JSON value.

    Attributes:
        type: its type; None for any JSON value.
        description: what it means, with its unit.
        nullable: whether null is allowed too.
        choices: the only strings allowed; empty for any.
        minimum: the smallest number allowed.
        maximum: the largest number allowed.
        nonempty: whether an empty string or object is refused.
        item: schema of an array's elements.
        members: an object's known members; None for an object of any members.
        required: names of the members that must be present.
        elsewhere: whether what an object of any members holds is checked by who takes it.
    """

    type: JsonType | None
    description: str = ""
    nullable: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    nonempty: bool = False
    item: Schema | None = None
    members: Mapping[str, Schema] | None = None
    required: frozenset[str] = field(default_factory=frozenset)
    elsewhere: bool = False

    def unbounded(self, where: str) -> Iterator[str]:
        """Yield the numbers in this schema that lack a smallest or a largest one.

        Args:
            where: what to call it.
        """
        if self.type in (JsonType.INTEGER, JsonType.NUMBER) and None in (
            self.minimum,
            self.maximum,
        ):
            yield where
        if self.item is not None:
            yield from self.item.unbounded(f"{where}[]")
        for name, one in (self.members or {}).items():
            yield from one.unbounded(f"{where}.{name}")

    def json_schema(self) -> JsonObject:
        """Return this schema as JSON Schema."""
        result: JsonObject = {}
        if self.type is not None:
            result["type"] = [self.type.value, "null"] if self.nullable else self.type.value
        if self.description:
            result["description"] = self.description
        if self.choices:
            result["enum"] = [*self.choices, None] if self.nullable else list(self.choices)
        if self.minimum is not None:
            result["minimum"] = self.minimum
        if self.maximum is not None:
            result["maximum"] = self.maximum
        if self.nonempty:
            result["minProperties" if self.type is JsonType.OBJECT else "minLength"] = 1
        if self.item is not None:
            result["items"] = self.item.json_schema()
        if self.members is not None:
            result["properties"] = {name: one.json_schema() for name, one in self.members.items()}
            result["additionalProperties"] = False
            if self.required:
                result["required"] = sorted(self.required)
        return result

    def check(self, value: object, where: str) -> None:
        """Refuse a value that does not fit this schema.

        Raises:
            InvalidRequestError: names every problem, its place and what was expected.
        """
        problems = list(self.problems(value, where))
        if problems:
            member = problems[0].member if len(problems) == 1 else ""
            what = "; ".join(problem.what for problem in problems)
            hint = "Give one that fits" if member else self._hint(where)
            raise InvalidRequestError(what, hint, member)

    def _hint(self, where: str) -> str:
        if self.members:
            names = (f"{n} (required)" if n in self.required else n for n in self.members)
            return f"The {where} takes: {', '.join(names)}"
        return f"Give {self._expected()}"

    def problems(self, value: object, where: str, member: str = "") -> Iterator[Problem]:
        """Yield what keeps a value from fitting this schema.

        The members of an object are called by their own names.

        Args:
            value: the value.
            where: what to call it.
            member: the member of the outermost object that it is; "" for that object itself.
        """
        if value is None and self.nullable:
            return
        what = self._problem(value)
        if what is not None:
            yield Problem(f"{where} {what}", member)
        elif isinstance(value, list) and self.item is not None:
            for number, element in enumerate(value):
                place = f"{where}[{number}]"
                yield from self.item.problems(element, place, place)
        elif isinstance(value, dict) and self.members is not None:
            yield from self._member_problems(value, self.members, where, member)

    def _problem(self, value: object) -> str | None:
        """Say what keeps a value from fitting, apart from what is in it that has its own schema."""
        if self.type is not None and not _TESTS[self.type](value):
            return f"is {_type_of(value)}, expected {self._expected()}"
        if self.nonempty and not value:
            return "is empty"
        if isinstance(value, str) and not is_storable(value):
            return "has NUL or half of a surrogate pair, expected a text"
        if not self._allows(value):
            return f"is {_brief(value)}, expected {self._expected()}"
        return json_problem(value) if self._is_free(value) else None

    def _is_free(self, value: object) -> bool:
        """Whether nothing else says what may be in a value."""
        is_open = isinstance(value, dict) and self.members is None and not self.elsewhere
        return self.type is None or is_open

    def _allows(self, value: object) -> bool:
        if isinstance(value, str):
            return not self.choices or value in self.choices
        return not isinstance(value, int | float) or self._within(value)

    def _member_problems(
        self, value: JsonObject, members: Mapping[str, Schema], where: str, member: str
    ) -> Iterator[Problem]:
        for name in sorted(self.required - set(value)):
            yield Problem(f"{where} lacks {name!r}", member)
        for name, element in value.items():
            if name in members:
                place = f"{member}.{name}" if member else name
                yield from members[name].problems(element, place, place)
            else:
                yield Problem(f"{where} has an unknown member {name!r}", member)

    def _within(self, value: float) -> bool:
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )

    def _expected(self) -> str:
        text = "one of " + ", ".join(self.choices) if self.choices else _article(self.type)
        if self.minimum is not None:
            text += f" of at least {self.minimum:.15g}"
        if self.maximum is not None:
            text += f"{' and' if self.minimum is not None else ' of'} at most {self.maximum:.15g}"
        return f"{text} or null" if self.nullable else text

    def parse_text(self, text: str, where: str) -> Any:
        """Return the value that a query parameter or path segment stands for.

        Raises:
            InvalidRequestError: when the text does not stand for a value that fits this schema.
        """
        value: Any = text
        if self.type is not JsonType.STRING:
            with suppress(ValueError):
                value = json.loads(text)
        self.check(value, where)
        return value


def text(description: str = "", **options: Any) -> Schema:
    """Describe a string."""
    return Schema(JsonType.STRING, description, **options)


def number(description: str = "", **options: Any) -> Schema:
    """Describe a finite number."""
    return Schema(JsonType.NUMBER, description, **options)


def integer(description: str = "", **options: Any) -> Schema:
    """Describe a whole number."""
    return Schema(JsonType.INTEGER, description, **options)


def duration(description: str = "", *, minimum: float = 0, **options: Any) -> Schema:
    """Describe how long something takes, in seconds."""
    return number(description, minimum=minimum, maximum=MAX_DURATION_SECONDS, **options)


def moment(description: str = "", **options: Any) -> Schema:
    """Describe a time, in seconds since the epoch."""
    return number(description, minimum=MIN_SECONDS, maximum=MAX_SECONDS, **options)


def count(description: str = "", *, minimum: int = 0, **options: Any) -> Schema:
    """Describe how many, or an id of NinjaOne."""
    return integer(description, minimum=minimum, **{"maximum": MAX_WHOLE, **options})


def boolean(description: str = "", **options: Any) -> Schema:
    """Describe a value that is true or false."""
    return Schema(JsonType.BOOLEAN, description, **options)


def array(item: Schema, description: str = "", **options: Any) -> Schema:
    """Describe a list of values of one schema."""
    return Schema(JsonType.ARRAY, description, item=item, **options)


def obj(
    members: Mapping[str, Schema],
    description: str = "",
    *,
    required: tuple[str, ...] | None = None,
    **options: Any,
) -> Schema:
    """Describe an object with known members, all required unless `required` names fewer."""
    names = frozenset(members if required is None else required)
    return Schema(JsonType.OBJECT, description, members=members, required=names, **options)


def any_value(description: str = "", **options: Any) -> Schema:
    """Describe any JSON value."""
    return Schema(None, description, **options)


def any_object(description: str = "", **options: Any) -> Schema:
    """Describe an object of any members."""
    return Schema(JsonType.OBJECT, description, **options)


_TESTS: Mapping[JsonType, Callable[[object], bool]] = {
    JsonType.BOOLEAN: lambda value: isinstance(value, bool),
    JsonType.INTEGER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    JsonType.NUMBER: lambda value: (
        math.isfinite(value)
        if isinstance(value, float)
        else isinstance(value, int) and not isinstance(value, bool)
    ),
    JsonType.STRING: lambda value: isinstance(value, str),
    JsonType.ARRAY: lambda value: isinstance(value, list),
    JsonType.OBJECT: lambda value: isinstance(value, dict),
}


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}..."


def _article(kind: JsonType | None) -> str:
    if kind is None:
        return "any value"
    return f"{'an' if kind.value[0] in 'aio' else 'a'} {kind}"


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    matching = (_article(kind) for kind, test in _TESTS.items() if test(value))
    return next(matching, "not a finite number")

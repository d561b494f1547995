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
            raise InvalidRequestError("; ".join(problems), self._hint(where))

    def _hint(self, where: str) -> str:
        if self.members:
            names = (f"{n} (required)" if n in self.required else n for n in self.members)
            return f"The {where} takes: {', '.join(names)}; see /_sim/openapi.json"
        return "See /_sim/openapi.json"

    def problems(self, value: object, where: str) -> Iterator[str]:
        """Yield what keeps a value from fitting this schema, one line each; `where` names it."""
        if self.type is None or (value is None and self.nullable):
            return
        if not _TESTS[self.type](value):
            yield f"{where} is {_type_of(value)}, expected {self._expected()}"
        elif self.choices and value not in self.choices:
            yield f"{where} is {value!r}, expected {self._expected()}"
        elif isinstance(value, int | float) and not self._within(value):
            yield f"{where} is {value}, expected {self._expected()}"
        elif self.nonempty and not value:
            yield f"{where} is empty"
        elif isinstance(value, list) and self.item is not None:
            for number, element in enumerate(value):
                yield from self.item.problems(element, f"{where}[{number}]")
        elif isinstance(value, dict) and self.members is not None:
            yield from self._member_problems(value, self.members, where)

    def _member_problems(
        self, value: JsonObject, members: Mapping[str, Schema], where: str
    ) -> Iterator[str]:
        for name in sorted(self.required - set(value)):
            yield f"{where} lacks {name!r}"
        for name, element in value.items():
            if name in members:
                yield from members[name].problems(element, f"{where}.{name}")
            else:
                yield f"{where} has an unknown member {name!r}"

    def _within(self, value: float) -> bool:
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )

    def _expected(self) -> str:
        text = "one of " + ", ".join(self.choices) if self.choices else _article(self.type)
        if self.minimum is not None:
            text += f" of at least {self.minimum:g}"
        if self.maximum is not None:
            text += f"{' and' if self.minimum is not None else ' of'} at most {self.maximum:g}"
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


def any_value(description: str = "") -> Schema:
    """Describe any JSON value."""
    return Schema(None, description)


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


def _article(kind: JsonType | None) -> str:
    if kind is None:
        return "any value"
    return f"{'an' if kind.value[0] in 'aio' else 'a'} {kind}"


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    matching = (_article(kind) for kind, test in _TESTS.items() if test(value))
    return next(matching, "not a finite number")

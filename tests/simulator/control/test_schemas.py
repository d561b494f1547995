"""Schemas of the control API: what is refused is exactly what the description forbids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator

from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.control.schemas import (
    Schema,
    any_object,
    array,
    boolean,
    integer,
    number,
    obj,
    text,
)

LEAVES = st.one_of(
    st.builds(text, nullable=st.booleans(), nonempty=st.booleans()),
    st.builds(text, nullable=st.booleans(), choices=st.just(("a", "b"))),
    st.builds(
        number,
        nullable=st.booleans(),
        minimum=st.none() | st.integers(-3, 0),
        maximum=st.none() | st.integers(1, 3),
    ),
    st.builds(integer, nullable=st.booleans(), minimum=st.none() | st.integers(-3, 3)),
    st.builds(boolean, nullable=st.booleans()),
    st.builds(any_object, nullable=st.booleans(), nonempty=st.booleans()),
)
NAMES = st.sampled_from(("a", "b", "c"))


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Schema]) -> Schema:
    members = draw(st.dictionaries(NAMES, inner, min_size=1))
    required = draw(st.sets(st.sampled_from(sorted(members))))
    return obj(members, required=tuple(required), nullable=draw(st.booleans()))


SCHEMAS = st.recursive(LEAVES, lambda inner: st.builds(array, inner) | objects(inner), max_leaves=6)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from((0.5, -2.5, 3.5))
    | st.sampled_from(("", "a", "b", "c")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(SCHEMAS, VALUES)
def test_a_value_is_refused_exactly_when_the_schema_forbids_it(
    schema: Schema, value: object
) -> None:
    refused = bool(list(schema.problems(value, "value")))
    assert refused is not OAS31Validator(schema.json_schema()).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        (text(), 1, "body is an integer, expected a string"),
        (integer(nullable=True), "1", "body is a string, expected an integer or null"),
        (text(choices=("x", "y")), "z", "body is 'z', expected one of x, y"),
        (number(minimum=0, maximum=1), 2, "expected a number of at least 0 and at most 1"),
        (number(), float("inf"), "body is not a finite number"),
        (obj({"a": text()}), {}, "body lacks 'a'"),
        (obj({"a": text()}), {"a": "", "b": 1}, "body has an unknown member 'b'"),
        (array(obj({"a": boolean()})), [{"a": 0}], "body[0].a is an integer"),
    ],
)
def test_a_refusal_says_where_and_what_was_expected(
    schema: Schema, value: object, message: str
) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        schema.check(value, "body")
    assert message in refused.value.what


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(InvalidRequestError) as refused:
        obj({"a": text(), "b": integer()}).check({"a": 1, "b": "x"}, "body")
    assert "a is an integer" in refused.value.what
    assert "b is a string" in refused.value.what
    assert "a (required), b (required)" in refused.value.remedy


@pytest.mark.parametrize(
    ("schema", "written", "value"),
    [
        (integer(), "-3", -3),
        (number(), "1.5", 1.5),
        (boolean(), "true", True),
        (text(), "1", "1"),
    ],
)
def test_query_text_is_read_as_its_shape(schema: Schema, written: str, value: object) -> None:
    assert schema.parse_text(written, "query") == value


@pytest.mark.parametrize(
    ("schema", "written"),
    [(integer(), "1.5"), (integer(), "--1"), (number(), "nan"), (boolean(), "yes")],
)
def test_query_text_of_another_shape_is_refused(schema: Schema, written: str) -> None:
    with pytest.raises(InvalidRequestError):
        schema.parse_text(written, "query")

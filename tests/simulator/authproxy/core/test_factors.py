"""Taking password and factor apart, and choosing a factor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.cfg.sections.base import Factor
from failmode.simulator.authproxy.core.factors import (
    UnusableFactorsError,
    choose_factor,
    split_password,
)

AUTO, PUSH, PHONE, PASSCODE = Factor.AUTO, Factor.PUSH, Factor.PHONE, Factor.PASSCODE
SMARTPHONE = {"default": "push1", "1": "push1", "2": "phone1", "3": "sms1"}


@pytest.mark.parametrize(
    ("password", "delimiter", "length", "expected"),
    [
        ("secret,push", ",", 0, ("secret", "push")),
        ("sec,ret,123456", ",", 0, ("sec,ret", "123456")),
        ("secret,", ",", 0, ("secret", None)),
        (",push", ",", 0, ("", "push")),
        ("secret", ",", 0, None),
        ("secret::push", "::", 0, ("secret", "push")),
        ("secretpush", ",", 6, ("secret", "push")),
        ("secret,push", ",", 6, ("secret", "push")),
        ("secret::push", "::", 6, ("secret", ":push")),
        ("secret", ",", 6, None),
        ("sec", ",", 6, None),
        ("a,b", ",", 6, None),
    ],
)
def test_a_password_is_taken_apart_as_the_product_does(
    password: str, delimiter: str, length: int, expected: tuple[str, str | None] | None
) -> None:
    parts = split_password(
        password, allow_concat=True, delimiter=delimiter, delimited_password_length=length
    )
    assert parts == expected


@given(st.text(), st.text(min_size=1), st.integers(0, 20))
def test_without_allow_concat_nothing_is_taken_apart(
    password: str, delimiter: str, length: int
) -> None:
    parts = split_password(
        password, allow_concat=False, delimiter=delimiter, delimited_password_length=length
    )
    assert parts is None


@given(st.text(), st.text(min_size=1))
def test_the_last_delimiter_parts_and_both_sides_are_kept(password: str, delimiter: str) -> None:
    parts = split_password(
        password, allow_concat=True, delimiter=delimiter, delimited_password_length=0
    )
    if parts is None:
        assert delimiter not in password
    else:
        assert f"{parts[0]}{delimiter}{parts[1] or ''}" == password
        assert delimiter not in (parts[1] or "")


@given(st.text(), st.integers(1, 20))
def test_with_a_length_the_password_has_exactly_that_many_characters(
    password: str, length: int
) -> None:
    parts = split_password(
        password, allow_concat=True, delimiter=",", delimited_password_length=length
    )
    assert (parts is None) == (len(password) <= length)
    if parts is not None:
        assert parts[0] == password[:length]
        assert parts[1] != ""


@pytest.mark.parametrize(
    ("preferred", "offered", "expected"),
    [
        ((AUTO,), SMARTPHONE, "push1"),
        ((PHONE,), SMARTPHONE, "phone"),
        ((PHONE, PUSH), SMARTPHONE, "phone"),
        ((PUSH, AUTO), {"default": "phone1", "1": "phone1"}, "phone1"),
        ((PASSCODE, AUTO), SMARTPHONE, "passcode"),
        ((PUSH,), {"default": "phone1", "1": "phone1"}, None),
        ((AUTO,), {}, None),
        ((AUTO, PASSCODE), {}, "passcode"),
        ((AUTO,), {"1": "push1"}, None),
    ],
)
def test_the_first_preferred_factor_that_the_user_has_is_chosen(
    preferred: tuple[Factor, ...], offered: dict[str, object], expected: str | None
) -> None:
    assert choose_factor(preferred, offered) == expected


def test_factors_that_are_not_text_are_told_apart() -> None:
    with pytest.raises(UnusableFactorsError, match="7"):
        choose_factor((AUTO,), {"default": 7})

"""The URL of the state database: refused in one line, and never shown with a password."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.errors import ConfigError
from failmode.simulator.state.store import Store
from failmode.simulator.state.url import parse_state_url, shown, sqlite_file

SECRET = "p4ss-w0rd"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        (":abc", "does not begin with the kind of database"),
        ("state.sqlite", "does not begin with the kind of database"),
        (f"postgresql://u:{SECRET}@127.0.0.1:abc/x", "port is no number"),
        (f"postgresql://u:{SECRET}@127.0.0.1:/x", "port is no number"),
        (f"nothing://u:{SECRET}@h/x", "nothing is no kind of database that is known"),
        (f"postgresql+nothing://u:{SECRET}@h/x", "is no kind of database that is known"),
        ("sqlite://", "is in memory"),
        ("sqlite:///:memory:", "is in memory"),
        (f"sqlite:///file:x?mode=memory&uri=true&key={SECRET}", "is in memory"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_in_one_line_without_its_password(
    text: str, reason: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_state_url(text)

    assert reason in refused.value.what
    assert "\n" not in str(refused.value)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql+psycopg://u:{SECRET}@h/x",
        f"postgresql+psycopg://h/x?user=u&password={SECRET}",
        f"postgresql+psycopg://h/x?sslpassword={SECRET}",
        f"postgresql+psycopg://h/x?options=-c%20a.secret%3D{SECRET}",
        f"postgresql+psycopg://u:{SECRET}@h/x?PASSWORD={SECRET}",
        f"sqlite:///x.db?anything={SECRET}",
    ],
)
def test_no_part_that_may_be_a_password_is_shown(text: str) -> None:
    told = shown(parse_state_url(text))

    assert SECRET not in told
    assert "***" in told


def test_what_is_no_secret_is_shown_as_it_is() -> None:
    text = "postgresql+psycopg://u@h:5432/x?connect_timeout=1&sslmode=require"

    assert shown(parse_state_url(text)) == text


@pytest.mark.parametrize(
    "place",
    [
        f"u:{SECRET}@127.0.0.1:1/x",
        f"127.0.0.1:1/x?user=u&password={SECRET}",
        f"u@127.0.0.1:1/x?nonsense={SECRET}",
        f"u@127.0.0.1:1/x?connect_timeout={SECRET}",
    ],
)
def test_a_database_that_cannot_be_opened_is_told_without_the_password(place: str) -> None:
    pytest.importorskip("psycopg")

    with pytest.raises(ConfigError) as refused:
        Store(f"postgresql+psycopg://{place}")

    if "connect_timeout" not in place:
        assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_no_url_is_refused_as_a_setting(scheme: str, rest: str) -> None:
    try:
        parse_state_url(f"{scheme}://{rest}")
    except ConfigError as refused:
        assert "\n" not in refused.what  # noqa: PT017 - most texts are refused, not all


def test_the_file_of_an_sqlite_database_is_known_in_every_form() -> None:
    def file(text: str) -> Path | None:
        return sqlite_file(parse_state_url(text))

    assert file("sqlite:///x.db") == Path("x.db")
    assert file("sqlite:////tmp/x.db") == Path("/tmp/x.db")  # noqa: S108 - only named
    assert file("sqlite:///file:/tmp/x.db?uri=true&mode=rw") == Path("/tmp/x.db")  # noqa: S108 - as above
    assert file("postgresql+psycopg://h/x") is None

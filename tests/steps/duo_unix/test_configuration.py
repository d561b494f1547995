"""The configuration of Duo Unix: what is written is what its parser reads back."""

from __future__ import annotations

import configparser
import dataclasses
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from failmode.steps.errors import TargetError
from failmode.steps.targets.duo_unix.configuration import MAX_LINE_BYTES, PRIVATE, Configuration
from failmode.steps.targets.duo_unix.mistakes import apply_mistake
from failmode.terms.duo_unix import Mistake

CONFIGURATION = Configuration(
    ikey="DIEXAMPLEEXAMPLE0000",
    skey="example-secret-key",
    host="localhost:8443",
    cafile=Path("/tmp/ca.pem"),  # noqa: S108 - only a text here
    failmode="secure",
    https_timeout=1,
    prompts=1,
)
TEXT_KEYS = ("ikey", "skey", "host", "failmode", "http_proxy", "groups")


def read(text: str) -> dict[str, str]:
    """Read what the section says, by rules like those of the parser of Duo Unix."""
    parser = configparser.ConfigParser(
        delimiters=("=",),
        comment_prefixes=("#", ";"),
        inline_comment_prefixes=(";",),
        interpolation=None,
        strict=True,
    )
    parser.read_string(text)
    assert parser.sections() == ["duo"]
    return dict(parser["duo"])


def kept(key: str, value: str) -> bool:
    """Return whether a line can hold the value, told otherwise than by the code under test."""
    one_line = value.isprintable() and len(f"{key}={value}".encode()) < MAX_LINE_BYTES + 1
    return one_line and ";" not in value and bool(value) and value == value.strip()


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TEXT_KEYS, st.text(max_size=210))))
@example({"failmode": "secure\nhost=elsewhere"})
@example({"host": "localhost;x"})
@example({"groups": " users"})
@example({"skey": "\x85"})
def test_a_value_is_read_back_as_it_was_or_refused(values: dict[str, Any]) -> None:
    nothing = Configuration(ikey=None, skey=None, host=None)
    try:
        text = dataclasses.replace(nothing, **values).text()
    except TargetError:
        assert not all(kept(key, value) for key, value in values.items())
    else:
        assert read(text) == values


@pytest.mark.parametrize(
    "value",
    ["", " safe", "safe ", "safe\nskey=x", "safe\r", "a\0b", "safe ; no", "x" * MAX_LINE_BYTES],
)
def test_a_value_that_would_not_be_read_back_is_refused(value: str) -> None:
    with pytest.raises(TargetError, match="failmode"):
        dataclasses.replace(CONFIGURATION, failmode=value).text()


def test_a_refused_secret_key_is_not_told() -> None:
    with pytest.raises(TargetError) as refused:
        dataclasses.replace(CONFIGURATION, skey="tulip;secret").text()
    assert "tulip" not in str(refused.value)
    assert "tulip" not in repr(dataclasses.replace(CONFIGURATION, skey="tulip"))


def test_a_raw_line_cannot_smuggle_in_a_second_one() -> None:
    with pytest.raises(TargetError, match="more than one line"):
        dataclasses.replace(CONFIGURATION, before_failmode=("a=b\nfailmode=safe",)).text()


def test_raw_lines_stand_right_before_and_after_the_failmode() -> None:
    configuration = dataclasses.replace(
        CONFIGURATION, before_failmode=("first=1",), after_failmode=("last=1",)
    )
    assert configuration.text().splitlines()[-3:] == ["first=1", "failmode=secure", "last=1"]


def test_what_is_not_set_is_not_in_the_file() -> None:
    assert Configuration(ikey=None, skey=None, host=None).text() == "[duo]\n"


@pytest.mark.parametrize("mode", [PRIVATE, 0o644, 0])
def test_the_file_has_exactly_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "duo.conf"
    dataclasses.replace(CONFIGURATION, mode=mode).write(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_nothing_is_written_for_a_value_that_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "duo.conf"
    with pytest.raises(TargetError):
        dataclasses.replace(CONFIGURATION, host="two\nlines").write(path)
    assert not path.exists()


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "duo.conf"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        CONFIGURATION.write(path)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("mistake", Mistake)
def test_a_mistake_changes_nothing_else(mistake: Mistake, tmp_path: Path) -> None:
    changed = apply_mistake(mistake, CONFIGURATION, tmp_path)
    differing = [
        one.name
        for one in dataclasses.fields(Configuration)
        if getattr(changed, one.name) != getattr(CONFIGURATION, one.name)
    ]
    expected = {
        Mistake.FAILMODE_MISSPELT: ["failmode"],
        Mistake.UNKNOWN_KEY_BEFORE: ["before_failmode"],
        Mistake.UNKNOWN_KEY_AFTER: ["after_failmode"],
        Mistake.FILE_READABLE_BY_OTHERS: ["mode"],
        Mistake.FILE_UNREADABLE: ["mode"],
        Mistake.FILE_MISSING: [],
        Mistake.KEYS_MISSING: ["ikey", "skey"],
        Mistake.HOST_MISSING: ["host"],
        Mistake.CAFILE_MISSING: ["cafile"],
        Mistake.HTTPS_PROXY_SCHEME: ["http_proxy"],
        Mistake.USER_OUTSIDE_GROUPS: ["groups"],
        Mistake.FAILMODE_IN_CAPITALS: ["failmode"],
        Mistake.FAILMODE_CLOSED: ["failmode"],
        Mistake.BYTE_ORDER_MARK: ["edit"],
        Mistake.LONG_COMMENT: ["edit"],
        Mistake.FILE_EMPTY: ["edit"],
        Mistake.FIPS_MODE: ["before_failmode"],
        Mistake.DEV_FIPS_MODE: ["before_failmode"],
        Mistake.AUTOPUSH_AND_VERIFIED_PUSH: ["before_failmode"],
        Mistake.FILE_MODE_0640: ["mode"],
        Mistake.FILE_MODE_0604: ["mode"],
        Mistake.FILE_MODE_0620: ["mode"],
        Mistake.FILE_MODE_0602: ["mode"],
        Mistake.FILE_MODE_0700: ["mode"],
        Mistake.HOST_WITH_SCHEME: ["host"],
        Mistake.HOST_WITH_SLASH: ["host"],
        Mistake.PORT_BY_NAME: ["host"],
        Mistake.PROXY_REFUSES: ["http_proxy"],
        Mistake.PROXY_UNKNOWN: ["http_proxy"],
        Mistake.CAFILE_DIRECTORY: ["cafile"],
        Mistake.CAFILE_EMPTY: ["cafile"],
        Mistake.CAFILE_NOT_SET: ["cafile"],
        Mistake.HOST_BY_ADDRESS: ["host"],
        Mistake.SKEY_IN_QUOTES: ["skey"],
        Mistake.IKEY_WRONG: ["ikey"],
        Mistake.PROMPTS_ZERO: ["prompts"],
        Mistake.HTTPS_TIMEOUT_WORD: ["before_failmode"],
        Mistake.HTTPS_TIMEOUT_NEGATIVE: ["https_timeout"],
        Mistake.HTTPS_TIMEOUT_ZERO: ["https_timeout"],
        Mistake.CARRIAGE_RETURNS: ["edit"],
        Mistake.SECTION_MISSING: ["edit"],
        Mistake.SECTION_OTHER: ["edit"],
        Mistake.COMMENT_BEHIND_IKEY: ["edit"],
    }
    assert differing == expected[mistake]


@pytest.mark.parametrize(
    ("mistake", "begins", "has"),
    [
        (Mistake.BYTE_ORDER_MARK, b"\xef\xbb\xbf[duo]\n", b"failmode=secure\n"),
        (Mistake.FILE_EMPTY, b"", b""),
        (Mistake.LONG_COMMENT, b"[duo]\n; ---", b"-\nikey="),
        (Mistake.CARRIAGE_RETURNS, b"[duo]\r\n", b"failmode=secure\r\n"),
        (Mistake.SECTION_MISSING, b"ikey=", b"failmode=secure\n"),
        (Mistake.SECTION_OTHER, b"[other]\n", b"failmode=secure\n"),
        (Mistake.COMMENT_BEHIND_IKEY, b"[duo]\n", b"ikey=DIEXAMPLEEXAMPLE0000 ; the key\n"),
        (Mistake.SKEY_IN_QUOTES, b"[duo]\n", b'skey="example-secret-key"\n'),
    ],
)
def test_a_mistake_of_the_text_is_in_the_file(
    tmp_path: Path, mistake: Mistake, begins: bytes, has: bytes
) -> None:
    wrong = apply_mistake(mistake, CONFIGURATION, tmp_path)
    wrong.write(tmp_path / "duo.conf")
    written = (tmp_path / "duo.conf").read_bytes()
    assert written.startswith(begins)
    assert has in written
    assert (mistake is Mistake.FILE_EMPTY) is (written == b"")

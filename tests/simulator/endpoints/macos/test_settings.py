"""Duo for macOS: the settings file."""

from __future__ import annotations

import plistlib
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.endpoints.accounts import Account, Session
from failmode.simulator.endpoints.macos.endpoint import MacEndpoint
from failmode.simulator.endpoints.macos.settings import MacSettings
from failmode.simulator.errors import ConfigError

VALUES: dict[str, object] = {
    "ikey": "DIXXXXXXXXXXXXXXXXXX",
    "skey": "dummy-secret-key-of-forty-characters-000",
    "api_hostname": "api-1234abcd.duosecurity.test",
    "auto_push": True,
}

_keys = st.text(string.ascii_letters + string.digits, min_size=1, max_size=40)
_settings = st.builds(
    MacSettings,
    ikey=_keys,
    skey=_keys,
    api_hostname=st.from_regex(r"api-[0-9a-f]{8}\.duosecurity\.test", fullmatch=True),
    auto_push=st.booleans(),
    fail_open=st.booleans(),
    smartcard_bypass=st.booleans(),
    twofa_unlock=st.booleans(),
)


@settings(max_examples=50, deadline=None)
@given(settings=_settings, binary=st.booleans())
def test_settings_survive_a_plist(settings: MacSettings, binary: bool) -> None:
    assert MacSettings.from_plist(settings.to_plist(binary=binary)) == settings


@settings(max_examples=50, deadline=None)
@given(st.binary() | st.binary().map(lambda data: b"bplist00" + data))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with pytest.raises(ConfigError, match=r"config\.plist"):
        MacSettings.from_plist(data)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_damaged_plist_is_read_or_refused_in_words(data: st.DataObject) -> None:
    binary = data.draw(st.booleans())
    whole = bytearray(MacSettings.from_mapping(VALUES).to_plist(binary=binary))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ConfigError):
        settings = MacSettings.from_plist(bytes(whole))
        assert MacSettings.from_plist(settings.to_plist()) == settings


def test_keys_that_the_file_does_not_have_get_the_documented_defaults() -> None:
    settings = MacSettings.from_mapping(VALUES)
    assert settings.fail_open is False
    assert settings.smartcard_bypass is False
    assert settings.twofa_unlock is False


@pytest.mark.parametrize("key", ["ikey", "skey", "api_hostname", "auto_push"])
def test_a_missing_key_is_refused_by_name(key: str) -> None:
    with pytest.raises(ConfigError, match=f"key {key} is missing"):
        MacSettings.from_mapping({k: v for k, v in VALUES.items() if k != key})


@pytest.mark.parametrize(
    ("key", "value", "found", "expected"),
    [
        ("fail_open", "true", "a string", "true or false"),
        ("fail_open", 1, "a number", "true or false"),
        ("auto_push", [], "an array", "true or false"),
        ("ikey", True, "true or false", "a string"),
        ("api_hostname", {}, "a dictionary", "a string"),
    ],
)
def test_a_wrong_type_is_refused_with_the_key_and_the_expected_type(
    key: str, value: object, found: str, expected: str
) -> None:
    data = plistlib.dumps(VALUES | {key: value})
    with pytest.raises(ConfigError, match=f"key {key} is {found}, expected {expected}"):
        MacSettings.from_plist(data, "config.plist")


def test_an_unknown_key_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"'failopen'.*fail_open"):
        MacSettings.from_mapping(VALUES | {"failopen": True})


def test_a_top_level_that_is_no_dictionary_is_refused() -> None:
    with pytest.raises(ConfigError, match="the top level is an array"):
        MacSettings.from_plist(plistlib.dumps([VALUES]))


@pytest.mark.parametrize("host", ["https://api.test", "api.test:443", "", "a b"])
def test_a_host_that_is_no_name_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match=r"api_hostname.*not a host name"):
        MacSettings.from_mapping(VALUES | {"api_hostname": host})


def test_a_refused_secret_key_is_not_shown() -> None:
    with pytest.raises(ConfigError, match="skey") as caught:
        MacSettings.from_mapping(VALUES | {"skey": "secret with blanks"})
    assert "secret with blanks" not in str(caught.value)


def test_a_file_is_read_and_a_missing_one_named(tmp_path: Path) -> None:
    path = tmp_path / "config.plist"
    with pytest.raises(ConfigError, match=r"config\.plist: it cannot be read"):
        MacSettings.from_file(path)
    path.write_bytes(plistlib.dumps(VALUES, fmt=plistlib.FMT_BINARY))
    assert MacSettings.from_file(path) == MacSettings.from_mapping(VALUES)


def test_only_the_console_is_guarded() -> None:
    settings = MacSettings.from_mapping(VALUES)
    assert settings.unprotected_reason(Session.CONSOLE) is None
    with pytest.raises(ConfigError, match="console only"):
        settings.unprotected_reason(Session.RDP)


def test_offline_access_is_refused_by_name() -> None:
    settings = MacSettings.from_mapping(VALUES)
    assert settings.offline_offered(Account("alice", "dummy")) is False
    with pytest.raises(ConfigError, match="offline access of Duo for macOS"):
        settings.offline_offered(Account("alice", "dummy", offline_passcode="123456"))


def test_a_mac_shows_its_keys_without_the_secret_key() -> None:
    endpoint = MacEndpoint(MacSettings.from_mapping(VALUES | {"fail_open": True}).to_plist())
    shown = endpoint.masked_settings()
    assert shown["fail_open"] == "true"
    assert shown["twofa_unlock"] == "false"
    assert str(VALUES["skey"]) not in f"{endpoint!r}{endpoint.settings()!r}{shown}"

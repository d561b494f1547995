"""Duo for Windows Logon: installer properties, the command line and the registry."""

from __future__ import annotations

import string
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.endpoints.accounts import Account, Session
from failmode.simulator.endpoints.product import InstallerDefaults
from failmode.simulator.endpoints.windows_logon.command_line import (
    SECRET_PROPERTY,
    parse_command_line,
    render_command_line,
)
from failmode.simulator.endpoints.windows_logon.defaults import (
    FAILS_CLOSED,
    FAILS_OPEN,
)
from failmode.simulator.endpoints.windows_logon.endpoint import WindowsEndpoint
from failmode.simulator.endpoints.windows_logon.settings import (
    LOCAL_KEY,
    POLICY_KEY,
    PROPERTY_NAMES,
    UNSUPPORTED_PROPERTIES,
    ElevationProtection,
    UsernameFormat,
    WindowsSettings,
    settings_from_properties,
)
from failmode.simulator.errors import ConfigError
from failmode.terms.platforms import Platform

KEYS = {
    "IKEY": "DIXXXXXXXXXXXXXXXXXX",
    "SKEY": "dummy-secret-key-of-forty-characters-000",
    "HOST": "api-1234abcd.duosecurity.test",
}
PROPERTIES = KEYS | {"FAILOPEN": "#0"}

_names = st.text(string.ascii_uppercase + string.digits + "_", min_size=1, max_size=12).map(
    lambda name: f"P{name}"
)
_values = st.text(
    st.characters(exclude_characters='"', exclude_categories=["C", "Z"], include_characters=" ")
)
_keys = st.text(string.ascii_letters + string.digits, min_size=1, max_size=40)
_settings = st.builds(
    WindowsSettings,
    ikey=_keys,
    skey=_keys,
    host=st.from_regex(r"api-[0-9a-f]{8}\.duosecurity\.test", fullmatch=True),
    fail_open=st.booleans(),
    auto_push=st.booleans(),
    rdp_only=st.booleans(),
    smart_cards=st.booleans(),
    wrap_smart_cards=st.booleans(),
    offline_available=st.booleans(),
    username_format=st.sampled_from(UsernameFormat),
    elevation_protection=st.sampled_from(ElevationProtection),
    elevation_offline=st.booleans(),
    elevation_offline_enroll=st.booleans(),
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(_names, _values))
def test_a_rendered_command_line_reads_back(properties: dict[str, str]) -> None:
    assert parse_command_line(render_command_line(properties, masked=False)) == properties


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text(alphabet='/V"=#01 IKEYSxe.\n'))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(ConfigError):
        properties = parse_command_line(text)
        assert all(name in text and value in text for name, value in properties.items())


@pytest.mark.parametrize(
    "line",
    [
        r'duo-win-login-5.3.0.exe /S /V" /qn IKEY="I" FAILOPEN="#1" AUTOPUSH="#0""',
        '/S /V" /qn IKEY="I" FAILOPEN="#1" AUTOPUSH="#0""',
        r'"C:\Temp Files\duo-win-login.exe" /S /V" /qn IKEY="I" FAILOPEN="#1" AUTOPUSH=#0"',
        "DuoWindowsLogon64.msi /qn IKEY=I FAILOPEN=#1 AUTOPUSH=#0",
        'IKEY="I" FAILOPEN="#1" AUTOPUSH="#0"',
    ],
)
def test_the_usual_ways_to_write_the_command_line_are_understood(line: str) -> None:
    assert parse_command_line(line) == {"IKEY": "I", "FAILOPEN": "#1", "AUTOPUSH": "#0"}


@pytest.mark.parametrize(
    "line",
    [
        'IKEY="I',
        'IKEY="I"FAILOPEN="#1"',
        '/S /V" /qn IKEY="I" stray"',
        'IKEY="I" IKEY="J"',
        'duo-win-login.exe IKEY="I" /V" /qn "',
    ],
)
def test_a_broken_command_line_is_refused(line: str) -> None:
    with pytest.raises(ConfigError):
        parse_command_line(line)


@pytest.mark.parametrize("value", ['a"b', "a\nb", "a\x00b"])
def test_a_value_that_a_command_line_cannot_hold_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="installer property SKEY") as caught:
        render_command_line({"SKEY": value}, masked=False)
    assert value not in str(caught.value)


def test_the_masked_command_line_has_no_secret_key() -> None:
    line = render_command_line(PROPERTIES, masked=True)
    assert PROPERTIES[SECRET_PROPERTY] not in line
    assert 'SKEY="***"' in line
    assert PROPERTIES["IKEY"] in line


@settings(max_examples=50, deadline=None)
@given(_settings)
def test_settings_survive_the_registry(settings: WindowsSettings) -> None:
    assert WindowsSettings.from_registry(settings.registry()) == settings


@settings(max_examples=50, deadline=None)
@given(_settings)
def test_settings_survive_the_installer(settings: WindowsSettings) -> None:
    values = settings.registry()[LOCAL_KEY]
    texts = [
        value if isinstance(value, str) else f"#{value}"
        for value in (values[name] for name in REGISTRY_NAMES)
    ]
    properties = dict(zip(PROPERTY_NAMES, texts, strict=True))
    line = render_command_line(properties, masked=False)
    assert settings_from_properties(line) == settings


REGISTRY_NAMES = (
    "IKey",
    "SKey",
    "Host",
    "AutoPush",
    "FailOpen",
    "RdpOnly",
    "EnableSmartCards",
    "WrapSmartCards",
    "OfflineAvailable",
    "UsernameFormatForService",
    "ElevationProtectionMode",
    "ElevationOfflineEnable",
    "ElevationOfflineEnrollment",
)


def test_each_property_becomes_the_registry_value_of_the_product() -> None:
    numbers = {name: "#1" for name in PROPERTY_NAMES if name not in KEYS}
    registry = settings_from_properties(KEYS | numbers).registry()
    assert tuple(registry) == (LOCAL_KEY,)
    assert tuple(registry[LOCAL_KEY]) == REGISTRY_NAMES
    assert [registry[LOCAL_KEY][name] for name in REGISTRY_NAMES[3:]] == [1] * 10


def test_properties_left_out_get_the_documented_defaults() -> None:
    values = settings_from_properties(PROPERTIES).registry()[LOCAL_KEY]
    assert [values[name] for name in REGISTRY_NAMES[3:]] == [1, 0, 0, 0, 0, 1, 1, 0, 1, 1]


def test_a_failopen_left_out_needs_a_choice_of_the_disputed_default() -> None:
    with pytest.raises(ConfigError, match="FAILOPEN is left out"):
        settings_from_properties(KEYS)
    assert settings_from_properties(KEYS, FAILS_OPEN).fail_open is True
    assert settings_from_properties(KEYS, FAILS_CLOSED).fail_open is False


@pytest.mark.parametrize("default", [False, True])
@pytest.mark.parametrize(("text", "expected"), [("#0", False), ("#1", True)])
def test_an_explicit_failopen_beats_the_installers_default(
    text: str, expected: bool, default: bool
) -> None:
    settings = settings_from_properties(KEYS | {"FAILOPEN": text}, InstallerDefaults(default))
    assert settings.fail_open is expected


@pytest.mark.parametrize("text", ["1", "0", "#2", "#", "#-1", "#01x", "true", "", "# 1", "#\u0661"])
def test_a_number_not_in_dword_syntax_is_refused_by_name(text: str) -> None:
    with pytest.raises(ConfigError, match=r"installer property FAILOPEN is .*#0, #1"):
        settings_from_properties(KEYS | {"FAILOPEN": text})


def test_an_unknown_property_is_refused_by_name() -> None:
    with pytest.raises(ConfigError, match=r"'FAIL_OPEN' is not a property.*FAILOPEN"):
        settings_from_properties(PROPERTIES | {"FAIL_OPEN": "#1"})


@pytest.mark.parametrize("name", UNSUPPORTED_PROPERTIES)
def test_a_property_whose_registry_value_is_unknown_is_refused_by_name(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} is not supported"):
        settings_from_properties(PROPERTIES | {name: "#1"})


@pytest.mark.parametrize("name", ["IKEY", "SKEY", "HOST"])
def test_a_missing_key_is_refused_by_name(name: str) -> None:
    with pytest.raises(ConfigError, match=f"{name} is missing"):
        settings_from_properties({k: v for k, v in PROPERTIES.items() if k != name})


@pytest.mark.parametrize("host", ["https://api.test", "api.test:443", "", "a b", "-", "api.test/"])
def test_a_host_that_is_no_name_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match=r"HOST.*not a host name"):
        settings_from_properties(PROPERTIES | {"HOST": host})


def test_a_refused_secret_key_is_not_shown() -> None:
    with pytest.raises(ConfigError, match="SKEY") as caught:
        settings_from_properties(PROPERTIES | {"SKEY": "secret with blanks"})
    assert "secret with blanks" not in str(caught.value)


def test_group_policy_overrides_the_installers_value() -> None:
    registry = settings_from_properties(PROPERTIES).registry()
    registry[POLICY_KEY.upper()] = {"failopen": 1}
    assert WindowsSettings.from_registry(registry).fail_open is True
    assert WindowsSettings.from_registry(registry, policy_first=False).fail_open is False


@pytest.mark.parametrize(
    ("name", "value"), [("FailOpen", "1"), ("FailOpen", 2), ("FailOpen", True), ("IKey", 5)]
)
def test_a_registry_value_that_cannot_be_used_is_refused_by_its_path(
    name: str, value: str | int
) -> None:
    registry = settings_from_properties(PROPERTIES).registry()
    registry[LOCAL_KEY][name] = value
    with pytest.raises(ConfigError, match=rf"DuoCredProv\\{name}"):
        WindowsSettings.from_registry(registry)


def test_a_missing_failopen_value_is_not_guessed() -> None:
    registry = settings_from_properties(PROPERTIES).registry()
    del registry[LOCAL_KEY]["FailOpen"]
    with pytest.raises(ConfigError, match=r"DuoCredProv\\FailOpen is missing"):
        WindowsSettings.from_registry(registry)


@pytest.mark.parametrize(
    ("number", "name"),
    [("#0", "narroway"), ("#1", r"ACME\narroway"), ("#2", "narroway@acme.test")],
)
def test_the_username_format_decides_how_duo_hears_of_the_user(number: str, name: str) -> None:
    settings = settings_from_properties(PROPERTIES | {"USERNAMEFORMAT": number})
    account = Account("narroway", "dummy", domain="ACME", dns_domain="acme.test")
    assert settings.duo_username(account) == name


@pytest.mark.parametrize(
    ("properties", "console", "rdp"),
    [
        ({}, True, True),
        ({"RDPONLY": "#1"}, False, True),
        ({"UAC_PROTECTMODE": "#1"}, False, False),
        ({"UAC_PROTECTMODE": "#2"}, True, True),
    ],
)
def test_which_sessions_are_guarded(properties: dict[str, str], console: bool, rdp: bool) -> None:
    settings = settings_from_properties(PROPERTIES | properties)
    assert (settings.unprotected_reason(Session.CONSOLE) is None) is console
    assert (settings.unprotected_reason(Session.RDP) is None) is rdp


@pytest.mark.parametrize(
    ("product_type", "platform"),
    [(1, Platform.WINDOWS_WORKSTATION), (2, Platform.WINDOWS_SERVER), (3, Platform.WINDOWS_SERVER)],
)
def test_the_product_type_tells_workstation_from_server(
    product_type: int, platform: Platform
) -> None:
    assert WindowsEndpoint.install(product_type, PROPERTIES).platform is platform


def test_an_unknown_product_type_is_refused() -> None:
    with pytest.raises(ConfigError, match="ProductType 4"):
        _ = WindowsEndpoint.install(4, PROPERTIES).platform


def test_an_endpoint_shows_its_values_without_the_secret_key() -> None:
    endpoint = WindowsEndpoint.install(1, PROPERTIES)
    shown = endpoint.masked_settings()
    assert shown["FailOpen"] == "0"
    assert shown["SKey"] == "***"
    assert PROPERTIES["SKEY"] not in f"{endpoint!r}{endpoint.settings()!r}{shown}"

"""`failmode login`: one login from the field to the verdict, told step by step."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.simulator.duo.auth.authentication import Authentication
from failmode.simulator.seed.data import generate_keys, generate_seed_data
from tests.cli.login_command import outcome, run


@pytest.mark.parametrize(
    ("platform", "option", "setting", "verdict"),
    [
        ("windows-workstation", "Windows", ("FailOpen", "1"), "failed-open"),
        ("windows-workstation", "Windows Servers", ("FailOpen", "0"), "denied"),
        ("windows-server", "Windows Servers", ("FailOpen", "1"), "failed-open"),
        ("windows-server", "unset", ("FailOpen", "0"), "denied"),
        ("macos", "All", ("fail_open", "true"), "failed-open"),
        ("macos", "Windows", ("fail_open", "false"), "denied"),
    ],
)
def test_the_option_decides_when_duo_is_unreachable(
    platform: str, option: str, setting: tuple[str, str], verdict: str
) -> None:
    seen = outcome("--platform", platform, "--option", option, "--fault", "dns-failure")
    assert (seen["verdict"], seen["second_factor"]) == (verdict, False)
    assert setting in seen["settings"].items()
    assert seen["option"] == (None if option == "unset" else option)
    assert seen["warnings"] == []


FIELD = """# Field

## Details

| Label | Field Name | Definition Scope | Type | Option Value | Default Value |
| --- | --- | --- | --- | --- | --- |
| cPVAL DUO FAILOPEN | cpvalDuoFailopen | Organization | drop-down | {options} | `{default}` |

## Deployment

| Field Name | Setting | Platform | Product | Written as | On | Off |
| --- | --- | --- | --- | --- | --- | --- |
| cpvalDuoFailopen | `FAILOPEN` | macOS | macOS | `fail_open` | `true` | `false` |
"""


@pytest.mark.parametrize(
    ("options", "default", "verdict"),
    [
        ("`All`, `Disabled`", "All", "failed-open"),
        ("`All`, `Disabled`", "Disabled", "denied"),
        ("`macOS`, `Disabled`", "macOS", None),
    ],
)
def test_an_option_that_is_left_out_is_the_documented_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str, default: str, verdict: str | None
) -> None:
    (tmp_path / "docs").mkdir()
    field = FIELD.format(options=options, default=default)
    (tmp_path / "docs" / "field.md").write_text(field, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    arguments = ("--platform", "macos", "--fault", "dns-failure")
    if verdict is None:
        refused = run(*arguments)
        assert refused.exit_code == 2
        assert "names the default 'macOS', which is not deployed" in refused.stderr
    else:
        seen = outcome(*arguments)
        assert (seen["option"], seen["verdict"]) == (default, verdict)


def test_without_a_document_of_the_field_the_option_has_to_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("--platform", "macos")
    assert refused.exit_code == 2
    assert "--option is missing" in refused.stderr
    assert "Choose one of: All, Windows," in refused.stderr


@pytest.mark.parametrize("default", ["0", "1"])
def test_the_installers_default_never_matters(default: str) -> None:
    arguments = ("--platform", "windows-server", "--option", "unset", "--fault", "dns-failure")
    assert outcome(*arguments, "--installer-default", default)["verdict"] == "denied"


@pytest.mark.parametrize(
    ("user", "verdict", "second_factor"),
    [("alice", "allowed", True), ("bob", "denied", False), ("dave", "allowed", False)],
)
def test_with_duo_reachable_the_person_decides(
    user: str, verdict: str, second_factor: bool
) -> None:
    seen = outcome("--platform", "macos", "--option", "All", "--user", user)
    assert (seen["verdict"], seen["second_factor"]) == (verdict, second_factor)


def test_a_wrong_password_never_reaches_duo() -> None:
    arguments = ("--platform", "windows-server", "--option", "All", "--wrong-password")
    seen = outcome(*arguments, "--fault", "connection-refused")
    assert seen["verdict"] == "denied"
    assert [step["what"] for step in seen["steps"] if step["part"] == "login"] == [
        "primary password",
        "verdict",
    ]


@pytest.mark.parametrize(
    ("fault", "stage", "more", "verdict"),
    [
        ("connection-refused", "ping", ("--ping",), "failed-open"),
        ("connection-refused", "preauth", ("--ping",), "failed-open"),
        ("connection-refused", "auth", (), "denied"),
        ("http-503", "preauth", (), "failed-open"),
        ("http-503", "auth", ("--synchronous",), "denied"),
        ("http-503", "auth-status", (), "denied"),
    ],
)
def test_the_fault_acts_at_its_stage(
    fault: str, stage: str, more: tuple[str, ...], verdict: str
) -> None:
    arguments = ("--platform", "macos", "--option", "All", "--fault", fault, "--stage", stage)
    seen = outcome(*arguments, *more)
    judged = [step for step in seen["steps"] if step["what"] == "judge the failure"]
    assert [step["exchange"].rpartition(" ")[2] for step in judged] == [stage]
    assert seen["verdict"] == verdict


def test_the_login_is_told_in_80_columns_without_secrets() -> None:
    result = run("--platform", "windows-workstation", "--option", "All", "--fault", "http-500")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-2].startswith("Verdict: failed-open (assumed: nobody has documented")
    assert "POST /auth/v2/preauth" in result.stdout
    assert generate_keys().skey not in result.output
    assert all(one.password not in result.output for one in generate_seed_data().people)


def test_an_assumed_verdict_is_marked_in_the_verdict_itself() -> None:
    arguments = ("--platform", "windows-server", "--option", "All")
    for fault, name in (
        ("http-503", "what Duo for Windows Logon does on http-5xx at preauth"),
        ("dns-failure", ""),
    ):
        told = " ".join(
            run(*arguments, "--fault", fault).stdout.partition("\nVerdict: ")[2].split()
        )
        marked = f"failed-open (assumed: nobody has documented {name}; "
        assert told.startswith(marked if name else "failed-open (fail open is set")
        assumed = outcome(*arguments, "--fault", fault)["assumed"]
        assert (assumed and (assumed["name"], assumed["evidence"])) == (
            (name, "unknown") if name else None
        )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--option All", "--platform"),
        ("--platform beos --option All", "'beos' is not one of"),
        ("--platform macos --option Macs", "has no option 'Macs'. Choose one of: All,"),
        ("--platform macos --option All --fault fire", "'fire' is not one of"),
        ("--platform macos --option All --stage auth", "needs --fault"),
        ("--platform macos --option All --fault reset --stage ping", "needs --ping"),
        (
            "--platform macos --option All --fault reset --stage auth-status --synchronous",
            "never reached",
        ),
        ("--platform macos --option All --user zed", "nobody is called 'zed'"),
        ("--platform macos --option All --timeout 0", "--timeout"),
        ("--platform macos --option All --timeout nan", "timeout is nan"),
    ],
)
def test_wrong_usage_says_what_is_wrong(line: str, complaint: str) -> None:
    result = run(*line.split())
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("platform", ["windows-server", "radius", "ldap"])
def test_a_login_in_which_the_simulator_failed_has_no_verdict_and_exit_code_3(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(Authentication, "preauth", breaks)

    result = run("--platform", platform)

    assert (result.exit_code, result.stdout) == (3, "")
    assert "the simulator itself failed, duo: preauth: ArithmeticError" in result.stderr

"""`failmode login` over RADIUS and through Duo Unix, with the failmodes of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.steps import CannotDo
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.terms import MASK, Program
from tests.cli.login_command import outcome, run

FAULT = ("--fault", "connection-refused")


@pytest.fixture
def login_duo() -> None:
    """Skip where login_duo is missing."""
    try:
        Installation("simulator").login_duo()
    except CannotDo as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("option", "verdict", "failmode"),
    [((), "failed-open", "safe"), (("--option", "secure"), "denied", "secure")],
)
def test_over_radius_the_documented_default_counts_unless_one_is_given(
    option: tuple[str, ...], verdict: str, failmode: str
) -> None:
    seen = outcome("--platform", "radius", *option, *FAULT)
    assert (seen["verdict"], seen["option"]) == (verdict, failmode)
    assert seen["settings"]["failmode"] == failmode
    assert seen["steps"][-2]["peer"] == "Authentication Proxy"


def test_over_radius_anybody_logs_in_and_a_wrong_password_never_reaches_duo() -> None:
    assert outcome("--platform", "radius", "--user", "bob")["verdict"] == "denied"
    seen = outcome("--platform", "radius", "--wrong-password")
    assert [one["what"] for one in seen["steps"]] == ["RADIUS", "verdict"]


def test_over_radius_a_fault_strikes_at_its_stage() -> None:
    seen = outcome("--platform", "radius", "--fault", "http-503", "--stage", "auth")
    assert (seen["stage"], seen["verdict"]) == ("auth", "failed-open")
    assert [one["what"] for one in seen["steps"]][:2] == ["preauth", "auth"]


@pytest.mark.parametrize(
    ("option", "verdict", "failmode"),
    [((), "failed-open", "safe"), (("--option", "secure"), "denied", "secure")],
)
def test_over_ldap_the_documented_default_counts_unless_one_is_given(
    option: tuple[str, ...], verdict: str, failmode: str
) -> None:
    seen = outcome("--platform", "ldap", *option, *FAULT)
    assert (seen["verdict"], seen["option"]) == (verdict, failmode)
    assert seen["settings"]["failmode"] == failmode
    service, user = (one for one in seen["steps"] if one["exchange"].startswith("bind as"))
    assert service["result"] == "success: Duo is not asked about a first bind"
    assert user["exchange"].startswith("bind as uid=alice,ou=people,")


def test_over_ldap_whoever_is_failed_open_is_told_nothing() -> None:
    seen = outcome("--platform", "ldap", *FAULT)
    assert (seen["verdict"], seen["message"]) == ("failed-open", "")
    assert seen["steps"][-2]["result"] == "success, without a message"
    assert "without a word about Duo" in seen["steps"][-1]["exchange"]


def test_over_ldap_a_denied_factor_leaves_the_connection_bound_and_the_output_says_so() -> None:
    seen = outcome("--platform", "ldap", "--user", "bob")
    assert (seen["verdict"], seen["message"]) == ("denied", "Login request denied.")
    asked = seen["steps"][-2]
    assert asked["exchange"] == "who am I?"
    assert asked["result"].startswith("dn:uid=bob,ou=people,")
    assert "the connection stays bound at the directory" in seen["steps"][-1]["exchange"]


def test_over_ldap_a_wrong_password_never_reaches_duo_and_leaves_nobody_bound() -> None:
    seen = outcome("--platform", "ldap", "--wrong-password")
    assert seen["verdict"] == "denied"
    assert [one["result"] for one in seen["steps"][-2:]] == ["nobody", "denied"]
    assert "stays bound" not in seen["steps"][-1]["exchange"]
    assert not [one for one in seen["steps"] if one["peer"] == "the proxy asks Duo"]


@pytest.mark.parametrize("failmode", ["safe", "secure"])
def test_a_client_that_binds_as_the_user_straight_away_is_let_in_without_duo(
    failmode: str,
) -> None:
    seen = outcome("--platform", "ldap-direct", "--option", failmode, "--user", "bob", *FAULT)
    assert (seen["verdict"], seen["second_factor"]) == ("allowed", False)
    assert [one["what"] for one in seen["steps"]] == ["LDAP", "verdict"]
    assert "without asking Duo: exempt_primary_bind" in seen["steps"][-1]["exchange"]


@pytest.mark.usefixtures("login_duo")
@pytest.mark.parametrize(
    ("option", "verdict", "logged"),
    [((), "failed-open", "Failsafe"), (("--option", "secure"), "denied", "Failsecure")],
)
def test_through_duo_unix_the_documented_default_counts_unless_one_is_given(
    option: tuple[str, ...], verdict: str, logged: str
) -> None:
    seen = outcome("--platform", "linux", *option, *FAULT)
    assert (seen["verdict"], seen["program"]) == (verdict, "login_duo")
    log = [one["what"] for one in seen["steps"] if one["part"] == "log of login_duo"]
    assert any(f"{logged} Duo login for 'alice'" in line for line in log)


@pytest.mark.usefixtures("login_duo")
def test_a_login_through_duo_unix_is_told_with_what_the_program_logged() -> None:
    printed = run("--platform", "linux").stdout
    assert "Duo Unix: alice logs in; failmode is safe; Duo suffers nothing." in printed
    assert "Successful Duo login for 'alice'" in printed
    assert "Verdict: allowed" in printed
    assert max(map(len, printed.splitlines())) <= 80
    assert MASK not in printed, "no secret is told, masked or not"


def test_a_program_that_is_missing_is_one_line_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = run("--platform", "linux", "--program", Program.SSHD_PAM_DUO.value)
    assert refused.exit_code == 2
    (line,) = refused.stderr.splitlines()
    assert line.startswith("failmode login: ")
    assert "is not installed (Debian package: " in line


def test_options_of_the_field_are_those_of_its_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    field = Path("docs/ninjaone/cpval-duo-failopen.md").read_text(encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "field.md").write_text(field.replace("`All`, ", ""), encoding="utf-8")
    (tmp_path / "docs" / "rules.md").write_text(
        Path("docs/rules.md").read_text(encoding="utf-8"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    refused = run("--platform", "macos", "--option", "All")
    assert refused.exit_code == 2
    assert "has no option 'All'. Choose one of: Windows, Windows Workstations" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("radius", "--option", "All"), "Choose one of: safe, secure"),
        (("radius", "--ping"), "--ping has no meaning with --platform radius"),
        (("radius", "--program", "login_duo"), "--program has no meaning"),
        (("radius", "--user", "nobody"), "nobody is called 'nobody'"),
        (("ldap", "--option", "All"), "Choose one of: safe, secure"),
        (("ldap", "--program", "login_duo"), "--program has no meaning with --platform ldap"),
        (("ldap-direct", "--user", "nobody"), "nobody is called 'nobody'"),
        (("linux", "--wrong-password"), "--wrong-password has no meaning with --platform linux"),
        (("linux", "--user", "bob"), "--user has no meaning with --platform linux"),
        (("linux", "--option", "open"), "Choose one of: safe, secure"),
        (("macos", "--option", "All", "--program", "pam_duo"), "--program has no meaning"),
        (("macos", "--option", "Everywhere"), "has no option 'Everywhere'"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], told: str) -> None:
    refused = run("--platform", *arguments)
    assert refused.exit_code == 2
    assert told in refused.stderr

"""What a scenario is about is read from its steps, for every scenario that we generate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_bdd.feature import get_feature
from pytest_bdd.parser import Scenario

from failmode.steps.library.describe import (
    describe,
    field_names,
    is_known,
    needed_capabilities,
)
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    CLOUD,
    DEFINITIONS,
    DEPLOYMENT,
    ENDPOINT_LOGINS,
    ORGANIZATION_VALUES,
    PERMISSIONS,
    SETTABLE_VALUES,
    VALUES,
)
from failmode.terms.fields import Channel
from failmode.terms.logins import Verdict
from failmode.terms.stages import Stage
from tests.conftest import REPOSITORY

FEATURES = REPOSITORY / "features"
FILES = sorted(str(file.relative_to(FEATURES)) for file in FEATURES.rglob("*.feature"))


def scenarios(feature: str) -> Iterator[Scenario]:
    """Give every scenario of a feature, and every row of its outlines."""
    for template in get_feature(str(FEATURES), feature).scenarios.values():
        rows = [row for examples in template.examples for row in examples.as_contexts()]
        for row in rows or [{}]:
            yield template.render(row)


def only(feature: str, name: str) -> About:
    """Tell what the first scenario of that name is about."""
    return describe(next(one for one in scenarios(feature) if name in one.name).steps)


@pytest.mark.parametrize("feature", FILES)
def test_every_scenario_has_a_subject(feature: str) -> None:
    without = [
        one.name
        for one in scenarios(feature)
        if describe(one.steps).subject is None and "creation" not in feature
    ]
    assert not without


@pytest.mark.parametrize("feature", FILES)
def test_every_step_is_defined_unless_its_outcome_is_unknown(feature: str) -> None:
    unknown = {
        step.name
        for scenario in scenarios(feature)
        for step in scenario.steps
        if not is_known(step)
    }
    assert unknown <= {'the login is "unknown"'}


def test_a_login_at_a_computer_is_told_by_platform_option_and_fault() -> None:
    about = only("ninjaone/cpval-duo-failopen-login.feature", "unreachable, from the first request")
    assert about == About(
        subject=Subject(SubjectKind.ENDPOINT, "Windows workstation"),
        setting=Setting(SettingKind.OPTION, "All"),
        fault="dns-failure",
        right_password=True,
        expected=Verdict.FAILED_OPEN,
        field="cpvalDuoFailopen",
    )


def test_a_login_through_duo_unix_is_told_by_version_and_failmode() -> None:
    about = only("duo/duo-unix-2.2.feature", "after a first request went well")
    assert about.subject == Subject(SubjectKind.DUO_UNIX, "Duo Unix 2.2")
    assert about.setting is not None
    assert about.setting.kind is SettingKind.FAILMODE
    assert about.stage in (Stage.PREAUTH, Stage.AUTH, Stage.AUTH_STATUS)
    assert about.client_timeout is not None


def test_a_scenario_about_the_log_is_about_the_log_whatever_logs_in() -> None:
    about = only("duo/authentication-log-written.feature", "through the Authentication Proxy")
    assert about.subject == Subject(SubjectKind.AUTHENTICATION_LOG, "Duo's authentication log")
    assert about.setting == Setting(SettingKind.FAILMODE, "safe")


def test_a_proxy_is_told_by_its_server_unless_that_is_the_usual_one() -> None:
    usual = only("duo/authentication-proxy-written.feature", "whichever way it is given")
    other = only(
        "duo/authentication-proxy-radius_server_eap.feature", "the failmode decides, from the first"
    )
    assert usual.subject == Subject(SubjectKind.AUTHENTICATION_PROXY, "Authentication Proxy")
    assert other.subject == Subject(SubjectKind.AUTHENTICATION_PROXY, "[radius_server_eap]")


def test_a_proxy_with_a_server_over_ldap_is_told_alike_however_it_is_set_up() -> None:
    set_up = {
        step.name: describe([step])
        for feature in FILES
        for scenario in scenarios(feature)
        for step in scenario.steps
        if step.type == "given" and "[ldap_server_auto]" in step.name
    }
    section = Subject(SubjectKind.AUTHENTICATION_PROXY, "[ldap_server_auto]")
    for name, about in set_up.items():
        assert about.subject == section, name
        assert about.setting is not None, name
        assert f'failmode "{about.setting.value}"' in name
    assert len(set_up) > 5


@pytest.mark.parametrize("feature", FILES)
def test_every_scenario_says_what_it_needs_of_a_target(feature: str) -> None:
    without = [one.name for one in scenarios(feature) if not needed_capabilities(one.steps)]
    assert not without


def test_needs_are_told_in_the_order_of_the_steps_with_the_field_that_is_spoken_of() -> None:
    file, name = "ninjaone/cpval-duo-failopen-login.feature", "unreachable, from the first request"
    steps = next(one for one in scenarios(file) if name in one.name).steps
    assert needed_capabilities(steps) == (
        DEFINITIONS,
        DEPLOYMENT,
        ORGANIZATION_VALUES,
        CLOUD,
        ENDPOINT_LOGINS,
    )
    assert field_names(steps) == ("cpvalDuoFailopen",)


def test_a_channel_that_reads_is_told_from_one_that_sets() -> None:
    needed = {
        capability
        for one in scenarios("ninjaone/cpval-duo-failopen.feature")
        for capability in needed_capabilities(one.steps)
    }
    assert {VALUES[Channel.API], SETTABLE_VALUES[Channel.API], PERMISSIONS} <= needed


def test_what_a_later_step_says_counts() -> None:
    field = Subject(SubjectKind.CUSTOM_FIELD, "cpvalDuoFailopen")
    endpoint = Subject(SubjectKind.ENDPOINT, "macOS")
    about = About(subject=field, fault="reset").updated(About(subject=endpoint))
    assert about == About(subject=endpoint, fault="reset")

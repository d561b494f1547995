"""Login scenarios follow from the option, the platform and the verdict table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow
from failmode.specs.model import Severity, Sourced
from failmode.terms.logins import Evidence
from tests.failopen_field import OPTIONS
from tests.specs.specification import (
    FIELD_LINE,
    FIELD_SETTINGS,
    REFUSED,
    SILENT,
    Specification,
    cells,
    failopen_field,
    named,
    options,
    row,
    scenarios,
    table,
    texts,
)

PLATFORMS = ("Windows workstation", "Windows server", "macOS")
OPEN_ON = {
    "All": PLATFORMS,
    "Windows": PLATFORMS[:2],
    "Windows Workstations": PLATFORMS[:1],
    "Windows Servers": PLATFORMS[1:2],
    "Macintosh": PLATFORMS[2:],
    "Disabled": (),
    "(unset)": (),
}
"""The truth table, written out: where each option fails open."""

UNREACHABLE = "who gets in while Duo is unreachable, from the first request on"


def with_rows(*rows: VerdictRow) -> Specification:
    """Give every platform these rows."""
    return Specification(
        tables=tuple(table(product, *rows) for product in ("Windows Logon", "macOS"))
    )


@pytest.mark.parametrize("option", list(OPEN_ON))
@pytest.mark.parametrize("platform", PLATFORMS)
def test_an_unreachable_duo_lets_in_exactly_where_the_option_opens(
    option: str, platform: str
) -> None:
    scenario = named(Specification().derive().features, UNREACHABLE)
    verdicts = [
        each["verdict"]
        for each in cells(scenario)
        if (each["option"], each["platform"]) == (option, platform)
    ]
    assert verdicts == ["failed-open" if platform in OPEN_ON[option] else "denied"]


@pytest.mark.parametrize("option", list(OPEN_ON))
@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_deployment_writes_the_setting_for_every_option_and_platform(
    option: str, platform: str
) -> None:
    scenario = named(Specification().derive().features, "what the deployment writes")
    opens = platform in OPEN_ON[option]
    expected = (
        ("fail_open", str(opens).lower()) if platform == "macOS" else ("FailOpen", str(+opens))
    )
    assert [
        (each["setting"], each["value"])
        for each in cells(scenario)
        if (each["option"], each["platform"]) == (option, platform)
    ] == [expected]


def test_an_unset_field_has_the_documented_default_whatever_that_is() -> None:
    opened = Specification().with_field(default=Sourced("Windows Servers", 13, ""))
    scenario = named(opened.derive().features, UNREACHABLE)
    verdicts = {
        each["platform"]: each["verdict"] for each in cells(scenario) if each["option"] == "(unset)"
    }
    assert verdicts == {
        "Windows workstation": "denied",
        "Windows server": "failed-open",
        "macOS": "denied",
    }


def test_a_login_row_names_the_line_of_its_verdict() -> None:
    scenario = named(Specification().derive().features, UNREACHABLE)
    assert {each["source"] for each in cells(scenario)} == {"docs/duo/verdicts.md:31"}


def test_unknown_rows_are_pending_and_nothing_else_is() -> None:
    features = Specification().derive().features
    pending = [scenario for scenario in scenarios(features) if "pending" in scenario.tags]
    assert {each["fault"] for scenario in pending for each in cells(scenario)} == {SILENT.fault}
    assert {each["verdict"] for scenario in pending for each in cells(scenario)} == {"unknown"}
    run = [scenario for scenario in scenarios(features) if "pending" not in scenario.tags]
    assert SILENT.fault not in {each.get("fault") for scenario in run for each in cells(scenario)}


def test_a_pending_row_is_shown_once_open_and_once_closed_on_each_platform() -> None:
    scenario = named(Specification().derive().features, "faults whose effect is not known")
    found = [(each["platform"], each["option"]) for each in cells(scenario)]
    assert found == [(platform, option) for platform in PLATFORMS for option in ("All", "Disabled")]


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [(Outcome.DENIED, "denied"), (Outcome.ALLOWED, "allowed"), (Outcome.HUNG, "hung")],
)
def test_another_outcome_holds_for_every_option(outcome: Outcome, verdict: str) -> None:
    features = with_rows(REFUSED, row("http-403", outcome=outcome)).derive().features
    scenario = named(features, "faults that the option does not decide")
    assert {each["option"] for each in cells(scenario)} == {*OPTIONS, "(unset)"}
    assert {each["verdict"] for each in cells(scenario)} == {verdict}


def test_an_outcome_without_evidence_is_not_run() -> None:
    guessed = row("reset", outcome=Outcome.FAILMODE, evidence=Evidence.UNKNOWN)
    features = with_rows(REFUSED, guessed).derive().features
    assert {each["fault"] for each in cells(named(features, UNREACHABLE))} == {REFUSED.fault}
    pending = named(features, "faults whose effect is not known")
    assert {each["fault"] for each in cells(pending)} == {"reset"}


def test_a_fault_after_the_first_request_strikes_at_its_stage() -> None:
    later = row("reset", "auth", Outcome.DENIED)
    features = with_rows(REFUSED, later).derive().features
    assert 'Duo suffers "<fault>"' in texts(named(features, UNREACHABLE).steps)
    scenario = named(features, "after a first request went well")
    assert 'Duo suffers "<fault>" at <stage>' in texts(scenario.steps)
    assert {each["stage"] for each in cells(scenario)} == {"auth"}


def test_the_installers_default_is_tried_both_ways_where_there_is_an_installer() -> None:
    scenario = named(Specification().derive().features, "installer's own default")
    found = cells(scenario)
    assert {each["platform"] for each in found} == set(PLATFORMS[:2])
    for option in OPEN_ON:
        for platform in PLATFORMS[:2]:
            both = {
                each["default"]: each["verdict"]
                for each in found
                if (each["option"], each["platform"]) == (option, platform)
            }
            assert set(both) == {"0", "1"}
            assert len(set(both.values())) == 1


def test_with_duo_reachable_the_answer_alone_decides() -> None:
    scenario = named(Specification().derive().features, "who gets in while Duo is reachable")
    found = {(each["option"], each["platform"], each["answer"]): each for each in cells(scenario)}
    assert len(found) == len(OPEN_ON) * len(PLATFORMS) * 3
    for (_, _, answer), each in found.items():
        assert each["verdict"] == ("allowed" if answer == "approve" else "denied")


@pytest.mark.parametrize("reachable", ["reachable", "unreachable"])
def test_a_wrong_password_is_denied_with_every_option_everywhere(reachable: str) -> None:
    scenario = named(Specification().derive().features, f"wrong password while Duo is {reachable}")
    assert {(each["option"], each["platform"]) for each in cells(scenario)} == {
        (option, platform) for option in OPEN_ON for platform in PLATFORMS
    }
    assert scenario.steps[-1].text == 'the login is "denied"'


def test_every_block_of_examples_can_be_selected_by_platform_and_fault() -> None:
    scenario = named(Specification().derive().features, UNREACHABLE)
    assert [examples.tags for examples in scenario.examples] == [
        ("windows-workstation", "fault-connection-refused", "stage-preauth"),
        ("windows-server", "fault-connection-refused", "stage-preauth"),
        ("macos", "fault-connection-refused", "stage-preauth"),
    ]


@pytest.mark.parametrize(
    "settings",
    [(), tuple(replace(one, setting="AUTOPUSH") for one in FIELD_SETTINGS)],
    ids=["no setting", "another setting"],
)
def test_a_field_that_does_not_feed_the_failmode_has_no_login(
    settings: tuple[FieldSetting, ...],
) -> None:
    other = replace(failopen_field(), name=Sourced("duoAutopush", FIELD_LINE, ""))
    fed = tuple(replace(one, field="duoAutopush") for one in settings)
    derivation = Specification(fields=(other,), field_settings=fed).derive()
    assert not any("login" in feature.tags for feature in derivation.features)
    assert not [one for one in derivation.findings if one.severity is Severity.ERROR]


def test_a_field_that_feeds_the_failmode_of_one_platform_has_logins_there_only() -> None:
    features = Specification(field_settings=FIELD_SETTINGS[1:2]).derive().features
    logins = [scenario for feature in features for scenario in scenarios([feature])]
    platforms = {each.get("platform") for one in logins for each in cells(one)} - {None}
    assert platforms == {"Windows server"}


def test_the_deployment_step_names_the_setting_that_the_field_feeds() -> None:
    scenario = named(Specification().derive().features, "what the deployment writes")
    step = 'Duo is deployed to the <platform> with FAILOPEN from "duoFailopen"'
    assert step in texts(scenario.steps)


@pytest.mark.parametrize(
    ("specification", "rule", "line"),
    [
        (Specification(tables=()), "verdicts-missing", FIELD_LINE),
        (Specification(field_settings=()), "field-setting", FIELD_LINE),
        (Specification(field_settings=(*FIELD_SETTINGS, FIELD_SETTINGS[0])), "field-setting", 40),
        (
            Specification(
                field_settings=(
                    *FIELD_SETTINGS[:2],
                    replace(FIELD_SETTINGS[2], setting="AUTOPUSH"),
                )
            ),
            "field-setting",
            41,
        ),
        (
            Specification().with_field(options=options("Yes", "No")),
            "option-platform",
            FIELD_LINE,
        ),
        (
            Specification().with_field(options=(*options("Windows"), *options("Linux", line=17))),
            "option-platform",
            17,
        ),
        (Specification().with_field(default=None), "default-platform", FIELD_LINE),
        (
            Specification().with_field(default=Sourced("Sometimes", 19, "")),
            "default-platform",
            19,
        ),
    ],
    ids=[
        "no verdict table",
        "named for the failmode but feeding nothing",
        "a platform twice",
        "two settings",
        "no platforms",
        "unknown platform",
        "no default",
        "unknown default",
    ],
)
def test_a_login_that_cannot_be_derived_is_an_error(
    specification: Specification, rule: str, line: int
) -> None:
    derivation = specification.derive()
    assert (rule, line, Severity.ERROR) in {
        (f.rule, f.line, f.severity) for f in derivation.findings
    }
    assert not any("login" in feature.tags for feature in derivation.features)

"""Failures with the same cause are told once, with who must change what."""

from __future__ import annotations

from dataclasses import replace

from failmode.steps.reporting.causes import causes
from failmode.steps.reporting.causes_text import cause_lines
from failmode.steps.reporting.events import ScenarioEnded
from failmode.steps.reporting.mismatch import Matter, Mismatch
from failmode.steps.reporting.subject import About, Setting, SettingKind
from failmode.terms import UNSET
from failmode.terms.logins import Verdict
from tests.steps.reporting.scenarios import (
    FIELD,
    PROXY,
    broken_promise,
    computer,
    login,
    scenario,
)

WIDTH = 80


def deployed(order: int, platform: str, option: str) -> ScenarioEnded:
    """Make a scenario in which the deployment writes closed where open is promised."""
    setting = Setting(SettingKind.OPTION, option)
    about = About(subject=computer(platform), setting=setting, field=FIELD)
    mismatch = Mismatch(Matter.SETTING, "FailOpen", "1", "0")
    return broken_promise(replace(scenario(order), about=about), mismatch)


def created(order: int, attribute: str) -> ScenarioEnded:
    """Make a scenario in which the creation steps lead to another attribute."""
    return broken_promise(scenario(order), Mismatch(Matter.CREATION, attribute, "All", "Disabled"))


def denied(order: int, platform: str, option: str) -> ScenarioEnded:
    """Make a login that is denied where it has to fail open."""
    return login(
        order, computer(platform), option, Verdict.FAILED_OPEN, actual=Verdict.DENIED, field=FIELD
    )


def test_a_wrong_default_is_one_cause_of_all_that_an_unset_field_leads_to() -> None:
    events = [
        created(0, "Default Value"),
        deployed(1, "Windows server", UNSET),
        deployed(2, "macOS", UNSET),
        denied(3, "Windows server", UNSET),
        denied(4, "macOS", UNSET),
    ]
    (cause,) = causes(events)
    assert cause_lines(1, cause, WIDTH) == [
        "1. docs/field.md:21: (unset)                                         5 scenarios",
        "   promised  Default Value is All, also where nothing was chosen",
        "   rule      docs/rules.md:60 An unset field has the documented default",
        "   happened  Default Value is Disabled, not All, by the creation steps",
        "             FailOpen is 0, not 1 on Windows server, macOS",
        "             2 logins denied, not failed-open on Windows server, macOS",
        "   change    the document (its creation steps and its Details differ), or the",
        "             deployment, or what the document says of the option",
    ]


def test_another_attribute_is_another_cause() -> None:
    events = [created(0, "Default Value"), created(1, "Tool Tip"), deployed(2, "macOS", UNSET)]
    assert [len(one.events) for one in causes(events)] == [2, 1]


def test_a_login_with_the_right_setting_is_for_verdict_table_or_product_to_answer() -> None:
    events = [denied(0, "Windows server", "All"), denied(1, "macOS", "All")]
    (cause,) = causes(events)
    assert cause.lines == ("docs/verdicts.md:40", "docs/verdicts.md:41")
    assert cause.change == ("the product (version, configuration), or the document's verdict",)
    assert cause_lines(1, cause, WIDTH)[0].startswith("1. docs/verdicts.md:40, 41: All")


def test_a_login_at_another_computer_is_not_explained_by_a_wrong_deployment() -> None:
    events = [deployed(0, "macOS", "All"), denied(1, "macOS", "All"), denied(2, "Linux", "All")]
    assert [len(one.events) for one in causes(events)] == [2, 1]


def test_what_differs_in_subject_or_verdict_has_another_cause() -> None:
    opened = login(0, PROXY, "secure", Verdict.DENIED, actual=Verdict.FAILED_OPEN)
    hung = login(1, PROXY, "secure", Verdict.DENIED, actual=Verdict.HUNG)
    also_opened = login(2, PROXY, "safe", Verdict.DENIED, actual=Verdict.FAILED_OPEN)
    assert [len(one.events) for one in causes([opened, hung, also_opened])] == [2, 1]


def test_no_cause_takes_more_than_eight_lines() -> None:
    attributes = [created(n, "Default Value") for n in range(3)]
    events = [*attributes, *(deployed(n, f"Platform {n}", UNSET) for n in range(3, 40))]
    (cause,) = causes(events)
    lines = cause_lines(1, cause, WIDTH)
    assert len(lines) <= 8
    assert max(map(len, lines)) <= WIDTH

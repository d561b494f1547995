"""Scenarios of products that a target names run on it; those of others are skipped by name."""

from __future__ import annotations

import pytest

from failmode.steps import Outcome, ScenarioEnded, read_events
from failmode.steps.reporting.subject import Setting, SettingKind, Subject, SubjectKind
from failmode.terms import Verdict
from tests.steps.projects import make_project

pytest_plugins = ("pytester",)

FEATURE = """
@product @ad-fs
Feature: AD FS
  # docs/duo/own.md:5
  Scenario Outline: AD FS
    Given the product "AD FS" with failmode "<failmode>" and its timeout set
    And Duo suffers "no-answer" at preauth
    When the user logs in through the product "AD FS", which takes about 7 seconds
    Then the login is "<verdict>"
    Examples:
      | failmode | verdict     |
      | open     | failed-open |
      | closed   | denied      |
      | (unset)  | denied      |
"""
NOT_OFFERED = (
    """
@product @owa
Feature: OWA
  # docs/duo/own.md:9
  Scenario Outline: OWA
    Given the product "OWA"
    When the user logs in through the product "OWA"
    Then the login is "<verdict>"
    Examples:
      | verdict |
"""
    + "      | denied  |\n" * 20
)

TARGET = """
from failmode.steps import CLOUD, PRODUCT_LOGINS, Login, offer
from failmode.terms import Verdict

from cloud import Cloud


class Products:
    failmode = None

    def products(self):
        return ["AD FS"]

    def configure(self, product, failmode, *, client_timeout=False):
        assert (product, client_timeout) == ("AD FS", True)
        self.failmode = failmode

    def login(self, product, deadline_seconds):
        assert deadline_seconds > 7.0
        verdict = Verdict.FAILED_OPEN if self.failmode == "open" else Verdict.DENIED
        return Login(verdict, (f"asked {product}",))


OFFERED = dict([offer(PRODUCT_LOGINS, Products()), offer(CLOUD, Cloud())])


class Mine:
    capabilities = OFFERED

    def begin(self):
        print("the target was made ready")
        self.capabilities = OFFERED

    def close(self):
        pass


def make(settings):
    return Mine()
"""


def run(pytester: pytest.Pytester, target: str = TARGET) -> pytest.RunResult:
    """Run both features on a target."""
    project = make_project(pytester, FEATURE, target)
    project.makefile(".feature", not_offered=NOT_OFFERED)
    chosen = ("--target", "mine", "--targets", "targets.toml")
    return project.runpytest_inprocess(
        "-rs", "-s", *chosen, "--slow", "--failmode-events", "events.jsonl"
    )


def test_a_product_that_the_target_names_is_logged_in_through(pytester: pytest.Pytester) -> None:
    result = run(pytester)
    result.assert_outcomes(passed=3, deselected=20)
    events = read_events(pytester.path / "events.jsonl")
    ended = next(
        event
        for event in events
        if isinstance(event, ScenarioEnded) and event.outcome is Outcome.PASSED
    )
    assert ended.about.subject == Subject(SubjectKind.PRODUCT, "AD FS")
    assert ended.about.setting == Setting(SettingKind.FAILMODE, "open")
    assert (ended.about.client_timeout, ended.about.expected) == (True, Verdict.FAILED_OPEN)
    assert ended.actual is Verdict.FAILED_OPEN


def test_another_product_is_left_out_by_name_before_anything_is_set_up(
    pytester: pytest.Pytester,
) -> None:
    printed = run(pytester).stdout.str()
    assert "left out 20 scenarios that the target 'mine' cannot run: 20 log in through" in printed
    assert "LEFT OUT [20] the target 'mine' cannot log in through OWA" in printed
    assert printed.count("the target was made ready") == 3


def test_a_target_that_says_only_once_begun_what_it_offers_is_begun_once_for_each_product(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        TARGET.replace("Mine:\n    capabilities = OFFERED", "Mine:\n    capabilities = {}"),
    )
    result.assert_outcomes(passed=3, skipped=20)
    printed = result.stdout.str()
    assert "the target 'mine' cannot log in through OWA" in printed
    assert printed.count("the target was made ready") == 4


def test_what_needs_the_capability_is_left_out_by_the_product_s_name_too(
    pytester: pytest.Pytester,
) -> None:
    result = run(pytester, TARGET.replace("offer(PRODUCT_LOGINS, Products()), ", ""))
    result.assert_outcomes(deselected=23)
    for product in ("AD FS", "OWA"):
        assert f"the target 'mine' cannot log in through {product}" in result.stdout.str()


def test_a_target_that_fails_to_name_its_products_is_told(pytester: pytest.Pytester) -> None:
    result = run(pytester, TARGET.replace('return ["AD FS"]', "return 1 / 0"))
    assert result.ret == 2
    assert "target 'mine': products failed: ZeroDivisionError" in result.stdout.str()

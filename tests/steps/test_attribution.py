"""Whose a failure is: what is under test, the scenario, the user's code, or failmode itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.steps import FailureKind, ScenarioEnded, read_events
from tests.steps.projects import TARGET, make_project

pytest_plugins = ("pytester",)

FEATURE = """
Feature: Failures
  # docs/a.md:1
  # rule: docs/rules.md:7 A wrong password is denied
  Scenario: Promise
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "denied"

  # docs/a.md:2
  # rule: docs/rules.md:7 A wrong password is denied
  Scenario: Promise again
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "denied"

  # docs/a.md:3
  Scenario: Incomplete
    Then the login is "denied"

  # docs/a.md:4
  Scenario: Undefined
    Given a step nobody wrote

  # docs/a.md:5
  Scenario: Target
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the wrong password

  # docs/a.md:6
  Scenario: Step
    Given a step of their own
"""

STEPS = """
from pytest_bdd import given


@given("a step of their own")
def broken():
    raise ValueError("theirs")
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a project in which everything fails, each scenario in its own way."""
    target = TARGET.replace(
        "        return RadiusLogin",
        '        if not right_password: raise OSError("gone")\n        return RadiusLogin',
    )
    make_project(pytester, FEATURE, target)
    pytester.makeconftest(STEPS)
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run the scenarios and write the run as data."""
    return project.runpytest_inprocess(
        "--target", "mine", "--targets", "targets.toml", "--failmode-events", "run.jsonl",
        "-p", "no:cacheprovider", *arguments,
    )  # fmt: skip


def test_a_failure_says_whose_it_is(project: pytest.Pytester) -> None:
    run(project)
    events = (one for one in read_events(Path("run.jsonl")) if isinstance(one, ScenarioEnded))
    ended = {one.name: one for one in events}
    assert {name: one.failure for name, one in ended.items()} == {
        "Promise": FailureKind.PROMISE,
        "Promise again": FailureKind.PROMISE,
        "Incomplete": FailureKind.SCENARIO,
        "Undefined": FailureKind.SCENARIO,
        "Target": FailureKind.TARGET,
        "Step": FailureKind.STEP,
    }
    mismatch = ended["Promise"].mismatch
    assert mismatch is not None
    assert (mismatch.expected, mismatch.actual) == ("denied", "failed-open")
    assert "OSError: gone" in ended["Target"].traceback
    assert ended["Promise"].traceback == ""


def test_pytest_tells_every_cause_once_in_full_and_sums_up(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In CI pytest repeats the whole text of a failure in its summary.
    monkeypatch.delenv("CI", raising=False)
    printed = run(project, "-k", "promise").stdout.str()
    assert printed.count("On the wire:") == 1
    assert "docs/a.md:2: expected: denied; the login was failed-open" in printed
    summary = printed[printed.index("failures by cause") :].splitlines()
    assert summary[1:5] == [
        "1. docs/a.md:1, 2: safe                                              2 scenarios",
        "   rule      docs/rules.md:7 A wrong password is denied",
        "   happened  2 logins failed-open, not denied on Authentication Proxy",
        "   change    the product (version, configuration), or the document's verdict",
    ]


def test_the_headline_tells_it_on_one_screen(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = run(
        project, "-qq", "--tb=no", "-rN", "--failmode-progress", "--failmode-headline=short",
        "--failmode-report=report.txt",
    )  # fmt: skip
    lines = result.stdout.str().splitlines()
    bar = max(number for number, line in enumerate(lines) if line.startswith("100 % 6 of 6"))
    screen = lines[bar + 1 :]
    assert len(screen) <= 24
    assert max(map(len, screen)) <= 80
    assert "The target or a step of yours broke in 2 scenarios" in screen
    assert "FAILED: 4 scenarios, 3 causes" in screen
    assert screen[-1].startswith("0 passed, 6 failed, 0 not run on mine (")
    report = Path("report.txt").read_text(encoding="utf-8")
    assert "On the wire:" in report
    assert "OSError: gone" in report

"""The plugin records a run: every scenario once, with all that later reports need."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from failmode.steps.reporting.events import (
    Event,
    Outcome,
    RunBegan,
    RunEnded,
    ScenarioEnded,
    StepRecord,
    StepState,
)
from failmode.steps.reporting.failures import failure_text
from failmode.steps.reporting.matrix import print_matrix
from failmode.steps.reporting.stream import read_events
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.terms.logins import Evidence, Verdict
from failmode.terms.stages import Stage
from tests.steps.projects import TARGET, make_project

pytest_plugins = ("pytester",)

FEATURE = """
@proxy
Feature: Proxy

  # docs/duo/proxy.md:12
  # rule: docs/rules.md:7 The primary server's rejection is final
  Scenario Outline: Rows
    Given an Authentication Proxy with failmode "<failmode>" and api_timeout <api_timeout>
    And Duo suffers "<fault>"
    When the user logs in over RADIUS with the right password
    Then the login is "<verdict>"

    @fault-no-answer
    Examples:
      | failmode | api_timeout | fault     | stage   | verdict     | evidence   | source       |
      | safe     | set         | no-answer | preauth | failed-open | by reading | docs/a.md:40 |
      | safe     | unset       | no-answer | auth    | denied      | measured   | docs/a.md:41 |

    @pending
    Examples:
      | failmode | api_timeout | fault     | stage   | verdict | source       |
      | safe     | set         | reset     | preauth | unknown | docs/a.md:42 |

  Scenario: Not this target
    Given an empty tenant

  Scenario: Incomplete
    Given Duo is reachable
    Then the login is "denied"
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a project with five scenarios and a target of its own."""
    return make_project(pytester, FEATURE, TARGET)


def recorded(project: pytest.Pytester, *arguments: str) -> list[Event]:
    """Run the scenarios and read the run's events."""
    file = project.path / "data" / "run.jsonl"
    project.runpytest_inprocess(
        "--target", "mine", "--targets", "targets.toml", "--failmode-events", str(file), *arguments
    )
    return list(read_events(file))


def scenarios(events: list[Event]) -> list[ScenarioEnded]:
    """Find the scenarios of a run, in the documents' order."""
    found = [one for one in events if isinstance(one, ScenarioEnded)]
    return sorted(found, key=lambda one: one.order)


@pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["alone", "parallel"])
def test_a_run_begins_has_every_scenario_once_and_ends(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    began, *between, ended = recorded(project, *workers)
    assert isinstance(began, RunBegan)
    assert (began.target, began.deadline_seconds, began.slow) == ("mine", 3.0, False)
    assert isinstance(ended, RunEnded)
    assert ended.exit_code == 1
    assert ended.outcomes == {"passed": 1, "failed": 2, "skipped": 1, "pending": 1}
    assert [(one.order, one.outcome) for one in scenarios(between)] == [
        (0, Outcome.PASSED),
        (1, Outcome.FAILED),
        (2, Outcome.PENDING),
        (3, Outcome.SKIPPED),
        (4, Outcome.FAILED),
    ]


def test_a_scenario_is_told_with_all_that_it_is_about(project: pytest.Pytester) -> None:
    passed, failed, pending, skipped, _ = scenarios(recorded(project))
    assert passed.about == About(
        subject=Subject(SubjectKind.AUTHENTICATION_PROXY, "Authentication Proxy"),
        setting=Setting(SettingKind.FAILMODE, "safe"),
        fault="no-answer",
        stage=Stage.PREAUTH,
        client_timeout=True,
        right_password=True,
        expected=Verdict.FAILED_OPEN,
    )
    assert (passed.actual, passed.assumed) == (Verdict.FAILED_OPEN, "a guess")
    assert (passed.evidence, failed.evidence) == (Evidence.BY_READING, Evidence.MEASURED)
    assert passed.document == ("docs/a.md:40", "docs/duo/proxy.md:12")
    assert passed.rules == ("docs/rules.md:7 The primary server's rejection is final",)
    assert passed.tags == ("fault-no-answer", "proxy")
    assert passed.row["api_timeout"] == "set"
    assert passed.trace == ("asked Duo", "no answer")
    assert passed.exchanges == ("POST /rest/v1/preauth\n  sent: user=alice",)
    assert passed.steps[0] == StepRecord(
        'Given an Authentication Proxy with failmode "safe" and api_timeout set', 7, StepState.DONE
    )
    assert passed.feature.endswith("scenarios.feature")
    assert passed.line == 6
    assert failed.reason == "expected: denied; the login was failed-open"
    assert [one.state for one in failed.steps][-1] is StepState.FAILED
    assert (pending.evidence, pending.about.expected, pending.actual) == (
        Evidence.UNKNOWN,
        None,
        None,
    )
    assert pending.reason == "pending: the documents call the outcome unknown"
    assert {one.state for one in pending.steps} == {StepState.NOT_RUN}
    assert skipped.evidence is None
    assert skipped.reason == "the target 'mine' cannot start from an empty tenant"


def test_a_step_without_the_step_that_it_needs_says_so_in_one_line(
    project: pytest.Pytester,
) -> None:
    *_, incomplete = scenarios(recorded(project))
    (line,) = incomplete.reason.splitlines()
    assert line.startswith("the scenario is incomplete: no login was tried before this step. Add")


def test_the_reports_of_a_run_are_read_from_its_file(project: pytest.Pytester) -> None:
    file = project.path / "run.jsonl"
    result = project.runpytest_inprocess(
        *("--target", "mine", "--targets", "targets.toml", "--matrix"),
        *("--failmode-events", str(file), "--color=no"),
    )
    printed = result.stdout.str()
    events = scenarios(list(read_events(file)))
    matrix = StringIO()
    print_matrix(events, Console(file=matrix, width=80))
    assert matrix.getvalue().strip() in printed
    for failed in (one for one in events if one.outcome is Outcome.FAILED):
        assert failure_text(failed) in printed


def test_nothing_is_written_unless_it_is_named(project: pytest.Pytester) -> None:
    before = set(project.path.rglob("*.jsonl"))
    project.runpytest_inprocess("--target", "mine", "--targets", "targets.toml")
    assert set(project.path.rglob("*.jsonl")) == before
    assert not (project.path / ".failmode").exists()


def test_a_file_that_cannot_be_written_is_one_clear_line(
    project: pytest.Pytester, tmp_path: Path
) -> None:
    result = project.runpytest_inprocess("--failmode-events", str(tmp_path))
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*cannot be written: Is a directory. Give --failmode-events*"])

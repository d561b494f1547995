"""Before a run its target is checked once, and what the target cannot do is left out by cause."""

from __future__ import annotations

import json
from typing import Any

import pytest

from failmode.steps.preparation import LeftOut, left_out_line
from tests.steps.projects import make_project

pytest_plugins = ("pytester",)

FEATURE = """
Feature: Field
  # docs/field.md:3
  Scenario Outline: The tenant's own
    Given a tenant with the custom field "{field}"
      | attribute | value |
      | Type      | TEXT  |
    Then the API shows "Type" of "{field}" as "TEXT"

    Examples:
      | row |
      | 1   |
      | 2   |

  # docs/field.md:5
  Scenario: Nobody can
    Given a tenant with the custom field "another"
      | attribute | value |
      | Type      | TEXT  |
    When the technician reads "another"

  # docs/field.md:7
  Scenario: Nobody may
    Given a tenant with the custom field "third"
      | attribute | value |
      | Type      | TEXT  |
    When the API sets "third" to "x"

  # docs/field.md:9
  @pending
  Scenario: Nobody knows or can
    Given an empty tenant
"""

TARGET = """
from pathlib import Path

from failmode.steps.errors import TargetError
from failmode.steps.targets.capabilities import CHECK, DEFINITIONS, SETTABLE_VALUES, offer
from failmode.terms import Channel


class Mine:
    withheld = {SETTABLE_VALUES[Channel.API]: "it is read-only"}

    def __init__(self):
        self.capabilities = dict([offer(CHECK, self), offer(DEFINITIONS, self)])

    def check(self, fields):
        with Path("checks.txt").open("a") as file:
            file.write(" ".join(fields) + "\\n")
        if "missing" in fields:
            raise TargetError("target 'mine': no field 'missing'", "Create it")
        if "broken" in fields:
            raise ValueError("out\\nof order")

    def create(self, definition):
        self.definition = definition

    def read(self, name):
        return self.definition

    def begin(self):
        pass

    def close(self):
        with Path("closed.txt").open("a") as file:
            file.write("closed\\n")


def make(settings):
    return Mine()
"""

PROCESSES = pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["alone", "parallel"])


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a project whose target has definitions of custom fields and nothing else."""
    return make_project(pytester, FEATURE.format(field="mine"), TARGET)


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest in the project against its target."""
    return project.runpytest_subprocess("--target", "mine", *arguments)


def lines(result: pytest.RunResult) -> list[str]:
    """List what failmode itself said."""
    printed = result.stdout.str() + result.stderr.str()
    return [line for line in printed.splitlines() if "failmode: " in line]


@PROCESSES
def test_what_the_target_cannot_do_is_left_out_in_one_line_by_cause(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    result = run(project, *workers)
    result.assert_outcomes(passed=2, deselected=3)
    (line,) = lines(result)
    assert line == (
        "failmode: left out 3 scenarios that the target 'mine' cannot run: "
        "1 read values as the technician, 1 set values as the API (it is read-only), "
        "1 start from an empty tenant"
    )
    assert "LEFT OUT" not in result.stdout.str()


@PROCESSES
def test_each_that_is_left_out_is_recorded_with_its_reason(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    result = run(project, "--failmode-events", "run.jsonl", "-rs", *workers)
    result.stdout.fnmatch_lines(
        ["LEFT OUT ?1? the target 'mine' cannot set values as the API (it is read-only)"]
    )
    events: list[dict[str, Any]] = [
        json.loads(line) for line in (project.path / "run.jsonl").read_text().splitlines()
    ]
    ended = {one["order"]: one for one in events if one["event"] == "scenario-ended"}
    assert [ended[order]["outcome"] for order in range(5)] == ["passed"] * 2 + ["skipped"] * 3
    assert ended[2]["reason"] == "the target 'mine' cannot read values as the technician"
    assert {step["state"] for step in ended[2]["steps"]} == {"not run"}
    assert events[-1]["outcomes"] == {"passed": 2, "skipped": 3}


@PROCESSES
def test_a_target_is_checked_once_for_the_fields_of_what_is_run(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    run(project, *workers).assert_outcomes(passed=2, deselected=3)
    assert (project.path / "checks.txt").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("field", "told", "workers"),
    [
        ("missing", "failmode: target 'mine': no field 'missing'. Create it", ()),
        ("missing", "failmode: target 'mine': no field 'missing'. Create it", ("-n2",)),
        ("broken", "failmode: target 'mine': check failed: ValueError: out of order (", ()),
    ],
)
def test_a_target_that_cannot_be_used_is_one_line_and_exit_2(
    project: pytest.Pytester, field: str, told: str, workers: tuple[str, ...]
) -> None:
    project.makefile(".feature", scenarios=FEATURE.format(field=field))
    result = run(project, *workers)
    assert result.ret == 2
    (line,) = lines(result)
    assert told in line
    assert "Traceback" not in result.stdout.str() + result.stderr.str()
    result.assert_outcomes()
    assert (project.path / "checks.txt").read_text() == f"{field}\n"


def test_a_target_that_cannot_be_made_is_one_line_in_parallel_runs_too(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(my_target="def make(settings):\n    raise OSError('gone')\n")
    result = run(project, "-n2")
    assert result.ret == 2
    (line,) = lines(result)
    assert "the factory my_target:make failed: OSError: gone" in line


def test_a_target_for_one_process_alone_is_one_line_with_what_to_do_in_parallel_runs(
    project: pytest.Pytester,
) -> None:
    alone = TARGET.replace(
        "    def __init__(self):\n",
        "    def __init__(self):\n        Path('address').touch(exist_ok=False)\n",
    ).replace("    def close(self):\n", "    def close(self):\n        Path('address').unlink()\n")
    project.makepyfile(my_target=alone)
    run(project).assert_outcomes(passed=2, deselected=3)
    result = run(project, "-n2")
    assert result.ret == 2
    (line,) = [one for one in lines(result) if "left out" not in one]
    assert "FileExistsError" in line
    assert "Where one process alone can use the target, run it with --workers 1 (pytest: -n 0)" in (
        line
    )


@PROCESSES
def test_a_target_is_closed_though_nothing_is_left_to_run(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    result = run(project, "-k", "Nobody or nobody", *workers)
    result.assert_outcomes(deselected=5)
    made = 3 if workers else 1
    assert (project.path / "closed.txt").read_text() == "closed\n" * made


def test_a_broken_test_file_is_told_once_in_parallel_runs(project: pytest.Pytester) -> None:
    project.makepyfile(test_broken="1 / 0")
    result = run(project, "-n2")
    assert result.ret == 2
    assert result.stdout.str().count("ERROR test_broken.py") == 1


def test_what_a_target_offers_once_it_has_begun_is_not_left_out(
    project: pytest.Pytester,
) -> None:
    late = TARGET.replace("self.capabilities = dict(", "self.capabilities = {}; self.later = dict(")
    late = late.replace(
        "def begin(self):\n        pass", "def begin(self):\n        self.capabilities = self.later"
    )
    project.makepyfile(my_target=late)
    result = run(project)
    result.assert_outcomes(passed=2, skipped=3)


def test_a_listing_leaves_the_target_alone(project: pytest.Pytester) -> None:
    result = run(project, "--collect-only", "-q")
    assert result.ret == 0
    assert not (project.path / "checks.txt").exists()


def test_a_run_without_scenarios_leaves_the_target_alone(project: pytest.Pytester) -> None:
    project.makepyfile(test_theirs="def test_theirs(): pass")
    run(project, "test_theirs.py").assert_outcomes(passed=1)
    assert not (project.path / "checks.txt").exists()


def test_the_line_names_the_most_frequent_causes_and_counts_the_others() -> None:
    nothing: Any = None
    causes = [f"do {name}" for number, name in enumerate("abcdefg", start=1) for _ in range(number)]
    line = left_out_line("mine", [LeftOut(nothing, nothing, one, one) for one in causes])
    assert line == (
        "failmode: left out 28 scenarios that the target 'mine' cannot run: "
        "7 do g, 6 do f, 5 do e, 4 do d, 3 do c, 3 for other causes (-rs tells them)"
    )

"""A test suite of somebody else is untouched by the plugin, also beside scenarios of ours."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.steps.projects import TARGET, make_project

pytest_plugins = ("pytester",)

OURS = """
Feature: Ours
  # docs/a.md:3
  Scenario: Fails
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "denied"
"""

THEIRS = """
@slow @pending
Feature: Theirs
  Scenario Outline: Takes long
    Given it takes <takes> s
    Examples:
      | takes |
      | 0.5   |

  Scenario: Fails
    Given it is wrong
"""

CONFTEST = """
import pytest
from pytest_bdd import given, parsers


def pytest_addoption(parser):
    parser.addoption("--slow", choices=["never", "always"], default="never")
    parser.addoption("--target", type=int, default=7)


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: theirs")
    config.addinivalue_line("markers", "pending: theirs")


@given(parsers.parse("it takes {takes} s"))
def takes(takes, request):
    marks = [mark.name for mark in request.node.iter_markers()]
    assert "timeout" not in marks


@given("it is wrong")
def wrong():
    assert 1 == 2, "their own message"
"""

TESTS = """
import pytest
from failmode.steps.errors import CannotDo


def test_options(request):
    assert request.config.getoption("--slow") == "always"
    assert request.config.getoption("--target") == 7
    assert request.config.getoption("failmode_target") == "mine"


@pytest.mark.pending
@pytest.mark.slow
@pytest.mark.parametrize("takes", ["30"])
def test_marks_of_their_own(takes):
    pass


def test_an_error_is_theirs_to_raise():
    raise CannotDo("nobody", "do this")


def test_an_assertion():
    assert 1 == 2
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a project with scenarios and tests of its own beside one scenario of ours."""
    make_project(pytester, OURS, TARGET)
    pytester.makefile(".feature", theirs=THEIRS)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_theirs=TESTS)
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run everything in the project."""
    ours = ("--failmode-target", "mine", "--targets", "targets.toml")
    return project.runpytest_inprocess("--slow", "always", *ours, *arguments)


def test_only_scenarios_of_ours_are_changed(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In CI pytest repeats the whole text of a failure in its summary.
    monkeypatch.delenv("CI", raising=False)
    result = run(project)
    result.assert_outcomes(passed=3, failed=4)
    printed = result.stdout.str()
    assert printed.count("What the client did:") == 1
    assert "docs/a.md:3: Fails" in printed
    assert "E       AssertionError: their own message" in printed
    assert "E       assert 1 == 2" in printed
    assert "failmode.steps.errors.CannotDo: the target 'nobody' cannot do this" in printed


def test_only_scenarios_of_ours_are_recorded(project: pytest.Pytester) -> None:
    run(project, "--failmode-events", "run.jsonl", "--matrix")
    lines = (project.path / "run.jsonl").read_text(encoding="ascii").splitlines()
    names = [json.loads(line).get("name") for line in lines]
    assert names == [None, "Fails", None]


def test_tags_of_their_features_stay_unknown(project: pytest.Pytester) -> None:
    project.makefile(".feature", theirs=THEIRS.replace("@slow", "@theirs"))
    result = run(project, "--strict-markers")
    result.stdout.fnmatch_lines(["*'theirs' not found in `markers` configuration option*"])


def test_the_number_of_workers_is_theirs_to_choose(project: pytest.Pytester) -> None:
    project.makeconftest(
        CONFTEST
        + """
def pytest_xdist_auto_num_workers():
    return 1
"""
    )
    result = run(project, "-n", "auto", "-v")
    result.stdout.fnmatch_lines(["*1 worker*"])


def test_a_run_without_scenarios_loads_no_simulator() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, failmode.steps.plugin; print(*sys.modules, sep='\\n')",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    heavy = ("failmode.simulator", "failmode.specs", "failmode.cli", "rich", "httpx", "flask")
    assert not [name for name in loaded if name.startswith(heavy)]

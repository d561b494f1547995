"""Scenarios without a test file: the features of a project are collected, each scenario once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pytest_bdd.parser import Scenario, ScenarioTemplate

from tests.steps.projects import CLOUD_MODULE, TARGET

pytest_plugins = ("pytester",)

FEATURE = """
Feature: Proxy
  # docs/duo/proxy.md:12
  @only
  Scenario: Safe lets in
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "failed-open"

  Scenario Outline: Without a document, with a step of ours
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "<verdict>"

    Examples:
      | verdict     |
      | failed-open |
      | denied      |
"""

THEIRS = """
Feature: Theirs
  Scenario: Of somebody else
    Given something of theirs
"""

SCENARIOS = "from pytest_bdd import scenarios\nscenarios('../features')\n"

TABLE = "[tool.failmode]\ntarget = 'mine'\n"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Make a project with features and a target of its own, and without any test file."""
    for name, text in (("proxy", FEATURE), ("theirs", THEIRS)):
        file = pytester.path / f"features/{name}.feature"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    pytester.makepyfile(cloud=CLOUD_MODULE, my_target=TARGET)
    pytester.makefile(
        ".toml", targets='[targets.mine]\nkind = "python"\nfactory = "my_target:make"\n'
    )
    pytester.makepyprojecttoml(TABLE)
    monkeypatch.setenv("PYTHONPATH", str(pytester.path))
    pytester.syspathinsert()
    return pytester


def write(project: pytest.Pytester, name: str, text: str) -> None:
    """Write a file of the project."""
    file: Path = project.path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_the_projects_scenarios_run_without_a_test_file(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["features/proxy.feature::test_safe_lets_in PASSED*"])


def test_a_feature_and_a_scenario_can_be_named(project: pytest.Pytester) -> None:
    project.runpytest_inprocess("features/proxy.feature").assert_outcomes(passed=2, failed=1)
    named = project.runpytest_inprocess("features/proxy.feature::test_safe_lets_in")
    named.assert_outcomes(passed=1)


def test_tags_choose_scenarios_also_where_markers_are_strict(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-m", "only", "--strict-markers")
    result.assert_outcomes(passed=1, deselected=2)


def test_they_run_in_parallel(project: pytest.Pytester) -> None:
    project.runpytest_subprocess("-n2").assert_outcomes(passed=2, failed=1)


def test_they_run_beside_tests_that_the_project_keeps_elsewhere(project: pytest.Pytester) -> None:
    project.makepyprojecttoml(f"{TABLE}[tool.pytest.ini_options]\ntestpaths = ['tests']\n")
    write(project, "tests/test_own.py", "def test_own():\n    pass\n")
    project.runpytest_inprocess().assert_outcomes(passed=3, failed=1)
    project.runpytest_subprocess("-n2").assert_outcomes(passed=3, failed=1)
    project.runpytest_inprocess("tests").assert_outcomes(passed=1)


def test_a_scenario_that_a_test_file_has_is_not_run_twice(project: pytest.Pytester) -> None:
    (project.path / "features/theirs.feature").unlink()
    write(project, "tests/test_features.py", SCENARIOS)
    result = project.runpytest_inprocess("-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.no_fnmatch_line("features/*::*")


def test_a_test_file_may_have_some_of_them_with_steps_of_its_own(project: pytest.Pytester) -> None:
    write(
        project,
        "tests/test_features.py",
        "from pytest_bdd import given, scenario, scenarios\n"
        "scenarios('../features/theirs.feature')\n"
        "@scenario('../features/proxy.feature', 'Safe lets in')\n"
        "def test_named():\n    pass\n"
        "@given('something of theirs')\n"
        "def something():\n    pass\n",
    )
    result = project.runpytest_inprocess("-v")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines_random(
        ["*::test_named PASSED*", "*::test_of_somebody_else PASSED*"]
    )


def test_a_project_without_the_table_collects_no_feature(project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").unlink()
    assert project.runpytest_inprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_folder_of_features_can_be_named_for_a_run(project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").unlink()
    ours = ("--failmode-features", "features", "--target", "mine")
    project.runpytest_inprocess(*ours).assert_outcomes(passed=2, failed=1)


def test_a_feature_that_is_no_gherkin_is_an_error_with_its_line(project: pytest.Pytester) -> None:
    write(
        project, "features/broken.feature", "Feature: F\n  Scenario: S\n    Given a\n    nonsense\n"
    )
    result = project.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["features/broken.feature:4: *: nonsense"])
    result.stdout.no_fnmatch_line("*site-packages*")


def test_features_behind_a_symbolic_link_are_found(project: pytest.Pytester) -> None:
    (project.path / "features").rename(project.path / "elsewhere")
    (project.path / "features").symlink_to("elsewhere")
    project.runpytest_inprocess("features").assert_outcomes(passed=2, failed=1)


def test_a_scenario_of_a_document_is_filled_in_only_when_it_is_run(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled_in: list[str] = []
    render = ScenarioTemplate.render

    def counted(self: ScenarioTemplate, context: Mapping[str, object]) -> Scenario:
        filled_in.append(self.name)
        return render(self, context)

    monkeypatch.setattr(ScenarioTemplate, "render", counted)
    project.runpytest_inprocess("--collect-only", "--target", "simulator")
    assert "Safe lets in" not in filled_in
    project.runpytest_inprocess("-k", "safe", "--targets", "targets.toml")
    assert "Safe lets in" in filled_in

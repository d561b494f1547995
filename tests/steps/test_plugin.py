"""The plugin: targets by name, pending scenarios, failures told in the documents' terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.steps import RunBegan, read_events
from tests.steps.projects import TARGET, make_project

pytest_plugins = ("pytester",)

FEATURE = """
Feature: Proxy

  # docs/duo/proxy.md:12
  # rule: docs/rules.md:7 The primary server's rejection is final
  @proxy @fault-no-answer
  Scenario: Safe lets in
    Given an Authentication Proxy with failmode "safe" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "{verdict}"
    And the RADIUS answer is "Access-Accept"

  # docs/duo/proxy.md:20
  @pending
  Scenario: Nobody knows
    Given an Authentication Proxy with failmode "secure" and api_timeout set
    When the user logs in over RADIUS with the right password
    Then the login is "unknown"

  # docs/duo/proxy.md:22
  Scenario: Not this target
    Given an empty tenant
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a project with one feature and a target of its own."""
    return make_project(pytester, FEATURE.format(verdict="failed-open"), TARGET)


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest in the project with the plugin."""
    return project.runpytest_inprocess("-ra", *arguments)


def test_a_target_of_ones_own_runs_and_the_rest_is_left_out_with_a_reason(
    project: pytest.Pytester,
) -> None:
    result = run(project, "--target", "mine", "--targets", "targets.toml")
    result.assert_outcomes(passed=1, skipped=1, deselected=1)
    result.stdout.fnmatch_lines_random(
        [
            "*the target 'mine' cannot start from an empty tenant*",
            "*pending: the documents call the outcome unknown*",
        ]
    )


def test_a_failure_names_document_line_rule_step_and_exchange(project: pytest.Pytester) -> None:
    project.makefile(".feature", scenarios=FEATURE.format(verdict="denied"))
    result = run(project, "--target", "mine", "--targets", "targets.toml")
    result.assert_outcomes(failed=1, skipped=1, deselected=1)
    result.stdout.fnmatch_lines(
        [
            "docs/duo/proxy.md:12: Safe lets in",
            "*by rule docs/rules.md:7 The primary server's rejection is final",
            "*scenarios.feature:9",
            "*+ When the user logs in over RADIUS with the right password",
            '*x Then the login is "denied"',
            "*expected: denied; the login was failed-open",
            "*asked Duo",
            "*POST /rest/v1/preauth",
        ]
    )


def test_an_undefined_step_names_the_document_line(project: pytest.Pytester) -> None:
    project.makefile(
        ".feature",
        scenarios="Feature: F\n  # docs/a.md:3\n  Scenario: S\n    Given a step nobody wrote\n",
    )
    result = run(project, "--target", "mine", "--targets", "targets.toml")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*docs/a.md:3: S*", "*x Given a step nobody wrote"])


def test_the_matrix_shows_passed_failed_and_pending_cells(project: pytest.Pytester) -> None:
    project.makefile(
        ".feature",
        scenarios="""
Feature: Proxy
  @proxy
  Scenario Outline: P
    Given an Authentication Proxy with failmode "<failmode>" and api_timeout set
    And Duo suffers "<fault>" at <stage>
    When the user logs in over RADIUS with the right password
    Then the login is "<verdict>"

    Examples:
      | failmode | fault     | stage   | verdict     | source       |
      | safe     | no-answer | preauth | failed-open | docs/a.md:40 |
      | safe     | no-answer | auth    | denied      | docs/a.md:41 |

    @pending
    Examples:
      | failmode | fault     | stage   | verdict | source       |
      | secure   | no-answer | preauth | unknown | docs/a.md:42 |
""",
    )
    result = run(project, "--target", "mine", "--targets", "targets.toml", "--matrix")
    result.assert_outcomes(passed=1, failed=1, skipped=1)
    text = result.stdout.str()
    assert "docs/a.md:41: P" in text
    assert "pending: the documents call the outcome unknown" in text
    matrix = text[text.index("Authentication Proxy, by stage and failmode") :]
    assert "failed-open" in matrix
    assert "FAIL" in matrix
    assert "unknown" in matrix


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("", "targets.toml has no table [targets.mine]"),
        ("[targets.mine]\nkind = 'x'", "kind is 'x'"),
        ("[targets.mine]\nkind = 'python'", "factory is None"),
        ("[targets.mine]\nkind = 'python'\nfactory = 'no.such:make'", "cannot be loaded"),
        ("[targets.mine\n", "is not TOML"),
        ("[targets.mine]\nkind = 'ninjaone'\nurl = 'https://x'\nuri = 1", "unknown option 'uri'"),
        (
            "[targets.mine]\nkind = 'ninjaone'\nurl = 'https://x'\nclient_id_env = 'NO_SUCH_ID'",
            "environment variable NO_SUCH_ID is empty or missing",
        ),
    ],
)
def test_a_wrong_target_is_one_clear_line_and_exit_2(
    project: pytest.Pytester, table: str, complaint: str
) -> None:
    Path("targets.toml").write_text(table, encoding="utf-8")
    result = project.runpytest_subprocess("--target", "mine")
    assert result.ret == 2
    printed = result.stdout.str() + result.stderr.str()
    (line,) = (line for line in printed.splitlines() if "failmode: " in line)
    assert complaint in line
    assert "Traceback" not in printed


def test_a_deadline_must_be_positive(project: pytest.Pytester) -> None:
    result = run(project, "--deadline", "0")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*--deadline must be a number of seconds above 0*"])


IMPATIENT = """
from failmode.steps.targets.capabilities import DUO_UNIX, DuoUnixLogin, offer
from failmode.terms.logins import Verdict


class Client:
    def __init__(self, settings):
        self.settings = settings

    def configure(self, *_, **__):
        pass

    def login(self, deadline_seconds=None):
        assert self.settings.deadline_seconds == deadline_seconds
        verdict = Verdict.HUNG if deadline_seconds < 2 else Verdict.DENIED
        return DuoUnixLogin(verdict, (f"waited {deadline_seconds:g} s",), (), ())


class Busy:
    def __init__(self, settings):
        self.capabilities = dict([offer(DUO_UNIX, Client(settings))])

    def begin(self):
        pass

    def close(self):
        pass


def make(settings):
    return Busy(settings)
"""

ROWS = """
Feature: Rows
  Scenario Outline: A row
    Given Duo Unix "1.11.3" with failmode "secure" and https_timeout unset
    When the user logs in through login_duo
    Then the login is "<verdict>"

    Examples:
      | verdict |
      | hung    |
      | denied  |
"""


def test_only_a_login_that_must_hang_is_cut_short_at_the_deadline(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(my_target=IMPATIENT)
    project.makefile(".feature", scenarios=ROWS)
    result = run(project, "--target", "mine", "--targets", "targets.toml", "--deadline", "1")
    result.assert_outcomes(passed=2)


def test_a_wrong_target_is_one_clear_line_in_parallel_runs_too(
    project: pytest.Pytester,
) -> None:
    result = project.runpytest_subprocess("--target", "nobody", "-n2")
    assert result.ret == 2
    printed = result.stdout.str() + result.stderr.str()
    assert "has no table [targets.nobody]. Targets of this file: mine" in printed
    assert "crashed" not in printed


BROKEN = """
from failmode.steps.targets.capabilities import AUTHENTICATION_PROXY


class Broken:
    capabilities = CAPABILITIES

    def begin(self):
        BEGIN

    def close(self):
        pass


def make(settings):
    MAKE
"""


@pytest.mark.parametrize(
    ("capabilities", "begin", "make", "told"),
    [
        ("{}", "pass", "raise ValueError('no such\\nthing')", "failed: ValueError: no such thing"),
        ("{}", "pass", "return None", "my_target:make returned None, which lacks capabilities"),
        (
            "{AUTHENTICATION_PROXY: object()}",
            "pass",
            "return Broken()",
            "its authentication proxy, a object, has no method 'configure'",
        ),
        ("{}", "raise OSError('gone')", "return Broken()", "begin failed: OSError: gone"),
        ("{}", "pass", "raise SystemExit(0)", "failed: SystemExit: 0"),
    ],
)
def test_a_broken_target_is_told_in_one_line_without_a_traceback(
    project: pytest.Pytester, capabilities: str, begin: str, make: str, told: str
) -> None:
    text = BROKEN.replace("CAPABILITIES", capabilities)
    project.makepyfile(my_target=text.replace("BEGIN", begin).replace("MAKE", make))
    result = run(project, "--target", "mine", "--targets", "targets.toml")
    printed = result.stdout.str() + result.stderr.str()
    assert result.ret in (1, 2)
    assert any("failmode: target 'mine'" in line and told in line for line in printed.splitlines())
    assert "INTERNALERROR" not in printed
    assert "Traceback" not in printed


def test_the_project_names_target_file_and_deadline_and_options_win(
    project: pytest.Pytester,
) -> None:
    Path("targets.toml").rename("others.toml")
    project.makepyprojecttoml(
        '[tool.failmode]\ntarget = "mine"\ntargets = "others.toml"\ndeadline_seconds = 7\n'
    )
    result = run(project, "--failmode-events", "run.jsonl")
    result.assert_outcomes(passed=1, skipped=1, deselected=1)
    assert began(Path("run.jsonl")) == ("mine", 7.0)
    run(project, "--failmode-events", "run.jsonl", "--target", "simulator", "--deadline", "2")
    assert began(Path("run.jsonl")) == ("simulator", 2.0)


def test_workers_take_the_project_of_the_folder_that_the_run_was_started_in(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = project.mkdir("part")
    for file in ("targets.toml", "scenarios.feature", "test_it.py"):
        (project.path / file).rename(part / file)
    (part / "pyproject.toml").write_text('[tool.failmode]\ntarget = "mine"\n', encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(project.path))
    monkeypatch.chdir(part)
    result = project.runpytest_subprocess("-n1", "-o", "bdd_features_base_dir=part")
    result.assert_outcomes(passed=1, skipped=1, deselected=1)


def test_a_wrong_key_of_the_project_is_one_clear_line_and_exit_2(project: pytest.Pytester) -> None:
    project.makepyprojecttoml("[tool.failmode]\ndeadline = 7\n")
    result = project.runpytest_subprocess()
    assert result.ret == 2
    printed = result.stdout.str() + result.stderr.str()
    (line,) = (line for line in printed.splitlines() if "failmode: " in line)
    assert "[tool.failmode] deadline: there is no such key. Did you mean deadline_seconds?" in line


def began(file: Path) -> tuple[str, float]:
    """Read with which target and deadline a run began."""
    first = next(iter(read_events(file)))
    assert isinstance(first, RunBegan)
    return first.target, first.deadline_seconds

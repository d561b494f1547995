"""Scenarios of Duo Unix: what a target is told, slow ones, deadlines, and the matrix by version."""

from __future__ import annotations

import pytest

from failmode.steps.timeouts import login_timeout
from tests.steps.projects import make_project

pytest_plugins = ("pytester",)

FEATURE = """
# docs/duo/duo-unix.md:1
@duo-unix
Feature: Duo Unix

  @duo-unix-1.11.3
  Scenario Outline: Rows
    Given Duo Unix "1.11.3" with failmode "<failmode>" and https_timeout <https_timeout>
    And Duo suffers "<fault>" at <stage>
    And the user answers the push with "approve"
    When the user logs in through <program>
    Then the login is "<verdict>"

    Examples:
      | fault     | stage   | https_timeout | program   | failmode | verdict     |
      | reset     | preauth | unset         | login_duo | safe     | failed-open |
      | no-answer | preauth | set           | pam_duo   | safe     | failed-open |

  @duo-unix-1.11.3
  Scenario Outline: Timed
    Given Duo Unix "1.11.3" with failmode "<failmode>" and https_timeout unset
    And Duo suffers "<fault>" at <stage>
    When the user logs in through <program>, which takes about <takes> seconds
    Then the login is "<verdict>"
    And it took about <takes> seconds

    Examples:
      | fault      | stage   | program   | failmode | verdict     | takes |
      | tls-silent | preauth | login_duo | safe     | failed-open | 0.02  |

    @slow
    Examples:
      | fault           | stage   | program   | failmode | verdict     | takes |
      | connect-timeout | preauth | login_duo | safe     | failed-open | 37    |

  @duo-unix-1.11.3
  Scenario: A mistake
    Given Duo Unix "1.11.3" with failmode "secure" and the configuration mistake "file missing"
    And Duo is reachable
    When the user logs in through login_duo
    Then the login is "failed-open"
    And Duo was not asked
    And the client logged "Couldn't open"

  @duo-unix-1.11.3
  Scenario: A wrong key
    Given Duo Unix "1.11.3" with failmode "safe" and a wrong secret key
    And the user is "bypass" at Duo
    When the user logs in through sshd with pam_duo
    Then the login is "failed-open"

  @duo-unix-2.2.3
  Scenario: Another version
    Given Duo Unix "2.2.3" with failmode "safe" and https_timeout unset
    And Duo suffers "reset" at ping
    When the user logs in through login_duo
    Then the login is "failed-open"
"""

TARGET = """
from pathlib import Path

import clock
from cloud import Cloud

from failmode.steps.errors import CannotDo
from failmode.steps.targets.capabilities import CLOUD, DUO_UNIX, DuoUnixLogin, offer
from failmode.terms.logins import Verdict


class Unix:
    def configure(self, version, program, failmode, **more):
        if version != "1.11.3":
            raise CannotDo("mine", f"run Duo Unix {version}: version 1.11.3 is installed")
        self.told = (program, failmode, *sorted(more.items()))

    def login(self, deadline_seconds=None):
        with Path("told.txt").open("a") as file:
            print(*self.told, deadline_seconds, sep="|", file=file)
        clock.now += 0.03
        return DuoUnixLogin(Verdict.FAILED_OPEN, ("asked",), ("Couldn't open duo.conf",), ())


class Mine:
    capabilities = dict([offer(CLOUD, Cloud()), offer(DUO_UNIX, Unix())])

    def begin(self):
        pass

    def close(self):
        pass


def make(settings):
    return Mine()
"""


CONFTEST = """
import clock
import pytest


@pytest.fixture(scope="session")
def failmode_clock():
    return lambda: clock.now
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a project with a target whose Duo Unix takes 30 ms of its own clock to let in."""
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(clock="now = 0.0")
    return make_project(pytester, FEATURE, TARGET)


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest in the project on its own target."""
    target = ("--target", "mine", "--targets", "targets.toml")
    return project.runpytest_inprocess("-ra", *target, *arguments)


def test_a_slow_scenario_is_skipped_and_says_how_to_run_it(project: pytest.Pytester) -> None:
    result = run(project)
    result.assert_outcomes(passed=5, skipped=2)
    result.stdout.fnmatch_lines_random(
        [
            "*slow: the login takes about 37 s; run it with --slow*",
            "*run Duo Unix 2.2.3: version 1.11.3 is installed*",
        ]
    )


def test_a_slow_scenario_that_ends_long_before_its_time_fails(project: pytest.Pytester) -> None:
    result = run(project, "--slow")
    result.assert_outcomes(passed=5, failed=1, skipped=1)
    result.stdout.fnmatch_lines(["*expected: about 37 s; it took 0.0 s*"])


def test_a_target_is_told_the_configuration_and_how_long_to_wait(
    project: pytest.Pytester,
) -> None:
    run(project, "--slow", "--deadline", "1").assert_outcomes(passed=5, failed=1, skipped=1)
    told = (project.path / "told.txt").read_text(encoding="utf-8").splitlines()
    usual = "('https_timeout', False)|('mistake', None)|('one_prompt', True)|('right_key', True)"
    assert sorted(told) == sorted(
        [
            f"login_duo|safe|{usual}|4.0",
            f"pam_duo|safe|{usual.replace('False', 'True', 1)}|5.0",
            f"login_duo|safe|{usual}|{login_timeout(4.0, 0.02)}",
            f"login_duo|safe|{usual}|{login_timeout(4.0, 37.0)}",
            f"login_duo|secure|{usual.replace('None', repr('file missing'))}|4.0",
            (
                "sshd with pam_duo|safe|('https_timeout', False)|('mistake', None)|"
                "('one_prompt', True)|('right_key', False)|4.0"
            ),
        ]
    )


def test_the_matrix_shows_each_version_with_faults_mistakes_and_failmodes(
    project: pytest.Pytester,
) -> None:
    text = run(project, "--matrix").stdout.str()
    matrix = text[text.index("Duo Unix 1.11.3, by stage and failmode") :]
    lines = [line.strip("│ ") for line in matrix.splitlines()]
    assert [line.split("│")[0].strip() for line in lines if "failed-open" in line][:4] == [
        "reset",
        "no-answer (timeout)",
        "tls-silent",
        "file missing",
    ]
    headings = [line.split("│")[0].strip() for line in lines]
    assert headings.index("configuration mistake") > headings.index("at preauth")
    assert "Duo Unix 2.2.3: not run (1 logins skipped)" in matrix


def test_the_deadline_of_a_login_of_known_length_exceeds_it_by_half_and_more() -> None:
    assert login_timeout(3.0, None) == 3.0
    assert login_timeout(3.0, 37.0) > 37.0 * 1.5
    assert login_timeout(90.0, 37.0) == 90.0

"""`failmode verify`: features in step with documents, scenarios run, and what was not verified."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from failmode.cli.scenario_run import ScenarioRun
from failmode.steps import RunBegan, read_events
from tests.patience import LONGEST_RUN_SECONDS
from tests.steps.projects import CLOUD_MODULE, TARGET

DOCUMENT = """# Proxy

```gherkin
@kept
Scenario: Safe lets in
  Given an Authentication Proxy with failmode "safe" and api_timeout set
  When the user logs in over RADIUS with the right password
  Then the login is "{verdict}"

@cannot
Scenario: Not this target
  Given an empty tenant
```
"""

ANSWERED_OTHERWISE = (
    "pytest did what the arguments after `--` ask for, see above, and ran no scenario: "
    "nothing was verified"
)

TABLE = '[tool.failmode]\ntarget = "mine"\ndeadline_seconds = 4\nstandard_documents = false\n'

BROKEN_SIMULATOR = """
import failmode.steps.targets.simulated.proxy as proxy


def login(self, *, right_password):
    raise RuntimeError("out of order")


proxy.SimulatedProxy.login = login
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with one document, its features and a target that always fails open."""
    (tmp_path / "pyproject.toml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "cloud.py").write_text(CLOUD_MODULE, encoding="utf-8")
    (tmp_path / "my_target.py").write_text(TARGET, encoding="utf-8")
    (tmp_path / "targets.toml").write_text(
        '[targets.mine]\nkind = "python"\nfactory = "my_target:make"\n', encoding="utf-8"
    )
    promise(tmp_path, "failed-open")
    return tmp_path


def promise(project: Path, verdict: str) -> None:
    """Write what the document promises, and its features."""
    (project / "docs/proxy.md").write_text(DOCUMENT.format(verdict=verdict), encoding="utf-8")
    assert run(project, "specs").returncode == 0


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of failmode in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "failmode", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_RUN_SECONDS,
    )


def verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Verify with one process, which is enough for two scenarios."""
    return run(folder, "verify", "--workers", "1", *arguments)


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    """Give the last line that a command complained with."""
    return result.stderr.splitlines()[-1]


def test_it_is_good_when_what_was_run_passed(project: Path) -> None:
    result = verify(project)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 passed, 0 failed, 1 not run on mine" in result.stdout
    began = next(iter(read_events(project / ".failmode/verify.jsonl")))
    assert isinstance(began, RunBegan)
    assert (began.target, began.deadline_seconds, began.slow) == ("mine", 4.0, False)


def test_it_finds_a_promise_that_is_not_kept(project: Path) -> None:
    promise(project, "denied")
    result = verify(project)
    assert result.returncode == 1
    assert "1. docs/proxy.md:5: safe" in result.stdout
    assert "a login failed-open, not denied on Authentication Proxy" in result.stdout
    report = (project / ".failmode/verify.txt").read_text(encoding="utf-8")
    assert "docs/proxy.md:5: Safe lets in" in report
    assert "expected: denied; the login was failed-open" in report


def test_it_works_from_a_folder_below(project: Path) -> None:
    (project / "below").mkdir()
    assert verify(project / "below").returncode == 0
    assert (project / ".failmode/verify.jsonl").is_file()


def test_nothing_is_run_with_features_that_are_not_the_documents(project: Path) -> None:
    (project / "docs/proxy.md").write_text(DOCUMENT.format(verdict="denied"), encoding="utf-8")
    result = verify(project)
    assert (result.returncode, result.stdout) == (1, "")
    assert "update: features/proxy-written.feature\n" in result.stderr
    assert last_line(result) == (
        "failmode verify: nothing was run: 1 feature would change by the documents. "
        "Run `failmode specs`; `failmode specs --check` shows the difference"
    )


def test_nothing_is_run_with_an_error_in_a_document(project: Path) -> None:
    (project / "docs/proxy.md").write_text("\n```gherkin\n```\n", encoding="utf-8")
    result = verify(project)
    assert (result.returncode, result.stdout) == (1, "")
    assert "docs/proxy.md:3: not-gherkin: " in result.stderr
    assert last_line(result) == "failmode verify: nothing was run: 1 error in the documents"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-m", "cannot"], "no scenario was run, 1 skipped: nothing was verified"),
        (["-k", "nothing"], "no scenario was run, 0 skipped: nothing was verified"),
        (["--", "--collect-only"], "no scenario was run, 0 skipped: nothing was verified"),
        *((["--", option], ANSWERED_OTHERWISE) for option in ("--version", "--help", "--markers")),
    ],
    ids=str,
)
def test_what_verified_nothing_is_never_good(
    project: Path, arguments: list[str], told: str
) -> None:
    verify(project)
    result = verify(project, *arguments)
    assert result.returncode == 2
    assert last_line(result) == f"failmode verify: {told}"


def test_a_target_that_is_refused_is_one_error_of_ours(project: Path) -> None:
    result = verify(project, "--target", "nobody")
    assert result.returncode == 2
    assert "targets.toml has no table [targets.nobody]. Targets of this file: mine\n" in (
        result.stderr
    )
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-m", "("], "pytest: Wrong expression passed to '-m': ("),
        (["-k", "safe and"], "pytest: Wrong expression passed to '-k': safe and"),
        (["-k", "safe(a=1)"], "pytest: Keyword expressions do not support call parameters"),
        (["--", "-k", ")"], "pytest: Wrong expression passed to '-k': )"),
        (["--", "nothing.feature"], "pytest: file or directory not found: nothing.feature"),
        (["--", "--no-such-option"], "pytest: unrecognized arguments: --no-such-option"),
    ],
    ids=str,
)
def test_what_pytest_refuses_is_one_error_of_ours(
    project: Path, arguments: list[str], told: str, workers: str
) -> None:
    result = run(project, "verify", "--workers", workers, *arguments)
    assert result.returncode == 2
    assert f"failmode verify: {told}" in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stdout
    assert "INTERNALERROR" not in result.stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_process_that_dies_is_not_a_verdict(project: Path, workers: str) -> None:
    text = TARGET.replace("def begin(self):\n        pass", "def begin(self):\n        os._exit(3)")
    (project / "my_target.py").write_text(f"import os\n{text}", encoding="utf-8")
    result = run(project, "verify", "--workers", workers)
    assert result.returncode == 2


def test_a_failure_of_failmode_itself_is_no_finding(project: Path) -> None:
    """A target of ours is told from one of theirs by its name, so this takes the place of ours."""
    (project / "sitecustomize.py").write_text(BROKEN_SIMULATOR, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "failmode", "verify", "--workers", "1", "--target", "simulator"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_RUN_SECONDS,
    )
    assert result.returncode == 3, result.stdout + result.stderr
    assert "FAILMODE ITSELF FAILED" in result.stdout
    assert "RuntimeError: out of order" in result.stdout
    assert "FAILED:" not in result.stdout
    assert last_line(result) == ("failmode verify: failmode itself failed in 1 scenario, see above")


def test_what_breaks_beside_the_scenarios_is_not_a_verdict(project: Path) -> None:
    text = TARGET.replace(
        "def close(self):\n        pass", "def close(self):\n        raise OSError"
    )
    (project / "my_target.py").write_text(text, encoding="utf-8")
    result = verify(project)
    assert result.returncode == 2
    assert last_line(result) == (
        "failmode verify: no scenario failed, but something else did, see above"
    )


def test_without_documents_it_says_how_to_begin(tmp_path: Path) -> None:
    result = verify(tmp_path)
    assert result.returncode == 2
    assert "begin a project with `failmode init`" in last_line(result)


TWO = (
    DOCUMENT.replace('"{verdict}"', '"failed-open"')
    + """
```gherkin
Scenario: The default is tried too
  Given an Authentication Proxy with failmode "(unset)" and api_timeout set
  When the user logs in over RADIUS with the right password
  Then the login is "failed-open"
```
"""
)
ONE = DOCUMENT.replace('"{verdict}"', '"failed-open"')


def write(project: Path, text: str) -> None:
    """Write the document and its features, also when they say less."""
    (project / "docs/proxy.md").write_text(text, encoding="utf-8")
    assert run(project, "specs", "--prune").returncode == 0


def test_what_is_answered_no_more_is_not_green_until_it_is_accepted(project: Path) -> None:
    write(project, TWO)
    assert "1 passed, 1 failed" in verify(project).stdout
    write(project, ONE)
    for _ in range(2):
        result = verify(project)
        assert result.returncode == 1
        assert last_line(result) == (
            "failmode verify: answered by an earlier run, and not by this one: Authentication "
            "Proxy with (unset). See what was skipped; `failmode verify --forget` accepts it"
        )
    assert verify(project, "-m", "kept").returncode == 0
    assert verify(project, "--forget").returncode == 0
    assert verify(project).returncode == 0


def test_a_broken_record_is_one_line_and_never_a_green_run(project: Path) -> None:
    record = project / ".failmode/answered.json"
    record.parent.mkdir()
    record.write_text('{"mine": 1}', encoding="utf-8")
    result = verify(project)
    assert result.returncode == 2
    assert last_line(result).endswith("run `failmode verify --forget`.")
    assert verify(project, "--forget").returncode == 0


def test_nothing_that_hangs_is_waited_for_without_end(project: Path) -> None:
    run = ScenarioRun(
        project, project / "features", project / "run.jsonl", "mine", None, deadline_seconds=3
    )
    assert "--timeout=120" in run.arguments()


def test_a_tag_that_no_scenario_has_is_refused_before_anything_runs(project: Path) -> None:
    result = verify(project, "-m", "kept and not cannott")
    assert result.returncode == 2
    assert last_line(result) == (
        "Error: Invalid value for '-m': no scenario has the tag 'cannott'; others: cannot"
    )
    assert verify(project, "-m", "(kept or cannot) and not slow").returncode == 0

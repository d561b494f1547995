"""A product is added by a document alone: its row, its verdict table; no code is touched."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENT = """# Okta with Duo

| Product | Setting  | Where               | Open  | Closed | Default | Evidence | Source   |
| ------- | -------- | ------------------- | ----- | ------ | ------- | -------- | -------- |
| Okta    | `onFail` | the factor's policy | allow | deny   | closed  | measured | our test |

## Okta

| Fault     | Stage | Outcome          | Evidence |
| --------- | ----- | ---------------- | -------- |
| reset     | ping  | failmode decides | measured |
| http-503  | ping  | failmode decides | measured |
| no-answer | ping  | unknown          | unknown  |
| reset     | auth  | denied           | measured |
"""
"""All that a product needs."""

ADAPTER = '''
"""Tries logins through our Okta; what it would do there is written down here."""

from failmode.steps import CLOUD, PRODUCT_LOGINS, Login, offer
from failmode.terms import Verdict


class Okta:
    def __init__(self):
        self.failmode, self.stage = "closed", None

    def products(self):
        return ["Okta"]

    def configure(self, product, failmode, *, client_timeout=False):
        self.failmode = failmode or "closed"

    def login(self, product, deadline_seconds):
        opens = self.failmode == "open" and self.stage == "ping"
        return Login(Verdict.FAILED_OPEN if opens else Verdict.DENIED, (f"Okta: {self.failmode}",))


class Cloud:
    def __init__(self, okta):
        self.okta = okta

    def inject_fault(self, fault, stage):
        self.okta.stage = stage

    def set_answer(self, answer):
        pass

    def set_enrolment(self, enrolment):
        pass

    def clear_faults(self):
        pass

    def requested_operations(self):
        return ()


class Target:
    def __init__(self, settings):
        okta = Okta()
        self.capabilities = dict([offer(PRODUCT_LOGINS, okta), offer(CLOUD, Cloud(okta))])

    def begin(self):
        pass

    def close(self):
        pass
'''


PYTEST = ("pytest", "-q", "-p", "no:cacheprovider", "-m", "okta", "test_scenarios.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a project with the document of the product, upon those that come with failmode."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/okta.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "test_scenarios.py").write_text(
        'from pytest_bdd import scenarios\n\nscenarios("features")\n', encoding="utf-8"
    )
    (tmp_path / "okta_target.py").write_text(ADAPTER, encoding="utf-8")
    (tmp_path / "targets.toml").write_text(
        '[targets.okta]\nkind = "python"\nfactory = "okta_target:Target"\n', encoding="utf-8"
    )
    run(tmp_path, "failmode", "specs")
    return tmp_path


def run(project: Path, *arguments: str, expected: int = 0) -> str:
    """Run a module in the project; give what it prints."""
    ran = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    assert ran.returncode == expected, ran.stdout + ran.stderr
    return ran.stdout


def test_the_product_is_listed_beside_the_others(project: Path) -> None:
    listed = run(project, "failmode", "products")
    assert re.search(
        r"^Closes by default.*\n  Okta +onFail +measured +okta\.md:5$", listed, re.MULTILINE
    )


def test_a_target_that_cannot_log_in_through_it_skips_its_scenarios_by_name(project: Path) -> None:
    ran = run(project, *PYTEST, "-rs")
    assert "the target 'simulator' cannot log in through Okta" in ran
    assert "pending: the documents call the outcome unknown" in ran
    assert re.search(r"\b12 skipped", ran)


def test_a_target_of_ones_own_tries_them(project: Path) -> None:
    ran = run(project, *PYTEST, "--target", "okta")
    assert re.search(r"\b9 passed, 3 skipped", ran)

    changed = DOCUMENT.replace("| closed  |", "| open    |")
    (project / "docs/okta.md").write_text(changed, encoding="utf-8")
    run(project, "failmode", "specs")
    failed = run(project, *PYTEST, "--target", "okta", expected=1)
    assert re.search(r"\b2 failed, 7 passed", failed)
    assert "docs/okta.md:11" in failed
    assert "expected: failed-open; the login was denied" in failed

"""The end of a run fits a screen and tells first what matters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from failmode.steps.reporting.events import FailureKind, Outcome, ScenarioEnded, Skip, SkipKind
from failmode.steps.reporting.headline import LINES, Run, headline
from failmode.steps.reporting.subject import Subject, SubjectKind
from failmode.terms.logins import Verdict
from tests.steps.reporting.scenarios import (
    FIELD,
    PROXY,
    computer,
    login,
    matrix_of,
    scenario,
    skipped,
)

WIDTH = 80


def told(events: list[ScenarioEnded], *, matrix: bool = True, **more: object) -> str:
    """Tell a run on one screen."""
    run = replace(Run(events, "simulator", 64.2, report=".failmode/verify.txt"), **more)  # type: ignore[arg-type]
    lines = [line.plain for line in headline(run, WIDTH, matrix=matrix)]
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= WIDTH
    return "\n".join(line.rstrip() for line in lines)


def products(first: int, number: int = 1) -> list[ScenarioEnded]:
    """Make logins through products that fail open on one of two faults when safe."""
    events: list[ScenarioEnded] = []
    for product in range(number):
        subject = PROXY if number == 1 else Subject(SubjectKind.PRODUCT, f"Product {product}")
        for setting, verdict in (("safe", Verdict.FAILED_OPEN), ("secure", Verdict.DENIED)):
            events += [
                login(first + len(events), subject, setting, verdict),
                login(first + len(events) + 1, subject, setting, Verdict.HUNG, fault="no-answer"),
            ]
    return events


def test_a_green_run_shows_who_gets_in_how_well_that_is_founded_and_what_was_not_run() -> None:
    events = matrix_of(FIELD, "All", "(unset)")
    events += products(len(events))
    events += [
        skipped(100, Skip(SkipKind.NOT_INSTALLED, "login_duo", "apt-get install login-duo")),
        skipped(101, Skip(SkipKind.NOT_INSTALLED, "sshd", "apt-get install openssh-server")),
        skipped(102, Skip(SkipKind.SLOW, "37 s", "--slow")),
        skipped(103, Skip(SkipKind.TARGET, "log in through WordPress")),
    ]
    assert told(events) == (
        """\
Who gets in when Duo cannot be reached, by duoFailopen
option   Windows server   macOS
All      failed-open 2/3  denied 2/3
(unset)  failed-open 2/3  denied 2/3
2/3: known for 2 of 3 combinations of fault and stage (documented);
the rest is unknown, so it was not run. Assumed: none.

Products: on how many of the known faults a login fails open, by failmode
Authentication Proxy  safe 1 of 2, secure 0 of 2, hangs on 1

Scenarios that were not run
unknown    4: nobody knows what happens (Windows server 1, macOS 1)
missing    2: apt-get install login-duo openssh-server
slow       1: up to 37 s a login; --slow runs them
target     1: it cannot log in through WordPress

12 passed, 0 failed, 8 not run (64 s); report: .failmode/verify.txt"""
    )


def test_what_a_verdict_rests_on_is_told_apart_as_assumed() -> None:
    events = [
        replace(
            login(0, computer("macOS"), "All", Verdict.HUNG, field=FIELD),
            assumed="how long macOS waits",
        )
    ]
    text = told(events)
    assert "All     hung assumed 1/1" in text
    assert "Assumed: 1." in text


def test_cells_with_several_verdicts_fit_beside_each_other_and_are_explained() -> None:
    platforms = ("Windows workstation", "Windows server", "Mac workstations")
    events: list[ScenarioEnded] = []
    for platform in platforms:
        for fault, verdict in (("dns-failure", Verdict.FAILED_OPEN), ("http-401", Verdict.DENIED)):
            setting = "Windows Workstations"
            subject = computer(platform)
            order = len(events)
            events.append(login(order, subject, setting, verdict, fault=fault, field=FIELD))
    text = told(events)
    assert text.count("open 1 denied 1/2") == len(platforms)
    assert "Windows Workstations  open 1" in text
    assert "open: failed-open." in text


def test_each_field_has_a_matrix_with_its_name_and_what_does_not_fit_says_where_it_is() -> None:
    options = [f"Option {number}" for number in range(9)]
    events = matrix_of("firstFailopen", *options)
    events += matrix_of("secondFailopen", *options, first=len(events))
    events += products(len(events), number=6)
    text = told(events)
    assert "Who gets in when Duo cannot be reached, by firstFailopen" in text
    assert "Who gets in by secondFailopen: --matrix full shows it" in text
    assert "6 products: --matrix full shows them" in text


def test_products_of_which_the_same_is_told_share_a_line_where_lines_are_few() -> None:
    events = matrix_of(FIELD, *(f"Option {number}" for number in range(11)))
    events += products(len(events), number=6)
    text = told(events)
    assert "Product 0 and 5 more  safe 1 of 2, secure 0 of 2, hangs on 1" in text
    assert "Product 1" not in text


def test_a_field_without_a_result_has_no_table() -> None:
    events = [skipped(0, Skip(SkipKind.TARGET, "log in"))]
    events[0] = replace(
        events[0], about=login(0, computer("macOS"), "All", Verdict.DENIED, field=FIELD).about
    )
    text = told(events)
    assert text.startswith("Who gets in by duoFailopen: no login was tried, see below")
    assert "option" not in text


def test_a_login_that_came_out_otherwise_is_a_failure_in_its_cell() -> None:
    events = matrix_of(FIELD, "All")
    number = len(events)
    events.append(
        login(
            number, computer("macOS"), "Disabled", Verdict.DENIED, actual=Verdict.FAILED_OPEN,
            field=FIELD,
        )
    )  # fmt: skip
    text = told(events)
    assert "FAIL failed-open 1/" in text
    assert "FAILED: 1 scenario, 1 cause" in text
    assert "4 passed, 1 failed, 2 not run (64 s)" in text


def test_failures_give_way_last_of_all() -> None:
    events = matrix_of(FIELD, *(f"Option {number}" for number in range(9)))
    events += products(len(events), number=8)
    for number in range(12):
        subject = Subject(SubjectKind.PRODUCT, f"Wrong {number}")
        came = Verdict.FAILED_OPEN
        events.append(login(len(events), subject, "secure", Verdict.DENIED, actual=came))
    text = told(events)
    assert "FAILED: 12 scenarios, 12 causes" in text
    assert "1. docs/verdicts.md:" in text
    assert "causes more, all in the report" in text


def test_a_failure_of_ours_is_loud_and_no_finding() -> None:
    events = [
        replace(
            scenario(0, Outcome.FAILED),
            failure=FailureKind.INTERNAL,
            reason="KeyError: 'x'",
        )
    ]
    text = told(events)
    assert "FAILMODE ITSELF FAILED in 1 scenario: no finding\n   1 x KeyError: 'x'" in text
    assert "FAILED:" not in text


@pytest.mark.parametrize("kind", [FailureKind.TARGET, FailureKind.STEP])
def test_what_broke_in_the_users_code_is_no_finding_either(kind: FailureKind) -> None:
    events = [replace(scenario(0, Outcome.FAILED), failure=kind, reason="OSError: gone")]
    text = told(events)
    assert "The target or a step of yours broke in 1 scenario\n   1 x OSError: gone" in text
    assert "FAILED:" not in text


def test_a_run_that_was_cut_off_says_so() -> None:
    text = told([scenario(0)], interrupted=True)
    assert text.startswith("INTERRUPTED: 1 passed, 0 failed, 0 not run (64 s)")


def test_another_target_than_the_simulator_is_named() -> None:
    assert "1 passed, 0 failed, 0 not run on customer (64 s)" in told(
        [scenario(0)], target="customer"
    )


def test_who_gets_in_is_left_out_on_request() -> None:
    text = told(matrix_of(FIELD, "All"), matrix=False)
    assert "Who gets in" not in text
    assert "4 passed" in text

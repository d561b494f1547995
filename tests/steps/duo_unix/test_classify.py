"""The verdict about Duo Unix rests on the program, on the journal and on the log together."""

from __future__ import annotations

import json
from typing import Any

import bson
import pytest

from failmode.simulator.duo.vendor import SECRETS
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import CONNECT, Journal, Message
from failmode.steps.targets.duo_unix.classify import (
    CloudObservation,
    classify,
    has_begun,
    observe,
)
from failmode.steps.targets.duo_unix.process import ProcessResult
from failmode.steps.targets.duo_unix.program_run import ProgramRun, read_run
from failmode.terms.logins import Verdict
from failmode.terms.stages import Stage

SUCCESSFUL = "[6] Successful Duo login for 'alice'"
SKIPPED = "[4] Skipped Duo login for 'alice': bypass"
FAILSAFE = "[4] Failsafe Duo login for 'alice': HTTP 503"
FAILSECURE = "[4] Failsecure Duo login for 'alice': HTTP 503"
PARSE_ERROR = "[3] Parse error in duo.conf, line 3"

ALLOWED = CloudObservation(("preauth", "auth"), allowed=True, denied=False)
REFUSED = CloudObservation(("preauth", "auth"), allowed=False, denied=True)
UNDECIDED = CloudObservation(("preauth",), allowed=False, denied=False)
NOTHING = CloudObservation((), allowed=False, denied=False)


def did(let_in: bool | None, exit_code: int | None, *log: str) -> ProgramRun:
    """Make a run with that end."""
    return ProgramRun(let_in, exit_code, log, "\n".join(log), 0.1)


@pytest.mark.parametrize(
    ("run", "observation", "verdict", "note"),
    [
        (did(True, 0, SUCCESSFUL), ALLOWED, Verdict.ALLOWED, "saw: preauth, auth"),
        (did(True, 0, SKIPPED), ALLOWED, Verdict.ALLOWED, "saw: preauth, auth"),
        (did(True, 0, FAILSAFE), UNDECIDED, Verdict.FAILED_OPEN, "logged Failsafe"),
        (did(True, 0, FAILSAFE), NOTHING, Verdict.FAILED_OPEN, "logged Failsafe"),
        (did(True, 0, FAILSAFE), ALLOWED, Verdict.FAILED_OPEN, "contradiction"),
        (did(True, 0, PARSE_ERROR), NOTHING, Verdict.FAILED_OPEN, "without asking Duo"),
        (did(True, 0), NOTHING, Verdict.FAILED_OPEN, "saw no request"),
        (did(True, 0, SUCCESSFUL), REFUSED, Verdict.FAILED_OPEN, "refused the user, who was let"),
        (did(True, 0, SUCCESSFUL), UNDECIDED, Verdict.FAILED_OPEN, "saw: preauth"),
        (did(True, 1, SUCCESSFUL), ALLOWED, Verdict.ALLOWED, "contradiction"),
        (did(False, 1, FAILSECURE), UNDECIDED, Verdict.DENIED, "saw: preauth"),
        (did(False, 1), REFUSED, Verdict.DENIED, "saw: preauth, auth"),
        (did(False, 1), ALLOWED, Verdict.DENIED, "contradiction"),
        (did(False, 0), UNDECIDED, Verdict.DENIED, "contradiction"),
        (did(None, None), UNDECIDED, Verdict.HUNG, "no verdict"),
        (did(None, None), ALLOWED, Verdict.HUNG, "no verdict"),
    ],
)
def test_the_verdict_follows_from_program_journal_and_log(
    run: ProgramRun, observation: CloudObservation, verdict: Verdict, note: str
) -> None:
    judgement = classify(run, observation)
    assert judgement.verdict is verdict
    assert note in " / ".join(judgement.notes)


def exchange(
    journal: Journal,
    operation: str,
    user: str | None = "alice",
    *,
    body: bytes,
    fault: str | None = None,
    delivered: bool = False,
    status: int = 200,
) -> None:
    """Keep one exchange as the edge does."""
    stage = Stage(operation) if operation in list(Stage) else None
    kind = "application/json" if body.startswith(b"{") else "application/bson"
    entry = journal.record(
        time=0.0,
        vendor="duo",
        identified=Identified(operation, stage, user),
        method="" if operation == CONNECT else "POST",
        target="/",
        status=status,
        response=Message((("Content-Type", kind),), body),
        fault=fault,
    )
    entry.delivered = delivered


def answer(result: str, *, as_bson: bool) -> bytes:
    """Make an answer of Duo's cloud."""
    shape = {"stat": "OK", "response": {"result": result, "status": "Words."}}
    return bson.encode(shape) if as_bson else json.dumps(shape).encode()


@pytest.mark.parametrize("as_bson", [True, False])
@pytest.mark.parametrize(
    ("result", "given", "allowed"),
    [
        ("allow", {}, True),
        ("ALLOW", {}, True),
        ("allow", {"fault": "clock-skew"}, True),
        ("allow", {"fault": "truncated-body"}, False),
        ("allow", {"fault": "trickle"}, False),
        ("allow", {"fault": "trickle", "delivered": True}, True),
        ("allow", {"status": 500}, False),
        ("allow", {"user": "bob"}, False),
        ("auth", {}, False),
        ("deny", {}, False),
    ],
)
def test_only_a_whole_answer_about_this_user_lets_her_in(
    as_bson: bool, result: str, given: dict[str, Any], allowed: bool
) -> None:
    journal = Journal(secrets=SECRETS)
    exchange(journal, "auth", body=answer(result, as_bson=as_bson), **given)
    assert observe(journal.query(), "alice").allowed is allowed


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"[1]", b"\x05\x00\x00\x00\x00", b"\xff"])
def test_an_answer_that_cannot_be_read_lets_nobody_in(body: bytes) -> None:
    journal = Journal(secrets=SECRETS)
    exchange(journal, "auth", body=body)
    observation = observe(journal.query(), "alice")
    assert (observation.allowed, observation.denied) == (False, False)


def test_a_connection_without_a_request_is_no_request() -> None:
    journal = Journal(secrets=SECRETS)
    exchange(journal, CONNECT, None, body=b"", fault="tls-silent")
    exchange(journal, "ping", None, body=b"{}")
    exchange(journal, "preauth", "bob", body=b"{}")
    assert observe(journal.query(), "alice").operations == ("ping",)


def test_the_mark_counts_only_as_a_whole_line() -> None:
    told = ProcessResult(0, "command was: echo in-1\n", "", 0.1)
    assert read_run(told, "in-1").let_in is False
    assert read_run(ProcessResult(0, "in-1\n", "", 0.1), "in-1").let_in is True
    assert read_run(ProcessResult(None, "in-1\n", "", 0.1), "in-1").let_in is None


def test_log_lines_are_found_behind_a_prompt_that_has_no_end() -> None:
    ended = ProcessResult(
        0, "", f"Passcode or option (1-3): {SUCCESSFUL}\n[x] no\n debug1: fd [3]\n", 0.1
    )
    assert read_run(ended, "in-1").log == (SUCCESSFUL,)


@pytest.mark.parametrize(
    "line",
    [
        "Invalid failmode: 'secured'",
        "Parse error in /etc/security/login_duo.conf, line 5",
        "Couldn't open /etc/security/login_duo.conf: Permission denied",
        "Missing host, ikey, or skey in /etc/security/login_duo.conf",
        "/etc/security/login_duo.conf must be readable only by user 'root'",
        "[3] Couldn't open Duo API handle for 'alice'",
    ],
)
def test_what_is_said_about_a_configuration_is_logged_too(line: str) -> None:
    assert read_run(ProcessResult(0, "in-1\n", f"other\n{line}\n", 0.1), "in-1").log == (line,)


@pytest.mark.parametrize(
    ("run", "observation", "begun"),
    [
        (did(False, 1), NOTHING, False),
        (did(False, 1), UNDECIDED, True),
        (did(False, 1, FAILSECURE), NOTHING, True),
        (did(True, 0), NOTHING, True),
        (did(None, None), NOTHING, True),
    ],
)
def test_a_program_that_keeps_somebody_out_says_or_asks_something(
    run: ProgramRun, observation: CloudObservation, begun: bool
) -> None:
    assert has_begun(run, observation) is begun

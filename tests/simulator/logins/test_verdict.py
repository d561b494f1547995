"""The verdict of a login: by what the client did and what Duo's cloud saw, never by one alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from failmode.simulator.duo.vendor import SECRETS as DUO_SECRETS
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import Journal, Message
from failmode.simulator.logins.verdict import CloudRecord, classify_login, cloud_record
from failmode.terms.logins import Admission, Verdict


@pytest.mark.parametrize(
    ("admission", "approved", "verdict"),
    [
        (None, False, Verdict.HUNG),
        (None, True, Verdict.HUNG),
        (Admission.REFUSED, False, Verdict.DENIED),
        (Admission.REFUSED, True, Verdict.DENIED),
        (Admission.BY_DUO, True, Verdict.ALLOWED),
        (Admission.BY_DUO, False, Verdict.FAILED_OPEN),
        (Admission.BY_FAILMODE, False, Verdict.FAILED_OPEN),
        (Admission.BY_FAILMODE, True, Verdict.FAILED_OPEN),
        (Admission.WITHOUT_DUO, False, Verdict.ALLOWED),
        (Admission.WITHOUT_DUO, True, Verdict.ALLOWED),
    ],
)
def test_only_client_and_cloud_together_make_an_allowed_login(
    admission: Admission | None, approved: bool, verdict: Verdict
) -> None:
    assert classify_login(admission, approved=approved) is verdict


def saw(*exchanges: dict[str, Any], username: str | None = "alice") -> CloudRecord:
    """Read what a cloud saw that answered like that."""
    journal = Journal(100, secrets=DUO_SECRETS)
    for facts in exchanges:
        given = {"operation": "auth", "user": "alice", "result": "allow", "status": 200, **facts}
        body = json.dumps({"stat": "OK", "response": {"result": given.pop("result")}}).encode()
        entry = journal.record(
            time=1.0,
            vendor=given.pop("vendor", "duo"),
            identified=Identified(given.pop("operation"), user=given.pop("user")),
            response=Message((), body),
            status=given.pop("status"),
            fault=given.pop("fault", None),
        )
        entry.delivered = given.pop("delivered", False)
        assert not given
    return cloud_record(journal, username=username)


@pytest.mark.parametrize(
    ("exchange", "approved", "second_factor"),
    [
        ({}, True, True),
        ({"operation": "auth-status"}, True, True),
        ({"operation": "preauth"}, True, False),
        ({"result": "deny"}, False, False),
        ({"result": "waiting"}, False, False),
        ({"user": "bob"}, False, False),
        ({"user": "ALICE"}, True, True),
        ({"user": None}, True, True),
        ({"vendor": "ninjaone"}, False, False),
        # What did not go out whole was never said, unless it did in the end.
        ({"fault": "reset-mid-body"}, False, False),
        ({"fault": "truncated-body"}, False, False),
        ({"fault": "trickle"}, False, False),
        ({"fault": "trickle", "delivered": True}, True, True),
        ({"fault": "clock-skew"}, True, True),
        # Of a prompt the status tells, and its answer has no result.
        ({"operation": "token", "result": None}, True, False),
        ({"operation": "token", "result": None, "status": 400}, False, False),
        ({"operation": "token", "result": None, "fault": "truncated-body"}, False, False),
    ],
)
def test_the_cloud_has_let_in_whom_it_told_so_in_a_whole_answer(
    exchange: dict[str, Any], approved: bool, second_factor: bool
) -> None:
    record = saw({"operation": "preauth", "result": "auth"}, exchange)
    assert (record.approved, record.second_factor) == (approved, second_factor)


def test_without_a_name_everybodys_exchanges_count() -> None:
    assert saw({"user": "bob"}, username=None).approved


def test_a_record_is_complete_as_long_as_the_journal_has_kept_all_of_it() -> None:
    journal = Journal(2, secrets=DUO_SECRETS)
    for _ in range(2):
        journal.record(time=1.0, vendor="duo", identified=Identified("preauth"))
    assert cloud_record(journal).complete
    before = journal.last_number
    for _ in range(3):
        journal.record(time=1.0, vendor="duo", identified=Identified("auth"))
    assert not cloud_record(journal, before).complete
    assert cloud_record(journal, before + 1).complete

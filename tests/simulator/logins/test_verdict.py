"""The verdict of a login: by what the client did and what Duo's cloud saw, never by one alone."""

from __future__ import annotations

import pytest

from failmode.simulator.logins.verdict import classify_login
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

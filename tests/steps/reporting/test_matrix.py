"""Each field that decides a failmode has a matrix of its own, with its name."""

from __future__ import annotations

from io import StringIO
from typing import cast

from rich.console import Console

from failmode.steps.reporting.matrix import print_matrix
from failmode.terms.logins import Verdict
from tests.steps.reporting.scenarios import computer, login


def test_two_fields_have_two_matrices() -> None:
    console = Console(file=StringIO(), width=80)
    subject = computer("Windows server")
    events = tuple(
        login(order, subject, option, verdict, field=field, evidence=None)
        for order, (field, option, verdict) in enumerate(
            (
                ("serverFailopen", "All", Verdict.FAILED_OPEN),
                ("laptopFailopen", "All", Verdict.DENIED),
                ("serverFailopen", "Disabled", Verdict.DENIED),
            )
        )
    )
    print_matrix(events, console)
    printed = cast("StringIO", console.file).getvalue()
    first, second = (printed.index(f"by {name}") for name in ("serverFailopen", "laptopFailopen"))
    assert first < second
    assert "failed-open" in printed[first:second]
    assert "Disabled" in printed[first:second]
    assert "Disabled" not in printed[second:]

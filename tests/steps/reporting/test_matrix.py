"""Each field that decides a failmode has a matrix of its own, with its name."""

from __future__ import annotations

from io import StringIO
from typing import cast

from rich.console import Console

from failmode.steps.reporting.events import Outcome, ScenarioEnded
from failmode.steps.reporting.matrix import print_matrix
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.terms.logins import Verdict


def login(order: int, field: str, option: str, actual: Verdict) -> ScenarioEnded:
    """Make the event of a login at a computer while Duo cannot be reached."""
    return ScenarioEnded(
        order=order,
        test=str(order),
        name="a login",
        feature="features/a.feature",
        line=1,
        document=("docs/a.md:1",),
        rules=(),
        tags=(),
        row={},
        about=About(
            subject=Subject(SubjectKind.ENDPOINT, "Windows server"),
            setting=Setting(SettingKind.OPTION, option),
            field=field,
            fault="connection-refused",
            right_password=True,
            expected=actual,
        ),
        actual=actual,
        outcome=Outcome.PASSED,
        reason="",
        evidence=None,
        assumed="",
        steps=(),
        trace=(),
        exchanges=(),
        duration_seconds=0.1,
    )


def test_two_fields_have_two_matrices() -> None:
    console = Console(file=StringIO(), width=80)
    events = (
        login(0, "serverFailopen", "All", Verdict.FAILED_OPEN),
        login(1, "laptopFailopen", "All", Verdict.DENIED),
        login(2, "serverFailopen", "Disabled", Verdict.DENIED),
    )
    print_matrix(events, console)
    printed = cast("StringIO", console.file).getvalue()
    first, second = (printed.index(f"by {name}") for name in ("serverFailopen", "laptopFailopen"))
    assert first < second
    assert "failed-open" in printed[first:second]
    assert "Disabled" in printed[first:second]
    assert "Disabled" not in printed[second:]

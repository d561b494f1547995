"""One login as the command line tells it: in words, or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.cli.output import WIDTH
from failmode.simulator import Fault, LoginResult, Step
from failmode.terms import Stage


@dataclass(frozen=True, slots=True)
class WhatIsTried:
    """A login as it is asked for.

    Attributes:
        platform: by its name on the command line.
        where: the platform in running text.
        option: what `setting` is set to; None for a field that nobody has set.
        setting: the custom field, or the product's setting of its failmode.
        fault: what is wrong with Duo; None when nothing is.
        stage: where the fault acts; None from the first request on.
        user: who logs in.
    """

    platform: str
    where: str
    option: str | None
    setting: str
    fault: Fault | None
    stage: Stage | None
    user: str


@dataclass(frozen=True, slots=True)
class ToldLogin:
    """What a login came to.

    Attributes:
        parts: the steps by the part of the whole that they belong to, such as `login`.
        verdict: what it came to.
        explanation: why, in one line.
        message: what the person reads; "" when nothing is known.
        data: what else JSON has.
    """

    parts: Mapping[str, Sequence[Step]]
    verdict: str
    explanation: str
    message: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def told(
    login: LoginResult, before: Mapping[str, Sequence[Step]], warnings: Sequence[str] = ()
) -> ToldLogin:
    """Tell a login that the simulator's driver has tried.

    Args:
        login: what it came to; its last step is the verdict.
        before: the steps of what went before it, by part.
        warnings: what an administrator should look at.
    """
    return ToldLogin(
        {**before, "login": login.steps},
        login.verdict,
        login.explanation,
        login.message,
        {
            "settings": dict(login.settings),
            "warnings": list(warnings),
            "assumed": None if login.assumed is None else asdict(login.assumed),
            "second_factor": login.second_factor,
        },
    )


def login_json(tried: WhatIsTried, login: ToldLogin) -> dict[str, Any]:
    """Return a login as plain data."""
    return {
        "platform": tried.platform,
        "option": tried.option,
        "fault": None if tried.fault is None else tried.fault.name,
        "stage": tried.stage,
        "user": tried.user,
        "steps": [
            {"part": part, **asdict(step)} for part, steps in login.parts.items() for step in steps
        ],
        "verdict": login.verdict,
        "message": login.message,
        **login.data,
    }


def print_login(tried: WhatIsTried, login: ToldLogin, unset: str) -> None:
    """Print a login, step by step, its verdict last.

    Args:
        tried: as it was asked for.
        login: what it came to.
        unset: the word for an option that nobody has chosen.
    """
    console = Console(width=WIDTH, highlight=False)
    at = f" at {tried.stage}" if tried.stage else ""
    console.print(
        Text(
            f"{tried.where}: {tried.user} logs in; {tried.setting} is "
            f"{tried.option or unset}; Duo suffers {tried.fault or 'nothing'}{at}."
        )
    )
    for part, steps in login.parts.items():
        table = Table(title=part.capitalize(), title_justify="left", show_header=False, width=WIDTH)
        table.add_column(width=2, justify="right")
        table.add_column(ratio=1, overflow="fold")
        shown = [step for step in steps if step.what != "verdict"]
        for number, step in enumerate(shown, start=1):
            table.add_row(str(number), _words(step), end_section=True)
        console.print(table)
    if login.message:
        console.print(Text(f"The user reads: {login.message}"))
    console.print(Text(f"Verdict: {login.verdict} ({login.explanation})", style="bold"))


def _words(step: Step) -> Text:
    words = Text(step.what, style="bold")
    if step.peer:
        words.append(f" ({step.peer})", style="not bold")
    for line in (step.exchange, f"-> {step.result}" if step.result else ""):
        if line:
            words.append(f"\n{line}", style="not bold")
    return words

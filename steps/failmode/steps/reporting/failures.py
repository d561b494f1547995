"""The failure report: document line, steps, expectation, and what went over the wire."""

from __future__ import annotations

from failmode.steps.reporting.events import ScenarioEnded, StepState

_MARKS = {StepState.DONE: "+", StepState.FAILED: "x", StepState.NOT_RUN: " "}


def failure_text(event: ScenarioEnded) -> str:
    """Tell all that a reader needs to judge a failed scenario."""
    failed = next((one.line for one in event.steps if one.state is StepState.FAILED), event.line)
    parts = [
        f"{', '.join(event.document)}: {event.name}",
        *(f"  by rule {rule}" for rule in event.rules),
        f"  {event.feature}:{failed}",
        "",
        *(f"  {_MARKS[one.state]} {one.text}" for one in event.steps),
        "",
        *(f"  {line}" for line in event.reason.splitlines()),
    ]
    if event.trace:
        parts += ["", "What the client did:", *(f"  {line}" for line in event.trace)]
    if event.exchanges:
        parts += ["", "On the wire:"]
        parts += [f"  {line}" for text in event.exchanges for line in text.splitlines()]
    return "\n".join(parts)

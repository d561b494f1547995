"""The failure report: document line, steps, expectation, and what went over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_bdd.parser import Scenario, Step


@dataclass
class Progress:
    """How far a running scenario came; the plugin's hooks keep it."""

    scenario: Scenario
    origin: str
    rules: tuple[str, ...]
    done: list[Step] = field(default_factory=list)
    failed: Step | None = None

    def step_lines(self) -> list[str]:
        """The steps as the reader knows them, each with its mark."""
        lines = []
        for step in self.scenario.steps:
            mark = "x" if step is self.failed else "+" if step in self.done else " "
            lines.append(f"  {mark} {step.keyword.strip()} {step.name}")
        return lines


def failure_text(
    progress: Progress, message: str, trace: Sequence[str], exchanges: Sequence[str]
) -> str:
    """All that a reader needs to judge a failed scenario.

    Args:
        progress: the scenario and how far it came.
        message: what was expected and what came instead.
        trace: what the client under test did, step by step.
        exchanges: what went over the wire, secrets masked.
    """
    feature = progress.scenario.feature
    place = progress.failed or progress.scenario
    parts = [
        f"{progress.origin}: {progress.scenario.name}",
        *(f"  by rule {rule}" for rule in progress.rules),
        f"  {feature.rel_filename or feature.filename}:{place.line_number}",
        "",
        *progress.step_lines(),
        "",
        *(f"  {line}" for line in message.splitlines()),
    ]
    if trace:
        parts += ["", "What the client did:", *(f"  {line}" for line in trace)]
    if exchanges:
        parts += ["", "On the wire:"]
        parts += [f"  {line}" for text in exchanges for line in text.splitlines()]
    return "\n".join(parts)

"""What went over the wire, in words for a failure report."""

from __future__ import annotations

from collections.abc import Iterable

from failmode.simulator.edge.journal.journal import Exchange


def exchange_texts(exchanges: Iterable[Exchange]) -> tuple[str, ...]:
    """Write the exchanges down, one text each; they are masked in the journal already."""
    return tuple(_text(e) for e in exchanges)


def _text(e: Exchange) -> str:
    lines = [f"{e.vendor}: {e.method} {e.path}"]
    if e.request_body:
        lines.append(f"  sent: {e.request_body}")
    if e.fault:
        lines.append(f"  fault: {e.fault}")
    answer = "none" if e.status is None else f"{e.status} {e.response_body}".rstrip()
    lines.append(f"  answer: {answer}")
    return "\n".join(lines)

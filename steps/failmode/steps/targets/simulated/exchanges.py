"""What went over the wire, in words for a failure report."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.simulator import Exchange, Journal


class JournalExchanges:
    """What went over the edges since the scenario began.

    Args:
        journal: of the simulator; it masks secrets itself.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def texts(self) -> Sequence[str]:
        """Write every exchange down, one text each."""
        return tuple(_text(exchange) for exchange in self._journal.query())


def _text(exchange: Exchange) -> str:
    lines = [f"{exchange.vendor}: {exchange.method} {exchange.path}"]
    if exchange.request_body:
        lines.append(f"  sent: {exchange.request_body}")
    if exchange.fault:
        lines.append(f"  fault: {exchange.fault}")
    answer = (
        "none"
        if exchange.status is None
        else f"{exchange.status} {exchange.response_body}".rstrip()
    )
    if exchange.internal_failure is not None:
        answer += f"; the simulator itself failed: {exchange.internal_failure}"
    lines.append(f"  answer: {answer}")
    return "\n".join(lines)

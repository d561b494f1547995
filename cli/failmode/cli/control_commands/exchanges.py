"""An exchange of the journal as one line."""

from __future__ import annotations

from failmode.cli.control_commands.json_output import Json
from failmode.cli.control_commands.times import time_of_day
from failmode.cli.output import sanitize


def exchange_line(exchange: Json) -> str:
    """Write when, whom, what and about whom was asked, the answer, and the rule that acted.

    Args:
        exchange: as the control API shows it.
    """
    status = "-" if exchange["status"] is None else str(exchange["status"])
    parts = [
        time_of_day(exchange["time"]),
        f"{exchange['number']:>4}",
        f"{exchange['vendor']:<8}",
        f"{exchange['operation']:<16}",
        f"{exchange['user'] or '-':<10}",
        f"{status:>3}",
        f"{exchange['duration_seconds'] * 1000:5.0f} ms",
        acting_rule(exchange),
    ]
    return sanitize(" ".join(parts).rstrip())


def acting_rule(exchange: Json) -> str:
    """Say which fault acted on an exchange, by which rule, or what broke inside the simulator."""
    if exchange["internal_failure"]:
        return f"internal failure: {exchange['internal_failure']}"
    if exchange["rule"] is None:
        return ""
    return f"{exchange['fault'] or 'answer or delay'} ({exchange['rule']})"

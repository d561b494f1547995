"""How the reporting commands print: findings for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from failmode.specs import Finding, Severity

SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_json(data: Any) -> None:
    """Print data as JSON in ASCII, whatever the terminal's encoding."""
    click.echo(json.dumps(data, indent=2))


def shown(text: str) -> str:
    """Replace what a document must not send to a terminal: escapes and other control characters."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def print_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print findings, each with its place, severity and rule on one line and its message below."""
    for finding in findings:
        head = Text(shown(f"{finding.path}:{finding.line}: "), style="bold")
        head.append(finding.severity.value, style=SEVERITY_STYLES[finding.severity])
        head.append(f" {finding.rule}")
        console.print(head, soft_wrap=True)
        console.print(Padding(Text(shown(finding.message)), (0, 0, 0, 4)))


def counted(findings: Iterable[Finding]) -> str:
    """Count findings by severity: `1 error, 2 warnings, 0 infos`."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(_count(counts[severity], severity.value) for severity in Severity)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

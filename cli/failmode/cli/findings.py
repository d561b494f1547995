"""How findings are printed for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from failmode.cli.output import count, sanitize
from failmode.specs import Finding, Severity

SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print findings, each with its place, severity and rule on one line and its message below."""
    for finding in findings:
        head = Text(sanitize(f"{finding.path}:{finding.line}: "), style="bold")
        head.append(finding.severity.value, style=SEVERITY_STYLES[finding.severity])
        head.append(f" {finding.rule}")
        console.print(head, soft_wrap=True)
        console.print(Padding(Text(sanitize(finding.message)), (0, 0, 0, 4)))


def count_findings(findings: Iterable[Finding]) -> str:
    """Count findings by severity: `1 error, 2 warnings, 0 infos`."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(count(counts[severity], severity.value) for severity in Severity)

"""Lint rules: what a rule is, and the log that takes the findings of one document."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from failmode.specs.model import Finding, Severity

_WHY = "Why is this bad?"


class LintRule:
    """A rule that documents are held to.

    A rule is a class that stands beside its check. The first paragraph of its docstring says what
    it finds, and the second, which begins with `Why is this bad?`, what goes wrong with it.

    Attributes:
        name: stable name, used in reports.
        severity: how grave a finding of this rule is.
    """

    name: ClassVar[str]
    severity: ClassVar[Severity]

    @classmethod
    def what(cls) -> str:
        """Return what the rule finds, in a sentence or two."""
        return cls._description().partition(_WHY)[0].strip()

    @classmethod
    def why(cls) -> str:
        """Return what goes wrong where the rule is broken."""
        return cls._description().partition(_WHY)[2].strip()

    @classmethod
    def finding(cls, path: str, line: int, message: str, *values: str) -> Finding:
        """Report that the rule is broken.

        Args:
            path: the document as it was named.
            line: 1-based line.
            message: what is wrong, what was expected, what to do.
            values: the values that disagree.
        """
        return Finding(path, line, cls.name, cls.severity, message, values)

    @classmethod
    def _description(cls) -> str:
        return " ".join((cls.__doc__ or "").split())


class FindingLog:
    """Collects the findings of one document.

    Args:
        path: the document as it was named.
    """

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._findings: dict[Finding, None] = {}

    def add(self, rule: type[LintRule], line: int, message: str, *values: str) -> None:
        """Add a finding.

        Args:
            rule: the broken rule.
            line: 1-based line.
            message: what is wrong, what was expected, what to do.
            values: the values that disagree.
        """
        self._findings.setdefault(rule.finding(self._path, line, message, *values))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings by line; each only once."""
        return tuple(sorted(self._findings))

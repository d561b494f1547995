"""Names that are used twice."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.lint.checks import Logs
from failmode.specs.model import Document, Sourced
from failmode.specs.rules import LintRule


def report_reused(
    rule: type[LintRule], what: str, found: Sequence[tuple[Document, Sourced[str]]], logs: Logs
) -> None:
    """Report each name that is used a second time.

    Args:
        rule: the broken rule.
        what: what the names are of, for findings.
        found: every name with its document.
        logs: takes the findings of each document.
    """
    first: dict[str, str] = {}
    for document, name in found:
        where = f"{document.path}:{name.line}"
        earlier = first.setdefault(name.value, where)
        if earlier != where:
            message = f"the {what} {name.value!r} is also used at {earlier}; use it once"
            logs[document.path].add(rule, name.line, message, name.value, earlier)

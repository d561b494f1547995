"""Lint rules about the failmodes of products."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.facts.failmode_policies import FailmodeMode, FailmodePolicy
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.default_modes import default_modes
from failmode.specs.model import Document, Severity
from failmode.specs.rules import FindingLog, LintRule


class FailmodeDefault(LintRule):
    """Modes of which none, or more than one, is called the default.

    Why is this bad? Exactly one mode is the default when none is configured.
    """

    name = "failmode-default"
    severity = Severity.ERROR


class FailmodeOneWay(LintRule):
    """Modes that all fail open, or all fail closed.

    Why is this bad? Modes that all do the same leave nothing to choose.
    """

    name = "failmode-one-way"
    severity = Severity.WARNING


class ModeRepeated(LintRule):
    """A mode that a document lists twice.

    Why is this bad? Two rows for one mode cannot both be true.
    """

    name = "mode-repeated"
    severity = Severity.ERROR


class FailmodeDisagrees(LintRule):
    """Two documents with opposite default modes for one product.

    Why is this bad? Two documents cannot both be right about one product's default.
    """

    name = "failmode-disagrees"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    FailmodeDefault,
    FailmodeOneWay,
    ModeRepeated,
    FailmodeDisagrees,
)


def check_modes(document: Document, log: FindingLog) -> None:
    """Check the modes of a document's failmode policy.

    Args:
        document: the document.
        log: takes the findings.
    """
    policy = document.one(FailmodePolicy)
    if policy is None:
        return
    first: dict[str, int] = {}
    for mode in policy.modes:
        if mode.name in first:
            message = f"the mode {mode.name!r} is also on line {first[mode.name]}; remove one"
            log.add(ModeRepeated, mode.line, message, mode.name)
        first.setdefault(mode.name, mode.line)
    names = ", ".join(first)
    if len({mode.failmode for mode in policy.modes}) == 1:
        way = policy.modes[0].failmode.value
        message = f"every mode ({names}) fails {way}; name the mode that does the opposite"
        log.add(FailmodeOneWay, policy.modes[0].line, message, *first)
    defaults = [mode for mode in policy.modes if mode.is_default]
    if not defaults:
        message = f"none of the modes ({names}) is called the default; say which one is"
        log.add(FailmodeDefault, policy.modes[0].line, message, *first)
    for mode in defaults[1:]:
        message = f"{mode.name!r} is called the default, and so is {defaults[0].name!r}; keep one"
        log.add(FailmodeDefault, mode.line, message, defaults[0].name, mode.name)


def compare_policies(documents: Sequence[Document], logs: Logs) -> None:
    """Compare what documents say is the default mode of one product.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    first: dict[str, tuple[Document, FailmodeMode]] = {}
    for document, product, mode in default_modes(documents):
        other, earlier = first.setdefault(product, (document, mode))
        if earlier.failmode is not mode.failmode:
            message = (
                f"the default of {product} is {mode.name!r} here and {earlier.name!r} at "
                f"{other.path}:{earlier.line}; correct one of them"
            )
            logs[document.path].add(FailmodeDisagrees, mode.line, message, earlier.name, mode.name)


FAILMODE_CHECKS = Checks(RULES, (check_modes,), (compare_policies,))

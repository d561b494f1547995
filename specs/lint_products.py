"""Lint rules about Duo's products: their modes and their verdict tables."""

from __future__ import annotations

from specs.lintrules import (
    FAILMODE_DEFAULT,
    FAILMODE_ONE_WAY,
    MODE_REPEATED,
    VERDICT_INVENTED,
    VERDICT_PENDING,
    VERDICT_REPEATED,
    FindingLog,
)
from specs.model import (
    Document,
    Evidence,
    FailmodePolicy,
    Outcome,
    VerdictRow,
    VerdictTable,
)

_ANY = "any"


def lint_products(document: Document, log: FindingLog) -> None:
    """Check the failmode policy and the verdict tables of a document.

    Args:
        document: the document.
        log: takes the findings.
    """
    if document.failmode:
        _check_modes(document.failmode, log)
    for table in document.verdicts:
        _check_repeated(table, log)
        for row in table.rows:
            _check_evidence(row, log)


def _check_modes(policy: FailmodePolicy, log: FindingLog) -> None:
    first: dict[str, int] = {}
    for mode in policy.modes:
        if mode.name in first:
            message = f"the mode {mode.name!r} is also on line {first[mode.name]}; remove one"
            log.add(MODE_REPEATED, mode.line, message, mode.name)
        first.setdefault(mode.name, mode.line)
    names = ", ".join(first)
    if len({mode.failmode for mode in policy.modes}) == 1:
        way = policy.modes[0].failmode.value
        message = f"every mode ({names}) fails {way}; name the mode that does the opposite"
        log.add(FAILMODE_ONE_WAY, policy.modes[0].line, message, *first)
    defaults = [mode for mode in policy.modes if mode.is_default]
    if not defaults:
        message = f"none of the modes ({names}) is called the default; say which one is"
        log.add(FAILMODE_DEFAULT, policy.modes[0].line, message, *first)
    for mode in defaults[1:]:
        message = f"{mode.name!r} is called the default, and so is {defaults[0].name!r}; keep one"
        log.add(FAILMODE_DEFAULT, mode.line, message, defaults[0].name, mode.name)


def _check_repeated(table: VerdictTable, log: FindingLog) -> None:
    seen: dict[tuple[str, str], list[VerdictRow]] = {}
    for row in table.rows:
        earlier_rows = seen.setdefault((row.fault, row.stage), [])
        for earlier in earlier_rows:
            if row.timeout == earlier.timeout or _ANY in {row.timeout, earlier.timeout}:
                message = (
                    f"{row.fault} at {row.stage} with client timeout {row.timeout} is also on "
                    f"line {earlier.line} ({earlier.outcome}); keep one row"
                )
                log.add(VERDICT_REPEATED, row.line, message, earlier.outcome, row.outcome)
                break
        earlier_rows.append(row)


def _check_evidence(row: VerdictRow, log: FindingLog) -> None:
    if row.evidence is Evidence.UNKNOWN and row.outcome is not Outcome.UNKNOWN:
        message = (
            f"{row.fault} at {row.stage} is said to be {row.outcome.value!r} with unknown "
            "evidence; name the evidence or write the outcome unknown"
        )
        log.add(VERDICT_INVENTED, row.line, message, row.outcome, row.evidence)
    elif row.outcome is Outcome.UNKNOWN and row.evidence is not Evidence.UNKNOWN:
        message = (
            f"{row.fault} at {row.stage} has the evidence {row.evidence.value!r} for an unknown "
            "outcome; write the outcome or make the evidence unknown"
        )
        log.add(VERDICT_PENDING, row.line, message, row.outcome, row.evidence)

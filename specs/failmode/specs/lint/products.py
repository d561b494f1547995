"""Lint rules about Duo's products: their modes and their verdict tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from failmode.specs.model import (
    Document,
    DuoUnixFacts,
    FailmodePolicy,
    MistakeOutcome,
    MistakeRow,
    Outcome,
    VerdictRow,
    VerdictTable,
)
from failmode.specs.rules import (
    FAILMODE_DEFAULT,
    FAILMODE_ONE_WAY,
    MISTAKE_REPEATED,
    MODE_REPEATED,
    PERSON_REPEATED,
    PROGRAM_REPEATED,
    TAKES_WITHOUT_END,
    VERDICT_INVENTED,
    VERDICT_PENDING,
    VERDICT_REPEATED,
    FindingLog,
    LintRule,
)
from failmode.specs.synonyms import ANY, FAILMODES
from failmode.terms.duo_unix import Program
from failmode.terms.logins import Evidence


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
            _check_takes(row, log)
            case = f"{row.fault} at {row.stage}"
            _check_evidence(case, row.outcome, row.evidence, row.line, log)
    if document.duo_unix:
        _check_duo_unix(document.duo_unix, log)


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
            if _alike(row, earlier):
                message = (
                    f"{row.fault} at {row.stage} with client timeout {row.timeout} is also on "
                    f"line {earlier.line} ({earlier.outcome}); keep one row"
                )
                log.add(VERDICT_REPEATED, row.line, message, earlier.outcome, row.outcome)
                break
        earlier_rows.append(row)


def _alike(row: VerdictRow, earlier: VerdictRow) -> bool:
    """Whether two rows of one fault and stage decide the same login."""
    same_timeout = row.timeout == earlier.timeout or ANY in {row.timeout, earlier.timeout}
    mine, others = (set(r.programs or tuple(Program)) for r in (row, earlier))
    return same_timeout and not mine.isdisjoint(others)


def _check_takes(row: VerdictRow, log: FindingLog) -> None:
    if row.takes is not None and row.outcome in (Outcome.HUNG, Outcome.UNKNOWN):
        message = (
            f"{row.fault} at {row.stage} is {row.outcome.value!r} and yet takes {row.takes:g} s; "
            "leave the time blank, or correct the outcome"
        )
        log.add(TAKES_WITHOUT_END, row.line, message, row.outcome, f"{row.takes:g} s")


def _check_evidence(
    case: str, outcome: Outcome | MistakeOutcome, evidence: Evidence, line: int, log: FindingLog
) -> None:
    unknown = outcome in (Outcome.UNKNOWN, MistakeOutcome.UNKNOWN)
    if evidence is Evidence.UNKNOWN and not unknown:
        message = (
            f"{case} is said to be {outcome.value!r} with unknown "
            "evidence; name the evidence or write the outcome unknown"
        )
        log.add(VERDICT_INVENTED, line, message, outcome, evidence)
    elif unknown and evidence is not Evidence.UNKNOWN:
        message = (
            f"{case} has the evidence {evidence.value!r} for an unknown "
            "outcome; write the outcome or make the evidence unknown"
        )
        log.add(VERDICT_PENDING, line, message, outcome, evidence)


def _check_duo_unix(facts: DuoUnixFacts, log: FindingLog) -> None:
    programs = (((row.program,), str(row.program), row.line) for row in facts.programs)
    _report_twice(PROGRAM_REPEATED, "the program", programs, log)
    people = (
        ((row.enrolment, row.push), f"{row.enrolment}, push {row.push or 'none'}", row.line)
        for row in facts.people
    )
    _report_twice(PERSON_REPEATED, "the user", people, log)
    mistakes = (
        (case, str(row.mistake), row.line) for row in facts.mistakes for case in _cases(row)
    )
    _report_twice(MISTAKE_REPEATED, "the mistake", mistakes, log)
    for person in facts.people:
        case = f"the user {person.enrolment}"
        _check_evidence(case, person.outcome, person.evidence, person.line, log)
    for row in facts.mistakes:
        case = f"the mistake {row.mistake.value!r}"
        _check_evidence(case, row.outcome, row.evidence, row.line, log)


def _cases(row: MistakeRow) -> Iterable[Hashable]:
    """Everything that the row decides: two rows may not share one of them."""
    modes = FAILMODES if row.failmode == ANY else (row.failmode,)
    return [
        (row.mistake, mode, program, version)
        for mode in modes
        for program in row.programs or tuple(Program)
        for version in row.versions
    ]


def _report_twice(
    rule: LintRule, what: str, found: Iterable[tuple[Hashable, str, int]], log: FindingLog
) -> None:
    first: dict[Hashable, int] = {}
    for case, name, line in found:
        earlier = first.setdefault(case, line)
        if earlier != line:
            message = f"{what} {name!r} is also on line {earlier}; keep one row"
            log.add(rule, line, message, name)

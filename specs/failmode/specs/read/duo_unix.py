"""Tables about Duo Unix: its programs, the people that Duo knows, and configuration mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from failmode.specs.facts.duo_unix import (
    CourseRow,
    Coverage,
    DuoUnixFacts,
    MistakeOutcome,
    MistakeRow,
    PersonRow,
    ProgramRow,
    VersionRow,
)
from failmode.specs.facts.verdict_tables import Outcome
from failmode.specs.model import Severity
from failmode.specs.read.columns import C, Cells, has_columns, read_rows
from failmode.specs.read.markdown import Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import (
    ANY,
    FAILMODES,
)
from failmode.terms import (
    AuthMode,
    Enrolment,
    Evidence,
    LoginCourse,
    Mistake,
    Program,
    VersionRange,
)


class VersionUnclear(LintRule):
    """A cell for versions that names none, or a word that is no version.

    Why is this bad? A fact about a program holds for the versions that it names.
    """

    name = "version-unclear"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (VersionUnclear,)


class _ProgramColumn(StrEnum):
    PROGRAM = "Program"
    AUTH_MODE = "Mode"
    COVERAGE = "Run for"
    EVIDENCE = "Evidence"


class _PersonColumn(StrEnum):
    PERSON = "User at Duo"
    PUSH = "Push"
    OUTCOME = "Outcome"
    EVIDENCE = "Evidence"


class _VersionColumn(StrEnum):
    VERSIONS = "Versions"
    ROWS_AS_IN = "Rows as in"
    MEASURED_WITH = "Measured with"


class _CourseColumn(StrEnum):
    COURSE = "Course of the login"
    FAULT = "Fault"
    STATUS_ASKED = "Status asked"
    PROGRAMS = "Program"
    OUTCOME = "Outcome"
    LOG = "Log"
    VERSIONS = "Versions"
    EVIDENCE = "Evidence"


class _MistakeColumn(StrEnum):
    MISTAKE = "Mistake"
    FAILMODE = "File says"
    PROGRAMS = "Program"
    OUTCOME = "Outcome"
    DUO = "Duo"
    LOG = "Log"
    VERSIONS = "Versions"
    EVIDENCE = "Evidence"


_REQUIRED_OF_MISTAKES = tuple(
    column for column in _MistakeColumn if column not in ("Program", "Duo", "Log")
)
_REQUIRED_OF_COURSES = (
    _CourseColumn.COURSE,
    _CourseColumn.PROGRAMS,
    _CourseColumn.OUTCOME,
    _CourseColumn.VERSIONS,
    _CourseColumn.EVIDENCE,
)
_NO_PUSH = "none"
_REFUSES, _NOT_ASKED = "refuses", ""
_PUSHES = ("approve", "deny", _NO_PUSH)


def is_duo_unix_table(table: Table) -> bool:
    """Return whether a table is about programs, people, mistakes, courses or versions."""
    kinds = (_is_mistakes, _is_people, _is_programs, _is_versions, _is_courses)
    return any(is_own(table) for is_own in kinds)


def read_duo_unix(page: Page, log: FindingLog) -> KindReading:
    """Read every table about Duo Unix of a document.

    Args:
        page: the document.
        log: takes the findings.

    Returns:
        The rows that could be understood, as one fact; none when the document has no such table.
    """
    tables = [table for table in page.tables if is_duo_unix_table(table)]
    if not tables:
        return KindReading()
    facts = DuoUnixFacts(
        tuple(row for table in tables for row in _programs(table, log)),
        tuple(row for table in tables for row in _people(table, log)),
        tuple(row for table in tables for row in _mistakes(table, log)),
        tuple(row for table in tables for row in _version_rows(table, log)),
        tuple(row for table in tables for row in _courses(table, log)),
    )
    return KindReading((facts,), is_of_kind=True)


DUO_UNIX_READER = KindReader(
    "duo-unix",
    read_duo_unix,
    is_own_table=is_duo_unix_table,
    expects="a table about Duo Unix",
    columns=(
        "Duo Unix's programs (Program, Mode, Run for), people (User at Duo, Push), mistakes "
        "(Mistake, File says), courses of a login (Course of the login) or versions (Versions, "
        "Rows as in)"
    ),
    rules=RULES,
)


def _is_programs(table: Table) -> bool:
    return has_columns(table, [_ProgramColumn.PROGRAM, _ProgramColumn.COVERAGE])


def _is_people(table: Table) -> bool:
    return has_columns(table, [_PersonColumn.PERSON])


def _is_mistakes(table: Table) -> bool:
    return has_columns(table, [_MistakeColumn.MISTAKE])


def _is_versions(table: Table) -> bool:
    return has_columns(table, [_VersionColumn.VERSIONS, _VersionColumn.ROWS_AS_IN])


def _is_courses(table: Table) -> bool:
    return has_columns(table, [_CourseColumn.COURSE])


def _programs(table: Table, log: FindingLog) -> Iterator[ProgramRow]:
    if not _is_programs(table):
        return
    for cells in read_rows(table, _ProgramColumn, tuple(_ProgramColumn), "programs table", log):
        program = cells.value(_ProgramColumn.PROGRAM, Program)
        auth_mode = cells.value(_ProgramColumn.AUTH_MODE, AuthMode)
        coverage = cells.value(_ProgramColumn.COVERAGE, Coverage)
        evidence = cells.value(_ProgramColumn.EVIDENCE, Evidence)
        if program and auth_mode and coverage and evidence:
            yield ProgramRow(program, auth_mode, coverage, evidence, cells.row.line)


def _people(table: Table, log: FindingLog) -> Iterator[PersonRow]:
    if not _is_people(table):
        return
    for cells in read_rows(table, _PersonColumn, tuple(_PersonColumn), "people table", log):
        enrolment = cells.value(_PersonColumn.PERSON, Enrolment)
        push = cells.word(_PersonColumn.PUSH, _PUSHES, _NO_PUSH)
        outcome = cells.value(_PersonColumn.OUTCOME, Outcome)
        evidence = cells.value(_PersonColumn.EVIDENCE, Evidence)
        if outcome in (Outcome.FAILMODE, Outcome.FAILS_OPEN, Outcome.HUNG):
            known = (Outcome.ALLOWED, Outcome.DENIED, Outcome.UNKNOWN)
            cells.report(_PersonColumn.OUTCOME, outcome, known)
        elif enrolment and push and outcome and evidence:
            answer = None if push == _NO_PUSH else push
            yield PersonRow(enrolment, answer, outcome, evidence, cells.row.line)


def _mistakes(table: Table, log: FindingLog) -> Iterator[MistakeRow]:
    if not _is_mistakes(table):
        return
    rows = read_rows(table, _MistakeColumn, _REQUIRED_OF_MISTAKES, "table of mistakes", log)
    for cells in rows:
        mistake = cells.value(_MistakeColumn.MISTAKE, Mistake)
        failmode = cells.word(_MistakeColumn.FAILMODE, (*FAILMODES, ANY), ANY)
        outcome = cells.value(_MistakeColumn.OUTCOME, MistakeOutcome)
        evidence = cells.value(_MistakeColumn.EVIDENCE, Evidence)
        programs = cells.values_or_all(_MistakeColumn.PROGRAMS, Program)
        versions = _ranges(cells, _MistakeColumn.VERSIONS)
        if mistake and failmode and outcome and evidence and versions:
            yield MistakeRow(
                mistake,
                failmode,
                programs,
                outcome,
                cells.word(_MistakeColumn.DUO, (_REFUSES,), _NOT_ASKED) == _REFUSES,
                cells.text(_MistakeColumn.LOG),
                versions,
                evidence,
                cells.row.line,
            )


def _courses(table: Table, log: FindingLog) -> Iterator[CourseRow]:
    if not _is_courses(table):
        return
    for cells in read_rows(table, _CourseColumn, _REQUIRED_OF_COURSES, "table of courses", log):
        course = cells.value(_CourseColumn.COURSE, LoginCourse)
        programs = cells.words(_CourseColumn.PROGRAMS, tuple(Program))
        outcome = cells.value(_CourseColumn.OUTCOME, MistakeOutcome)
        evidence = cells.value(_CourseColumn.EVIDENCE, Evidence)
        versions = _ranges(cells, _CourseColumn.VERSIONS)
        fault, asked = cells.text(_CourseColumn.FAULT), cells.text(_CourseColumn.STATUS_ASKED)
        if asked and not asked.isdecimal():
            cells.report(_CourseColumn.STATUS_ASKED, asked, ("a whole number", "nothing"))
        needs_fault = course is LoginCourse.OUTAGE_AFTER_REFUSED_PUSH
        if course and needs_fault is not bool(fault):
            known = ("the fault of the outage",) if needs_fault else ("nothing",)
            cells.report(_CourseColumn.FAULT, fault, known)
        elif course and programs and outcome and evidence and versions:
            yield CourseRow(
                course,
                fault,
                int(asked) if asked.isdecimal() else None,
                tuple(map(Program, programs)),
                outcome,
                cells.text(_CourseColumn.LOG),
                versions,
                evidence,
                cells.row.line,
            )


def _version_rows(table: Table, log: FindingLog) -> Iterator[VersionRow]:
    if not _is_versions(table):
        return
    for cells in read_rows(table, _VersionColumn, tuple(_VersionColumn), "versions table", log):
        versions = _ranges(cells, _VersionColumn.VERSIONS)
        measured_with = _ranges(cells, _VersionColumn.MEASURED_WITH)
        has_base = bool(cells.items(_VersionColumn.ROWS_AS_IN))
        base = _ranges(cells, _VersionColumn.ROWS_AS_IN) if has_base else ()
        for each in versions:
            yield VersionRow(each, base[0] if base else None, measured_with, cells.row.line)


def _ranges(cells: Cells[C], column: C) -> tuple[VersionRange, ...]:
    """Read a list of versions and ranges of them, each once; report what is none."""
    found: dict[VersionRange, None] = {}
    items = cells.items(column)
    wrong = []
    for item in items:
        try:
            found[VersionRange.parse(item)] = None
        except ValueError:
            wrong.append(item)
    if wrong or not items:
        text = ", ".join(wrong)
        message = (
            f"{column} {text!r} is no list of versions; write them as `1.11.3, 2.2` or "
            "`1.10.4 to 2.0.3`"
        )
        cells.log.add(VersionUnclear, cells.row.line, message, text)
    return tuple(found)

"""Lint rules about programs, people, mistakes and courses of a login of Duo Unix."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from failmode.specs.facts.duo_unix import CourseRow, DuoUnixFacts, MistakeRow
from failmode.specs.lint.checks import Checks
from failmode.specs.lint.evidence import check_evidence
from failmode.specs.model import Document, Severity
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import ANY
from failmode.terms import Program, VersionRange


class ProgramRepeated(LintRule):
    """A program of Duo Unix that a table lists twice.

    Why is this bad? Two rows for one program cannot both be true.
    """

    name = "program-repeated"
    severity = Severity.ERROR


class PersonRepeated(LintRule):
    """A user at Duo that a table lists twice with the same push.

    Why is this bad? Two rows for one user cannot both be true.
    """

    name = "person-repeated"
    severity = Severity.ERROR


class MistakeRepeated(LintRule):
    """Two rows that decide the same login with a configuration mistake.

    Why is this bad? Two rows for one mistake cannot both be true.
    """

    name = "mistake-repeated"
    severity = Severity.ERROR


class CourseRepeated(LintRule):
    """Two rows that decide the same login of the same course.

    Why is this bad? Two rows for one course of a login cannot both be true.
    """

    name = "course-repeated"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    ProgramRepeated,
    PersonRepeated,
    MistakeRepeated,
    CourseRepeated,
)


def check_duo_unix(document: Document, log: FindingLog) -> None:
    """Check the tables of a document about Duo Unix.

    Args:
        document: the document.
        log: takes the findings.
    """
    facts = document.one(DuoUnixFacts)
    if facts is None:
        return
    programs = (((row.program,), str(row.program), row.line) for row in facts.programs)
    _report_twice(ProgramRepeated, "the program", programs, log)
    people = (
        ((row.enrolment, row.push), f"{row.enrolment}, push {row.push or 'none'}", row.line)
        for row in facts.people
    )
    _report_twice(PersonRepeated, "the user", people, log)
    _report_mistakes(facts.mistakes, log)
    _report_courses(facts.courses, log)
    for course in facts.courses:
        case = f"the course {course.course.value!r}"
        check_evidence(case, course.outcome, course.evidence, course.line, log)
    for person in facts.people:
        case = f"the user {person.enrolment}"
        check_evidence(case, person.outcome, person.evidence, person.line, log)
    for row in facts.mistakes:
        case = f"the mistake {row.mistake.value!r}"
        check_evidence(case, row.outcome, row.evidence, row.line, log)


def _report_mistakes(rows: Sequence[MistakeRow], log: FindingLog) -> None:
    for place, row in enumerate(rows):
        for earlier in rows[:place]:
            if _share_a_login(row, earlier):
                name = str(row.mistake)
                message = f"the mistake {name!r} is also on line {earlier.line}; keep one row"
                log.add(MistakeRepeated, row.line, message, name)
                break


def _report_courses(rows: Sequence[CourseRow], log: FindingLog) -> None:
    for place, row in enumerate(rows):
        for earlier in rows[:place]:
            if (
                (row.course, row.fault) == (earlier.course, earlier.fault)
                and not set(row.programs).isdisjoint(earlier.programs)
                and _share_a_version(row.versions, earlier.versions)
            ):
                name = str(row.course)
                message = f"the course {name!r} is also on line {earlier.line}; keep one row"
                log.add(CourseRepeated, row.line, message, name)
                break


def _share_a_version(one: Iterable[VersionRange], other: Sequence[VersionRange]) -> bool:
    return any(mine.overlaps(theirs) for mine in one for theirs in other)


def _share_a_login(row: MistakeRow, other: MistakeRow) -> bool:
    """Return whether two rows decide the same login."""
    same_failmode = row.failmode == other.failmode or ANY in (row.failmode, other.failmode)
    mine, others = (set(one.programs or tuple(Program)) for one in (row, other))
    return (
        row.mistake is other.mistake
        and same_failmode
        and not mine.isdisjoint(others)
        and _share_a_version(row.versions, other.versions)
    )


def _report_twice(
    rule: type[LintRule], what: str, found: Iterable[tuple[Hashable, str, int]], log: FindingLog
) -> None:
    first: dict[Hashable, int] = {}
    for case, name, line in found:
        earlier = first.setdefault(case, line)
        if earlier != line:
            message = f"{what} {name!r} is also on line {earlier}; keep one row"
            log.add(rule, line, message, name)


DUO_UNIX_CHECKS = Checks(RULES, (check_duo_unix,))

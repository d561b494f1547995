"""Facts about Duo Unix as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.facts.duo_unix import DuoUnixFacts
from failmode.specs.model import Document
from failmode.specs.present.view import NOT_GIVEN, Grid, Json, KindView


def _to_json(document: Document) -> Json:
    facts = document.one(DuoUnixFacts)
    return {"duo_unix": _facts_to_json(facts) if facts else None}


def _facts_to_json(facts: DuoUnixFacts) -> Json:
    return {
        "programs": [
            {
                "line": row.line,
                "program": row.program.value,
                "mode": row.auth_mode.value,
                "run_for": row.coverage.value,
                "evidence": row.evidence.value,
            }
            for row in facts.programs
        ],
        "people": [
            {
                "line": row.line,
                "user": row.enrolment.value,
                "push": row.push,
                "outcome": row.outcome.value,
                "evidence": row.evidence.value,
            }
            for row in facts.people
        ],
        "mistakes": [
            {
                "line": row.line,
                "mistake": row.mistake.value,
                "failmode": row.failmode,
                "programs": [program.value for program in row.programs],
                "outcome": row.outcome.value,
                "log": row.log,
                "versions": list(map(str, row.versions)),
                "evidence": row.evidence.value,
            }
            for row in facts.mistakes
        ],
        "courses": [
            {
                "line": row.line,
                "course": row.course.value,
                "fault": row.fault or None,
                "status_asked": row.status_asked,
                "programs": [program.value for program in row.programs],
                "outcome": row.outcome.value,
                "log": row.log,
                "versions": list(map(str, row.versions)),
                "evidence": row.evidence.value,
            }
            for row in facts.courses
        ],
        "versions": [
            {
                "line": row.line,
                "versions": str(row.versions),
                "rows_as_in": str(row.rows_as_in) if row.rows_as_in else None,
                "measured_with": list(map(str, row.measured_with)),
            }
            for row in facts.versions
        ],
    }


def _grids(document: Document) -> Iterator[Grid]:
    for facts in document.every(DuoUnixFacts):
        yield from _facts_grids(facts)


def _facts_grids(facts: DuoUnixFacts) -> Iterator[Grid]:
    if facts.versions:
        yield Grid(
            ("versions", "rows as in", "measured with", "line"),
            tuple(
                (
                    *(str(row.versions), str(row.rows_as_in or NOT_GIVEN)),
                    *(", ".join(map(str, row.measured_with)), str(row.line)),
                )
                for row in facts.versions
            ),
            "Versions of Duo Unix",
        )
    if facts.programs:
        yield Grid(
            ("program", "mode", "run for", "evidence", "line"),
            tuple(
                (row.program, row.auth_mode, row.coverage, row.evidence, str(row.line))
                for row in facts.programs
            ),
            "Programs of Duo Unix",
        )
    if facts.people:
        yield Grid(
            ("user at Duo", "push", "outcome", "evidence", "line"),
            tuple(
                (row.enrolment, row.push or NOT_GIVEN, row.outcome, row.evidence, str(row.line))
                for row in facts.people
            ),
            "While Duo is reachable",
        )
    if facts.courses:
        yield Grid(
            ("course", "program", "outcome", "versions", "evidence", "line"),
            tuple(
                (
                    *(row.course, ", ".join(row.programs), row.outcome),
                    *(", ".join(map(str, row.versions)), row.evidence, str(row.line)),
                )
                for row in facts.courses
            ),
            "Courses of a login",
        )
    if facts.mistakes:
        yield Grid(
            ("mistake", "file says", "outcome", "versions", "evidence", "line"),
            tuple(
                (
                    *(row.mistake, row.failmode, row.outcome, ", ".join(map(str, row.versions))),
                    *(row.evidence, str(row.line)),
                )
                for row in facts.mistakes
            ),
            "Configuration mistakes",
        )


DUO_UNIX_VIEW = KindView(_to_json, _grids)

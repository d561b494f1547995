"""What a document says about Duo Unix beside its verdict tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.specs.facts.verdict_tables import Outcome
from failmode.terms import (
    AuthMode,
    Enrolment,
    Evidence,
    LoginCourse,
    Mistake,
    Program,
    VersionRange,
)


class Coverage(StrEnum):
    """What is run through a program."""

    EVERY_ROW = "every row"
    EACH_VERDICT = "each verdict"


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One program of Duo Unix, how it asks Duo, and what is run through it.

    Attributes:
        program: what a user logs in through.
        auth_mode: how it asks for the second factor.
        coverage: what is run through it.
        evidence: how sure its mode is; UNKNOWN makes the scenarios pending.
        line: 1-based line of the document.
    """

    program: Program
    auth_mode: AuthMode
    coverage: Coverage
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What Duo, being reachable, leads to for one user.

    Attributes:
        enrolment: what the user is at Duo.
        push: `approve` or `deny`; None where no push is sent.
        outcome: ALLOWED or DENIED, or UNKNOWN.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        line: 1-based line of the document.
    """

    enrolment: Enrolment
    push: str | None
    outcome: Outcome
    evidence: Evidence
    line: int


class MistakeOutcome(StrEnum):
    """What a configuration mistake, or a course of a login, leads to."""

    FAILS_OPEN = "fails open"
    FAILMODE = "failmode decides"
    DENIED = "denied"
    ASKS_DUO = "asks Duo"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MistakeRow:
    """One configuration mistake, and who gets in by it.

    Attributes:
        mistake: what is wrong.
        failmode: what the file says: `safe`, `secure` or `any`.
        programs: through which it was seen; empty: through all.
        outcome: what it leads to.
        is_refused: whether Duo is asked, and refuses the request.
        log: a text that the client's log then has; empty where the document does not say.
        versions: of Duo Unix, that the row holds for.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        line: 1-based line of the document.
    """

    mistake: Mistake
    failmode: str
    programs: tuple[Program, ...]
    outcome: MistakeOutcome
    is_refused: bool
    log: str
    versions: tuple[VersionRange, ...]
    evidence: Evidence
    line: int

    @property
    def asks_duo(self) -> bool:
        """Whether the mistake does not keep the client from asking Duo."""
        return self.is_refused or self.outcome is MistakeOutcome.ASKS_DUO


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course that a login can take after it began well, and who gets in by it.

    Attributes:
        course: what happens.
        fault: what Duo suffers then; empty where it suffers nothing.
        status_asked: how often the client asks for the status; None where that is not said.
        programs: through which it was seen.
        outcome: what it leads to.
        log: a text that the client's log then has; empty where the document does not say.
        versions: of Duo Unix, that the row holds for.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        line: 1-based line of the document.
    """

    course: LoginCourse
    fault: str
    status_asked: int | None
    programs: tuple[Program, ...]
    outcome: MistakeOutcome
    log: str
    versions: tuple[VersionRange, ...]
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Versions that share a verdict table, and what they have in common with others.

    Attributes:
        versions: as the heading of their verdict table names them.
        rows_as_in: whose rows hold for them too, where their own table has none for the fault at
            the stage; None: their table is complete.
        measured_with: the versions that were run.
        line: 1-based line of the document.
    """

    versions: VersionRange
    rows_as_in: VersionRange | None
    measured_with: tuple[VersionRange, ...]
    line: int


@dataclass(frozen=True, slots=True)
class DuoUnixFacts:
    """What a document says about Duo Unix beside its verdict tables."""

    programs: tuple[ProgramRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    mistakes: tuple[MistakeRow, ...] = ()
    versions: tuple[VersionRow, ...] = ()
    courses: tuple[CourseRow, ...] = ()

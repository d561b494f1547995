"""Scenarios of Duo Unix beside its verdict tables: people, keys, sshd, configuration mistakes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context, KindDerivation
from failmode.specs.derive.product_subject import (
    APPROVE,
    REACHABLE,
    UNIX,
    VERDICT,
    Mode,
    ProductSubject,
    product_subject,
    programs_for,
)
from failmode.specs.derive.table_lookup import (
    duo_unix_versions,
    report_version_rows,
    verdict_tables,
)
from failmode.specs.derive.verdicts import (
    WRONG_KEY_FAULT,
    counts_as_unreachable,
    evidence,
    first_stage,
    is_pending,
    is_slow,
    verdict,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.duo_unix import (
    CourseRow,
    Coverage,
    DuoUnixFacts,
    MistakeOutcome,
    MistakeRow,
    PersonRow,
)
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow
from failmode.specs.model import Severity
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import (
    Examples,
    Feature,
    Row,
    Rule,
    Scenario,
    Source,
    Step,
    given,
    then,
    when,
)
from failmode.specs.synonyms import ANY
from failmode.terms import (
    AuthMode,
    Column,
    Enrolment,
    Evidence,
    Failmode,
    LoginCourse,
    Program,
    Tag,
    Verdict,
    VersionRange,
)

_UNKNOWN = "unknown"
_CONFIGURED = given('Duo Unix "<version>" with failmode "<failmode>" and https_timeout unset')
_WRONG_KEY = given('Duo Unix "<version>" with failmode "<failmode>" and a wrong secret key')
_WITH_MISTAKE = given(
    'Duo Unix "<version>" with failmode "<failmode>" and the configuration mistake "<mistake>"'
)
_ENROLMENT = given('the user is "<user>" at Duo')
_PUSH = given('the user answers the push with "<push>"')
_LOGIN = when("the user logs in through <program>")
_ASKED_FOR_PREAUTH = then('Duo was asked for "preauth"')
_ASKED_FOR_AUTH = then('Duo was asked for "auth"')
_NOT_ASKED = then("Duo was not asked")
_LOGGED = then('the client logged "<log>"')
_AS_SHIPPED = given('Duo Unix "<version>" with failmode "<failmode>" and prompts unset')
_UNDECIDED = given("the push is never decided")
_REFUSED = given('the user answers the push with "deny"')
_OUTAGE = given('Duo suffers "<fault>" from the second prompt on')
_STATUS_ASKED_OFTEN = then('Duo was asked for "auth-status" <asked> times')
_FAULT = given('Duo suffers "<fault>" at <stage>')
_STATUS_ASKED = then('Duo was asked for "auth-status"')
_STATUS_NOT_ASKED = then('Duo was not asked for "auth-status"')


class VersionUnknown(LintRule):
    """A row for a version of Duo Unix that has no verdict table.

    Why is this bad? A row for a version that no table is about is never run.
    """

    name = "version-unknown"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (VersionUnknown,)


def duo_unix_features(context: Context) -> Iterator[Feature]:
    """Derive the feature of each document about Duo Unix."""
    for named in context.documents:
        facts = named.document.one(DuoUnixFacts)
        if facts is not None:
            _report_versions(context, named, facts)
            yield _feature(context, named, facts)


def _feature(context: Context, named: NamedDocument, facts: DuoUnixFacts) -> Feature:
    """Derive the feature of a document, for every version that has a verdict table.

    Args:
        context: documents, rules and findings.
        named: the document.
        facts: its tables.
    """
    subjects = tuple(
        product_subject(context, *found)
        for found in verdict_tables(context.documents).values()
        if duo_unix_versions(found[1])
    )
    derived = _DuoUnixScenarios(context, named, facts, subjects)
    return Feature(
        named.feature_path(),
        "Duo Unix: people, programs and configuration mistakes",
        _beginning(named),
        tuple(rule for rule in derived.rules() if rule.scenarios),
        ("Whom Duo lets in, through which programs, and who gets in by a mistake.",),
        tags=(UNIX.tag,),
    )


@dataclass(frozen=True, slots=True)
class _Login:
    """One login: the cells of its row of examples, and where it comes from."""

    subject: ProductSubject
    program: Program
    mode: Mode
    verdict: str
    evidence: Evidence
    source: str
    cells: tuple[str, ...] = ()
    versions: VersionRange | None = None


@dataclass(frozen=True, slots=True)
class _DuoUnixScenarios:
    """The scenarios of one document.

    Attributes:
        subjects: Duo Unix in each version that has a verdict table.
    """

    context: Context
    named: NamedDocument
    facts: DuoUnixFacts
    subjects: tuple[ProductSubject, ...]

    def rules(self) -> Iterator[Rule]:
        """Derive one Gherkin rule for each rule that scenarios are derived by."""
        people = self.facts.people
        known = [row for row in people if not _is_pending(row)]
        yield Rule(
            RuleTitle.SECOND_FACTOR,
            tuple(self._pushes([row for row in known if row.push])),
        )
        yield Rule(
            RuleTitle.USER_STATUS,
            tuple(self._people([row for row in known if not row.push])),
        )
        yield Rule(RuleTitle.WRONG_KEY, tuple(self._wrong_key()))
        yield Rule(RuleTitle.AUTH_MODE, tuple(self._auth_modes(pending=False)))
        yield Rule(RuleTitle.EACH_VERDICT, tuple(self._each_verdict(known)))
        courses = [row for row in self.facts.courses if not _is_pending(row)]
        yield Rule(RuleTitle.COURSE, tuple(self._courses(courses)))
        found = [row for row in self.facts.mistakes if not _is_pending(row)]
        yield Rule(RuleTitle.MISTAKE, tuple(self._mistakes(found)))
        pending = [row for row in people if _is_pending(row)]
        yield Rule(
            RuleTitle.PENDING,
            (
                *self._pushes([row for row in pending if row.push], Tag.PENDING),
                *self._people([row for row in pending if not row.push], Tag.PENDING),
                *self._auth_modes(pending=True),
                *self._courses(list(filter(_is_pending, self.facts.courses)), Tag.PENDING),
                *self._mistakes(list(filter(_is_pending, self.facts.mistakes)), Tag.PENDING),
            ),
        )

    def _pushes(self, rows: Sequence[PersonRow], *tags: str) -> Iterator[Scenario]:
        programs = self._programs(Coverage.EVERY_ROW)
        yield from self._outline(
            _scenario_name("Duo Unix: who gets in while Duo is reachable", tags),
            (_CONFIGURED, REACHABLE, _PUSH, _LOGIN, VERDICT, _ASKED_FOR_AUTH),
            ("push",),
            self._logins(programs, rows, lambda row: (row.push or "",)),
            RuleTitle.SECOND_FACTOR,
            RuleTitle.PROGRAMS,
            tags=tags,
        )

    def _people(self, rows: Sequence[PersonRow], *tags: str) -> Iterator[Scenario]:
        programs = self._programs(Coverage.EVERY_ROW)
        yield from self._outline(
            _scenario_name("Duo Unix: a user whom Duo itself answers about", tags),
            (
                _CONFIGURED,
                REACHABLE,
                _ENROLMENT,
                _LOGIN,
                VERDICT,
                _ASKED_FOR_PREAUTH,
            ),
            ("user",),
            self._logins(programs, rows, lambda row: (row.enrolment,)),
            RuleTitle.USER_STATUS,
            RuleTitle.PROGRAMS,
            tags=tags,
        )

    def _logins(
        self,
        programs: Sequence[Program],
        rows: Sequence[PersonRow],
        cells: Callable[[PersonRow], tuple[str, ...]],
    ) -> Iterator[_Login]:
        for subject, program in self._runs(programs):
            for row in rows:
                result = _UNKNOWN if _is_pending(row) else row.outcome.value
                for mode in subject.modes:
                    source = str(self.named.at(row.line))
                    yield _Login(subject, program, mode, result, _evidence(row), source, cells(row))

    def _wrong_key(self) -> Iterator[Scenario]:
        programs = self._programs(Coverage.EVERY_ROW)
        yield from self._outline(
            "Duo Unix: a wrong secret key",
            (_WRONG_KEY, REACHABLE, APPROVE, _LOGIN, VERDICT, then('Duo was asked for "<stage>"')),
            ("stage",),
            (
                _Login(
                    subject,
                    program,
                    mode,
                    verdict(row, mode.failmode),
                    evidence(row),
                    subject.source(row),
                    (row.stage,),
                )
                for subject, program in self._runs(programs)
                for row in subject.table.rows
                if _is_first(subject, row, WRONG_KEY_FAULT) and not is_pending(row)
                for mode in subject.modes
            ),
            RuleTitle.WRONG_KEY,
            RuleTitle.PROGRAMS,
        )

    def _auth_modes(self, *, pending: bool) -> Iterator[Scenario]:
        """Derive that an approved push is asked about, or not, as the mode of the program says."""
        names = {
            AuthMode.SYNCHRONOUS: ("the answer to auth is the last one", _STATUS_NOT_ASKED),
            AuthMode.ASYNCHRONOUS: ("the status is asked for", _STATUS_ASKED),
        }
        for auth_mode, (name, asked) in names.items():
            rows = [
                (named.at(row.line), row)
                for named in self.context.documents
                for facts in named.document.every(DuoUnixFacts)
                for row in facts.programs
                if row.auth_mode is auth_mode and (row.evidence is Evidence.UNKNOWN) is pending
            ]
            tags = (Tag.PENDING,) if pending else ()
            yield from self._outline(
                _scenario_name(f"Duo Unix: {name}", tags),
                (_CONFIGURED, REACHABLE, APPROVE, _LOGIN, VERDICT, _ASKED_FOR_AUTH, asked),
                (),
                (
                    _Login(
                        subject,
                        row.program,
                        mode,
                        _UNKNOWN if pending else Verdict.ALLOWED,
                        row.evidence,
                        str(source),
                    )
                    for subject in self.subjects
                    for source, row in rows
                    for mode in subject.modes
                    if mode.failmode is Failmode.CLOSED
                ),
                RuleTitle.AUTH_MODE,
                tags=tags,
            )

    def _each_verdict(self, people: Sequence[PersonRow]) -> Iterator[Scenario]:
        programs = self._programs(Coverage.EACH_VERDICT)
        answered = [row for row in people if row.push and row.enrolment is Enrolment.ACTIVE]
        yield from self._outline(
            "Duo Unix, each verdict: who gets in while Duo is reachable",
            (_CONFIGURED, REACHABLE, _PUSH, _LOGIN, VERDICT, _ASKED_FOR_AUTH),
            ("push",),
            self._logins(programs, answered, lambda row: (row.push or "",)),
            RuleTitle.EACH_VERDICT,
        )
        yield from self._outline(
            "Duo Unix, each verdict: who gets in while Duo is unreachable",
            (_CONFIGURED, _FAULT, APPROVE, _LOGIN, VERDICT),
            ("fault", "stage"),
            (
                _Login(
                    subject,
                    program,
                    mode,
                    verdict(row, mode.failmode),
                    evidence(row),
                    subject.source(row),
                    (row.fault, row.stage),
                )
                for subject, program in self._runs(programs)
                for row in _representative(subject)
                for mode in subject.modes
            ),
            RuleTitle.EACH_VERDICT,
        )

    def _courses(self, rows: Sequence[CourseRow], *tags: str) -> Iterator[Scenario]:
        """Derive the courses of a login; outlines differ by what is said of each."""
        happens: dict[LoginCourse, tuple[Step, ...]] = {
            LoginCourse.PUSH_NEVER_DECIDED: (_UNDECIDED,),
            LoginCourse.OUTAGE_AFTER_REFUSED_PUSH: (_REFUSED, _OUTAGE),
        }
        shapes = dict.fromkeys((row.course, bool(row.log), bool(row.status_asked)) for row in rows)
        for course, is_logged, is_counted in shapes:
            name = f"Duo Unix: {course}"
            name += ", how often the status is asked for" if is_counted else ""
            name += ", and what is logged" if is_logged else ""
            columns: dict[str, Callable[[CourseRow], str]] = {}
            checks: list[Step] = []
            if course is LoginCourse.OUTAGE_AFTER_REFUSED_PUSH:
                columns["fault"] = lambda row: row.fault
            if is_counted:
                columns["asked"] = lambda row: str(row.status_asked)
                checks.append(_STATUS_ASKED_OFTEN)
            if is_logged:
                columns["log"] = lambda row: row.log
                checks.append(_LOGGED)
            yield from self._outline(
                _scenario_name(name, tags),
                (_AS_SHIPPED, *happens[course], _LOGIN, VERDICT, *checks),
                tuple(columns),
                (
                    _Login(
                        subject,
                        program,
                        mode,
                        _mistake_verdict(row, mode.failmode),
                        _evidence(row),
                        str(self.named.at(row.line)),
                        tuple(cell(row) for cell in columns.values()),
                        versions,
                    )
                    for row in rows
                    if (row.course, bool(row.log), bool(row.status_asked))
                    == (course, is_logged, is_counted)
                    for subject, program in self._runs(row.programs)
                    for versions in row.versions
                    if _holds_for(subject, versions)
                    for mode in subject.modes
                ),
                RuleTitle.COURSE,
                tags=tags,
            )

    def _mistakes(self, rows: Sequence[MistakeRow], *tags: str) -> Iterator[Scenario]:
        for asks_duo, is_logged in itertools.product((False, True), repeat=2):
            title = "Duo Unix: who gets in by a configuration mistake"
            title += " with which Duo is asked" if asks_duo else ""
            title += ", and what is logged" if is_logged else ""
            asked = _ASKED_FOR_PREAUTH if asks_duo else _NOT_ASKED
            steps = (_WITH_MISTAKE, REACHABLE, APPROVE, _LOGIN, VERDICT, asked)
            yield from self._outline(
                _scenario_name(title, tags),
                (*steps, _LOGGED) if is_logged else steps,
                ("mistake", "log") if is_logged else ("mistake",),
                (
                    _Login(
                        subject,
                        program,
                        mode,
                        _mistake_verdict(row, mode.failmode),
                        _evidence(row),
                        str(self.named.at(row.line)),
                        (row.mistake, row.log) if is_logged else (row.mistake,),
                        versions,
                    )
                    for row in rows
                    if (row.asks_duo, bool(row.log)) == (asks_duo, is_logged)
                    for subject, program in self._runs(
                        row.programs or self._programs(Coverage.EVERY_ROW)
                    )
                    for versions in row.versions
                    if _holds_for(subject, versions)
                    for mode in subject.modes
                    if row.failmode in (ANY, mode.name)
                ),
                RuleTitle.MISTAKE,
                RuleTitle.PROGRAMS,
                tags=tags,
            )

    def _programs(self, coverage: Coverage) -> tuple[Program, ...]:
        return tuple(row.program for row in programs_for(self.context, coverage))

    def _runs(self, programs: Sequence[Program]) -> Iterator[tuple[ProductSubject, Program]]:
        for subject in self.subjects:
            for program in programs:
                yield subject, program

    def _outline(
        self,
        name: str,
        steps: tuple[Step, ...],
        columns: tuple[str, ...],
        logins: Iterable[_Login],
        *titles: RuleTitle,
        tags: tuple[str, ...] = (),
    ) -> Iterator[Scenario]:
        """Write one outline with a tagged table of examples for each version and program."""
        header = (
            "version",
            "program",
            *columns,
            "failmode",
            "verdict",
            Column.EVIDENCE,
            Column.SOURCE,
        )
        groups: dict[tuple[str, str, Program], list[Row]] = {}
        for login in logins:
            table = login.subject.table.version
            versions = str(login.versions or (table.value if table else ""))
            cells = (versions, login.program, *login.cells, login.mode.shown, login.verdict)
            groups.setdefault((login.subject.tag, versions, login.program), []).append(
                (*cells, login.evidence, login.source)
            )
        if not groups:
            return
        source = _beginning(self.named)
        yield Scenario(
            name,
            source,
            self.context.cite(source, *titles, RuleTitle.VERSIONS),
            steps,
            tags,
            tuple(
                Examples(
                    header,
                    tuple(rows),
                    f"{versions}, {program}",
                    (tag, *program.tags),
                )
                for (tag, versions, program), rows in groups.items()
            ),
        )


def _report_versions(context: Context, named: NamedDocument, facts: DuoUnixFacts) -> None:
    """Say which versions a document names that no verdict table is about.

    Args:
        context: documents, and where the findings go.
        named: the document.
        facts: its tables.
    """
    report_version_rows(context, named, facts, VersionUnknown)
    known = [
        versions
        for _, table in verdict_tables(context.documents).values()
        if (versions := duo_unix_versions(table))
    ]
    rows: tuple[MistakeRow | CourseRow, ...] = (*facts.mistakes, *facts.courses)
    for row in rows:
        for version in row.versions:
            if not any(version in versions for versions in known):
                message = (
                    f"the version {version} of Duo Unix has no verdict table; known: "
                    f"{', '.join(map(str, known)) or 'none'}"
                )
                context.findings.append(
                    named.finding(row.line, VersionUnknown, message, str(version))
                )


def _holds_for(subject: ProductSubject, versions: VersionRange) -> bool:
    table = duo_unix_versions(subject.table)
    return table is not None and versions in table


def _beginning(named: NamedDocument) -> Source:
    title = named.document.title
    return named.at(title.line if title else 1)


def _is_pending(row: PersonRow | MistakeRow | CourseRow) -> bool:
    return row.evidence is Evidence.UNKNOWN or row.outcome in (
        Outcome.UNKNOWN,
        MistakeOutcome.UNKNOWN,
    )


def _evidence(row: PersonRow | MistakeRow | CourseRow) -> Evidence:
    return Evidence.UNKNOWN if _is_pending(row) else row.evidence


def _scenario_name(name: str, tags: tuple[str, ...]) -> str:
    return f"{name}, not known" if tags else name


def _is_first(subject: ProductSubject, row: VerdictRow, fault: str) -> bool:
    return (row.fault, row.stage) == (fault, first_stage(subject.table))


def _representative(subject: ProductSubject) -> Iterator[VerdictRow]:
    """Find the first quick row by which the failmode decides, with the client as shipped."""
    first = first_stage(subject.table)
    for row in subject.table.rows:
        quick = not is_slow(row) and row.timeout == ANY
        if row.stage == first and counts_as_unreachable(row) and quick:
            yield row
            return


def _mistake_verdict(row: MistakeRow | CourseRow, failmode: Failmode) -> str:
    if _is_pending(row):
        return _UNKNOWN
    if row.outcome is MistakeOutcome.ASKS_DUO:
        return Verdict.ALLOWED
    lets_in = row.outcome is MistakeOutcome.FAILS_OPEN or (
        row.outcome is MistakeOutcome.FAILMODE and failmode is Failmode.OPEN
    )
    return Verdict.FAILED_OPEN if lets_in else Verdict.DENIED


DUO_UNIX_DERIVATION = KindDerivation(duo_unix_features, RULES)

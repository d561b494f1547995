"""Duo Unix is derived by version and program: rows, people, keys, sshd, configuration mistakes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from failmode.specs.derive.derivation import Derivation
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
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow
from failmode.specs.model import Severity
from failmode.terms.duo_unix import AuthMode, LoginCourse, Mistake, Program
from failmode.terms.logins import Enrolment, Evidence
from failmode.terms.versions import VersionRange
from tests.specs.specification import Specification, cells, has, named, row, table, texts

FACTS = DuoUnixFacts(
    (
        ProgramRow(
            Program.LOGIN_DUO, AuthMode.SYNCHRONOUS, Coverage.EVERY_ROW, Evidence.MEASURED, 5
        ),
        ProgramRow(
            Program.PAM_DUO, AuthMode.ASYNCHRONOUS, Coverage.EVERY_ROW, Evidence.MEASURED, 6
        ),
        ProgramRow(
            Program.SSHD_PAM_DUO, AuthMode.SYNCHRONOUS, Coverage.EACH_VERDICT, Evidence.MEASURED, 7
        ),
    ),
    (
        PersonRow(Enrolment.ACTIVE, "approve", Outcome.ALLOWED, Evidence.MEASURED, 10),
        PersonRow(Enrolment.ACTIVE, "deny", Outcome.DENIED, Evidence.MEASURED, 11),
        PersonRow(Enrolment.BYPASS, None, Outcome.ALLOWED, Evidence.MEASURED, 12),
    ),
)


def mistake(
    outcome: MistakeOutcome,
    failmode: str = "any",
    *,
    is_refused: bool = False,
    log: str = "",
    evidence: Evidence = Evidence.MEASURED,
    versions: tuple[str, ...] = ("1.11.3",),
) -> MistakeRow:
    """One configuration mistake."""
    ranges = tuple(map(VersionRange.parse, versions))
    return MistakeRow(
        Mistake.FILE_MISSING, failmode, (), outcome, is_refused, log, ranges, evidence, 20
    )


def derive(*rows: VerdictRow, mistakes: tuple[MistakeRow, ...] = ()) -> Derivation:
    """Derive from a verdict table of 1.11.3 with a first row that the failmode decides."""
    first = row("dns-failure", line=29)
    return Specification(
        fields=(),
        tables=(table("Duo Unix", first, *rows, version="1.11.3"),),
        duo_unix=replace(FACTS, mistakes=mistakes),
    ).derive()


def test_every_row_is_run_through_every_program_that_has_every_row() -> None:
    scenario = named(derive().features, "1.11.3: the failmode decides, from the first")
    assert scenario.steps[0].text == (
        'Duo Unix "1.11.3" with failmode "<failmode>" and https_timeout <https_timeout>'
    )
    assert [(e["program"], e["failmode"], e["verdict"]) for e in cells(scenario)] == [
        ("login_duo", "safe", "failed-open"),
        ("login_duo", "secure", "denied"),
        ("pam_duo", "safe", "failed-open"),
        ("pam_duo", "secure", "denied"),
    ]
    assert [examples.tags[-1] for examples in scenario.examples] == ["login_duo", "pam_duo"]


@pytest.mark.parametrize(
    ("auth_mode", "program"),
    [(AuthMode.SYNCHRONOUS, "login_duo"), (AuthMode.ASYNCHRONOUS, "pam_duo")],
)
def test_a_row_for_one_mode_is_run_through_the_programs_that_ask_in_it(
    auth_mode: AuthMode, program: str
) -> None:
    hung = row("reset", outcome=Outcome.HUNG, line=33, auth_modes=(auth_mode,))
    scenario = named(derive(hung).features, "no verdict before the deadline")
    assert {each["program"] for each in cells(scenario)} == {program}


@pytest.mark.parametrize(
    ("name", "program", "last"),
    [
        ("the answer to auth is the last one", "login_duo", "Duo was not asked"),
        ("the status is asked for", "pam_duo", "Duo was asked"),
    ],
)
def test_the_mode_of_a_program_shows_in_whether_the_status_is_asked_for(
    name: str, program: str, last: str
) -> None:
    scenario = named(derive().features, name)
    found = [(each["program"], each["failmode"], each["verdict"]) for each in cells(scenario)]
    assert found[0] == (program, "secure", "allowed")
    assert ("sshd with pam_duo" in {each[0] for each in found}) == (program == "login_duo")
    assert scenario.steps[-1].text == f'{last} for "auth-status"'


def test_the_mode_of_a_program_that_nobody_knows_is_pending() -> None:
    program, *others = FACTS.programs
    facts = replace(FACTS, programs=(replace(program, evidence=Evidence.UNKNOWN), *others))
    tables = (table("Duo Unix", row("reset"), version="1.11.3"),)
    found = Specification(fields=(), tables=tables, duo_unix=facts).derive().features
    assert named(found, "the answer to auth is the last one, not known").tags == ("pending",)


def test_rows_for_a_mode_that_no_program_has_are_an_error() -> None:
    facts = replace(FACTS, programs=FACTS.programs[1:])
    hung = row("reset", outcome=Outcome.HUNG, line=33, auth_modes=(AuthMode.SYNCHRONOUS,))
    tables = (table("Duo Unix", row("reset"), hung, version="1.11.3"),)
    findings = Specification(fields=(), tables=tables, duo_unix=facts).derive().findings
    assert [(f.rule, f.line, f.values) for f in findings] == [
        ("programs-missing", 33, ("synchronous",))
    ]


def test_the_tags_of_a_program_are_words_without_fillers() -> None:
    assert Program.LOGIN_DUO_AUTOPUSH.tags == ("login_duo", "autopush")
    assert Program.LOGIN_DUO_TERMINAL.tags == ("login_duo", "terminal")
    assert Program.SSHD_PAM_DUO.tags == ("sshd", "pam_duo")


def test_a_fault_at_a_later_stage_strikes_after_what_came_before_was_asked() -> None:
    scenario = named(
        derive(row("reset", "auth", Outcome.DENIED, line=33)).features, "a first request went well"
    )
    assert scenario.steps[-1].text == 'Duo was asked for "preauth"'


@pytest.mark.parametrize(("takes", "slow"), [(3.0, False), (37.0, True)])
def test_a_row_that_takes_long_is_given_its_time_and_is_slow_beyond_some_seconds(
    takes: float, slow: bool
) -> None:
    timed = row("connect-timeout", line=33, takes=takes)
    scenario = named(derive(timed).features, "after a while")
    assert "the user logs in through <program>, which takes about <takes> seconds" in texts(
        scenario.steps
    )
    assert "it took about <takes> seconds" in texts(scenario.steps)
    assert {each["takes"] for each in cells(scenario)} == {f"{takes:g}"}
    assert [("slow" in examples.tags) for examples in scenario.examples] == [slow, slow]


def test_a_program_that_has_each_verdict_is_tried_once_for_each_in_each_failmode() -> None:
    found = derive().features
    reachable = cells(named(found, "each verdict: who gets in while Duo is reachable"))
    unreachable = cells(named(found, "each verdict: who gets in while Duo is unreachable"))
    answered = [(e["program"], e["failmode"], e["verdict"]) for e in (*reachable, *unreachable)]
    assert answered == [
        ("sshd with pam_duo", "safe", "allowed"),
        ("sshd with pam_duo", "secure", "allowed"),
        ("sshd with pam_duo", "safe", "denied"),
        ("sshd with pam_duo", "secure", "denied"),
        ("sshd with pam_duo", "safe", "failed-open"),
        ("sshd with pam_duo", "secure", "denied"),
    ]


def test_a_wrong_key_follows_the_row_of_http_401_without_a_fault() -> None:
    scenario = named(derive(row("http-401", line=33)).features, "Duo Unix: a wrong secret key")
    assert {(e["failmode"], e["verdict"]) for e in cells(scenario)} == {
        ("safe", "failed-open"),
        ("secure", "denied"),
    }
    assert {each["source"] for each in cells(scenario)} == {"docs/duo/verdicts.md:33"}
    assert not any("suffers" in text for text in texts(scenario.steps))


def test_a_user_whom_duo_answers_about_sends_no_push() -> None:
    scenario = named(derive().features, "whom Duo itself answers about")
    assert not any("push" in text for text in texts(scenario.steps))
    assert {(e["user"], e["verdict"]) for e in cells(scenario)} == {("bypass", "allowed")}


@pytest.mark.parametrize(
    ("outcome", "verdicts"),
    [
        (MistakeOutcome.FAILS_OPEN, {("safe", "failed-open"), ("secure", "failed-open")}),
        (MistakeOutcome.FAILMODE, {("safe", "failed-open"), ("secure", "denied")}),
        (MistakeOutcome.DENIED, {("safe", "denied"), ("secure", "denied")}),
    ],
)
def test_a_mistake_decides_without_asking_duo(
    outcome: MistakeOutcome, verdicts: set[tuple[str, str]]
) -> None:
    scenario = named(derive(mistakes=(mistake(outcome),)).features, "configuration mistake")
    assert {(e["failmode"], e["verdict"]) for e in cells(scenario)} == verdicts
    assert "Duo is reachable" in texts(scenario.steps)
    assert scenario.steps[-1].text == "Duo was not asked"


@pytest.mark.parametrize(
    ("outcome", "is_refused", "verdicts"),
    [
        (MistakeOutcome.ASKS_DUO, False, {("safe", "allowed"), ("secure", "allowed")}),
        (MistakeOutcome.FAILMODE, True, {("safe", "failed-open"), ("secure", "denied")}),
    ],
)
def test_a_mistake_with_which_duo_is_asked_is_looked_for_there(
    outcome: MistakeOutcome, is_refused: bool, verdicts: set[tuple[str, str]]
) -> None:
    found = mistake(outcome, is_refused=is_refused)
    scenario = named(derive(mistakes=(found,)).features, "mistake with which Duo is asked")
    assert {(e["failmode"], e["verdict"]) for e in cells(scenario)} == verdicts
    assert scenario.steps[-1].text == 'Duo was asked for "preauth"'


def test_a_mistake_of_one_mode_is_tried_in_that_mode_and_its_log_is_looked_for() -> None:
    denied = mistake(MistakeOutcome.DENIED, "secure", log="Couldn't open")
    scenario = named(derive(mistakes=(denied,)).features, "what is logged")
    assert {(e["failmode"], e["log"]) for e in cells(scenario)} == {("secure", "Couldn't open")}
    assert scenario.steps[-1].text == 'the client logged "<log>"'


def test_a_mistake_of_unknown_evidence_is_pending() -> None:
    unknown = mistake(MistakeOutcome.UNKNOWN, evidence=Evidence.UNKNOWN)
    scenario = named(derive(mistakes=(unknown,)).features, "mistake, not known")
    assert scenario.tags == ("pending",)


def test_a_mistake_of_a_version_without_a_verdict_table_is_an_error() -> None:
    other = mistake(MistakeOutcome.DENIED, versions=("1.11.3", "9.9"))
    findings = derive(mistakes=(other,)).findings
    assert [(f.rule, f.line, f.values) for f in findings] == [("version-unknown", 20, ("9.9",))]


def test_a_table_of_duo_unix_without_a_version_is_an_error() -> None:
    specification = Specification(
        fields=(), tables=(table("Duo Unix", row("reset"), line=44),), duo_unix=FACTS
    )
    derivation = specification.derive()
    assert [(f.rule, f.line, f.severity) for f in derivation.findings] == [
        ("version-missing", 44, Severity.ERROR)
    ]
    assert not has(derivation.features, "the failmode decides")


def test_a_table_of_duo_unix_without_programs_is_an_error() -> None:
    tables = (table("Duo Unix", row("reset"), line=44, version="1.11.3"),)
    findings = Specification(fields=(), tables=tables).derive().findings
    assert [(f.rule, f.line) for f in findings] == [("programs-missing", 44)]


def test_each_version_has_a_table_and_a_feature_of_its_own() -> None:
    tables = tuple(
        table("Duo Unix", row("reset"), line=line, version=version)
        for line, version in ((44, "1.11.3"), (55, "2.2.3"), (66, "2.2.3"))
    )
    derivation = Specification(fields=(), tables=tables, duo_unix=FACTS).derive()
    assert [(f.rule, f.line) for f in derivation.findings] == [
        ("verdicts-repeated", 66),
        ("versions-gap", 55),
    ]
    tags = {str(f.path): f.tags for f in derivation.features if len(f.tags) > 1}
    assert tags == {
        "duo/duo-unix-1.11.3.feature": ("duo-unix", "duo-unix-1.11.3"),
        "duo/duo-unix-2.2.3.feature": ("duo-unix", "duo-unix-2.2.3"),
    }


def test_the_tables_of_versions_of_duo_unix_may_not_overlap_and_what_lies_between_is_told() -> None:
    tables = tuple(
        table("Duo Unix", row("reset"), line=line, version=version)
        for line, version in ((44, "1.10.4 to 1.11"), (55, "1.11.3"), (66, "2.2"))
    )
    findings = Specification(fields=(), tables=tables, duo_unix=FACTS).derive().findings
    assert [(f.rule, f.line, f.values) for f in findings] == [
        ("versions-overlap", 55, ("1.10.4 to 1.11", "1.11.3")),
        ("versions-gap", 66, ("1.11.3", "2.2")),
    ]


def test_a_heading_whose_versions_cannot_be_is_an_error() -> None:
    tables = (table("Duo Unix", row("reset"), line=44, version="2.2 to 1.11"),)
    findings = Specification(fields=(), tables=tables, duo_unix=FACTS).derive().findings
    assert [(f.rule, f.line) for f in findings] == [("version-missing", 44)]


OLD, NEW = VersionRange.parse("1.10.4 to 2.0.3"), VersionRange.parse("2.0.4")
TABLES = (
    table(
        "Duo Unix",
        row("reset", line=33),
        row("clock-skew", outcome=Outcome.ALLOWED, line=34),
        line=30,
        version=str(OLD),
    ),
    table("Duo Unix", row("clock-skew", line=44), line=40, version=str(NEW)),
)


def with_versions(*rows: VersionRow) -> Specification:
    """Give the two tables, and say what they have in common."""
    return Specification(fields=(), tables=TABLES, duo_unix=replace(FACTS, versions=rows))


def test_a_table_that_holds_what_differs_has_the_other_rows_of_the_table_it_names() -> None:
    derivation = with_versions(VersionRow(NEW, OLD, (NEW,), 9)).derive()
    assert derivation.findings == ()
    feature = next(f for f in derivation.features if str(f.path) == "duo/duo-unix-2.0.4.feature")
    found = {
        (each["fault"], each["failmode"], each["verdict"], each["source"].rpartition(":")[2])
        for rule in feature.rules
        for scenario in rule.scenarios
        for each in cells(scenario)
    }
    assert found == {
        ("reset", "safe", "failed-open", "33"),
        ("reset", "secure", "denied", "33"),
        ("clock-skew", "safe", "failed-open", "44"),
        ("clock-skew", "secure", "denied", "44"),
    }


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ((VersionRow(VersionRange.parse("9.9"), None, (), 9),), "9.9"),
        ((VersionRow(NEW, VersionRange.parse("9.9"), (), 9),), "9.9"),
        ((VersionRow(NEW, OLD, (VersionRange.parse("2.0.5"),), 9),), "2.0.5"),
        ((VersionRow(NEW, NEW, (), 9),), "2.0.4"),
    ],
)
def test_a_row_about_versions_that_leads_nowhere_is_an_error(
    rows: tuple[VersionRow, ...], value: str
) -> None:
    findings = with_versions(*rows).derive().findings
    assert [(f.rule, f.line, f.values) for f in findings] == [("version-unknown", 9, (value,))]


def test_a_mistake_is_tried_with_the_versions_that_it_was_seen_with() -> None:
    seen = mistake(MistakeOutcome.FAILS_OPEN, versions=("1.11.3", "2.0.4"))
    specification = Specification(
        fields=(), tables=TABLES, duo_unix=replace(FACTS, mistakes=(seen,))
    )
    scenario = named(specification.derive().features, "configuration mistake")
    assert {
        (each["version"], tags.tags[0])
        for tags in scenario.examples
        for each in [dict(zip(tags.header, one, strict=True)) for one in tags.rows]
    } == {
        ("1.11.3", "duo-unix-1.10.4-to-2.0.3"),
        ("2.0.4", "duo-unix-2.0.4"),
    }


UNDECIDED = CourseRow(
    LoginCourse.PUSH_NEVER_DECIDED,
    "",
    20,
    (Program.PAM_DUO,),
    MistakeOutcome.FAILS_OPEN,
    "Successful",
    (VersionRange.parse("1.11.3"),),
    Evidence.MEASURED,
    60,
)
OUTAGE = replace(
    UNDECIDED,
    course=LoginCourse.OUTAGE_AFTER_REFUSED_PUSH,
    fault="http-500",
    status_asked=None,
    outcome=MistakeOutcome.FAILMODE,
    log="",
)


def with_courses(*courses: CourseRow) -> Derivation:
    """Derive what follows from courses of a login with 1.11.3."""
    tables = (table("Duo Unix", row("reset"), version="1.11.3"),)
    facts = replace(FACTS, courses=courses)
    return Specification(fields=(), tables=tables, duo_unix=facts).derive()


def test_a_push_that_is_never_decided_lets_in_in_each_failmode_after_so_many_questions() -> None:
    scenario = named(with_courses(UNDECIDED).features, "push never decided")
    assert texts(scenario.steps) == [
        'Duo Unix "<version>" with failmode "<failmode>" and prompts unset',
        "the push is never decided",
        "the user logs in through <program>",
        'the login is "<verdict>"',
        'Duo was asked for "auth-status" <asked> times',
        'the client logged "<log>"',
    ]
    assert {(e["failmode"], e["verdict"], e["asked"]) for e in cells(scenario)} == {
        ("safe", "failed-open", "20"),
        ("secure", "failed-open", "20"),
    }


def test_an_outage_after_a_refused_push_leaves_it_to_the_failmode() -> None:
    scenario = named(with_courses(OUTAGE).features, "outage after a refused push")
    assert 'the user answers the push with "deny"' in texts(scenario.steps)
    assert 'Duo suffers "<fault>" from the second prompt on' in texts(scenario.steps)
    assert {(e["fault"], e["failmode"], e["verdict"]) for e in cells(scenario)} == {
        ("http-500", "safe", "failed-open"),
        ("http-500", "secure", "denied"),
    }


def test_a_course_of_unknown_evidence_is_pending_and_one_of_an_unknown_version_an_error() -> None:
    unknown = replace(OUTAGE, evidence=Evidence.UNKNOWN, outcome=MistakeOutcome.UNKNOWN)
    assert named(with_courses(unknown).features, "push, not known").tags == ("pending",)
    other = replace(OUTAGE, versions=(VersionRange.parse("9.9"),))
    assert [(f.rule, f.line) for f in with_courses(other).findings] == [("version-unknown", 60)]

"""What the logins at endpoints are derived from: a field's options, its setting, verdict tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from failmode.specs.common_rules import OptionPlatform
from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.derive.table_lookup import verdict_tables
from failmode.specs.derive.verdicts import (
    counts_as_unreachable,
    first_stage,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import FAILMODE_SETTING, FieldSetting
from failmode.specs.facts.verdict_tables import VerdictRow, VerdictTable
from failmode.specs.model import Severity
from failmode.specs.option_words import covers
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import (
    Step,
    when,
)
from failmode.terms import UNSET, Failmode, Platform


class DefaultPlatform(LintRule):
    """A failmode field whose default is missing or names no known platform.

    Why is this bad? An unset failmode field counts as its documented default.
    """

    name = "default-platform"
    severity = Severity.ERROR


class VerdictsMissing(LintRule):
    """A product that a field decides logins of and that has no verdict table.

    Why is this bad? What counts as unreachable is read from a verdict table.
    """

    name = "verdicts-missing"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    DefaultPlatform,
    VerdictsMissing,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What an organization chose, or left unset, and where that leads on each platform."""

    option: str
    open_on: frozenset[Platform]
    source: str

    def failmode(self, platform: Platform) -> Failmode:
        """Return what the choice leads to on a platform while Duo is unreachable."""
        return Failmode.OPEN if platform in self.open_on else Failmode.CLOSED


@dataclass(frozen=True, slots=True)
class LoginSubject:
    """The logins that one field decides: everything that their scenarios are written from."""

    subject: FieldSubject
    settings: dict[Platform, FieldSetting]
    choices: tuple[Choice, ...]
    tables: dict[Platform, tuple[NamedDocument, VerdictTable]]

    @property
    def organization(self) -> Step:
        """The step that gives the organization its choice."""
        return self.subject.organization_has("<option>")

    @property
    def deployment(self) -> Step:
        """The step that deploys Duo as the field says."""
        return when(
            f'Duo is deployed to the <platform> with {FAILMODE_SETTING} from "{self.subject.name}"'
        )

    @property
    def platforms(self) -> tuple[Platform, ...]:
        """Where the field feeds the setting."""
        return tuple(self.settings)

    def rows(self, platform: Platform) -> tuple[VerdictRow, ...]:
        """Return the rows of the verdict table that holds for a platform."""
        return self.tables[platform][1].rows

    def source(self, platform: Platform, row: VerdictRow) -> str:
        """Name the line of a row."""
        return str(self.tables[platform][0].at(row.line))

    def unreachable(self, platform: Platform) -> VerdictRow | None:
        """Find the first row by which Duo counts as unreachable from the first contact on."""
        stage = first_stage(self.tables[platform][1])
        rows = (r for r in self.rows(platform) if r.stage == stage and counts_as_unreachable(r))
        return next(rows, None)


def login_subject(
    context: Context, subject: FieldSubject, settings: Sequence[FieldSetting]
) -> LoginSubject | None:
    """Gather what the logins are derived from that a field decides.

    Args:
        context: documents, and where the findings go.
        subject: the field.
        settings: what it feeds, on each platform.

    Returns:
        None when an error keeps them from being derived.
    """
    choices = _choices(context, subject)
    tables = _tables(context, subject, settings)
    if choices is None or tables is None:
        return None
    return LoginSubject(subject, {one.platform: one for one in settings}, choices, tables)


def _choices(context: Context, subject: FieldSubject) -> tuple[Choice, ...] | None:
    found = []
    for option in subject.field.options:
        platforms = covers(option.value)
        if platforms is None:
            context.findings.append(
                subject.named.finding(
                    option.line,
                    OptionPlatform,
                    f"the option {option.value!r} of {subject.name!r} names no known platform, so "
                    "nobody can tell where it opens; name Windows, Windows Workstations, Windows "
                    "Servers or Macintosh, or say All or Disabled",
                    option.value,
                )
            )
            return None
        found.append(Choice(option.value, platforms, subject.at(option)))
    default = subject.field.default
    platforms = None if default is None else covers(default.value)
    if default is None or platforms is None:
        context.findings.append(
            subject.named.finding(
                subject.field.line if default is None else default.line,
                DefaultPlatform,
                f"the field {subject.name!r} carries the failmode, but its documented default "
                + ("is missing" if default is None else f"{default.value!r} is no such option")
                + "; without it nobody can tell what an unset field leads to",
                *(() if default is None else (default.value,)),
            )
        )
        return None
    return (*found, Choice(UNSET, platforms, subject.at(default)))


def _tables(
    context: Context, subject: FieldSubject, settings: Sequence[FieldSetting]
) -> dict[Platform, tuple[NamedDocument, VerdictTable]] | None:
    tables = verdict_tables(context.documents)
    missing = sorted({one.product for one in settings if one.product not in tables})
    for product in missing:
        context.findings.append(
            subject.named.finding(
                subject.field.line,
                VerdictsMissing,
                f"the field {subject.name!r} decides logins of {product}, but no document has a "
                f"verdict table under the heading {product!r}; add one",
                product,
            )
        )
    if missing:
        return None
    return {one.platform: tables[one.product] for one in settings}

"""What the logins at endpoints are derived from: a field's options, its setting, verdict tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from failmode.specs.common_rules import OptionPlatform
from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.derive.table_lookup import find_table, verdict_tables
from failmode.specs.derive.verdicts import (
    counts_as_unreachable,
    first_stage,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import FAILMODE_SETTING, FieldSetting
from failmode.specs.facts.platforms import OptionRow, Platform, UnsetRow
from failmode.specs.facts.verdict_tables import VerdictRow, VerdictTable
from failmode.specs.model import Severity, Sourced
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import (
    Step,
    when,
)
from failmode.specs.synonyms import ANY
from failmode.terms import UNSET, Failmode


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


_AS_DEPLOYED = (ANY, "unset")


@dataclass(frozen=True, slots=True)
class Choice:
    """What an organization chose, or left unset, and where that leads on each platform.

    Attributes:
        option: the chosen option, or that none was.
        open_on: where it opens.
        source: the line that documents the option, or the default.
        coverage: the line that says what it covers; `source` where several lines do.
    """

    option: str
    open_on: frozenset[Platform]
    source: str
    coverage: str

    def failmode(self, platform: Platform) -> Failmode:
        """Return what the choice leads to on a platform while Duo is unreachable."""
        return Failmode.OPEN if platform in self.open_on else Failmode.CLOSED


@dataclass(frozen=True, slots=True)
class LoginSubject:
    """The logins that one field decides: everything that their scenarios are written from."""

    subject: FieldSubject
    settings: Mapping[Platform, FieldSetting]
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
        """Return the rows of the verdict table that hold for a platform as Duo is deployed there.

        The client's own timeout is then unset, and a row for one mode of asking Duo says nothing.
        """
        rows = self.tables[platform][1].rows
        return tuple(row for row in rows if row.timeout in _AS_DEPLOYED and not row.auth_modes)

    def source(self, platform: Platform, row: VerdictRow) -> str:
        """Name the line of a row."""
        return str(self.tables[platform][0].at(row.line))

    def unreachable(self, platform: Platform) -> VerdictRow | None:
        """Find the first row by which Duo counts as unreachable from the first contact on."""
        stage = first_stage(self.tables[platform][1])
        rows = (r for r in self.rows(platform) if r.stage == stage and counts_as_unreachable(r))
        return next(rows, None)


def login_subject(
    context: Context, subject: FieldSubject, settings: Mapping[Platform, FieldSetting]
) -> LoginSubject | None:
    """Gather what the logins are derived from that a field decides.

    Args:
        context: documents, and where the findings go.
        subject: the field.
        settings: what it feeds, on each platform.

    Returns:
        None when an error keeps them from being derived.
    """
    choices = choices_of(context, subject)
    tables = _tables(context, subject, settings)
    if choices is None or tables is None:
        return None
    return LoginSubject(subject, settings, choices, tables)


def choices_of(context: Context, subject: FieldSubject) -> tuple[Choice, ...] | None:
    """List the options of a field, and that it is unset, with the platforms that each covers.

    Args:
        context: documents, and where the findings go.
        subject: the field.

    Returns:
        None when an option, or what an unset field counts as, names no declared platform.
    """
    found = []
    for option in subject.field.options:
        platforms = context.words.covers(option.value)
        if platforms is None:
            context.findings.append(
                subject.named.finding(
                    option.line,
                    OptionPlatform,
                    f"the option {option.value!r} of {subject.name!r} names no declared platform, "
                    "so nobody can tell where it opens; use the words of a table of options "
                    f"(Option, Covers): {context.words.known}",
                    option.value,
                )
            )
            return None
        source = subject.at(option)
        found.append(
            Choice(option.value, platforms, source, _coverage(context, option.value) or source)
        )
    unset = unset_option(context, subject)
    platforms = None if unset is None else context.words.covers(unset.option)
    if unset is None or platforms is None:
        line = subject.field.default.line if subject.field.default else subject.field.line
        context.findings.append(
            subject.named.finding(
                line,
                DefaultPlatform,
                f"the field {subject.name!r} chooses platforms, but its documented default "
                + ("is missing" if unset is None else f"{unset.option!r} is no such option")
                + "; without it nobody can tell what an unset field leads to",
                *(() if unset is None else (unset.option,)),
            )
        )
        return None
    return (*found, Choice(UNSET, platforms, unset.source, unset.source))


def _coverage(context: Context, option: str) -> str | None:
    """Name the line that says what an option covers."""
    row = context.words.row(option)
    for named in context.documents:
        if row is not None and any(row is each for each in named.document.every(OptionRow)):
            return str(named.at(row.line))
    return None


@dataclass(frozen=True, slots=True)
class UnsetOption:
    """What an unset field counts as, and the line that says so."""

    option: str
    source: str


def unset_option(context: Context, subject: FieldSubject) -> UnsetOption | None:
    """Find what an unset field counts as: its documented default, unless a table says otherwise."""
    for named in context.documents:
        for row in named.document.every(UnsetRow):
            if row.counts_as is not None:
                return UnsetOption(row.counts_as, str(named.at(row.line)))
    default: Sourced[str] | None = subject.field.default
    return None if default is None else UnsetOption(default.value, subject.at(default))


def _tables(
    context: Context, subject: FieldSubject, settings: Mapping[Platform, FieldSetting]
) -> dict[Platform, tuple[NamedDocument, VerdictTable]] | None:
    tables = verdict_tables(context.documents)
    found = {one.product: find_table(tables, one.product) for one in settings.values()}
    missing = sorted(product for product, table in found.items() if table is None)
    for product in missing:
        versions = [name for name in tables if name.startswith(f"{product} ")]
        context.findings.append(
            subject.named.finding(
                subject.field.line,
                VerdictsMissing,
                f"the field {subject.name!r} decides logins of {product}, but no document has a "
                f"verdict table under the heading {product!r}; "
                + (f"name the version: {', '.join(versions)}" if versions else "add one"),
                product,
            )
        )
    if missing:
        return None
    return {platform: table for platform, one in settings.items() if (table := found[one.product])}

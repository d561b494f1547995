"""What every derivation needs: documents under their names, the rules to cite, the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from failmode.specs.derive.findings import RULE_MISSING
from failmode.specs.model import Document, DocumentKind, Finding, VerdictTable
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Source


class RuleTitle(StrEnum):
    """The headings of the rules document that scenarios are derived by."""

    CREATION = "The creation steps give the documented field"
    ATTRIBUTES = "The API shows the documented attributes"
    OPTIONS = "A channel takes the documented options and nothing else"
    REACHES = "A value set for the organization reaches every channel"
    GUID = "The agent hands out the GUID of an option"
    PERMISSIONS = "A channel can do what its permission says"
    FEEDS = "A field feeds the setting that its document names"
    PRODUCT = "A platform runs Duo's product for it"
    WORDS = "An option covers the platforms that its words name"
    ALL = "All covers every platform"
    DISABLED = "Disabled covers no platform"
    UNSET_FIELD = "An unset field has the documented default"
    COVERED = "A covered platform fails open and an uncovered one fails closed"
    EXPLICIT = "The deployment always writes an explicit value"
    INSTALLER = "The installer's own default never matters"
    UNREACHABLE = "Duo is unreachable where the verdict table says that the failmode decides"
    WHATEVER = "Any other outcome holds whatever the failmode"
    HUNG = "A hung login is a verdict of its own"
    PENDING = "A row with unknown evidence is pending"
    STAGE = "A fault strikes from its stage on"
    ANY_TIMEOUT = "A row for any client timeout is run as shipped"
    DEFAULT_MODE = "A mode that is not configured is the default mode"
    SECOND_FACTOR = "With Duo reachable only the second factor lets in"
    WRONG_PASSWORD = "A wrong password is denied whatever the failmode"  # noqa: S105 - a heading
    PRIMARY = "The primary server's rejection is final"
    WRONG_KEY = "A wrong secret key counts as HTTP 401"
    REPLY = "A Reply-Message is exact"
    VERSIONS = "Each version of Duo Unix has a verdict table of its own"
    PROGRAMS = "A row for Duo Unix is run through every program that has every row"
    SSHD = "A program that has each verdict is run once for each"
    TAKES = "A login has the time that its row says it takes"
    PERSON = "Duo's own answer about a user is final"
    MISTAKE = "A configuration mistake decides before Duo is asked"


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document under the name that scenarios call it by, such as `docs/rules.md`."""

    name: str
    document: Document

    def at(self, line: int) -> Source:
        """A line of this document."""
        return Source(self.name, line)

    def finding(self, line: int, rule: LintRule, message: str, *values: str) -> Finding:
        """Something to say about this document."""
        path = str(self.document.path)
        return Finding(path, line, rule.name, rule.severity, message, values)

    def feature_path(self) -> PurePosixPath:
        """Where this document's feature stands: as the document, below the features directory."""
        below = PurePosixPath(*PurePosixPath(self.name).parts[1:])
        return below.with_suffix(".feature")


class Citations:
    """Finds the headings of the rules documents, and remembers those that are missing.

    Args:
        documents: all documents; the rules documents among them are searched.
    """

    def __init__(self, documents: Iterable[NamedDocument]) -> None:
        self._rules_documents = [d for d in documents if d.document.kind is DocumentKind.RULES]
        self._found = {
            rule.title: Source(named.name, rule.line, rule.title)
            for named in self._rules_documents
            for rule in named.document.rules
        }
        self._missing: dict[RuleTitle, Source] = {}

    def cite(self, title: RuleTitle, cited_by: Source) -> Source:
        """The heading, or `cited_by` in its place when no rules document has it."""
        found = self._found.get(title)
        if found is None:
            self._missing.setdefault(title, cited_by)
            return cited_by
        return found

    def findings(self) -> tuple[Finding, ...]:
        """One error for each heading that was cited and is nowhere."""
        if self._rules_documents:
            path = str(self._rules_documents[0].document.path)
            where = ""
        else:
            path = ""
            where = " (no document has `kind: rules` in its front matter)"
        return tuple(
            Finding(
                path or cited_by.document,
                1 if path else cited_by.line,
                RULE_MISSING.name,
                RULE_MISSING.severity,
                f"scenarios are derived by the rule {title.value!r}, which no rules document has "
                f"as a heading{where}; write it down, or restore its heading",
                (title.value,),
            )
            for title, cited_by in self._missing.items()
        )


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that one derivation reads, and where it says what is wrong.

    Attributes:
        documents: by name.
        tables: the verdict tables by product, and by version for Duo Unix, each with its
            document.
        citations: finds the rules.
        findings: grows while scenarios are derived.
    """

    documents: Sequence[NamedDocument]
    tables: Mapping[str, tuple[NamedDocument, VerdictTable]]
    citations: Citations
    findings: list[Finding]

    def cite(self, cited_by: Source, *titles: RuleTitle) -> tuple[Source, ...]:
        """The rules' headings."""
        return tuple(self.citations.cite(title, cited_by) for title in titles)

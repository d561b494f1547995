"""The rules that scenarios cite: their titles, and their headings in the rules documents."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from failmode.specs.documents import NamedDocument
from failmode.specs.facts.rules_document import KIND, RuleHeading
from failmode.specs.model import Finding, Severity
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Source


class RuleMissing(LintRule):
    """A rule that scenarios are derived by and no rules document has as a heading.

    Why is this bad? A scenario must name the rule that it was derived by.
    """

    name = "rule-missing"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (RuleMissing,)


class RuleTitle(StrEnum):
    """The headings of the rules document that scenarios are derived by."""

    CREATION = "The creation steps give the documented field"
    ATTRIBUTES = "The API shows the documented attributes"
    OPTIONS = "A channel takes the documented options and nothing else"
    EMPTY_TEXT = "An empty text through the API changes nothing"
    PROPAGATION = "A value set for the organization reaches every channel"
    GUID = "The agent hands out the GUID of an option"
    PERMISSIONS = "A channel can do what its permission says"
    FEEDS = "A field feeds the setting that its document names"
    PRODUCT = "A platform runs Duo's product for it"
    OPTION_WORDS = "An option covers the platforms that its words name"
    ALL = "All covers every platform"
    DISABLED = "Disabled covers no platform"
    UNSET_FIELD = "An unset field has the documented default"
    COVERED = "A covered platform fails open and an uncovered one fails closed"
    EXPLICIT = "The deployment always writes an explicit value"
    INSTALLER = "The installer's own default never matters"
    UNREACHABLE = "Duo is unreachable where the verdict table says that the failmode decides"
    FAILMODE_INDEPENDENT = "Any other outcome holds whatever the failmode"
    HUNG = "A hung login is a verdict of its own"
    PENDING = "A row with unknown evidence is pending"
    STAGE = "A fault strikes from its stage on"
    ANY_TIMEOUT = "A row for any client timeout is run as shipped"
    DEFAULT_MODE = "A mode that is not configured is the default mode"
    SECOND_FACTOR = "With Duo reachable only the second factor lets in"
    WRONG_PASSWORD = "A wrong password is denied whatever the failmode"  # noqa: S105 - a heading
    PRIMARY = "The primary server's rejection is final"
    WRONG_KEY = "A wrong secret key counts as HTTP 401"
    PROXY_SERVERS = "Each kind of server of the proxy has the proxy's verdicts"
    REPLY = "A Reply-Message is exact"
    VERSIONS = "Each version of Duo Unix has a verdict table of its own"
    PROGRAMS = "A row for Duo Unix is run through every program that has every row"
    AUTH_MODE = "A program asks Duo in one mode"
    EACH_VERDICT = "A program that has each verdict is run once for each"
    DURATION = "A login has the time that its row says it takes"
    USER_STATUS = "Duo's own answer about a user is final"
    COURSE = "A login that began well can still let in whom Duo did not"
    MISTAKE = "A configuration mistake decides before Duo is asked"


class Citations:
    """Finds the headings of the rules documents, and remembers those that are missing.

    Args:
        documents: all documents; the rules documents among them are searched.
    """

    def __init__(self, documents: Iterable[NamedDocument]) -> None:
        self._rules_documents = [d for d in documents if d.document.kind == KIND]
        self._found = {
            rule.title: Source(named.name, rule.line, rule.title)
            for named in self._rules_documents
            for rule in named.document.every(RuleHeading)
        }
        self._missing: dict[RuleTitle, Source] = {}

    def cite(self, title: RuleTitle, cited_by: Source) -> Source:
        """Find a heading; `cited_by` stands in its place when no rules document has it."""
        found = self._found.get(title)
        if found is None:
            self._missing.setdefault(title, cited_by)
            return cited_by
        return found

    def findings(self) -> tuple[Finding, ...]:
        """Report one error for each heading that was cited and is nowhere."""
        if self._rules_documents:
            path = str(self._rules_documents[0].document.path)
            where = ""
        else:
            path = ""
            where = " (no document has `kind: rules` in its front matter)"
        return tuple(
            RuleMissing.finding(
                path or cited_by.document,
                1 if path else cited_by.line,
                f"scenarios are derived by the rule {title.value!r}, which no rules document has "
                f"as a heading{where}; write it down, or restore its heading",
                title.value,
            )
            for title, cited_by in self._missing.items()
        )

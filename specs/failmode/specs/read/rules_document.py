"""The rules document: its headings are what scenarios are derived by."""

from __future__ import annotations

from failmode.specs.facts.rules_document import KIND, RuleHeading
from failmode.specs.read.markdown import Heading
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog
from failmode.specs.synonyms import normalize

_RULE_LEVEL = 2
_TITLES = frozenset({"rules", "therules"})


def read_rules(page: Page, _log: FindingLog) -> KindReading:
    """Read the headings of a document that declares itself, or is titled, as the rules."""
    titled = page.title is not None and normalize(page.title.value) in _TITLES
    if page.kind != KIND and not (page.kind is None and titled):
        return KindReading()
    headings = (block for block in page.blocks if isinstance(block, Heading))
    return KindReading(
        tuple(
            RuleHeading(heading.inline.text, heading.line)
            for heading in headings
            if heading.level == _RULE_LEVEL
        ),
        is_of_kind=True,
    )


RULES_READER = KindReader(
    KIND,
    read_rules,
    expects="rules",
    ignores_tables="in a rules document only the headings are",
)

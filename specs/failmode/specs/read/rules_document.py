"""The rules that scenarios are derived by: headings of a document, and tables of any document."""

from __future__ import annotations

from failmode.specs.facts.rules_document import KIND, RuleHeading
from failmode.specs.read.markdown import Heading
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.read.rule_tables import RULE_TABLE_COLUMNS, is_rule_table, read_rule_tables
from failmode.specs.rules import FindingLog
from failmode.specs.synonyms import normalize

_RULE_LEVEL = 2
_TITLES = frozenset({"rules", "therules"})


def read_rules(page: Page, log: FindingLog) -> KindReading:
    """Read the tables of the rules, and the headings of a document that is, or is titled, so."""
    tables = tuple(read_rule_tables(page, log))
    titled = page.title is not None and normalize(page.title.value) in _TITLES
    if page.kind != KIND and not (page.kind is None and titled):
        return KindReading(tables)
    headings = (block for block in page.blocks if isinstance(block, Heading))
    rules = (
        RuleHeading(heading.inline.text, heading.line)
        for heading in headings
        if heading.level == _RULE_LEVEL
    )
    return KindReading((*rules, *tables), is_of_kind=True)


RULES_READER = KindReader(
    KIND,
    read_rules,
    is_own_table=is_rule_table,
    expects="rules",
    columns=RULE_TABLE_COLUMNS,
)

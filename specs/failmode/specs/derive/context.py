"""What every derivation needs: the documents, the rules to cite, the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from failmode.specs.derive.citations import Citations, RuleTitle
from failmode.specs.documents import NamedDocument
from failmode.specs.model import Finding
from failmode.specs.option_words import OptionWords
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Feature, Source


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that one derivation reads, and where it says what is wrong.

    Attributes:
        documents: by name.
        citations: finds the rules.
        words: the declared platforms, and the words that options name them by.
        findings: grows while scenarios are derived.
        features: what was derived so far, by the kinds of document before.
    """

    documents: Sequence[NamedDocument]
    citations: Citations
    words: OptionWords
    findings: list[Finding] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)

    def cite(self, cited_by: Source, *titles: RuleTitle) -> tuple[Source, ...]:
        """Find the rules' headings."""
        return tuple(self.citations.cite(title, cited_by) for title in titles)


@dataclass(frozen=True, slots=True)
class KindDerivation:
    """What features are derived from one kind of document.

    Attributes:
        features: derives them.
        rules: what it reports, beside headings of rules that are missing.
    """

    features: Callable[[Context], Iterable[Feature]]
    rules: tuple[type[LintRule], ...]

"""Which platforms an option of a custom field covers, by the words that documents declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from failmode.specs.facts.platforms import OptionRow, Platform, PlatformRow
from failmode.specs.model import Document

_BETWEEN_NAMES = re.compile(r"[,;&+/]|\band\b")


@dataclass(frozen=True, slots=True)
class OptionWords:
    """The declared platforms, and the words that options name them by.

    Attributes:
        platforms: by name, in the documents' order.
        rows: by word; case and spacing of a word do not matter.
    """

    platforms: Mapping[str, Platform]
    rows: Mapping[str, OptionRow]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Self:
        """Gather what documents declare; of two rows for one name or word the first counts."""
        platforms: dict[str, Platform] = {}
        rows: dict[str, OptionRow] = {}
        for document in documents:
            for declared in document.every(PlatformRow):
                platforms.setdefault(declared.platform.name, declared.platform)
            for row in document.every(OptionRow):
                for word in row.words:
                    rows.setdefault(_folded(word), row)
        return cls(platforms, rows)

    @property
    def known(self) -> str:
        """The words in one line, for messages."""
        return ", ".join(dict.fromkeys(row.words[0] for row in self.rows.values())) or "none"

    def row(self, option: str) -> OptionRow | None:
        """Find the row that an option stands in as a whole."""
        return self.rows.get(_folded(option))

    def covers(self, option: str) -> frozenset[Platform] | None:
        """Return which platforms an option covers.

        An option covers the platforms that its words name: `Windows` both Windows platforms,
        `Windows and Macintosh` all three. Words for every platform or for none stand alone.

        Args:
            option: the option's label.

        Returns:
            The covered platforms, or None when a part of the option is no declared word.
        """
        row = self.row(option)
        if row is not None and row.every:
            return frozenset(self.platforms.values())
        if row is not None and not row.platforms:
            return frozenset()
        return self._named(option)

    def names_platform(self, option: str) -> bool:
        """Return whether every part of an option names a platform; `All` and `Disabled` do not."""
        return self._named(option) is not None

    def is_platform_field(self, options: Iterable[str]) -> bool:
        """Return whether options select platforms: at least one of them names one."""
        return any(self.names_platform(option) for option in options)

    def _named(self, option: str) -> frozenset[Platform] | None:
        covered: set[Platform] = set()
        for part in _BETWEEN_NAMES.split(_folded(option)):
            row = self.rows.get(part.strip())
            if row is None or not row.platforms:
                return None
            covered |= {self.platforms[name] for name in row.platforms if name in self.platforms}
        return frozenset(covered)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

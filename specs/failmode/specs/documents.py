"""Documents under the names that scenarios call them by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from failmode.specs.model import Document, Finding
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Source


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document under the name that scenarios call it by, such as `docs/rules.md`.

    Attributes:
        name: that scenarios and findings show.
        document: as it was read.
        below: its path below the folder of its documents.
    """

    name: str
    document: Document
    below: PurePosixPath

    def at(self, line: int) -> Source:
        """Name a line of this document."""
        return Source(self.name, line)

    def finding(self, line: int, rule: type[LintRule], message: str, *values: str) -> Finding:
        """Report something about this document."""
        return rule.finding(str(self.document.path), line, message, *values)

    def feature_path(self) -> PurePosixPath:
        """Return where this document's feature stands: as the document, below the features."""
        return self.below.with_suffix(".feature")


def name_documents(
    documents: Iterable[Document], root: Path, shown_as: str | None = None
) -> tuple[NamedDocument, ...]:
    """Name documents as scenarios cite them: from the name of their root directory on.

    Args:
        documents: documents read from below `root`.
        root: the documents' directory.
        shown_as: what that directory is called; None for its own name.
    """
    base = root.resolve()
    folder = PurePosixPath(base.name if shown_as is None else shown_as)

    def name(document: Document) -> NamedDocument:
        below = PurePosixPath(*document.path.resolve().relative_to(base).parts)
        return NamedDocument(str(folder / below), document, below)

    return tuple(map(name, documents))

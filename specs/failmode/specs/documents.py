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
    """A document under the name that scenarios call it by, such as `docs/rules.md`."""

    name: str
    document: Document

    def at(self, line: int) -> Source:
        """Name a line of this document."""
        return Source(self.name, line)

    def finding(self, line: int, rule: type[LintRule], message: str, *values: str) -> Finding:
        """Report something about this document."""
        return rule.finding(str(self.document.path), line, message, *values)

    def feature_path(self) -> PurePosixPath:
        """Return where this document's feature stands: as the document, below the features."""
        below = PurePosixPath(*PurePosixPath(self.name).parts[1:])
        return below.with_suffix(".feature")


def name_documents(documents: Iterable[Document], root: Path) -> tuple[NamedDocument, ...]:
    """Name documents as scenarios cite them: from the name of their root directory on.

    Args:
        documents: documents read from below `root`.
        root: the documents' directory.
    """
    base = root.resolve()
    return tuple(
        NamedDocument(
            str(PurePosixPath(base.name, *document.path.resolve().relative_to(base).parts)),
            document,
        )
        for document in documents
    )

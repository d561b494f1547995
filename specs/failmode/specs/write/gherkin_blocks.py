"""Fenced `gherkin` blocks of documents as features of their own, taken over as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from failmode.specs.documents import NamedDocument
from failmode.specs.model import GherkinBlock
from failmode.specs.write.render import HEADER, FeatureFile


def block_features(documents: Iterable[NamedDocument]) -> Iterator[FeatureFile]:
    """Write the features of the fenced blocks; a document's blocks without a feature share one.

    Args:
        documents: those that may have blocks.

    Yields:
        A feature `<document>-written.feature`, and a numbered one for each block that is a
        feature by itself. A comment above each scenario names its document line.
    """
    for named in documents:
        path = named.feature_path()
        whole = [block for block in named.document.gherkin if block.is_feature]
        loose = [block for block in named.document.gherkin if not block.is_feature]
        for number, block in enumerate(whole, 1):
            yield _block_file(
                named, [block], path.with_name(f"{path.stem}-written-{number}.feature"), []
            )
        if loose:
            title = named.document.title.value if named.document.title else path.stem
            heading = ["", f"Feature: {title}, as written in the document"]
            yield _block_file(named, loose, path.with_name(f"{path.stem}-written.feature"), heading)


def _block_file(
    named: NamedDocument,
    blocks: Sequence[GherkinBlock],
    path: PurePosixPath,
    heading: Sequence[str],
) -> FeatureFile:
    lines = [*HEADER, *heading]
    for block in blocks:
        lines += ["", *_with_origins(named, block)]
    return FeatureFile(path, "\n".join(lines) + "\n", named.at(blocks[0].line))


def _with_origins(named: NamedDocument, block: GherkinBlock) -> list[str]:
    """Write a comment with its document line above each scenario of a block and its tags."""
    lines = block.text.rstrip("\n").split("\n")
    for scenario in reversed(block.scenarios):
        keyword = above = scenario.line - block.line
        while above > 0 and lines[above - 1].lstrip().startswith(("#", "@")):
            above -= 1
        text = lines[keyword]
        indent = text[: len(text) - len(text.lstrip())]
        lines.insert(above, f"{indent}# {named.at(scenario.line)}")
    return lines

"""Reads markdown documents into typed facts; what is wrong with them becomes findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from failmode.specs.errors import UnreadableError
from failmode.specs.model import OTHER, Document, GherkinBlock, Severity, Sourced
from failmode.specs.read import lost_tables
from failmode.specs.read.files import document_files, document_text
from failmode.specs.read.frontmatter import read_front_matter
from failmode.specs.read.gherkin import is_gherkin, read_gherkin
from failmode.specs.read.markdown import Block, Fence, FrontMatter, Heading, Paragraph, Table, parse
from failmode.specs.read.page import KindReader, Page
from failmode.specs.rules import FindingLog, LintRule

_NEW_LINES = re.compile(r"\r\n?")
_MAX_TITLE_WORDS = 12


class Unreadable(LintRule):
    """A document whose text cannot be had: missing, too large, or no text.

    Why is this bad? A document that cannot be read specifies nothing.
    """

    name = "unreadable"
    severity = Severity.ERROR


class KindUnknown(LintRule):
    """A `kind` in the front matter that is none of the known ones.

    Why is this bad? A misspelt kind hides what a document is for.
    """

    name = "kind-unknown"
    severity = Severity.ERROR


class NothingUnderstood(LintRule):
    """A document in which nothing specifies anything.

    Why is this bad? A document of no known kind yields no scenario.
    """

    name = "nothing-understood"
    severity = Severity.WARNING


class TableUnknown(LintRule):
    """A table with no header that any kind of document knows.

    Why is this bad? A specifying table without a known header would be lost in silence.
    """

    name = "table-unknown"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    Unreadable,
    KindUnknown,
    NothingUnderstood,
    TableUnknown,
    *lost_tables.RULES,
)


def read_documents(paths: Iterable[Path], kinds: Sequence[KindReader]) -> tuple[Document, ...]:
    """Read documents and folders of documents.

    Args:
        paths: files of any name, and folders, of which every `*.md` below is read in the order of
            their paths. A file that is named twice is read once.
        kinds: how each kind of document is read.

    Returns:
        The documents in the order in which they were named. What cannot be read is a document
        with a finding, so that every path leaves a trace.
    """
    return tuple(read_document(file, kinds) for file in document_files(paths))


def read_document(path: Path, kinds: Sequence[KindReader]) -> Document:
    """Read one document.

    Args:
        path: a text file in markdown.
        kinds: how each kind of document is read.

    Returns:
        Everything that could be understood, and a finding for everything that could not.
    """
    try:
        text = document_text(path)
    except UnreadableError as error:
        log = FindingLog(path)
        log.add(Unreadable, error.line, f"{error.what}; {error.remedy}")
        return Document(path, OTHER, None, findings=log.findings)
    return read_text(path, text, kinds)


def read_text(path: Path, text: str, kinds: Sequence[KindReader]) -> Document:
    """Read one document whose text is at hand.

    Args:
        path: what findings name; nothing is read from there.
        text: the document.
        kinds: how each kind of document is read, in the order in which they are tried. A document
            that declares no kind is of the first that finds itself in it.

    Returns:
        Everything that could be understood, and a finding for everything that could not.
    """
    log = FindingLog(path)
    text = _NEW_LINES.sub("\n", text)
    blocks = parse(text)
    meta = read_front_matter(blocks, text, log)
    page = Page(
        path,
        blocks,
        tuple(block for block in blocks if isinstance(block, Table)),
        meta,
        _title(meta, blocks),
        _declared_kind(meta.get("kind"), kinds, log),
    )
    for kind in kinds:
        reading = kind.read(page, log)
        own = kind.name if reading.is_of_kind else None
        page = replace(page, kind=page.kind or own, facts=(*page.facts, *reading.facts))
    _check_tables(page, kinds, log)
    gherkin = _gherkin(page, log)
    understood = gherkin or page.facts or log.findings
    if page.kind in (None, OTHER) and not understood:
        expected = ", ".join(kind.expects for kind in kinds)
        message = f"nothing in this document is understood; expected {expected} or a gherkin block"
        log.add(NothingUnderstood, 1, message)
    return Document(
        path=path,
        kind=page.kind or OTHER,
        title=page.title,
        facts=page.facts,
        gherkin=gherkin,
        findings=log.findings,
        prose=tuple(_prose(page, kinds)),
        meta=tuple(meta.items()),
    )


def _declared_kind(
    declared: Sourced[str] | None, kinds: Sequence[KindReader], log: FindingLog
) -> str | None:
    if declared is None:
        return None
    known = [*(kind.name for kind in kinds), OTHER]
    if declared.value in known:
        return declared.value
    message = f"the kind {declared.value!r} is unknown; expected one of: {', '.join(known)}"
    log.add(KindUnknown, declared.line, message, declared.value)
    return None


def _check_tables(page: Page, kinds: Sequence[KindReader], log: FindingLog) -> None:
    lost_tables.report_lost_tables(page.blocks, kinds, log)
    for block in page.blocks:
        if isinstance(block, Table) and not any(kind.is_own_table(block) for kind in kinds):
            _report_unknown(block, kinds, log)


def _report_unknown(table: Table, kinds: Sequence[KindReader], log: FindingLog) -> None:
    headers = tuple(header.text for header in table.headers)
    expected = "; ".join(each.columns for each in kinds if each.columns)
    message = f"the table has no known header: {', '.join(headers)}; expected {expected}"
    log.add(TableUnknown, table.line, message, *headers)


def _gherkin(page: Page, log: FindingLog) -> tuple[GherkinBlock, ...]:
    return tuple(
        read_gherkin(block, log)
        for block in page.blocks
        if isinstance(block, Fence) and is_gherkin(block)
    )


def _prose(page: Page, kinds: Sequence[KindReader]) -> Iterator[Sourced[str]]:
    description = page.meta.get("description")
    if description:
        yield description
    instructions = {index for kind in kinds for index in kind.instructions(page)}
    for index, block in enumerate(page.blocks):
        if isinstance(block, Paragraph) and index not in instructions and block.inline.text:
            yield Sourced(block.inline.text, block.line, block.inline.marked)


def _title(meta: Mapping[str, Sourced[str]], blocks: Sequence[Block]) -> Sourced[str] | None:
    if meta.get("title"):
        return meta["title"]
    headings = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    for heading in headings:
        return Sourced(heading.inline.text, heading.line, heading.inline.text)
    first = next((block for block in blocks if not isinstance(block, FrontMatter)), None)
    if not isinstance(first, Paragraph):
        return None
    text = first.inline.text
    is_title = 0 < len(text.split()) <= _MAX_TITLE_WORDS and not text.endswith((".", ":"))
    return Sourced(text, first.line, text) if is_title else None

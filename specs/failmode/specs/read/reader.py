"""Reads markdown documents into the typed model; what is wrong with them becomes findings."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from failmode.specs.errors import UnreadableError
from failmode.specs.model import (
    CreationStep,
    CustomField,
    Document,
    DocumentKind,
    DuoUnixFacts,
    FailmodePolicy,
    GherkinBlock,
    Rule,
    Sourced,
    VerdictTable,
)
from failmode.specs.read.console_settings import field_from_steps
from failmode.specs.read.creation_steps import is_creation_heading, read_steps
from failmode.specs.read.details import is_details_table, read_details
from failmode.specs.read.duo_unix import is_duo_unix_table, read_duo_unix
from failmode.specs.read.failmode_policy import is_modes_table, is_replies_table, read_failmode
from failmode.specs.read.field_settings import is_field_settings_table, read_field_settings
from failmode.specs.read.frontmatter import read_front_matter
from failmode.specs.read.gherkin import is_gherkin, read_gherkin
from failmode.specs.read.markdown import Block, Fence, FrontMatter, Heading, Paragraph, Table, parse
from failmode.specs.read.verdict_tables import is_verdict_table, read_verdicts
from failmode.specs.rules import (
    KIND_UNKNOWN,
    NOTHING_UNDERSTOOD,
    STEPS_WITHOUT_FIELD,
    TABLE_BROKEN,
    TABLE_IGNORED,
    TABLE_UNKNOWN,
    UNREADABLE,
    FindingLog,
)
from failmode.specs.synonyms import normalize

_MAX_BYTES = 1024 * 1024
_NEW_LINES = re.compile(r"\r\n?")
_RULE_LEVEL = 2
_MAX_TITLE_WORDS = 12


def read_documents(
    paths: Iterable[Path], faults: Sequence[str] | None = None
) -> tuple[Document, ...]:
    """Read documents and folders of documents.

    Args:
        paths: files of any name, and folders, of which every `*.md` below is read in the order of
            their paths. A file that is named twice is read once.
        faults: names of the faults that verdict tables may name; None for any.

    Returns:
        The documents in the order in which they were named. What cannot be read is a document
        with a finding, so that every path leaves a trace.
    """
    documents: dict[Path, Document] = {}
    for path in paths:
        for file in _files(path):
            identity = _identity(file)
            if identity not in documents:
                documents[identity] = read_document(file, faults)
    return tuple(documents.values())


def _files(path: Path) -> list[Path]:
    try:
        files = sorted(file for file in path.rglob("*.md") if not file.is_dir())
    except (OSError, ValueError):
        return [path]
    return files or [path]


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        # A link that leads to itself, or a name that no file can have.
        return path.absolute()


def read_document(path: Path, faults: Sequence[str] | None = None) -> Document:
    """Read one document.

    Args:
        path: a text file in markdown.
        faults: as `read_documents`.

    Returns:
        Everything that could be understood, and a finding for everything that could not.
    """
    log = FindingLog(path)
    try:
        text = _text(path)
    except UnreadableError as error:
        log.add(UNREADABLE, error.line, str(error))
        return Document(path, DocumentKind.OTHER, None, findings=log.findings)
    return read_text(path, text, log, faults)


def read_text(
    path: Path,
    text: str,
    log: FindingLog | None = None,
    faults: Sequence[str] | None = None,
) -> Document:
    """Read one document whose text is at hand.

    Args:
        path: what findings name; nothing is read from there.
        text: the document.
        log: findings so far.
        faults: as `read_documents`.

    Returns:
        Everything that could be understood, and a finding for everything that could not.
    """
    reading = _Reading(path, _NEW_LINES.sub("\n", text), log or FindingLog(path), faults)
    return reading.document()


def _text(path: Path) -> str:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError("the folder has no document", "expected *.md files below it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("this is not a file", "name a markdown file")
        if status.st_size > _MAX_BYTES:
            limit = f"documents may have at most {_MAX_BYTES} bytes"
            raise UnreadableError(f"the file has {status.st_size} bytes", limit)
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("there is no such file", "check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"the file cannot be read: {reason}", "check it") from None
    return _decode(content)


def _decode(content: bytes) -> str:
    nul = content.find(b"\0")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise UnreadableError("there is a NUL byte", "expected a text file in UTF-8", line=line)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise UnreadableError(what, "save the file in UTF-8", line=line) from None


@dataclass(frozen=True, slots=True)
class _Section:
    """Consecutive blocks below one heading, down to the next heading of any level."""

    heading: Heading | None
    blocks: tuple[Block, ...]


class _Reading:
    """One pass over the blocks of one document."""

    def __init__(
        self, path: Path, text: str, log: FindingLog, faults: Sequence[str] | None
    ) -> None:
        self._faults = faults
        self._path = path
        self._log = log
        self._blocks = parse(text)
        self._meta = read_front_matter(self._blocks, text, log)

    def document(self) -> Document:
        title = _title(self._meta, self._blocks)
        steps = self._steps()
        fields = self._with_steps(tuple(self._fields()), steps)
        field_settings = read_field_settings(self._blocks, self._log)
        verdicts = tuple(self._verdicts(title))
        duo_unix = read_duo_unix(self._blocks, self._log)
        kind_given = self._meta.get("kind")
        may_be_failmode = kind_given is None or kind_given.value == DocumentKind.FAILMODE
        loose = may_be_failmode and not fields and not verdicts and not duo_unix
        failmode = read_failmode(self._blocks, title, self._log, loose=loose)
        kind = self._kind(fields, failmode, verdicts, duo_unix, title)
        self._check_tables(kind)
        gherkin = self._gherkin()
        understood = gherkin or field_settings or self._log.findings
        if kind is DocumentKind.OTHER and not understood:
            message = (
                "nothing in this document is understood; expected a Details table, modes of a "
                "product, a verdict table, rules or a gherkin block"
            )
            self._log.add(NOTHING_UNDERSTOOD, 1, message)
        return Document(
            path=self._path,
            kind=kind,
            title=title,
            fields=fields,
            field_settings=field_settings,
            failmode=failmode,
            verdicts=verdicts,
            duo_unix=duo_unix,
            rules=self._rules() if kind is DocumentKind.RULES else (),
            gherkin=gherkin,
            findings=self._log.findings,
            prose=tuple(self._prose()),
            meta=tuple(self._meta.items()),
        )

    def _fields(self) -> Iterator[CustomField]:
        for block in self._blocks:
            if isinstance(block, Table) and is_details_table(block):
                yield from read_details(block, self._log)

    def _steps(self) -> tuple[CreationStep, ...]:
        steps: list[CreationStep] = []
        for start, end in self._creation_sections():
            steps.extend(read_steps(self._blocks[start:end], self._log))
        field_from_steps(steps, self._log)
        return tuple(steps)

    def _creation_sections(self) -> Iterator[tuple[int, int]]:
        start = level = 0
        for index, block in enumerate(self._blocks):
            if not isinstance(block, Heading):
                continue
            if start and block.level <= level:
                yield start, index
                start = 0
            if not start and is_creation_heading(block.inline.text):
                start, level = index + 1, block.level
        if start:
            yield start, len(self._blocks)

    def _with_steps(
        self, fields: tuple[CustomField, ...], steps: tuple[CreationStep, ...]
    ) -> tuple[CustomField, ...]:
        created = field_from_steps(steps)
        if created is None or not fields:
            return fields
        if len(fields) == 1:
            return (replace(fields[0], steps=steps),)
        owner = next((field for field in fields if _same_field(field, created)), None)
        if owner is None:
            message = "these steps create no field of a Details table; name its label or field name"
            self._log.add(STEPS_WITHOUT_FIELD, steps[0].line, message)
        return tuple(replace(f, steps=steps) if f is owner else f for f in fields)

    def _verdicts(self, title: Sourced[str] | None) -> Iterator[VerdictTable]:
        heading = title or Sourced("", 1, "")
        for block in self._blocks:
            if isinstance(block, Heading):
                heading = Sourced(block.inline.text, block.line, block.inline.text)
            elif isinstance(block, Table) and self._is_verdict_table(block):
                yield read_verdicts(block, heading, self._log, self._faults)

    @staticmethod
    def _is_verdict_table(table: Table) -> bool:
        return is_verdict_table(table) and not is_duo_unix_table(table)

    def _kind(
        self,
        fields: Sequence[CustomField],
        failmode: FailmodePolicy | None,
        verdicts: Sequence[VerdictTable],
        duo_unix: DuoUnixFacts | None,
        title: Sourced[str] | None,
    ) -> DocumentKind:
        given = self._meta.get("kind")
        if given:
            known = {kind.value: kind for kind in DocumentKind}
            if given.value in known:
                return known[given.value]
            message = f"the kind {given.value!r} is unknown; expected one of: {', '.join(known)}"
            self._log.add(KIND_UNKNOWN, given.line, message, given.value)
        tables = [block for block in self._blocks if isinstance(block, Table)]
        is_rules = title is not None and normalize(title.value) in {"rules", "therules"}
        signs = (
            (fields or any(is_details_table(t) for t in tables), DocumentKind.CUSTOM_FIELD),
            (verdicts, DocumentKind.VERDICTS),
            (duo_unix, DocumentKind.DUO_UNIX),
            (failmode, DocumentKind.FAILMODE),
            (is_rules, DocumentKind.RULES),
        )
        return next((kind for sign, kind in signs if sign), DocumentKind.OTHER)

    def _check_tables(self, kind: DocumentKind) -> None:
        understands = (
            is_details_table,
            is_field_settings_table,
            is_verdict_table,
            is_duo_unix_table,
            is_modes_table,
            is_replies_table,
        )
        for block in self._blocks:
            if isinstance(block, Paragraph) and block.is_broken_table:
                header, delimiter = block.table_cells
                message = (
                    f"this is no table for markdown: the header has {header} cells and the line "
                    f"below it {delimiter}; give both the same number"
                )
                self._log.add(TABLE_BROKEN, block.line, message, str(header), str(delimiter))
            elif isinstance(block, Table) and not any(known(block) for known in understands):
                self._report_unknown(block, kind)

    def _report_unknown(self, table: Table, kind: DocumentKind) -> None:
        headers = tuple(header.text for header in table.headers)
        if kind is DocumentKind.RULES:
            message = "the table is not read: in a rules document only the headings are"
            self._log.add(TABLE_IGNORED, table.line, message, *headers)
            return
        message = (
            f"the table has no known header: {', '.join(headers)}; expected a Details table "
            "(Label, Field Name, ...), settings (Field Name, Setting, ...), modes (Mode, When Duo "
            "cannot be reached, Default), "
            "verdicts (Fault, Stage, Outcome, Evidence), answers (Situation, Reply-Message), or "
            "Duo Unix's programs (Program, Run for), people (User at Duo, Push) or mistakes "
            "(Mistake, File says)"
        )
        self._log.add(TABLE_UNKNOWN, table.line, message, *headers)

    def _rules(self) -> tuple[Rule, ...]:
        return tuple(
            Rule(block.inline.text, block.line)
            for block in self._blocks
            if isinstance(block, Heading) and block.level == _RULE_LEVEL
        )

    def _gherkin(self) -> tuple[GherkinBlock, ...]:
        return tuple(
            read_gherkin(block, self._log)
            for block in self._blocks
            if isinstance(block, Fence) and is_gherkin(block)
        )

    def _prose(self) -> Iterator[Sourced[str]]:
        description = self._meta.get("description")
        if description:
            yield description
        in_steps = {i for start, end in self._creation_sections() for i in range(start, end)}
        for index, block in enumerate(self._blocks):
            if isinstance(block, Paragraph) and index not in in_steps and block.inline.text:
                yield Sourced(block.inline.text, block.line, block.inline.marked)


def _same_field(field: CustomField, created: CustomField) -> bool:
    def same(one: Sourced[str] | None, other: Sourced[str] | None) -> bool:
        return one is not None and other is not None and one.value == other.value

    return same(field.name, created.name) or same(field.label, created.label)


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

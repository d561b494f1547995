"""Markdown as a flat list of blocks whose text keeps its source lines.

The parsing is markdown-it-py's; this module only regroups its tokens. Lines are 1-based.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

_NEW_LINES = re.compile(r"\r\n?")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)[^>]*>")
_LAYOUT_TAGS = frozenset(
    {"a", "b", "br", "code", "em", "i", "li", "ol", "p", "span", "strong", "ul"}
)
_ITEM_TAGS = frozenset({"br", "li", "p"})
_DELIMITER_ROW_CHARACTERS = frozenset("|:- \t")
_SEARCH_AHEAD = 4096
_SEPARATORS_ONLY = re.compile(r"(?:[\s,;/&]|\band\b|\bor\b)*")


class SpanKind(StrEnum):
    """What a piece of inline text is."""

    TEXT = "text"
    CODE = "code"
    STRONG = "strong"
    ITEM = "item"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of inline text on one source line."""

    kind: SpanKind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Inline:
    """The text of a paragraph, a heading or a cell.

    Attributes:
        line: 1-based line on which it starts.
        raw: the markdown source of the text.
        spans: its pieces in reading order.
    """

    line: int
    raw: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The plain text, markup removed; HTML line breaks and list items become new lines."""
        return _plain(self.spans, mark_code=False)

    @property
    def marked(self) -> str:
        """The plain text with its code in back-ticks."""
        return _plain(self.spans, mark_code=True)

    @property
    def codes(self) -> tuple[Span, ...]:
        """The pieces in back-ticks."""
        return tuple(span for span in self.spans if span.kind is SpanKind.CODE)

    def lines(self) -> Iterator[Inline]:
        """Return the text line by line, as it stands in the source."""
        start = 0
        for index, span in enumerate((*self.spans, Span(SpanKind.BREAK, "", self.line))):
            if span.kind is SpanKind.BREAK:
                spans = self.spans[start:index]
                if spans:
                    yield Inline(spans[0].line, self.raw, spans)
                start = index + 1

    def items(self) -> tuple[Span, ...]:
        """Return the items of a list in one cell or line.

        A list is HTML list items, or pieces in back-ticks with nothing but separators between
        them, or text with commas.
        """
        parts = [part for part in _split_at_items(self.spans) if _plain(part, mark_code=False)]
        if len(parts) > 1:
            return tuple(_as_item(part) for part in parts)
        spans = parts[0] if parts else ()
        if _only_codes_matter(spans):
            codes = [span for span in spans if span.kind is SpanKind.CODE]
            if len(codes) > 1:
                return tuple(codes)
        return tuple(_split_text(_plain(spans, mark_code=False), self.line))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its level, 1 to 6."""

    line: int
    level: int
    inline: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or the first paragraph of a list item.

    Attributes:
        line: 1-based line on which it starts.
        inline: its text.
        bullet: the list marker (`-`, or a number such as `3.`) when it opens a list item.
    """

    line: int
    inline: Inline
    bullet: str | None = None

    @property
    def is_broken_table(self) -> bool:
        """Whether this is a table that markdown does not take as one."""
        first, second = self._first_two_lines
        return "|" in first and is_delimiter_row(second)

    @property
    def table_cells(self) -> tuple[int, int]:
        """The cells of the first two lines, when they were meant as a table."""
        first, second = self._first_two_lines
        return _count_cells(first), _count_cells(second)

    @property
    def _first_two_lines(self) -> tuple[str, str]:
        first, _, rest = self.inline.raw.partition("\n")
        return first, rest.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row.

    Attributes:
        line: its 1-based line.
        cells: as many cells as the table has headers.
        written: how many cells the source has.
    """

    line: int
    cells: tuple[Inline, ...]
    written: int


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table."""

    line: int
    headers: tuple[Inline, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block; `content_line` is the line of its first line of content."""

    line: int
    info: str
    content: str

    @property
    def content_line(self) -> int:
        """The 1-based line on which the content starts."""
        return self.line + 1


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML block at the top, between its two fences."""

    line: int
    content: str


class LiteralKind(StrEnum):
    """What makes markdown leave a text as it stands."""

    INDENTED = "indented"
    HTML = "HTML"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text that markdown does not interpret: indented code, or HTML."""

    line: int
    kind: LiteralKind
    content: str


Block = Heading | Paragraph | Table | Fence | FrontMatter | Literal


_LITERALS = {"code_block": LiteralKind.INDENTED, "html_block": LiteralKind.HTML}


def is_delimiter_row(line: str) -> bool:
    """Return whether a line can be the one between a table's header and its rows."""
    return "-" in line and _DELIMITER_ROW_CHARACTERS.issuperset(line)


def table_of(header: str, line: int) -> Table:
    """Return the table without rows that a line would be the header of.

    Args:
        header: cells between `|`.
        line: its 1-based line.
    """
    cells = (cell.strip(" \t*_`") for cell in _split_cells(header))
    headers = (Inline(line, cell, (Span(SpanKind.TEXT, cell, line),)) for cell in cells)
    return Table(line, tuple(headers), ())


def parse(text: str) -> tuple[Block, ...]:
    """Parse markdown once and regroup its tokens.

    Args:
        text: the whole document.

    Returns:
        Its blocks in source order. Quotes and nested lists are flattened.
    """
    tokens = _parser().parse(text)
    source = _NEW_LINES.sub("\n", text).split("\n")
    return tuple(_blocks(tokens, source))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(front_matter_plugin)


def _blocks(tokens: Sequence[Token], source: Sequence[str]) -> Iterator[Block]:
    bullets: list[str | None] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            yield _table(tokens[at:end], source)
            at = end
        elif token.type == "heading_open":
            at += 1
            yield Heading(_line(token), int(token.tag[1:]), _inline(tokens[at]))
        elif token.type == "list_item_open":
            bullets.append(f"{token.info}{token.markup}")
        elif token.type == "list_item_close":
            bullets.pop()
        elif token.type == "inline":
            bullet = bullets[-1] if bullets else None
            if bullets:
                bullets[-1] = None
            yield Paragraph(_line(token), _inline(token), bullet)
        else:
            yield from _leaf(token)
        at += 1


def _leaf(token: Token) -> Iterator[Block]:
    if token.type == "fence":
        yield Fence(_line(token), token.info.strip(), token.content)
    elif token.type == "front_matter":
        yield FrontMatter(_line(token), token.content)
    elif token.type in _LITERALS:
        yield Literal(_line(token), _LITERALS[token.type], token.content)


def _table(tokens: Sequence[Token], source: Sequence[str]) -> Table:
    headers: tuple[Inline, ...] = ()
    rows: list[Row] = []
    cells: list[Inline] = []
    row_line = 0
    in_head = False
    for token in tokens:
        match token.type:
            case "thead_open":
                in_head = True
            case "thead_close":
                in_head = False
            case "tr_open":
                row_line = _line(token)
                cells = []
            case "inline":
                cells.append(_inline(token))
            case "tr_close" if in_head:
                headers = tuple(cells)
            case "tr_close":
                nested = tokens[0].level > 0
                written = len(cells) if nested else _count_cells(source[row_line - 1])
                rows.append(Row(row_line, tuple(cells), written))
            case _:
                pass
    return Table(_line(tokens[0]), headers, tuple(rows))


def _count_cells(row: str) -> int:
    return len(_split_cells(row))


def _split_cells(row: str) -> list[str]:
    cells = escapedSplit(row.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _inline(token: Token) -> Inline:
    line = _line(token)
    return Inline(line, token.content, tuple(_SpanReader(token, line).spans()))


class _SpanReader:
    """Turns the children of an inline token into spans; strong text becomes one span."""

    def __init__(self, token: Token, line: int) -> None:
        self._children = token.children or []
        self._where = _Position(token.content, line, self._children)
        self._strong: list[Span] | None = None

    def spans(self) -> Iterator[Span]:
        for child in self._children:
            match child.type:
                case "text" | "code_inline" | "html_inline":
                    self._where.pass_text(child.content)
                    span = _span(child, self._where.line)
                    if span and (span.text or span.kind is SpanKind.ITEM):
                        yield from self._place(span)
                case "softbreak" | "hardbreak":
                    yield from self._place(Span(SpanKind.BREAK, " ", self._where.line))
                    self._where.pass_break()
                case "strong_open":
                    self._strong = []
                case "strong_close":
                    yield from self._close_strong()
                    self._strong = None
                case _:
                    pass

    def _place(self, span: Span) -> Iterator[Span]:
        if self._strong is None:
            yield span
        elif span.kind in {SpanKind.TEXT, SpanKind.BREAK}:
            self._strong.append(span)
        else:
            yield from self._close_strong()
            yield span
            self._strong = []

    def _close_strong(self) -> Iterator[Span]:
        if self._strong:
            text = "".join(span.text for span in self._strong)
            yield Span(SpanKind.STRONG, text, self._strong[0].line)


def _span(child: Token, line: int) -> Span | None:
    if child.type == "code_inline":
        return Span(SpanKind.CODE, child.content, line)
    if child.type == "text":
        return Span(SpanKind.TEXT, child.content, line)
    if child.content.startswith("<!--"):
        return None
    tag = _TAG.fullmatch(child.content)
    name = tag.group(1).lower() if tag else ""
    if name in _ITEM_TAGS:
        return Span(SpanKind.ITEM, "", line)
    if name in _LAYOUT_TAGS:
        return None
    return Span(SpanKind.TEXT, child.content, line)


class _Position:
    """Follows the children of a token through its source, to know the line of each.

    Line breaks inside code, links and tags have no child of their own; only where there are such
    breaks is the source searched for the pieces.
    """

    def __init__(self, source: str, line: int, children: Sequence[Token]) -> None:
        breaks = sum(child.type in {"softbreak", "hardbreak"} for child in children)
        self._source = source
        self._at = 0
        self._inside = 0
        self._searches = breaks != source.count("\n")
        self.line = line

    def pass_break(self) -> None:
        if not self._searches:
            self.line += 1
            return
        newline = self._source.find("\n", self._at)
        if newline >= 0:
            self._move(newline + 1)

    def pass_text(self, text: str) -> None:
        if not self._searches or not text:
            return
        pattern = r"\s+".join(re.escape(part) for part in text.split())
        end = self._at + len(text) + _SEARCH_AHEAD
        found = re.compile(pattern).search(self._source, self._at, end)
        if found:
            self._move(found.start())
            self._inside = self._source.count("\n", found.start(), found.end())
            self._at = found.end()

    def _move(self, at: int) -> None:
        self.line += self._inside + self._source.count("\n", self._at, at)
        self._inside = 0
        self._at = at


def _plain(spans: Sequence[Span], *, mark_code: bool) -> str:
    if len(spans) == 1 and spans[0].kind is SpanKind.TEXT:
        return " ".join(spans[0].text.split())
    pieces: list[str] = []
    for span in spans:
        if span.kind is SpanKind.ITEM:
            pieces.append("\n")
        elif span.kind is SpanKind.CODE and mark_code:
            pieces.append(f"`{span.text}`")
        else:
            pieces.append(span.text)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _split_at_items(spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    start = 0
    for index, span in enumerate(spans):
        if span.kind is SpanKind.ITEM:
            yield tuple(spans[start:index])
            start = index + 1
    yield tuple(spans[start:])


def _as_item(part: tuple[Span, ...]) -> Span:
    codes = [span for span in part if span.kind is SpanKind.CODE]
    kind = SpanKind.CODE if codes and _only_codes_matter(part) else SpanKind.TEXT
    return Span(kind, _plain(part, mark_code=False), part[0].line)


def _only_codes_matter(spans: Sequence[Span]) -> bool:
    between = "".join(span.text for span in spans if span.kind is not SpanKind.CODE)
    codes = [span.text for span in spans if span.kind is SpanKind.CODE]
    return (
        bool(codes)
        and _SEPARATORS_ONLY.fullmatch(between) is not None
        and not any(_SEPARATORS_ONLY.fullmatch(code) for code in codes)
    )


def _split_text(text: str, line: int) -> Iterator[Span]:
    separator = next((mark for mark in (",", ";", "\n", "/") if mark in text), None)
    for part in text.split(separator) if separator else [text]:
        item = part.strip()
        if item:
            yield Span(SpanKind.TEXT, item, line)

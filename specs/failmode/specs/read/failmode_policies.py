"""Failmode documents: the named modes, which is the default, and where it is configured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.common_rules import RequiredUnclear
from failmode.specs.facts.failmode_policies import FailmodeMode, FailmodePolicy, ReplyText
from failmode.specs.model import Severity, Sourced
from failmode.specs.products import Product, product_name
from failmode.specs.read.columns import ColumnMissing, DetailsEmpty, check_cells, header_keys
from failmode.specs.read.markdown import Block, Inline, Paragraph, SpanKind, Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.read.typed_values import yes_or_no
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import normalize
from failmode.terms import Failmode

_NAME = "failmode"
_MODE = frozenset({"mode", "failmode"})
_DEFAULT = frozenset({"default", "isdefault"})
_BEHAVIOUR = frozenset(
    {"behavior", "behaviour", "effect", "meaning", "whatitdoes", "whenduocannotbereached"}
    | {"whenduoisunreachable", "ifduocannotbereached"}
)
_SITUATION = frozenset({"situation", "case"})
_ANSWER = frozenset({"answer"})
_REPLY = frozenset({"replymessage"})

_NAMED = {
    "safe": Failmode.OPEN,
    "open": Failmode.OPEN,
    "failopen": Failmode.OPEN,
    "secure": Failmode.CLOSED,
    "closed": Failmode.CLOSED,
    "failclosed": Failmode.CLOSED,
}
_BULLET = re.compile(r"[\u2022\u25aa\u25ab\u25cf\u25e6\u2023\u00b7*\u2013-]\s*")
_ENTRY = re.compile(r"(?P<name>[^\W\d_]\w*(?: \w+)?)\s*:\s*(?P<text>.+)", re.DOTALL)
_SAID_OUTRIGHT = {
    Failmode.OPEN: re.compile(r"\bfail(?:s|ed|ing)?[ -]open\b", re.IGNORECASE),
    Failmode.CLOSED: re.compile(r"\bfail(?:s|ed|ing)?[ -]closed?\b", re.IGNORECASE),
}
_NOT_LET_IN = re.compile(
    r"\b(?:not|never)\s+(?:\w+\s+)?(?:able|admitted|allowed?|granted|let|permit(?:ted)?)\b"
    r"|\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|refuse[sd]?|block(?:s|ed)?|locked out)\b",
    re.IGNORECASE,
)
_LET_IN = re.compile(
    r"\b(?:admit(?:s|ted)?|allow(?:s|ed)?|grant(?:s|ed)?|lets?|permit(?:s|ted)?|bypass(?:es|ed)?)\b",
    re.IGNORECASE,
)
_UNREACHABLE = re.compile(
    r"\b(?:cannot|can't|can not|unable|unreachable|offline|down)\b", re.IGNORECASE
)
_IS_DEFAULT = re.compile(r"(?<!not the )(?<!no )\bdefault\b", re.IGNORECASE)
_CONFIG_FILE = re.compile(r"(?<![\w-])[\w-]+\.(?:cfg|conf|ini|plist|ya?ml|toml)\b")
_DIRECTORY = re.compile(r"[A-Za-z]:\\[^\"*<>?|\n]+|/[\w.-]+(?:/[\w.() -]+)+")
_TRAILING_FAILMODE = re.compile(r"\bfail ?mode\b\W*$", re.IGNORECASE)


class FailmodeUnclear(LintRule):
    """A mode of which neither name nor text says who gets in.

    Why is this bad? A mode must say who gets in when Duo cannot be reached.
    """

    name = "failmode-unclear"
    severity = Severity.ERROR


class FailmodeContradiction(LintRule):
    """A mode whose text says the opposite of its name.

    Why is this bad? A mode that does the opposite of its name misleads.
    """

    name = "failmode-contradiction"
    severity = Severity.ERROR


class RepliesAlone(LintRule):
    """A table of answers in a document without modes.

    Why is this bad? Reply texts without failmodes belong to no product.
    """

    name = "replies-alone"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    FailmodeUnclear,
    FailmodeContradiction,
    RepliesAlone,
)


def is_modes_table(table: Table) -> bool:
    """Return whether a table lists the modes of a product."""
    keys = set(header_keys(table))
    return bool(keys & _MODE) and bool(keys & _DEFAULT)


def is_replies_table(table: Table) -> bool:
    """Return whether a table lists the texts that a product answers with."""
    keys = set(header_keys(table))
    return bool(keys & _REPLY) and bool(keys & (_SITUATION | _ANSWER))


def read_failmode(page: Page, log: FindingLog) -> KindReading:
    """Read what a document says about a product's failmode.

    Entries such as `Safe: ...` are modes when there is no table of modes, the document declares no
    other kind and nothing else was found in it.

    Args:
        page: the document; its title names the product.
        log: takes the findings.

    Returns:
        The policy; nothing when the document names no mode.
    """
    modes = [mode for t in page.tables if is_modes_table(t) for mode in _table_modes(t, log)]
    if _may_read_prose(page) and not any(is_modes_table(table) for table in page.tables):
        modes = list(_prose_modes(_entries(page.blocks), log))
    replies = tuple(r for t in page.tables if is_replies_table(t) for r in _replies(t, log))
    if not modes:
        if replies:
            message = "the table of answers stands alone; add the table of modes"
            log.add(RepliesAlone, replies[0].line, message)
        return KindReading()
    lines = [line for b in page.blocks if isinstance(b, Paragraph) for line in b.inline.lines()]
    policy = FailmodePolicy(
        product=_product(page.title, lines, modes),
        modes=tuple(modes),
        config_file=_config_file(lines),
        config_directories=tuple(_directories(lines)),
        replies=replies,
    )
    return KindReading((policy,), is_of_kind=True)


def _may_read_prose(page: Page) -> bool:
    declared = page.meta.get("kind")
    return (declared is None or declared.value == _NAME) and not page.facts


def _is_own_table(table: Table) -> bool:
    return is_modes_table(table) or is_replies_table(table)


FAILMODE_READER = KindReader(
    _NAME,
    read_failmode,
    expects="modes of a product",
    is_own_table=_is_own_table,
    columns=(
        "modes (Mode, When Duo cannot be reached, Default), answers (Situation, Reply-Message)"
    ),
    rules=RULES,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    text: str
    line: int


def _entries(blocks: Iterable[Block]) -> Iterator[_Entry]:
    """Find `Name: text` in list items and in lines that begin with a bullet character."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        parts: list[tuple[int, list[str]]] = []
        for line in block.inline.lines():
            text = line.text
            bullet = _BULLET.match(text)
            if bullet or not parts:
                parts.append((line.line, []))
            parts[-1][1].append(text[bullet.end() :] if bullet else text)
        for line_number, texts in parts:
            found = _ENTRY.fullmatch(" ".join(texts))
            if found:
                yield _Entry(found["name"].casefold(), found["text"], line_number)


def _prose_modes(entries: Iterable[_Entry], log: FindingLog) -> Iterator[FailmodeMode]:
    for entry in entries:
        named = normalize(entry.name) in _NAMED
        speaks_of_outage = _UNREACHABLE.search(entry.text) is not None
        if not speaks_of_outage or not (named or _meaning(entry.text)):
            continue
        failmode = _failmode(entry, log)
        if failmode:
            is_default = _IS_DEFAULT.search(entry.text) is not None
            yield FailmodeMode(entry.name, failmode, entry.text, entry.line, is_default)


def _table_modes(table: Table, log: FindingLog) -> Iterator[FailmodeMode]:
    keys = header_keys(table)
    mode, default = _place(keys, _MODE), _place(keys, _DEFAULT)
    behaviour = _place(keys, _BEHAVIOUR)
    if mode is None or default is None or behaviour is None:
        message = "the table of modes lacks the column `When Duo cannot be reached`; add it"
        log.add(ColumnMissing, table.line, message)
        return
    if not table.rows:
        log.add(DetailsEmpty, table.line, "the table of modes has no row; add one or remove it")
    for row in table.rows:
        check_cells(row, log)
        entry = _Entry(row.cells[mode].text.casefold(), row.cells[behaviour].text, row.line)
        failmode = _failmode(entry, log)
        answer = row.cells[default].text
        is_default = yes_or_no(answer, row.line, "default", log)
        if is_default is None and not answer:
            log.add(RequiredUnclear, row.line, "default is blank; write yes or no")
        if failmode:
            chosen = is_default is not None and is_default.value
            yield FailmodeMode(entry.name, failmode, entry.text, row.line, chosen)


def _failmode(entry: _Entry, log: FindingLog) -> Failmode | None:
    named = _NAMED.get(normalize(entry.name))
    described = _meaning(entry.text)
    if named and described and named is not described:
        message = (
            f"the mode {entry.name!r} is said to fail {described.value}, but its name means "
            f"fail {named.value}; correct the one or the other"
        )
        log.add(FailmodeContradiction, entry.line, message, entry.name, entry.text)
    if not named and not described:
        message = (
            f"the mode {entry.name!r} does not say whether users are allowed or denied "
            "when Duo cannot be reached; say so"
        )
        log.add(FailmodeUnclear, entry.line, message, entry.text)
    return described or named


def _meaning(text: str) -> Failmode | None:
    outright = [mode for mode, pattern in _SAID_OUTRIGHT.items() if pattern.search(text)]
    if len(outright) == 1:
        return outright[0]
    closed = _NOT_LET_IN.search(text) is not None
    opened = _LET_IN.search(_NOT_LET_IN.sub(" ", text)) is not None
    if closed == opened:
        return None
    return Failmode.CLOSED if closed else Failmode.OPEN


def _replies(table: Table, log: FindingLog) -> Iterator[ReplyText]:
    keys = header_keys(table)
    situation, answer, reply = (_place(keys, names) for names in (_SITUATION, _ANSWER, _REPLY))
    if situation is None or answer is None or reply is None:
        message = "the table of answers needs the columns Situation, Answer and Reply-Message"
        log.add(ColumnMissing, table.line, message)
        return
    for row in table.rows:
        check_cells(row, log)
        texts = [row.cells[place].text for place in (situation, answer, reply)]
        yield ReplyText(texts[0], texts[1], texts[2], row.line)


def _place(keys: Sequence[str], names: frozenset[str]) -> int | None:
    return next((index for index, key in enumerate(keys) if key in names), None)


def _product(
    title: Sourced[str] | None, lines: Sequence[Inline], modes: Sequence[FailmodeMode]
) -> Sourced[str]:
    """Name the product by the title, or by the first line that names a known one."""
    candidates = [title] if title else []
    candidates += [Sourced(line.text, line.line, line.text) for line in lines]
    for text in candidates:
        name = product_name(text.value)
        if name in tuple(Product):
            return Sourced(name, text.line, name)
    if title is None:
        return Sourced("", modes[0].line, "")
    trailing = _TRAILING_FAILMODE.search(title.value)
    name = title.value[: trailing.start()].rstrip() if trailing else title.value
    return Sourced(name or title.value, title.line, title.text)


def _config_file(lines: Iterable[Inline]) -> Sourced[str] | None:
    for line in lines:
        if "configuration file" in line.text.casefold():
            found = _CONFIG_FILE.search(line.text)
            if found:
                return Sourced(found[0], line.line, found[0])
    return None


def _directories(lines: Iterable[Inline]) -> Iterator[Sourced[str]]:
    for line in lines:
        whole = _DIRECTORY.fullmatch(line.text)
        if whole:
            yield Sourced(line.text, line.line, line.text)
            continue
        for span in line.spans:
            if span.kind is SpanKind.CODE and _DIRECTORY.fullmatch(span.text):
                yield Sourced(span.text, span.line, span.text)

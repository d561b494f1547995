"""Instructions in prose: what one sentence of a creation step tells the technician to do.

The grammar is small on purpose. Names stand in back-ticks or bold; the verb before a name says
what to do with it. A sentence that only describes ("Clicking the `Next` button will ...") or
explains ("To add an option, ...") yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.console_settings import setting_meaning
from failmode.specs.facts.custom_fields import Action, ActionKind
from failmode.specs.read.markdown import Inline, Span, SpanKind

_WORD = re.compile(r"[^\W_][\w'\u2019-]*|[.,:;!?]")
_SENTENCE_ENDS = frozenset(".:;!?")
_NAVIGATES = frozenset({"browse", "go", "navigate", "open", "proceed"})
_SELECTS = frozenset({"choose", "pick", "select"})
_CLICKS = frozenset({"click", "hit", "press"})
_LOCATES = frozenset({"find", "locate"})
_SETS = frozenset({"change", "enter", "set", "switch"})
_VERBS = _NAVIGATES | _SELECTS | _CLICKS | _LOCATES | _SETS | {"move"}
_DESCRIBES = frozenset({"clicking", "note", "selecting", "the", "this", "to", "you"})
_SUBORDINATES = frozenset({"after", "if", "once", "when"})
_ARTICLES = frozenset({"a", "an", "the"})
_STOPS = frozenset({"and", "as", "for", "from", "in", "then", "to", "with"})


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    line: int
    is_name: bool

    @property
    def word(self) -> str:
        return "" if self.is_name else self.text.casefold()


@dataclass(frozen=True, slots=True)
class Instruction:
    """What one sentence says.

    Attributes:
        actions: what to do, in reading order.
        announces: whether it speaks of what follows ("Set the following details ...").
        options: whether it speaks of options.
        names: the names of a sentence that is nothing but a list of names.
    """

    actions: tuple[Action, ...]
    announces: bool
    options: bool
    names: tuple[tuple[str, int], ...]


def instructions(lines: Sequence[Inline]) -> Iterator[Instruction]:
    """Read consecutive lines of text as instructions, one for each sentence.

    Args:
        lines: the lines of a paragraph without those that state a setting.

    Yields:
        What each sentence says.
    """
    tokens = [token for line in lines for span in line.spans for token in _tokens(span)]
    start = 0
    for index, token in enumerate(tokens):
        if not token.is_name and token.text in _SENTENCE_ENDS:
            yield _instruction(tokens[start:index])
            start = index + 1
    yield _instruction(tokens[start:])


def _tokens(span: Span) -> Iterator[_Token]:
    if span.kind in {SpanKind.CODE, SpanKind.STRONG}:
        yield _Token(span.text.strip(), span.line, is_name=True)
    elif span.kind is SpanKind.TEXT:
        for word in _WORD.findall(span.text):
            yield _Token(word, span.line, is_name=False)


def _instruction(sentence: Sequence[_Token]) -> Instruction:
    words = {token.word for token in sentence}
    names = tuple((token.text, token.line) for token in sentence if token.is_name)
    only_names = words <= {"", ",", "and", "then"}
    return Instruction(
        actions=tuple(_Clause(_main_clause(sentence)).actions()),
        announces="following" in words,
        options=bool(words & {"option", "options"}),
        names=names if only_names else (),
    )


def _main_clause(sentence: Sequence[_Token]) -> Sequence[_Token]:
    first = sentence[0].word if sentence else ""
    if first in _DESCRIBES:
        return ()
    if first in _SUBORDINATES:
        comma = next((i for i, token in enumerate(sentence) if token.word == ","), len(sentence))
        return sentence[comma + 1 :]
    return sentence


class _Clause:
    """Walks over the tokens of a main clause with the verb that was read last."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._verb = ""
        self._path: list[_Token] = []
        self._located: _Token | None = None

    def actions(self) -> Iterator[Action]:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.is_name:
                yield from self._name(token)
            elif token.word in _VERBS:
                yield from self._read_verb(token)
            elif token.word == "to" and self._verb in _CLICKS:
                # "Click `Create` to create the `Custom Field`": what follows is the purpose.
                self._verb = ""
        yield from self._end_of_path()

    def _read_verb(self, token: _Token) -> Iterator[Action]:
        # "select" goes on with the path that "navigate" began.
        if not (self._path and token.word in _SELECTS | _NAVIGATES):
            yield from self._end_of_path()
            self._verb = token.word
        if token.word in _CLICKS and self._located and self._says("it"):
            yield _click(self._located)
        if token.word in _SETS:
            yield from self._setting_in_words()

    def _name(self, token: _Token) -> Iterator[Action]:
        verb = self._verb
        if verb in _NAVIGATES:
            self._path.append(token)
        elif verb in _LOCATES:
            self._located = token
        elif verb in _SELECTS:
            target = self._target_after({"as", "for"}) or self._setting_words()
            yield _set(target, token.text, token.line) if target else _click(token)
        elif verb in _SETS:
            value = self._value_after({"to"})
            if value:
                yield _set(token.text, value.text, token.line)
        elif verb in _CLICKS or verb == "move":
            yield _click(token)

    def _end_of_path(self) -> Iterator[Action]:
        if self._path:
            menu = " > ".join(token.text for token in self._path)
            yield Action(ActionKind.NAVIGATE, menu, self._path[0].line)
        self._path = []

    def _says(self, word: str) -> bool:
        rest = self._tokens[self._at : self._at + 2]
        return any(token.word == word for token in rest)

    def _words(self, start: int) -> tuple[str, int]:
        words: list[str] = []
        at = start
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.is_name or not token.text[0].isalnum() or token.word in _VERBS | _STOPS:
                break
            if token.word not in _ARTICLES:
                words.append(token.text)
            at += 1
        return " ".join(words), at

    def _setting_words(self) -> str | None:
        words, at = self._words(self._at)
        if not _is_setting(words):
            return None
        self._at = at
        return words

    def _target_after(self, links: set[str]) -> str | None:
        value = self._value_after(links)
        if value:
            return value.text
        if self._at < len(self._tokens) and self._tokens[self._at].word in links:
            words, at = self._words(self._at + 1)
            if _is_setting(words):
                self._at = at
                return words
        return None

    def _value_after(self, links: set[str]) -> _Token | None:
        at = self._at
        while at < len(self._tokens) and self._tokens[at].word in links | _ARTICLES:
            at += 1
        linked = any(token.word in links for token in self._tokens[self._at : at])
        if linked and at < len(self._tokens) and self._tokens[at].is_name:
            self._at = at + 1
            return self._tokens[at]
        return None

    def _setting_in_words(self) -> Iterator[Action]:
        words, at = self._words(self._at)
        if not _is_setting(words):
            return
        line = self._tokens[self._at].line
        self._at = at
        value = self._value_after({"to"})
        if value:
            yield _set(words, value.text, line)


def _is_setting(words: str) -> bool:
    return bool(words) and setting_meaning(words) is not None


def _click(token: _Token) -> Action:
    return Action(ActionKind.CLICK, token.text, token.line)


def _set(target: str, value: str, line: int) -> Action:
    return Action(ActionKind.SET, target, line, value)

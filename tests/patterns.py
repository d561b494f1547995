"""Every regular expression of a source tree, and how long one takes for hostile texts."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # what `re` itself reads with
from typing import Any

_DIRECT = frozenset({"match", "fullmatch", "search", "split", "sub", "subn", "findall", "finditer"})

SMALL, LARGE = 1_000, 4_000
"""Characters of the texts whose times are compared."""

_FLOOR_SECONDS = 0.002
"""What is faster for a large text is fast enough, whatever it was for a small one."""

_MOST_GROWTH = 9.0
"""By how much the time may grow for a text of four times the length; squared, it would be 16."""

_WALL_SECONDS = 0.05
"""What takes longer for a short text already is not tried on a longer one."""


@dataclass(frozen=True, slots=True)
class Use:
    """A regular expression, and how it is used.

    Attributes:
        place: the file and line.
        pattern: the expression, compiled.
        method: the method of `re.Pattern`.
    """

    place: str
    pattern: re.Pattern[Any]
    method: str

    def __str__(self) -> str:
        """Name it in one line."""
        return f"{self.place} {self.method} {self.pattern.pattern!r}"


class UnknownPatternError(Exception):
    """An expression that is put together at run time, for which nothing stands in."""


def uses(root: Path, package: str, stand_ins: dict[str, dict[str, object]]) -> list[Use]:
    """Return every use of a regular expression in the modules of a package.

    Args:
        root: the folder of the package.
        package: its name.
        stand_ins: by module, values of the local names that expressions are made of.

    Raises:
        UnknownPatternError: for an expression that is made of further local names.
    """
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(root.rglob("*.py"))}
    everywhere = _methods_by_name(trees.values())
    found: list[Use] = []
    for path, tree in trees.items():
        if "import re\n" not in path.read_text("utf-8"):
            continue
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join((package, *parts)).removesuffix(".__init__")
        here = _methods_by_name([tree])
        known = {**vars(importlib.import_module(name)), **stand_ins.get(name, {})}
        for call, assigned in _calls(tree):
            place = f"{path.relative_to(root)}:{call.lineno}"
            pattern = _pattern(call, known, place)
            method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            # What begins with _ is used where it is; the others may be used anywhere.
            methods = here if assigned.startswith("_") else everywhere
            called = [method] if method in _DIRECT else sorted(methods.get(assigned, _DIRECT))
            found += [Use(place, pattern, one) for one in called]
    return found


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield the calls of functions of `re`, each with the name that its result is given."""
    names = {
        id(node.value): target
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and (target := _name(node.targets[0]))
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in {*_DIRECT, "compile"}
        ):
            yield node, names.get(id(node), "")


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _methods_by_name(trees: Any) -> dict[str, set[str]]:
    """Return which methods are called of a thing by its name, wherever it is."""
    methods: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _DIRECT:
                methods.setdefault(_name(node.value), set()).add(node.attr)
    return methods


def _pattern(call: ast.Call, known: dict[str, object], place: str) -> re.Pattern[Any]:
    flags = next((k.value for k in call.keywords if k.arg == "flags"), None)
    is_compile = isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
    if flags is None and is_compile and len(call.args) > 1:
        flags = call.args[1]
    if flags is None and not is_compile and len(call.args) > 2:
        flags = call.args[2] if call.func.attr in ("match", "search", "fullmatch") else None  # type: ignore[attr-defined]
    try:
        pattern, number = (
            eval(compile(ast.Expression(one), place, "eval"), dict(known)) if one else 0  # noqa: S307 - our own source
            for one in (call.args[0], flags)
        )
    except NameError as error:
        raise UnknownPatternError(f"{place}: {error}; let something stand in for it") from error
    return re.compile(pattern, number)


def hostile_texts(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Yield what makes texts of a length, out of what the pattern itself is made of."""
    pieces = _pieces(pattern)
    example = "".join(pieces)
    prefixes = ["", example, *(example[:cut] for cut in (1, 2, 3))]
    pumps = dict.fromkeys([*pieces, *(a + b for a, b in pairwise(pieces)), example, " ", "a"])
    is_bytes = isinstance(pattern.pattern, bytes)
    for prefix in dict.fromkeys(prefixes):
        for pump in pumps:
            for suffix in ("", "\x00!"):
                if pump:
                    yield _maker(prefix, pump, suffix, is_bytes=is_bytes)


def _maker(prefix: str, pump: str, suffix: str, *, is_bytes: bool) -> Callable[[int], Any]:
    def make(length: int) -> Any:
        text = prefix + pump * (length // len(pump)) + suffix
        return text.encode("latin-1", "replace") if is_bytes else text

    return make


def _pieces(pattern: re.Pattern[Any]) -> list[str]:
    """Return a character for every part of a pattern, in their order."""
    pieces: list[str] = []
    _collect(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), pieces)
    return list(dict.fromkeys(pieces))[:8]


def _collect(parsed: Any, pieces: list[str]) -> None:
    for code, value in parsed:
        if code is _constants.LITERAL:
            pieces.append(chr(value))
        elif code is _constants.NOT_LITERAL:
            pieces.append(chr(value ^ 1))
        elif code is _constants.IN:
            pieces.append(_member(value))
        elif code is _constants.ANY:
            pieces.append("a")
        for part in _parts_of(code, value):
            _collect(part, pieces)


def _parts_of(code: Any, value: Any) -> Sequence[Any]:
    """Return the expressions that a part of an expression is made of."""
    match str(code):
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
        case "SUBPATTERN":
            return [value[3]]
        case "BRANCH":
            return list(value[1])
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case "ATOMIC_GROUP":
            return [value]
    return []


def _member(items: Sequence[Any]) -> str:
    """Return a character that a class of characters allows."""
    categories = {
        _constants.CATEGORY_SPACE: " ",
        _constants.CATEGORY_DIGIT: "1",
        _constants.CATEGORY_WORD: "a",
        _constants.CATEGORY_NOT_WORD: "-",
        _constants.CATEGORY_NOT_SPACE: "a",
        _constants.CATEGORY_NOT_DIGIT: "a",
    }
    if items[0][0] is _constants.NEGATE:
        banned = {value for code, value in items[1:] if code is _constants.LITERAL}
        return next(one for one in "a 1<`.-\n" if ord(one) not in banned)
    code, value = items[0]
    if code is _constants.LITERAL:
        return chr(value)
    return chr(value[0]) if code is _constants.RANGE else categories[value]


def slow_text(use: Use) -> str | None:
    """Return what shows that a use takes more than its share of time for long texts, or None."""
    for make in hostile_texts(use.pattern):
        for length in (16, 20, 23, 26, 30, 64, 128):
            text = make(length)
            if _seconds(use, text) > _WALL_SECONDS < _seconds(use, text):
                return f"{length} characters like {make(30)!r} take more than {_WALL_SECONDS} s"
        large = _seconds(use, make(LARGE))
        if large < _FLOOR_SECONDS:
            continue
        # What else the machine does can only add to a time: the least of several is the truest.
        small = min(_seconds(use, make(SMALL)) for _ in range(3))
        large = min(large, *(_seconds(use, make(LARGE)) for _ in range(2)))
        if large >= _FLOOR_SECONDS and large > small * _MOST_GROWTH:
            return (
                f"{SMALL} characters like {make(30)!r} take {small * 1000:.1f} ms, "
                f"{LARGE} take {large * 1000:.1f} ms"
            )
    return None


def _seconds(use: Use, text: Any) -> float:
    """Return the processor time of this thread for one use."""
    method = getattr(use.pattern, use.method)
    begin = time.thread_time()
    if use.method in ("sub", "subn"):
        method(b"" if isinstance(text, bytes) else "", text)
    elif use.method == "finditer":
        for _ in method(text):
            pass
    else:
        method(text)
    return time.thread_time() - begin

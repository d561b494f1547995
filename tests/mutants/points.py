"""The places of a module where one thing can be changed, and what it is changed to."""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Members = Mapping[str, tuple[str, ...]]
"""The members of enumerations, in order, by the enumeration's name."""

_KEY = re.compile(r"[A-Za-z][\w./-]{0,40}")
_NEGATED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
}
_SHIFTED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_WORDS_FOR_READERS = frozenset({"add", "log", "debug", "info", "warning", "error", "exception"})
"""Methods whose arguments are words of a trace or a log: no decision depends on them."""

_FOR_TYPE_CHECKERS = frozenset({"TypeVar", "ParamSpec", "NewType"})
"""Functions whose texts nothing at run time reads."""

_SHOWN_ONLY = frozenset({"repr", "slots", "frozen", "kw_only", "init", "compare"})
"""Keywords of dataclasses that decide nothing about a login."""


class Kind(StrEnum):
    """What is changed."""

    COMPARISON = "comparison"
    BOOLEAN = "boolean"
    CONSTANT = "constant"
    MEMBER = "enum member"
    KEY = "string key"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change at one place.

    Attributes:
        path: the module's file below the simulator's package, such as `endpoints/login.py`.
        scope: the class and function around the place, such as `_Attempt._preauth`.
        before: the expression as it is.
        after: the expression instead.
        occurrence: which one of several such expressions in the scope, from 1.
        kind: what is changed.
        line: where it stands now.
    """

    path: str
    scope: str
    before: str
    after: str
    occurrence: int
    kind: Kind
    line: int

    @property
    def key(self) -> str:
        """What it is called in the list of survivors: line numbers have no part in it."""
        number = f" #{self.occurrence}" if self.occurrence > 1 else ""
        return f"{self.path} {self.scope}: {self.before} -> {self.after}{number}"


def members_of(sources: Iterable[str]) -> Members:
    """Read the members of every enumeration that these modules define.

    Args:
        sources: the text of modules.
    """
    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and any(_is_enum(base) for base in node.bases):
                found[node.name] = tuple(
                    target.id
                    for statement in node.body
                    if isinstance(statement, ast.Assign)
                    for target in statement.targets
                    if isinstance(target, ast.Name)
                )
    return found


def mutations(source: str, path: str, members: Members) -> tuple[Mutation, ...]:
    """List every change that can be made to a module, in the order of its text.

    Args:
        source: the module's text.
        path: its file, as `Mutation.path` gives it.
        members: the enumerations whose members are exchanged.
    """
    return tuple(change.mutation for change in _changes(ast.parse(source), path, members))


def mutated(source: str, path: str, members: Members, key: str) -> ast.Module:
    """Make one change.

    Args:
        source: the module's text.
        path: its file, as `Mutation.path` gives it.
        members: the enumerations whose members are exchanged.
        key: which change, by `Mutation.key`.

    Raises:
        LookupError: when there is no such change.
    """
    tree = ast.parse(source)
    for change in _changes(tree, path, members):
        if change.mutation.key == key:
            _Replacement(change.node, change.instead).visit(tree)
            return ast.fix_missing_locations(tree)
    raise LookupError(key)


@dataclass(frozen=True, slots=True)
class _Change:
    mutation: Mutation
    node: ast.AST
    instead: ast.AST


class _Replacement(ast.NodeTransformer):
    def __init__(self, node: ast.AST, instead: ast.AST) -> None:
        self._node = node
        self._instead = ast.copy_location(instead, node)

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._node:
            return self._instead
        changed: ast.AST = self.generic_visit(node)
        return changed


def _changes(tree: ast.Module, path: str, members: Members) -> Iterator[_Change]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for scope, node, kind, instead in _Finder(members).find(tree):
        before, after = _text(node), _text(instead)
        seen[scope, before, after] += 1
        number = seen[scope, before, after]
        line = getattr(node, "lineno", 0)
        yield _Change(Mutation(path, scope, before, after, number, kind, line), node, instead)


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


_Found = tuple[str, ast.AST, Kind, ast.AST]


class _Finder:
    """Walks a module in the order of its text, past what no decision depends on."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def find(self, tree: ast.Module) -> Iterator[_Found]:
        yield from self._body(tree.body, "module")

    def _body(self, body: list[ast.stmt], scope: str) -> Iterator[_Found]:
        for number, statement in enumerate(body):
            is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if is_text and (number == 0 or scope == "module"):
                continue
            yield from self._node(statement, scope)

    def _node(self, node: ast.AST, scope: str) -> Iterator[_Found]:
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._definition(node, scope)
            case ast.AnnAssign():
                if node.value is not None:
                    yield from self._node(node.value, scope)
            case ast.Return():
                yield from self._return(node, scope)
            case _ if not _decides_nothing(node):
                for kind, instead in self._instead(node):
                    yield scope, node, kind, instead
                for test in _tests(node):
                    yield scope, test, Kind.BOOLEAN, ast.UnaryOp(ast.Not(), copy.deepcopy(test))
                yield from self._children(node, scope)

    def _definition(
        self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, scope: str
    ) -> Iterator[_Found]:
        inner = node.name if scope == "module" else f"{scope}.{node.name}"
        if not isinstance(node, ast.ClassDef):
            for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
                yield from self._node(default, inner)
        yield from self._body(node.body, inner)

    def _children(self, node: ast.AST, scope: str) -> Iterator[_Found]:
        if isinstance(node, ast.Call) and _is_for_readers(node):
            return
        if isinstance(node, ast.Attribute) and self._other_member(node) is not None:
            return
        for child in ast.iter_child_nodes(node):
            yield from self._node(child, scope)

    def _return(self, node: ast.Return, scope: str) -> Iterator[_Found]:
        value = node.value
        if value is None or (isinstance(value, ast.Constant) and value.value is None):
            return
        if not isinstance(value, ast.Constant | ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield scope, node, Kind.RETURN, ast.Return(ast.Constant(None))
        yield from self._node(value, scope)

    def _instead(self, node: ast.AST) -> Iterator[tuple[Kind, ast.AST]]:
        match node:
            case ast.Compare(ops=[operator]):
                for table in (_NEGATED, _SHIFTED):
                    other = table.get(type(operator))
                    if other is not None:
                        yield Kind.COMPARISON, ast.Compare(node.left, [other()], node.comparators)
            case ast.BoolOp():
                swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
                yield Kind.BOOLEAN, ast.BoolOp(swapped, node.values)
            case ast.UnaryOp(op=ast.Not()):
                yield Kind.BOOLEAN, node.operand
            case ast.Constant():
                yield from _other_constant(node.value)
            case ast.Attribute():
                member = self._other_member(node)
                if member is not None:
                    yield Kind.MEMBER, ast.Attribute(copy.deepcopy(node.value), member, node.ctx)

    def _other_member(self, node: ast.Attribute) -> str | None:
        """Return the member after the one that is named, round to the first."""
        if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
            return None
        members = self._members.get(node.value.id, ())
        if node.attr not in members or len(members) == 1:
            return None
        return members[(members.index(node.attr) + 1) % len(members)]


def _tests(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the conditions of a node that are no comparison themselves."""
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(
        node.test, ast.Name | ast.Attribute | ast.Call
    ):
        yield node.test


def _other_constant(value: object) -> Iterator[tuple[Kind, ast.AST]]:
    match value:
        case bool():
            yield Kind.BOOLEAN, ast.Constant(not value)
        case int() | float():
            yield Kind.CONSTANT, ast.Constant(value + 1)
        case str() if _KEY.fullmatch(value):
            yield Kind.KEY, ast.Constant(f"{value}x")


def _decides_nothing(node: ast.AST) -> bool:
    """Tell whether a node holds names, texts for readers or assertions only."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Raise() | ast.JoinedStr() | ast.Assert():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.keyword():
            return node.arg in _SHOWN_ONLY
    return False


def _is_for_readers(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name) and call.func.id in _FOR_TYPE_CHECKERS:
        return True
    return isinstance(call.func, ast.Attribute) and call.func.attr in _WORDS_FOR_READERS


def _is_enum(base: ast.expr) -> bool:
    return isinstance(base, ast.Name) and base.id.endswith("Enum")

"""Which scenarios and tests call which functions: who never runs a change cannot notice it.

Everything is run once with nothing changed, and each function that is called is written down. A
change inside a function is then shown to those alone that call it; a change outside of functions,
such as in a table, to all. What is called while modules are imported or wide fixtures are made, and
what keeps its result, counts for everybody who may see it.
"""

from __future__ import annotations

import ast
import json
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

Function = str
"""A function: the module's file as `Mutation.path` gives it, a space, and its scope."""

_NARROW = "function"


@dataclass(frozen=True, slots=True)
class Item:
    """One scenario or test.

    Attributes:
        id: pytest's.
        seconds: how long it takes.
        calls: the functions that it calls.
    """

    id: str
    seconds: float
    calls: frozenset[Function]

    @property
    def file(self) -> str:
        """Its file."""
        return self.id.split("::", 1)[0]


@dataclass(frozen=True, slots=True)
class Calls:
    """What a run called.

    Attributes:
        items: its scenarios or tests; the file that takes least comes first, and within a file
            the shortest.
        always: the functions that were called for all of them, as while modules were imported.
        failed: ids of those that failed, with nothing changed; they are not among the items.
    """

    items: tuple[Item, ...]
    always: frozenset[Function]
    failed: tuple[str, ...] = ()

    def of(self, function: Function | None) -> tuple[Item, ...]:
        """List those who can notice a change.

        Args:
            function: in which it is; None: in none.
        """
        if function is None or function in self.always:
            return self.items
        return tuple(item for item in self.items if function in item.calls)

    def of_file(self, file: str) -> Calls:
        """Return what one file of the run called.

        Args:
            file: as `Item.file` gives it.
        """
        return Calls(
            tuple(item for item in self.items if item.file == file),
            self.always,
            tuple(name for name in self.failed if name.split("::", 1)[0] == file),
        )


def joined(calls: Iterable[Calls]) -> Calls:
    """Put what several runs called together.

    Args:
        calls: those of each run, which have no item in common.
    """
    calls = tuple(calls)
    return Calls(
        in_order(item for one in calls for item in one.items),
        frozenset().union(*(one.always for one in calls)),
        tuple(name for one in calls for name in one.failed),
    )


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Put those first that answer soon, files together, as fixtures of files are dear."""
    items = tuple(items)
    total: Counter[str] = Counter()
    for item in items:
        total[item.file] += item.seconds  # type: ignore[assignment]  # a sum of seconds
    return tuple(sorted(items, key=lambda item: (total[item.file], item.file, item.seconds)))


def functions_of(source: str) -> frozenset[str]:
    """List the scopes of a module that are functions whose every use calls them.

    Args:
        source: the module's text.
    """
    return frozenset(_functions(ast.parse(source), ""))


def _functions(node: ast.AST, scope: str) -> Generator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            inner = f"{scope}.{child.name}" if scope else child.name
            keeps = any("cache" in ast.unparse(one) for one in child.decorator_list)
            if not isinstance(child, ast.ClassDef) and not keeps:
                yield inner
            yield from _functions(child, inner)
        else:
            yield from _functions(child, scope)


def scope_of(qualified_name: str) -> str:
    """Return the scope that a mutation in such a function has; lambdas belong to what is around.

    Args:
        qualified_name: as Python gives it.
    """
    parts: list[str] = []
    for part in qualified_name.split("."):
        if part.startswith("<") and part != "<locals>":
            break
        if part != "<locals>":
            parts.append(part)
    return ".".join(parts)


class CallRecorder:
    """A plugin of pytest that writes down who calls what.

    Args:
        root: the folder of the modules.
        output: the file to write at the end.
    """

    def __init__(self, root: Path, output: Path) -> None:
        self._root = f"{root}/"
        self._output = output
        self._names: dict[CodeType, Function | None] = {}
        self._always: set[Function] = set()
        self._by_file: defaultdict[str, set[Function]] = defaultdict(set)
        self._by_item: dict[str, set[Function]] = {}
        self._seconds: Counter[str] = Counter()
        self._failed: dict[str, None] = {}
        self._now = self._always

    def start(self) -> None:
        """Begin, in this thread and in those that are started later."""
        threading.settrace(self._trace)
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, arg: Any) -> None:
        del event, arg
        code = frame.f_code
        if code not in self._names:
            self._names[code] = self._function(code)
        function = self._names[code]
        if function is not None:
            self._now.add(function)

    def _function(self, code: CodeType) -> Function | None:
        if not code.co_filename.startswith(self._root):
            return None
        return f"{code.co_filename.removeprefix(self._root)} {scope_of(code.co_qualname)}"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Write down what an item calls, and how long it takes."""
        self._now = self._by_item[item.nodeid] = set()
        began = time.monotonic()
        result = yield
        self._seconds[item.nodeid] += time.monotonic() - began  # type: ignore[assignment]
        self._now = self._always
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Count what a fixture calls that several items share for all of them."""
        before = self._now
        if fixturedef.scope in ("module", "class"):
            self._now = self._by_file[request.node.nodeid.split("::", 1)[0]]
        elif fixturedef.scope != _NARROW:
            self._now = self._always
        try:
            return (yield)
        finally:
            self._now = before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note who fails."""
        if report.failed:
            self._failed[report.nodeid] = None

    def pytest_sessionfinish(self) -> None:
        """Write the file."""
        sys.settrace(None)
        threading.settrace(None)
        items = {
            name: [self._seconds[name], sorted(calls | self._by_file[name.split("::", 1)[0]])]
            for name, calls in self._by_item.items()
        }
        written = {"always": sorted(self._always), "items": items, "failed": list(self._failed)}
        self._output.write_text(json.dumps(written), encoding="utf-8")


def read_calls(text: str) -> Calls:
    """Read what a recorder wrote.

    Args:
        text: the file's.
    """
    found = json.loads(text)
    failed = tuple(found["failed"])
    items = (
        Item(name, seconds, frozenset(calls))
        for name, (seconds, calls) in found["items"].items()
        if name not in failed
    )
    return Calls(in_order(items), frozenset(found["always"]), failed)


class Chosen:
    """A plugin of pytest that runs some of the items, in an order.

    Args:
        ids: which.
    """

    def __init__(self, ids: Collection[str]) -> None:
        self._place: Mapping[str, int] = {name: place for place, name in enumerate(ids)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave the others out."""
        left_out = [item for item in items if item.nodeid not in self._place]
        items[:] = sorted(
            (item for item in items if item.nodeid in self._place),
            key=lambda item: self._place[item.nodeid],
        )
        config.hook.pytest_deselected(items=left_out)

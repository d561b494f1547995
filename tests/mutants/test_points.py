"""Where a module can be changed, and to what."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.points import Kind, members_of, mutated, mutations

MEMBERS = members_of(["class Verdict(StrEnum):\n    ALLOWED = 'a'\n    DENIED = 'd'\n"])


def changes(source: str) -> list[str]:
    return [f"{one.before} -> {one.after}" for one in mutations(source, "x.py", MEMBERS)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a == b", ["a == b -> a != b"]),
        ("a is None", ["a is None -> a is not None"]),
        ("a <= b", ["a <= b -> a > b", "a <= b -> a < b"]),
        ("a and b", ["a and b -> a or b"]),
        ("not a", ["not a -> a"]),
        ("x = True", ["True -> False"]),
        ("x = 3", ["3 -> 4"]),
        ("x = Verdict.DENIED", ["Verdict.DENIED -> Verdict.ALLOWED"]),
        ("x['result']", ["'result' -> 'resultx'"]),
        ("y = 1 if ready else 2", ["ready -> not ready", "1 -> 2", "2 -> 3"]),
        ("def f():\n    return g(x)", ["return g(x) -> return None"]),
    ],
)
def test_each_decision_is_changed(source: str, expected: list[str]) -> None:
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "def f() -> 'word':\n    'word'",
        "x: Literal['word']",
        "raise Error('word', 3)",
        "say(f'word {x}')",
        "say('several words')",
        "trace.add('word', result='word')",
        "import a.b",
        "T = TypeVar('T')",
        "x = field(repr=False)",
    ],
)
def test_what_no_decision_depends_on_is_left_alone(source: str) -> None:
    assert changes(source) == []


def test_a_mutation_is_called_the_same_wherever_its_line_is() -> None:
    source = "class A:\n    def f(self):\n        return a == b or c == d\n"
    keys = [one.key for one in mutations(source, "x.py", MEMBERS)]
    assert keys == [one.key for one in mutations("\n\n" + source, "x.py", MEMBERS)]
    assert keys[1] == "x.py A.f: a == b -> a != b"


def test_equal_expressions_of_one_scope_are_told_apart() -> None:
    keys = [one.key for one in mutations("x = a == b\ny = a == b\n", "x.py", MEMBERS)]
    assert keys == ["x.py module: a == b -> a != b", "x.py module: a == b -> a != b #2"]


def test_exactly_the_named_place_is_changed() -> None:
    source = "x = a == b\ny = a == b\n"
    changed = mutated(source, "x.py", MEMBERS, "x.py module: a == b -> a != b #2")
    assert ast.unparse(changed) == "x = a == b\ny = a != b"


def test_a_mutation_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LookupError):
        mutated("x = a", "x.py", MEMBERS, "x.py module: b -> c")


def test_every_change_leaves_a_module_that_compiles() -> None:
    source = (
        "def f(a):\n    if a and not a.b:\n        return Verdict.DENIED\n    return {'k': 1}\n"
    )
    for one in mutations(source, "x.py", MEMBERS):
        compile(mutated(source, "x.py", MEMBERS, one.key), "x.py", "exec")


def test_a_mutation_says_what_kind_it_is() -> None:
    (one,) = mutations("x = Verdict.DENIED", "x.py", MEMBERS)
    assert (one.kind, one.line) == (Kind.MEMBER, 1)

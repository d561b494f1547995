"""Who calls the changed function can notice the change, and nobody else is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.mutants.areas import REPOSITORY, all_mutants, function_of
from tests.mutants.calls import (
    Calls,
    Item,
    functions_of,
    in_order,
    joined,
    read_calls,
    scope_of,
)
from tests.patience import LONGEST_RUN_SECONDS

_SOURCE = """
LIMIT = 3
class Gate:
    OPEN = True
    def lets_in(self, word):
        return word == "allow"
    @cached_property
    def kept(self):
        return 1
def once():
    def inner():
        return 1
    return inner
"""


def test_functions_are_told_from_what_is_run_once_for_all() -> None:
    assert functions_of(_SOURCE) == {"Gate.lets_in", "once", "once.inner"}


def test_a_change_in_a_table_is_shown_to_everybody() -> None:
    mutants = {one.mutation.key: one for one in all_mutants()}
    in_table = mutants["endpoints/failures.py module: Consequence.DENIED -> Consequence.FAILMODE"]
    assert function_of(in_table) is None
    (inside,) = (one for key, one in mutants.items() if "_offline: given == " in key)
    assert function_of(inside) == "endpoints/login.py _Attempt._offline"


def test_a_lambda_belongs_to_the_function_around_it() -> None:
    assert scope_of("once.<locals>.inner") == "once.inner"
    assert scope_of("Gate.lets_in.<locals>.<lambda>") == "Gate.lets_in"
    assert scope_of("<module>") == ""


def test_who_calls_a_function_is_asked_and_all_are_where_it_was_called_for_all() -> None:
    one = Item("a.py::one", 1.0, frozenset({"x.py f"}))
    two = Item("a.py::two", 1.0, frozenset({"x.py g"}))
    calls = Calls((one, two), frozenset({"x.py h"}))
    assert calls.of("x.py f") == (one,)
    assert calls.of("x.py nobody calls it") == ()
    assert calls.of("x.py h") == calls.of(None) == (one, two)


def test_who_answers_soon_is_asked_first() -> None:
    long, short = Item("a.py::long", 9.0, frozenset()), Item("a.py::short", 1.0, frozenset())
    soon = Item("b.py::soon", 2.0, frozenset())
    assert in_order([long, short, soon]) == (soon, short, long)


def test_a_run_is_taken_apart_by_files_and_put_together_again() -> None:
    one, two = Item("a.py::one", 1.0, frozenset({"x.py f"})), Item("b.py::two", 2.0, frozenset())
    run = Calls((one, two), frozenset({"x.py h"}), ("b.py::three",))
    assert run.of_file("a.py") == Calls((one,), frozenset({"x.py h"}))
    assert run.of_file("b.py").failed == ("b.py::three",)
    assert joined([run.of_file("b.py"), run.of_file("a.py")]) == run


_MODULE = "def lets_in():\n    return True\ndef made():\n    return 1\n"
_TESTS = """
import judged, pytest
@pytest.fixture(scope="module")
def shared():
    return judged.made()
def test_first(shared): assert shared
def test_second(shared): assert judged.lets_in()
def test_failing(): assert not judged.lets_in()
"""
_PROGRAM = """
import sys
from pathlib import Path
import pytest
from tests.mutants.calls import CallRecorder
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder / "judging"))
recorder = CallRecorder(folder / "judging", folder / "calls.json")
recorder.start()
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:failmode", "-n0",
                      "--rootdir", str(folder), "-c", "/dev/null", str(folder)], [recorder]))
"""


def test_the_calls_of_each_test_and_of_what_they_share_are_written_down(tmp_path: Path) -> None:
    folder = tmp_path / "judging"
    folder.mkdir()
    (folder / "judged.py").write_text(_MODULE, encoding="utf-8")
    (tmp_path / "test_judged.py").write_text(_TESTS, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)],
        cwd=REPOSITORY,
        check=False,
        timeout=LONGEST_RUN_SECONDS,
    )
    text = (tmp_path / "calls.json").read_text(encoding="utf-8")
    assert len(json.loads(text)["items"]) == 3
    calls = read_calls(text)
    assert calls.failed == ("test_judged.py::test_failing",), "who fails unchanged judges nobody"
    assert [one.id for one in calls.of("judged.py lets_in")] == ["test_judged.py::test_second"]
    assert len(calls.of("judged.py made")) == 2

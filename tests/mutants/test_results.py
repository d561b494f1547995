"""Who noticed a mutation, and how that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.areas import Mutant, all_mutants
from tests.mutants.results import Catcher, Result, ResultFile, result
from tests.mutants.running import Outcome, Run


@pytest.fixture(scope="module")
def mutant() -> Mutant:
    return next(iter(all_mutants()))


@pytest.mark.parametrize(
    ("scenarios", "tests", "catcher"),
    [
        (Outcome.CAUGHT, None, Catcher.SCENARIO),
        (Outcome.HUNG, None, Catcher.SCENARIO),
        (Outcome.NOT_IMPORTED, None, Catcher.IMPORT),
        (Outcome.SURVIVED, Outcome.CAUGHT, Catcher.TEST),
        (Outcome.SURVIVED, Outcome.NOT_IMPORTED, Catcher.TEST),
        (Outcome.SURVIVED, Outcome.SURVIVED, Catcher.NOBODY),
    ],
)
def test_scenarios_count_before_tests(
    mutant: Mutant, scenarios: Outcome, tests: Outcome | None, catcher: Catcher
) -> None:
    found = result(mutant, Run(scenarios, "", ""), None if tests is None else Run(tests, "", ""))
    assert found.catcher is catcher


def test_a_run_can_be_gone_on_with(tmp_path: Path) -> None:
    file = ResultFile(tmp_path / "below" / "mutants.jsonl")
    assert file.read() == {}
    file.add(Result("a", "1", Catcher.NOBODY, ""))
    file.add(Result("a", "2", Catcher.SCENARIO, "features/x.feature::one"))
    assert file.read() == {"a": Result("a", "2", Catcher.SCENARIO, "features/x.feature::one")}
    file.forget()
    assert file.read() == {}

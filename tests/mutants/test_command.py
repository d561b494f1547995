"""The command of a mutation run, as far as nothing is run."""

from __future__ import annotations

from click.testing import CliRunner

from tests.mutants import command
from tests.mutants.calls import Item
from tests.mutants.command import limit_of, main
from tests.mutants.results import Catcher, Result
from tests.mutants.survivors import Explained


def names(*arguments: str) -> list[str]:
    outcome = CliRunner().invoke(main, ["--list", *arguments])
    assert outcome.exit_code == 0, outcome.output
    return outcome.output.splitlines()


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    first = names("--sample", "20", "--seed", "3")
    assert len(first) == 20
    assert first == names("--sample", "20", "--seed", "3")
    assert first != names("--sample", "20", "--seed", "4")


def test_mutations_are_chosen_by_their_names() -> None:
    (name,) = names("--all", "--match", r"_Attempt\._offline: given == ")
    assert name.endswith("given == account.offline_passcode -> given != account.offline_passcode")


def test_a_name_that_nothing_has_is_told() -> None:
    outcome = CliRunner().invoke(main, ["--match", "no such mutation"])
    assert outcome.exit_code == 2
    assert "--list names them" in outcome.output


def test_a_wrong_regular_expression_is_told() -> None:
    outcome = CliRunner().invoke(main, ["--match", "("])
    assert outcome.exit_code == 2
    assert "is no regular expression" in outcome.output


def test_a_long_run_is_not_taken_for_a_hang_as_it_would_be_noticed_by_scenarios_then() -> None:
    short, long = Item("a", 0.5, frozenset()), Item("b", 900.0, frozenset())
    assert limit_of([short]) < limit_of([long])
    assert limit_of([long]) > 2 * long.seconds


def test_the_aim_is_compared_with_what_is_not_explained() -> None:
    results = [
        Result("a", "", Catcher.SCENARIO, "by"),
        Result("b", "", Catcher.TEST, "by"),
        Result("c", "", Catcher.NOBODY, ""),
        Result("d", "", Catcher.NOBODY, ""),
        Result("e", "", Catcher.TEST, "by"),
        Result("f", "", Catcher.IMPORT, ""),
    ]
    listed = Explained({"d": "a word for readers"}, {"e": "a word for readers"})
    said = command._compared_with_aim(results, listed)
    assert said.startswith(
        "survivors.toml explains 2 of 5; of the other 3 scenarios notice 1 (33 %"
    )

"""The features directory becomes what the documents say, or stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from failmode.specs.errors import FeatureDirectoryError
from failmode.specs.model import Finding, GherkinBlock, Severity, Sourced
from failmode.specs.specification import plan_features
from failmode.specs.write.planner import FileAction, write_features
from failmode.specs.write.render import GENERATED
from failmode.steps.reporting.origin import document_lines
from tests.specs.specification import (
    FIELD_LINE,
    FIELD_SETTINGS,
    Specification,
    failopen_field,
    options,
)

SPECIFICATION = Specification()


def contents(directory: Path) -> dict[str, bytes]:
    """Read every file below a directory."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


def generate(specification: Specification, directory: Path) -> None:
    """Write the features, which must be possible."""
    plan = plan_features(specification.documents(), directory)
    assert not plan.errors
    write_features(plan, directory)


def errors(specification: Specification, directory: Path) -> list[tuple[str, str, int]]:
    """Path, rule and line of each error; with any there is nothing to write."""
    plan = plan_features(specification.documents(), directory)
    assert not plan.errors or not plan.changes
    return [(each.path, each.rule, each.line) for each in plan.errors]


def block(text: str, line: int = 80) -> GherkinBlock:
    """Make a fenced block with the scenarios that its text has."""
    named = (
        (number, one.partition("Scenario:")[2].strip())
        for number, one in enumerate(text.splitlines(), line)
        if one.lstrip().startswith("Scenario:")
    )
    return GherkinBlock(text, line, tuple(Sourced(name, number, name) for number, name in named))


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path / "one")
    plan = plan_features(SPECIFICATION.documents()[::-1], tmp_path / "two")
    write_features(plan, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert set(contents(tmp_path / "one")) == {
        "ninjaone/duo-failopen-creation.feature",
        "ninjaone/duo-failopen.feature",
        "ninjaone/duo-failopen-login.feature",
    }


def test_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    plan = plan_features(SPECIFICATION.documents(), tmp_path)
    assert (plan.changes, plan.unchanged) == ((), 3)


def test_an_edited_feature_is_shown_and_put_right(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    path = tmp_path / "ninjaone/duo-failopen.feature"
    right = path.read_bytes()
    path.write_bytes(right.replace(b"Macintosh", b"Amiga"))
    plan = plan_features(SPECIFICATION.documents(), tmp_path)
    assert [change.action for change in plan.changes] == [FileAction.UPDATE]
    diff = plan.changes[0].diff(Path("features"))
    assert diff.startswith("--- features/ninjaone/duo-failopen.feature\n")
    assert any(each.startswith("-") and "Amiga" in each for each in diff.splitlines())
    assert any(each.startswith("+") and "Macintosh" in each for each in diff.splitlines())
    write_features(plan, tmp_path)
    assert path.read_bytes() == right


def test_a_changed_line_end_is_a_change(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    path = tmp_path / "ninjaone/duo-failopen.feature"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(plan_features(SPECIFICATION.documents(), tmp_path).changes) == 1


def test_a_stale_feature_is_removed_only_when_told_and_one_written_by_hand_never(
    tmp_path: Path,
) -> None:
    stale = tmp_path / "old" / "gone.feature"
    by_hand = tmp_path / "mine.feature"
    stale.parent.mkdir()
    stale.write_text(f"{GENERATED}\nFeature: gone\n", encoding="utf-8")
    by_hand.write_text("Feature: mine\n  Scenario: my own\n    Given x\n", encoding="utf-8")
    plan = plan_features(SPECIFICATION.documents(), tmp_path)
    assert [str(change.path) for change in plan.removals] == ["old/gone.feature"]
    before = contents(tmp_path)
    with pytest.raises(FeatureDirectoryError, match="fewer scenarios"):
        write_features(plan, tmp_path)
    assert contents(tmp_path) == before
    write_features(plan, tmp_path, prune=True)
    assert not stale.exists()
    assert by_hand.exists()


def test_a_platform_that_is_answered_no_more_is_written_only_when_told(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    before = contents(tmp_path)
    fewer = replace(SPECIFICATION, field_settings=FIELD_SETTINGS[:-1])
    plan = plan_features(fewer.documents(), tmp_path)
    assert plan.removals == ()
    (loss,) = plan.losses
    gone = FIELD_SETTINGS[-1].platform
    assert {answer.subject for answer in loss.answers} == {gone}
    with pytest.raises(FeatureDirectoryError, match="fewer scenarios"):
        write_features(plan, tmp_path)
    assert contents(tmp_path) == before
    write_features(plan, tmp_path, prune=True)
    assert plan_features(fewer.documents(), tmp_path).changes == ()


def test_another_label_takes_no_answer_away(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    renamed = SPECIFICATION.with_field(label=Sourced("Another label", FIELD_LINE, ""))
    plan = plan_features(renamed.documents(), tmp_path)
    assert plan.changes
    assert not plan.is_pruning


def test_a_feature_written_by_hand_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ninjaone" / "duo-failopen.feature"
    path.parent.mkdir()
    path.write_text("Feature: mine\n", encoding="utf-8")
    assert errors(SPECIFICATION, tmp_path) == [
        ("docs/ninjaone/duo-failopen.md", "feature-by-hand", FIELD_LINE)
    ]
    assert contents(tmp_path) == {"ninjaone/duo-failopen.feature": b"Feature: mine\n"}


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path) -> None:
    other = replace(failopen_field(), name=Sourced("otherFailopen", FIELD_LINE, ""))
    fed = (*FIELD_SETTINGS, *(replace(one, field="otherFailopen") for one in FIELD_SETTINGS))
    twice = replace(SPECIFICATION, fields=(failopen_field(), other), field_settings=fed)
    found = errors(twice, tmp_path)
    assert {rule for _, rule, _ in found} == {"scenario-repeated"}
    assert contents(tmp_path) == {}


def test_two_fields_of_one_document_have_features_of_their_own(tmp_path: Path) -> None:
    other = replace(
        failopen_field(),
        name=Sourced("duoAutopush", FIELD_LINE, ""),
        label=Sourced("DUO AutoPush", FIELD_LINE, ""),
    )
    generate(replace(SPECIFICATION, fields=(failopen_field(), other)), tmp_path)
    assert set(contents(tmp_path)) == {
        "ninjaone/duo-failopen-duofailopen-creation.feature",
        "ninjaone/duo-failopen-duofailopen-login.feature",
        "ninjaone/duo-failopen-duofailopen.feature",
        "ninjaone/duo-failopen-duoautopush-creation.feature",
        "ninjaone/duo-failopen-duoautopush.feature",
    }


def test_two_features_in_one_file_are_refused(tmp_path: Path) -> None:
    found = errors(replace(SPECIFICATION, fields=(failopen_field(), failopen_field())), tmp_path)
    assert {rule for _, rule, _ in found} == {"scenario-repeated", "feature-repeated"}


def test_a_block_without_a_scenario_is_an_error(tmp_path: Path) -> None:
    prose = replace(SPECIFICATION, blocks=(block("Given nothing before me\n"),))
    assert errors(prose, tmp_path) == [("docs/rules.md", "not-gherkin", 80)]


def test_a_name_that_a_feature_by_hand_already_has_is_refused(tmp_path: Path) -> None:
    name = "DUO FailOpen: each documented option is accepted"
    (tmp_path / "mine.feature").write_text(
        f"Feature: mine\n  Scenario: {name}\n    Given x\n", encoding="utf-8"
    )
    plan = plan_features(SPECIFICATION.documents(), tmp_path)
    assert [each.rule for each in plan.errors] == ["scenario-repeated"]
    assert f"{tmp_path / 'mine.feature'}:2" in plan.errors[0].message


def test_a_feature_by_hand_that_is_not_gherkin_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.feature"
    path.write_text("Nonsense\n", encoding="utf-8")
    assert errors(SPECIFICATION, tmp_path) == [(str(path), "not-gherkin", 1)]


def test_with_an_error_in_a_document_nothing_is_derived(tmp_path: Path) -> None:
    error = Finding("docs/rules.md", 3, "unreadable", Severity.ERROR, "no")
    plan = plan_features(SPECIFICATION.documents(), tmp_path, [error])
    assert (plan.changes, plan.findings) == ((), (error,))
    with pytest.raises(FeatureDirectoryError):
        write_features(plan, tmp_path)
    assert contents(tmp_path) == {}


def test_with_an_error_a_feature_that_exists_stays(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    before = contents(tmp_path)
    broken = SPECIFICATION.with_field(options=(*options("All"), *options("Mainframe Macintosh")))
    assert errors(replace(broken, rules=()), tmp_path)
    assert contents(tmp_path) == before


def test_without_documents_no_feature_is_called_stale(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    plan = plan_features((), tmp_path)
    assert [each.rule for each in plan.errors] == ["no-document"]
    assert plan.changes == ()


def test_a_value_that_gherkin_cannot_carry_is_an_error(tmp_path: Path) -> None:
    tooltip = Sourced("ends with space ", FIELD_LINE, "")
    found = errors(SPECIFICATION.with_field(tooltip=tooltip), tmp_path)
    assert set(found) == {("docs/ninjaone/duo-failopen.md", "not-writable", FIELD_LINE)}


def test_a_value_that_an_outline_would_replace_is_an_error(tmp_path: Path) -> None:
    tooltip = Sourced("Choose an <option>", FIELD_LINE, "")
    found = errors(SPECIFICATION.with_field(tooltip=tooltip), tmp_path)
    assert set(found) == {("docs/ninjaone/duo-failopen.md", "not-writable", FIELD_LINE)}


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    generate(SPECIFICATION, tmp_path)
    before = contents(tmp_path)
    changed = SPECIFICATION.with_field(label=Sourced("Another label", FIELD_LINE, ""))
    changed = replace(changed, blocks=(block("Scenario: written\n  Given x\n"),))
    (tmp_path / "rules-written.feature").mkdir()
    plan = plan_features(changed.documents(), tmp_path)
    assert len(plan.changes) > 1
    with pytest.raises(FeatureDirectoryError, match="rules-written"):
        write_features(plan, tmp_path)
    assert contents(tmp_path) == before


def test_a_directory_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "features").write_text("", encoding="utf-8")
    plan = plan_features(SPECIFICATION.documents(), tmp_path / "features")
    with pytest.raises(FeatureDirectoryError, match="features"):
        write_features(plan, tmp_path / "features")


def test_a_block_of_scenarios_is_taken_over_as_it_stands(tmp_path: Path) -> None:
    text = "@mine\nScenario: written\n   Given  two  spaces\n"
    generate(replace(SPECIFICATION, blocks=(block(text),)), tmp_path)
    written = (tmp_path / "rules-written.feature").read_text(encoding="utf-8")
    assert f"# docs/rules.md:81\n{text}" in written
    assert "Feature: rules, as written in the document\n" in written


def test_a_block_that_is_a_feature_gets_a_file_of_its_own(tmp_path: Path) -> None:
    text = "Feature: mine\n  Scenario: written\n    Given x\n"
    loose = block("Scenario: another\n  Given x\n", 90)
    generate(replace(SPECIFICATION, blocks=(block(text), loose)), tmp_path)
    written = (tmp_path / "rules-written-1.feature").read_text(encoding="utf-8")
    assert written.endswith(
        "\nFeature: mine\n  # docs/rules.md:81\n  Scenario: written\n    Given x\n"
    )
    assert (tmp_path / "rules-written.feature").exists()


def test_each_scenario_of_a_block_carries_its_own_document_line(tmp_path: Path) -> None:
    text = (
        "Scenario: one\n  Given x\n  # a remark\n\n@tag\n@other\nScenario: two\n  Given x\n"
        '  """\n  @text\n  """\n@third\n\nScenario: three\n  Given x\n'
    )
    generate(replace(SPECIFICATION, blocks=(block(text),)), tmp_path)
    path = tmp_path / "rules-written.feature"
    lines = path.read_text(encoding="utf-8").splitlines()
    origins = {
        name: document_lines(str(path), lines.index(f"Scenario: {name}") + 1, {})
        for name in ("one", "two", "three")
    }
    assert origins == {
        "one": ("docs/rules.md:80",),
        "two": ("docs/rules.md:86",),
        "three": ("docs/rules.md:93",),
    }
    assert [each for each in lines if not each.startswith("# docs/")][-15:] == text.splitlines()


def test_a_block_may_not_repeat_a_derived_name(tmp_path: Path) -> None:
    name = "DUO FailOpen: each documented option is accepted"
    repeated = replace(SPECIFICATION, blocks=(block(f"Scenario: {name}\n  Given x\n"),))
    assert errors(repeated, tmp_path) == [("docs/rules.md", "scenario-repeated", 80)]


def test_a_block_that_is_not_gherkin_is_an_error_at_its_line(tmp_path: Path) -> None:
    broken = replace(SPECIFICATION, blocks=(block("Scenario: written\n  Nonsense\n  Given x\n*"),))
    assert errors(broken, tmp_path) == [("docs/rules.md", "not-gherkin", 80)]

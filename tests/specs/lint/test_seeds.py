"""What linting says about the two seeds and about the public documents like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.specs.model import Finding
from failmode.specs.specification import lint_documents, read_documents
from tests.conftest import REPOSITORY

FIELD_SEED = "000_e3f157243f85560f.txt"
FAILMODE_SEED = "004_1fc4355150bab183.txt"


def one(findings: tuple[Finding, ...], rule: str) -> Finding:
    (found,) = (finding for finding in findings if finding.rule == rule)
    return found


def test_the_field_seed_documents_a_default_that_no_step_sets(seeds_dir: Path) -> None:
    finding = one(
        lint_documents(read_documents([seeds_dir / FIELD_SEED])), "default-not-set-by-steps"
    )
    assert (finding.line, finding.values) == (21, ("Disabled",))


def test_the_field_seed_spells_its_type_in_two_ways(seeds_dir: Path) -> None:
    finding = one(lint_documents(read_documents([seeds_dir / FIELD_SEED])), "two-spellings")
    assert (finding.line, finding.values) == (21, ("drop-down", "Drop-down"))
    assert "line 45" in finding.message


def test_the_field_seed_speaks_of_an_option_that_does_not_exist(seeds_dir: Path) -> None:
    finding = one(lint_documents(read_documents([seeds_dir / FIELD_SEED])), "prose-option")
    assert finding.values[0] == "enabled"


def test_the_failmode_seed_alone_is_clean(seeds_dir: Path) -> None:
    assert lint_documents(read_documents([seeds_dir / FAILMODE_SEED])) == ()


@pytest.mark.parametrize("names", [(FIELD_SEED, FAILMODE_SEED), (FAILMODE_SEED, FIELD_SEED)])
def test_both_seeds_together_have_opposite_defaults(
    seeds_dir: Path, names: tuple[str, ...]
) -> None:
    field, proxy = seeds_dir / FIELD_SEED, seeds_dir / FAILMODE_SEED
    rules = REPOSITORY / "docs/rules.md"
    documents = read_documents([*(seeds_dir / name for name in names), rules])
    finding = one(lint_documents(documents), "defaults-opposed")
    assert finding.severity == "info"
    assert (finding.path, finding.line) == (str(field), 21)
    assert finding.values == (
        f"cPVAL DUO FAILOPEN: Disabled (fail closed), {field}:21",
        f"Authentication Proxy: safe (fail open), {proxy}:18",
    )


@pytest.mark.parametrize(
    ("name", "rule", "values"),
    [
        ("cpval-duo-autopush.md", "prose-default", ("blank", "Disabled")),
        ("cpval-duo-enableofline.md", "prose-default", ("enabled", "")),
        (
            "cpval-duo-enableofline.md",
            "file-name-misspelt",
            ("cpval-duo-enableofline.md", "cPVAL DUO ENABLEOFFLINE"),
        ),
        (
            "cpval-connectsecure-deployment.md",
            "field-name",
            ("cpvalConnectsecuredeployment", "cpvalConnectsecureDeployment"),
        ),
        ("cpval-duo-skey.md", "secret-in-text", ("Text", "password")),
        (
            "cpval-duo-uacoffline@steps.md",
            "steps-disagree",
            (
                "Select the offline access for user elevation. The default value is 1",
                "Select the UAC Protect Mode. The default value is 0",
            ),
        ),
        ("cpval-addigy-org-id.md", "required-unclear", ("Partially",)),
        ("cpval-branch-readiness-level.md", "default-lists-several", ("16, 32",)),
    ],
)
def test_known_slips_of_the_public_documents_are_found(
    shared_dir: Path, name: str, rule: str, values: tuple[str, ...]
) -> None:
    path = shared_dir / "corpus" / name
    if not path.is_file():
        pytest.skip(f"no ../shared/corpus/{name} beside the repository")
    assert one(lint_documents(read_documents([path])), rule).values == values

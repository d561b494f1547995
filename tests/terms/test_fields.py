"""A field's name follows from its label, for documents and simulator alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.ninjaone.assumptions import FIELD_NAME
from failmode.terms.fields import field_name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("cPVAL DUO FAILOPEN", "cpvalDuoFailopen"),
        ("cPVAL DUO Deployment - Exclude", "cpvalDuoDeploymentExclude"),
        ("cPVAL DUO UAC_OFFLINE_ENROLL", "cpvalDuoUacofflineenroll"),
        ("cPVAL_BP_AccountUID", "cpvalbpaccountuid"),
        ("Key", "key"),
        ("  two   words ", "twoWords"),
        ("  One  two-THREE ", "oneTwoThree"),
        ("Büro Schlüssel", "broSchlssel"),
        ("", ""),
    ],
)
def test_the_field_name_follows_from_the_label(label: str, name: str) -> None:
    assert field_name(label) == name


@given(st.text(max_size=60))
def test_a_field_name_has_letters_and_digits_only_and_starts_in_lower_case(label: str) -> None:
    name = field_name(label)
    assert name == "" or (name.isascii() and name.isalnum())
    assert name[:1] == name[:1].lower()
    assert field_name(f" {label} - ") == name


@given(st.text(max_size=60).filter(field_name))
def test_the_simulator_accepts_every_name_that_lint_expects(label: str) -> None:
    assert FIELD_NAME.fullmatch(field_name(label))

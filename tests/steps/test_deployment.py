"""The deployment step: a field decides the setting that it feeds, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Run, run_feature

FEATURE = """
Feature: Another field than the failmode's

  Scenario: Deployed from a field
    Given a tenant with the custom field "cpvalDuoAutopush"
      | attribute             | value            |
      | Label                 | cPVAL DUO AUTOPUSH |
      | Field Name            | cpvalDuoAutopush |
      | Definition Scope      | ORGANIZATION     |
      | Type                  | DROPDOWN         |
      | Option Value          | All              |
      | Option Value          | Disabled         |
      | Required              | false            |
      | Technician Permission | EDITABLE         |
      | Automation Permission | READ_WRITE       |
      | API Permission        | READ_WRITE       |
    And a Windows server in the organization
    And the organization has "cpvalDuoAutopush" set to "{option}"
    When Duo is deployed to the Windows server {step}
    Then the endpoint's "FailOpen" is "{fail_open}"
    And the endpoint's "AutoPush" is "{auto_push}"
"""


SIMULATOR = '[targets.simulator]\nkind = "simulator"\n'


def run(
    folder: Path, step: str, *, option: str = "All", fail_open: str = "0", auto_push: str = "1"
) -> Run:
    """Run one scenario against the simulator."""
    feature = folder / "deployed.feature"
    feature.write_text(
        FEATURE.format(step=step, option=option, fail_open=fail_open, auto_push=auto_push),
        encoding="utf-8",
    )
    return run_feature(str(feature), folder, "simulator", SIMULATOR)


@pytest.mark.parametrize(("option", "auto_push"), [("All", "1"), ("Disabled", "0")])
def test_a_field_decides_the_setting_that_it_feeds_and_leaves_the_failmode_closed(
    tmp_path: Path, option: str, auto_push: str
) -> None:
    step = 'with AUTOPUSH from "cpvalDuoAutopush"'
    result = run(tmp_path, step, option=option, auto_push=auto_push)
    assert result.code == 0, result.output


def test_a_field_without_the_setting_that_it_feeds_is_an_error(tmp_path: Path) -> None:
    result = run(tmp_path, 'from "cpvalDuoAutopush"', fail_open="1")
    assert result.code == pytest.ExitCode.TESTS_FAILED, result.output


def test_a_setting_that_duo_does_not_have_is_an_error_that_names_those_that_it_has(
    tmp_path: Path,
) -> None:
    result = run(tmp_path, 'with AUTOPSUH from "cpvalDuoAutopush"')
    assert result.code == pytest.ExitCode.TESTS_FAILED
    assert "'AUTOPSUH'" in result.output
    assert "FAILOPEN, AUTOPUSH" in result.output

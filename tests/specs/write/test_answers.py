"""What features answer is known, so that no answer vanishes unseen."""

from __future__ import annotations

from failmode.specs.write.answers import answers_of

LOGIN = """
Feature: Who gets in
  Rule: Covered
    Scenario Outline: Logins
      Then the login is "<verdict>"

      Examples:
        | platform | option | verdict     |
        | macOS    | All    | failed-open |
        | macOS    | All    | denied      |
        | Windows  | All    | unknown     |

  Scenario Outline: Without a verdict
    Given "<option>"

    Examples:
      | platform | option |
      | Linux    | All    |
"""


def test_each_subject_is_answered_once_for_each_setting_that_has_a_verdict() -> None:
    assert [str(answer) for answer in answers_of(LOGIN)] == ["macOS with All"]


def test_products_answer_by_version_program_and_failmode() -> None:
    row = "| version | program | failmode | verdict |\n | 2.2.3 | pam_duo | safe | hung |"
    text = f'Feature: F\n Scenario Outline: S\n  Then "<verdict>"\n  Examples:\n {row}\n'
    assert [str(answer) for answer in answers_of(text)] == ["2.2.3 pam_duo with safe"]


def test_what_is_no_gherkin_answers_nothing() -> None:
    assert answers_of("Feature: F\n Nonsense\n  Given\n") == frozenset()
    assert answers_of("") == frozenset()

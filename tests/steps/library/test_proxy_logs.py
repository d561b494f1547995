"""The steps about the Authentication Proxy's logs say what the logs have to say, in its order."""

from __future__ import annotations

import pytest

from tests.steps.projects import make_project

pytest_plugins = ("pytester",)

FEATURE = """
@product
Feature: The logs of a proxy
  # docs/duo/own.md:5
  Scenario Outline: What the log says
    Then authproxy.log says, in order, "<texts>"
    Examples:
      | texts                     |
      | one; two; three           |
      | one; three                |
      | two; one                  |
      | one; one                  |
      | four                      |

  # docs/duo/own.md:12
  Scenario Outline: What the log does not say
    Then authproxy.log says nothing of "<text>"
    Examples:
      | text |
      | four |
      | two  |

  # docs/duo/own.md:20
  Scenario Outline: The events
    Then the events of the proxy are "<events>"
    Examples:
      | events                                       |
      | Primary Allow, Secondary Reject              |
      | Secondary Reject, Primary Allow              |
      | Secondary Reject                             |
      | Primary Allow, Secondary Reject, Third Allow |
"""

TARGET = """
from failmode.steps import PROXY_EVENTS, PROXY_LOG, ProxyEvent, offer


class Proxy:
    def lines(self):
        return ["it says one", "it says two", "it says three"]

    def events(self):
        return [ProxyEvent("Primary", "Allow", ""), ProxyEvent("Secondary", "Reject", "")]


class Mine:
    capabilities = dict([offer(PROXY_LOG, Proxy()), offer(PROXY_EVENTS, Proxy())])

    def begin(self):
        pass

    def close(self):
        pass


def make(settings):
    return Mine()
"""

RIGHT = {
    "test_what_the_log_says[one; two; three]",
    "test_what_the_log_says[one; three]",
    "test_what_the_log_does_not_say[four]",
    "test_the_events[Primary Allow, Secondary Reject]",
}


def test_a_step_about_a_log_fails_on_another_order_and_on_what_is_not_there(
    pytester: pytest.Pytester,
) -> None:
    make_project(pytester, FEATURE, TARGET)
    result = pytester.runpytest("--target", "mine", "--targets", "targets.toml", "-v", "-n0")
    passed = {
        line.split("::")[1].rpartition(" PASSED")[0]
        for line in result.outlines
        if " PASSED" in line and "::" in line
    }
    assert passed == RIGHT
    result.assert_outcomes(passed=4, failed=7)

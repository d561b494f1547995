"""Steps about products that no other steps are for: the same for every product, by its name.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import PRODUCT_LOGINS, Login
from failmode.steps.timeouts import login_timeout
from failmode.terms import UNSET

_PRODUCT = r'the product "(?P<product>[^"]+)"'
_FAILMODE = r'with failmode "(?P<failmode>[^"]+)"'
_TIMEOUT = r"its timeout (?P<timeout>set|unset)"

steps = StepLibrary()


def _product(words: Words) -> About:
    failmode, timeout = words.get("failmode"), words.get("timeout")
    return About(
        subject=Subject(SubjectKind.PRODUCT, words["product"]),
        setting=Setting(SettingKind.FAILMODE, failmode or "none"),
        client_timeout=None if timeout is None else timeout == "set",
    )


@steps.given(rf"{_PRODUCT} {_FAILMODE}( and {_TIMEOUT})?", about=_product, needs=PRODUCT_LOGINS)
def product_with_failmode(
    scenario_context: ScenarioContext, product: str, failmode: str, timeout: str | None
) -> None:
    """Have the product configured with that failmode."""
    logins = scenario_context.target.product_logins(product)
    logins.configure(
        product, None if failmode == UNSET else failmode, client_timeout=timeout == "set"
    )


@steps.given(rf"{_PRODUCT}(, {_TIMEOUT})?", about=_product, needs=PRODUCT_LOGINS)
def product_without_failmode(
    scenario_context: ScenarioContext, product: str, timeout: str | None
) -> None:
    """Have a product configured that has no failmode."""
    logins = scenario_context.target.product_logins(product)
    logins.configure(product, None, client_timeout=timeout == "set")


@steps.when(
    rf"the user logs in through {_PRODUCT}"
    r"(, which takes about (?P<seconds>\d+(?:\.\d+)?) seconds)?",
    needs=PRODUCT_LOGINS,
)
def log_in_through_product(
    scenario_context: ScenarioContext, product: str, seconds: str | None
) -> None:
    """Log in once, with the right password."""
    takes = None if seconds is None else float(seconds)
    deadline = login_timeout(scenario_context.deadline_seconds, takes)
    login = scenario_context.target.product_logins(product).login(product, deadline)
    scenario_context.keep_login(login, Login, PRODUCT_LOGINS)

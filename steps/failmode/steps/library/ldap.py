"""Steps about LDAP through the Authentication Proxy: what a connection is told, and what ends it.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

import re

from failmode.steps.context import ProxyScenario, ScenarioContext
from failmode.steps.library.proxy_subjects import LDAP_SERVER, ldap_server
from failmode.steps.library.step_library import StepLibrary
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About
from failmode.steps.targets.capabilities import (
    DIRECTORY_OUTAGES,
    LDAP_LOGINS,
    LDAP_SASL,
    LDAP_TLS,
    PRIMARY_ONLY_MODE,
    LdapLogin,
)
from failmode.terms import UNSET

_OPTION = re.compile(r'([a-z][a-z_0-9]*) "([^"]*)"')

steps = StepLibrary()


@steps.given(
    (
        r'an Authentication Proxy with \[ldap_server_auto\], failmode "(?P<failmode>[^"]+)", '
        r'(?P<options>[a-z][a-z_0-9]* "[^"]*" and [a-z][a-z_0-9]* "[^"]*")'
    ),
    about=ldap_server,
    needs=LDAP_LOGINS,
)
def ldap_server_with_two_options(
    scenario_context: ScenarioContext, failmode: str, options: str
) -> None:
    """Run the proxy with an LDAP server section that has two options more."""
    scenario_context.target.capability(LDAP_LOGINS).configure(
        None if failmode == UNSET else failmode, dict(_OPTION.findall(options))
    )


@steps.given(
    (
        r'an Authentication Proxy with \[ldap_server_auto\], failmode "(?P<failmode>[^"]+)" '
        r"and a certificate"
    ),
    about=ldap_server,
    needs=LDAP_TLS,
)
def ldap_server_with_certificate(scenario_context: ScenarioContext, failmode: str) -> None:
    """Run the proxy with an LDAP server section that serves TLS."""
    scenario_context.target.capability(LDAP_TLS).configure(None if failmode == UNSET else failmode)


@steps.given(
    (
        r"an Authentication Proxy in primary-only mode with \[ldap_server_auto\] "
        r'and failmode "(?P<failmode>[^"]+)"'
    ),
    about=ldap_server,
    needs=PRIMARY_ONLY_MODE,
)
def ldap_server_in_primary_only_mode(scenario_context: ScenarioContext, failmode: str) -> None:
    """Run the proxy with an LDAP server section, so that it does not ask Duo."""
    scenario_context.target.capability(PRIMARY_ONLY_MODE).configure(
        None if failmode == UNSET else failmode, server=LDAP_SERVER
    )


@steps.given("the proxy's directory cannot be reached", needs=DIRECTORY_OUTAGES)
def directory_stopped(scenario_context: ScenarioContext) -> None:
    """Let nobody connect to the directory."""
    scenario_context.target.capability(DIRECTORY_OUTAGES).stop()


@steps.given("the proxy's directory takes connections and never answers", needs=DIRECTORY_OUTAGES)
def directory_silent(scenario_context: ScenarioContext) -> None:
    """Let the directory answer nothing."""
    scenario_context.target.capability(DIRECTORY_OUTAGES).silence()


@steps.when("a client connects over LDAP", needs=LDAP_LOGINS)
def connect(scenario_context: ScenarioContext) -> None:
    """Open a connection without any bind."""
    scenario_context.target.capability(LDAP_LOGINS).connect()


@steps.when("the client asks for StartTLS", needs=LDAP_TLS)
def start_tls(scenario_context: ScenarioContext, proxy_scenario: ProxyScenario) -> None:
    """Ask by the connection that is open; TLS begins where it is granted."""
    proxy_scenario.ldap = scenario_context.target.capability(LDAP_TLS).start_tls()


@steps.when(
    r'a client connects over LDAP and binds by SASL with "(?P<mechanism>[^"]+)"',
    needs=LDAP_SASL,
)
def bind_by_sasl(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, mechanism: str
) -> None:
    """Bind as the user by a new connection."""
    proxy_scenario.ldap = scenario_context.target.capability(LDAP_SASL).bind(mechanism)


@steps.when(
    r'the user logs in over LDAP with the right password and "(?P<behind>[^"]*)" behind it',
    about=lambda _words: About(right_password=True),
    needs=LDAP_LOGINS,
)
def log_in_with_factor(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, behind: str
) -> None:
    """Log in with more than the password in the bind of the user."""
    ldap = scenario_context.target.capability(LDAP_LOGINS)
    login = ldap.login(right_password=True, behind=behind)
    proxy_scenario.ldap = scenario_context.keep_login(login, LdapLogin, LDAP_LOGINS)


@steps.then(r'the LDAP errorMessage names "(?P<text>[^"]+)"')
def ldap_error_message_names(proxy_scenario: ProxyScenario, text: str) -> None:
    """See that the text has some words, whose surroundings nobody knows."""
    actual = proxy_scenario.ldap.error_message
    expect(
        text in actual,
        f"expected: an errorMessage that names {text}; it was {actual!r}",
        Mismatch(Matter.ANSWER, "the LDAP errorMessage", f"... {text} ...", actual),
    )


@steps.then(
    r"a search by this connection in pages of (?P<size>[1-9][0-9]*) is answered page by page",
    converters={"size": int},
    needs=LDAP_LOGINS,
)
def search_in_pages(scenario_context: ScenarioContext, size: int) -> None:
    """Search in pages by a critical control, and compare with a search without it."""
    is_paged = scenario_context.target.capability(LDAP_LOGINS).is_paged(size)
    actual = f"in pages of {size}" if is_paged else "otherwise"
    expect(
        is_paged,
        f"expected: a search is answered in pages of {size}; it was answered {actual}",
        Mismatch(Matter.ANSWER, "how a search is answered", f"in pages of {size}", actual),
    )


@steps.then("the connection is ended by the other side", needs=LDAP_LOGINS)
def connection_ended(scenario_context: ScenarioContext) -> None:
    """Wait until the connection ends."""
    has_ended = scenario_context.target.capability(LDAP_LOGINS).is_ended()
    actual = "ended" if has_ended else "still open"
    expect(
        has_ended,
        f"expected: the connection is ended by the other side; it is {actual}",
        Mismatch(Matter.ANSWER, "the connection", "ended", actual),
    )

"""Steps about the Authentication Proxy and the other applications that ask Duo.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from failmode.steps.context import ProxyScenario, ScenarioContext
from failmode.steps.library.proxy_subjects import ldap_server, proxy_server, usual_proxy
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    ANSWERS_IN_PLACE,
    APPENDED_FACTORS,
    AUTHENTICATION_PROXY,
    CALLING_STATIONS,
    CLOUD,
    EAP_LOGINS,
    HANDED_ON_ATTRIBUTES,
    HTTP_PROXIES,
    LDAP_LOGINS,
    MS_CHAP_LOGINS,
    NAMED_FACTORS,
    PASSWORD_CHANGES,
    PRIMARY_ONLY_MODE,
    PROXY_EVENTS,
    PROXY_LOG,
    PROXY_OPTIONS,
    PROXY_SERVERS,
    TOLD_PARAMETERS,
    UNIVERSAL_PROMPT,
    LdapLogin,
    Login,
    RadiusLogin,
)
from failmode.terms import UNSET, Stage

_IDENTITY = (
    r"(?P<identity>the user(?: with a wrong password| without a password| with a factor alone)?"
    r"|the service account|nobody)"
)
_IDENTITIES = ("user", "service account", "nobody", "somebody else")
"""Whose rights an answer may show."""
_NOTHING = "nothing"
_OPTION = r'[a-z][a-z_0-9]* "[^"]*"'
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_OPERATION = rf"(?P<operation>{'|'.join(Stage)})"

steps = StepLibrary()


def _universal_prompt(words: Words) -> About:
    return About(
        subject=Subject(SubjectKind.UNIVERSAL_PROMPT, "Universal Prompt"),
        setting=Setting(SettingKind.FAILMODE, words["failmode"]),
    )


@steps.given(
    (
        r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" '
        r"and api_timeout (?P<timeout>set|unset)"
    ),
    about=usual_proxy,
    needs=AUTHENTICATION_PROXY,
)
def authentication_proxy(scenario_context: ScenarioContext, failmode: str, timeout: str) -> None:
    """Run the proxy with that configuration."""
    scenario_context.target.capability(AUTHENTICATION_PROXY).configure(
        None if failmode == UNSET else failmode, api_timeout=timeout == "set"
    )


@steps.given(
    r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" and a wrong secret key',
    about=usual_proxy,
    needs=AUTHENTICATION_PROXY,
)
def authentication_proxy_with_wrong_key(scenario_context: ScenarioContext, failmode: str) -> None:
    """Run the proxy with a secret key that Duo does not know."""
    scenario_context.target.capability(AUTHENTICATION_PROXY).configure(
        None if failmode == UNSET else failmode, right_key=False
    )


@steps.given(
    (
        r'an Authentication Proxy with \[(?P<server>[a-z_]+)\], failmode "(?P<failmode>[^"]+)" '
        r"and api_timeout (?P<timeout>set|unset)"
    ),
    about=proxy_server,
    needs=PROXY_SERVERS,
)
def authentication_proxy_server(
    scenario_context: ScenarioContext, server: str, failmode: str, timeout: str
) -> None:
    """Run the proxy with that server section."""
    scenario_context.target.capability(PROXY_SERVERS).configure(
        server, None if failmode == UNSET else failmode, api_timeout=timeout == "set"
    )


@steps.given(
    (
        r'an Authentication Proxy with \[(?P<server>[a-z_]+)\], failmode "(?P<failmode>[^"]+)" '
        r"and a wrong secret key"
    ),
    about=proxy_server,
    needs=PROXY_SERVERS,
)
def authentication_proxy_server_with_wrong_key(
    scenario_context: ScenarioContext, server: str, failmode: str
) -> None:
    """Run the proxy with that server section and a secret key that Duo does not know."""
    scenario_context.target.capability(PROXY_SERVERS).configure(
        server, None if failmode == UNSET else failmode, right_key=False
    )


@steps.given(
    (
        r'an Authentication Proxy with \[ldap_server_auto\], failmode "(?P<failmode>[^"]+)" '
        r'and (?P<option>[a-z][a-z_0-9]*) "(?P<value>[^"]*)"'
    ),
    about=ldap_server,
    needs=LDAP_LOGINS,
)
def ldap_server_with_option(
    scenario_context: ScenarioContext, failmode: str, option: str, value: str
) -> None:
    """Run the proxy with an LDAP server section that has one option more."""
    scenario_context.target.capability(LDAP_LOGINS).configure(
        None if failmode == UNSET else failmode, {option: value}
    )


@steps.when(
    r"the user logs in over LDAP with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=LDAP_LOGINS,
)
def log_in_over_ldap(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, which: str
) -> None:
    """Bind as the service account, search for the user, and bind as the user."""
    login = scenario_context.target.capability(LDAP_LOGINS).login(right_password=which == "right")
    proxy_scenario.ldap = scenario_context.keep_login(login, LdapLogin, LDAP_LOGINS)


@steps.when(
    rf"a client connects over LDAP and binds as {_IDENTITY}",
    needs=LDAP_LOGINS,
)
def connect_and_bind(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, identity: str
) -> None:
    """Bind by a new connection, with the right password where there is one."""
    ldap = scenario_context.target.capability(LDAP_LOGINS)
    proxy_scenario.ldap = ldap.bind(identity.removeprefix("the "), anew=True)


@steps.when(rf"the client binds as {_IDENTITY}", needs=LDAP_LOGINS)
def bind_again(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, identity: str
) -> None:
    """Bind by the connection that is open."""
    ldap = scenario_context.target.capability(LDAP_LOGINS)
    proxy_scenario.ldap = ldap.bind(identity.removeprefix("the "), anew=False)


@steps.then(r'the LDAP result is "(?P<result>[^"]+)"')
def ldap_result(proxy_scenario: ProxyScenario, result: str) -> None:
    """See the result code of the last bind."""
    actual = proxy_scenario.ldap.result
    expect(
        actual == result,
        f"expected: {result}; it was {actual}",
        Mismatch(Matter.ANSWER, "the LDAP result", result, actual),
    )


@steps.then(r'the LDAP errorMessage is "(?P<text>.*)"')
def ldap_error_message(proxy_scenario: ProxyScenario, text: str) -> None:
    """See the exact text."""
    actual = proxy_scenario.ldap.error_message
    expect(
        actual == text,
        f"expected: the errorMessage {text!r}; it was {actual!r}",
        Mismatch(Matter.ANSWER, "the LDAP errorMessage", text, actual),
    )


@steps.then(
    (
        r"a search by this connection is answered "
        r'"(?P<rights>not at all|with the rights of [^"]+|with [a-zA-Z]+)"'
    ),
    needs=LDAP_LOGINS,
)
def search_over_ldap(scenario_context: ScenarioContext, rights: str) -> None:
    """Search for users, and see whose rights the answer shows."""
    must_answer = rights != "not at all"
    shown = scenario_context.target.capability(LDAP_LOGINS).search(must_answer=must_answer)
    actual = shown
    if shown != "not at all":
        actual = f"with the rights of {shown}" if shown in _IDENTITIES else f"with {shown}"
    expect(
        actual == rights,
        f"expected: a search is answered {rights}; it was answered {actual}",
        Mismatch(Matter.ANSWER, "how a search is answered", rights, actual),
    )


@steps.given(
    (
        r'an Authentication Proxy with \[(?P<server>[a-z_]+)\], failmode "(?P<failmode>[^"]+)" '
        r"and \[(?P<section>[a-z_]+)\] "
        rf"(?P<options>{_OPTION}(?:, {_OPTION})*)"
    ),
    about=proxy_server,
    needs=PROXY_OPTIONS,
)
def authentication_proxy_with_options(
    scenario_context: ScenarioContext, server: str, failmode: str, section: str, options: str
) -> None:
    """Run the proxy with that server section, and options more in one of its sections."""
    given = re.findall(r'([a-z_0-9]+) "([^"]*)"', options)
    scenario_context.target.capability(PROXY_OPTIONS).configure(
        server,
        None if failmode == UNSET else failmode,
        section,
        {name: value for name, value in given if value != UNSET},
    )


@steps.given(
    (
        r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" behind an \[http_proxy\] '
        r"that (?P<which>admits|refuses) it"
    ),
    about=usual_proxy,
    needs=HTTP_PROXIES,
)
def authentication_proxy_behind_http_proxy(
    scenario_context: ScenarioContext, failmode: str, which: str
) -> None:
    """Run the proxy so that it reaches Duo through another one."""
    scenario_context.target.capability(HTTP_PROXIES).configure(
        None if failmode == UNSET else failmode, admits=which == "admits"
    )


@steps.given(
    r'an Authentication Proxy in primary-only mode with failmode "(?P<failmode>[^"]+)"',
    about=usual_proxy,
    needs=PRIMARY_ONLY_MODE,
)
def authentication_proxy_in_primary_only_mode(
    scenario_context: ScenarioContext, failmode: str
) -> None:
    """Run the proxy so that it does not ask Duo."""
    scenario_context.target.capability(PRIMARY_ONLY_MODE).configure(
        None if failmode == UNSET else failmode
    )


@steps.when(
    r"the user logs in over RADIUS with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=AUTHENTICATION_PROXY,
)
def log_in_over_radius(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, which: str
) -> None:
    """Send one Access-Request."""
    proxy = scenario_context.target.capability(AUTHENTICATION_PROXY)
    login = proxy.login(right_password=which == "right")
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, AUTHENTICATION_PROXY)


@steps.then(r'the RADIUS answer is "(?P<answer>[^"]+)"')
def radius_answer(proxy_scenario: ProxyScenario, answer: str) -> None:
    """See the code of the answer."""
    actual = proxy_scenario.login.answer
    expect(
        actual == answer,
        f"expected: {answer}; it was {actual}",
        Mismatch(Matter.ANSWER, "the RADIUS answer", answer, actual),
    )


@steps.then(r'the Reply-Message is "(?P<text>.*)"')
def reply_message(proxy_scenario: ProxyScenario, text: str) -> None:
    """See the exact text."""
    actual = proxy_scenario.login.reply_message
    expect(
        actual == text,
        f"expected: the Reply-Message {text!r}; it was {actual!r}",
        Mismatch(Matter.ANSWER, "the Reply-Message", text, actual),
    )


@steps.when(
    r'the user logs in over RADIUS from "(?P<station>[^"]+)"',
    about=lambda _words: About(right_password=True),
    needs=CALLING_STATIONS,
)
def log_in_over_radius_from(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, station: str
) -> None:
    """Send one Access-Request that names the user's machine."""
    login = scenario_context.target.capability(CALLING_STATIONS).login(station)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, CALLING_STATIONS)


@steps.when(
    r'the user logs in over RADIUS with the right password and "(?P<behind>[^"]*)" behind it',
    about=lambda _words: About(right_password=True),
    needs=APPENDED_FACTORS,
)
def log_in_over_radius_with_factor(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, behind: str
) -> None:
    """Send one Access-Request whose password field holds more than the password."""
    login = scenario_context.target.capability(APPENDED_FACTORS).login(behind)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, APPENDED_FACTORS)


@steps.when(
    r'the user logs in over RADIUS with "(?P<typed>[^"]*)" in place of the password',
    about=lambda _words: About(right_password=False),
    needs=APPENDED_FACTORS,
)
def log_in_over_radius_without_password(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, typed: str
) -> None:
    """Send one Access-Request whose password field holds that, and no password."""
    login = scenario_context.target.capability(APPENDED_FACTORS).login_without_password(typed)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, APPENDED_FACTORS)


@steps.when(
    "the user logs in over RADIUS with the right password, naming no factor",
    about=lambda _words: About(right_password=True),
    needs=NAMED_FACTORS,
)
def log_in_over_radius_naming_nothing(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario
) -> None:
    """Log in without a factor, also where the kind of server wants one."""
    login = scenario_context.target.capability(NAMED_FACTORS).login("")
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, NAMED_FACTORS)


@steps.when(
    (
        r"the user logs in over RADIUS with the right password, "
        r'and types "(?P<typed>[^"]*)" where asked'
    ),
    about=lambda _words: About(right_password=True),
    needs=NAMED_FACTORS,
)
def log_in_over_radius_answering(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, typed: str
) -> None:
    """Log in, and answer an Access-Challenge."""
    login = scenario_context.target.capability(NAMED_FACTORS).answer(typed)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, NAMED_FACTORS)


@steps.when(
    r'the user logs in over RADIUS with the right password, naming "(?P<factor>[^"]+)"',
    about=lambda _words: About(right_password=True),
    needs=NAMED_FACTORS,
)
def log_in_over_radius_naming(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, factor: str
) -> None:
    """Log in with a factor as the kind of server wants it."""
    login = scenario_context.target.capability(NAMED_FACTORS).login(factor)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, NAMED_FACTORS)


@steps.when(
    (
        r"the user logs in over RADIUS with the (?P<which>right|wrong) password, "
        r'and the primary server answers with "(?P<names>[^"]+)"'
    ),
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=HANDED_ON_ATTRIBUTES,
)
def log_in_over_radius_at_primary_with_attributes(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, which: str, names: str
) -> None:
    """Log in at a primary server whose answer has attributes, whatever it decides."""
    login = scenario_context.target.capability(HANDED_ON_ATTRIBUTES).login(
        right_password=which == "right", request=(), answer=names.split(", ")
    )
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, HANDED_ON_ATTRIBUTES)


@steps.when(
    r'the user logs in over RADIUS with the right password, in a request with "(?P<names>[^"]+)"',
    about=lambda _words: About(right_password=True),
    needs=HANDED_ON_ATTRIBUTES,
)
def log_in_over_radius_with_attributes(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, names: str
) -> None:
    """Log in by a request that has further attributes."""
    login = scenario_context.target.capability(HANDED_ON_ATTRIBUTES).login(
        right_password=True, request=names.split(", "), answer=()
    )
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, HANDED_ON_ATTRIBUTES)


@steps.then(
    r'the RADIUS client gets "(?P<names>[^"]+)" of the primary server\'s attributes',
    needs=HANDED_ON_ATTRIBUTES,
)
def attributes_of_answer(scenario_context: ScenarioContext, names: str) -> None:
    """See which attributes of the primary server's answer were handed on."""
    got = scenario_context.target.capability(HANDED_ON_ATTRIBUTES).received_by_client()
    _same_attributes("the RADIUS client gets", names, ", ".join(got) or _NOTHING)


@steps.then(
    r'the primary server gets "(?P<names>[^"]+)" of the request\'s attributes',
    needs=HANDED_ON_ATTRIBUTES,
)
def attributes_of_request(scenario_context: ScenarioContext, names: str) -> None:
    """See which attributes of the request were handed on."""
    got = scenario_context.target.capability(HANDED_ON_ATTRIBUTES).received_by_primary()
    _same_attributes("the primary server gets", names, ", ".join(got) or _NOTHING)


def _same_attributes(who: str, wanted: str, actual: str) -> None:
    expect(
        actual == wanted,
        f"expected: {who} the attributes {wanted}; it got {actual}",
        Mismatch(Matter.ANSWER, f"which attributes {who}", wanted, actual),
    )


@steps.when(
    r"the user logs in by EAP-MD5 over RADIUS with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=EAP_LOGINS,
)
def log_in_by_eap(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, which: str
) -> None:
    """Send the Access-Requests of a login by EAP that the primary server decides."""
    login = scenario_context.target.capability(EAP_LOGINS).login(right_password=which == "right")
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, EAP_LOGINS)


@steps.given("the user's password has expired", needs=MS_CHAP_LOGINS)
def expired_password(scenario_context: ScenarioContext) -> None:
    """Have the primary server ask for a new password."""
    scenario_context.target.capability(MS_CHAP_LOGINS).expire()


@steps.when(
    r"the user logs in by MS-CHAPv2 over RADIUS with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=MS_CHAP_LOGINS,
)
def log_in_by_ms_chap(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, which: str
) -> None:
    """Send an Access-Request that proves the password without having it."""
    ms_chap = scenario_context.target.capability(MS_CHAP_LOGINS)
    login = ms_chap.login(right_password=which == "right")
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, MS_CHAP_LOGINS)


@steps.when(
    (
        r"the user logs in by MS-CHAPv2 over RADIUS with the right password, "
        r'and types "(?P<typed>[^"]*)" where asked'
    ),
    about=lambda _words: About(right_password=True),
    needs=MS_CHAP_LOGINS,
)
def log_in_by_ms_chap_answering(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, typed: str
) -> None:
    """Prove the password, and answer an Access-Challenge."""
    ms_chap = scenario_context.target.capability(MS_CHAP_LOGINS)
    login = ms_chap.login(right_password=True, typed=typed)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, MS_CHAP_LOGINS)


@steps.then(r'the MS-CHAP-Error is "(?P<error>\d+|none)"', needs=MS_CHAP_LOGINS)
def ms_chap_error(scenario_context: ScenarioContext, error: str) -> None:
    """See the number of the error in the answer."""
    number = scenario_context.target.capability(MS_CHAP_LOGINS).error()
    actual = "none" if number is None else str(number)
    expect(
        actual == error,
        f"expected: the MS-CHAP-Error {error}; it was {actual}",
        Mismatch(Matter.ANSWER, "the MS-CHAP-Error", error, actual),
    )


@steps.when(
    r"the user changes the password over RADIUS(?P<wrong> with a wrong old one)?",
    about=lambda words: About(right_password=not words.get("wrong")),
    needs=PASSWORD_CHANGES,
)
def change_password_over_radius(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, wrong: str | None
) -> None:
    """Send one Access-Request of MS-CHAPv2 that changes the password, and proves the old one."""
    login = scenario_context.target.capability(PASSWORD_CHANGES).change(right_password=not wrong)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, PASSWORD_CHANGES)


@steps.then(
    r"the primary server has (?P<state>changed|not changed) the password",
    needs=PASSWORD_CHANGES,
)
def password_changed(scenario_context: ScenarioContext, state: str) -> None:
    """See whether the change reached the primary server."""
    is_changed = scenario_context.target.capability(PASSWORD_CHANGES).is_changed()
    actual = "changed" if is_changed else "not changed"
    expect(
        actual == state,
        f"expected: the primary server has {state} the password; it has {actual} it",
        Mismatch(Matter.ANSWER, "the password at the primary server", state, actual),
    )


@steps.given(rf"Duo's answer at {_OPERATION} is (?P<body>\{{.*\}})", needs=ANSWERS_IN_PLACE)
def answered_in_place(scenario_context: ScenarioContext, operation: str, body: str) -> None:
    """Let somebody answer in Duo's place, with HTTP 200 and that JSON."""
    scenario_context.target.capability(ANSWERS_IN_PLACE).answer(body, operation)


@steps.then(
    (
        r'the last event of the proxy is "(?P<stage>[^"]+)", "(?P<status>[^"]+)"'
        r'(, saying "(?P<text>[^"]*)")?'
    ),
    needs=PROXY_EVENTS,
)
def last_event(
    scenario_context: ScenarioContext, stage: str, status: str, text: str | None
) -> None:
    """See the last line of `authevents.log`."""
    events = scenario_context.target.capability(PROXY_EVENTS).events()
    last = events[-1] if events else None
    wanted = ", ".join(part for part in (stage, status, text) if part is not None)
    shown = "no event"
    if last is not None:
        parts = (last.auth_stage, last.status, *(() if text is None else (last.msg,)))
        shown = ", ".join(parts)
    expect(
        shown == wanted,
        f"expected: the last event of the proxy is {wanted}; it is {shown}",
        Mismatch(Matter.LOG, "the last event of the proxy", wanted, shown),
    )


@steps.then(r'the events of the proxy are "(?P<events>[^"]+)"', needs=PROXY_EVENTS)
def all_events(scenario_context: ScenarioContext, events: str) -> None:
    """See every line of `authevents.log`, in its order, by which authentication and what came."""
    found = scenario_context.target.capability(PROXY_EVENTS).events()
    actual = ", ".join(f"{one.auth_stage} {one.status}" for one in found) or _NOTHING
    expect(
        actual == events,
        f"expected: the events of the proxy are {events}; they are {actual}",
        Mismatch(Matter.LOG, "the events of the proxy", events, actual),
    )


@steps.then(r'authproxy\.log says, in order, "(?P<texts>[^"]+)"', needs=PROXY_LOG)
def lines_of_log(scenario_context: ScenarioContext, texts: str) -> None:
    """See that lines with these texts follow one another; others may be between them."""
    lines = scenario_context.target.capability(PROXY_LOG).lines()
    left = iter(lines)
    missing = [text for text in texts.split("; ") if not any(text in line for line in left)]
    shown = "\n".join(lines)
    expect(
        not missing,
        f"expected: authproxy.log says {missing[:1]} after what it has to say before; it says\n"
        f"{shown}",
        Mismatch(Matter.LOG, "authproxy.log", texts, shown),
    )


@steps.then(r'authproxy\.log says nothing of "(?P<text>[^"]+)"', needs=PROXY_LOG)
def nothing_in_log(scenario_context: ScenarioContext, text: str) -> None:
    """See that no line has this text."""
    lines = scenario_context.target.capability(PROXY_LOG).lines()
    found = [line for line in lines if text in line]
    expect(
        not found,
        f"expected: nothing of {text!r} in authproxy.log; it says {found}",
        Mismatch(Matter.LOG, "authproxy.log", f"nothing of {text}", "; ".join(found)),
    )


@steps.then(r'the last event of the proxy has the keys "(?P<keys>[^"]+)"', needs=PROXY_EVENTS)
def event_keys(scenario_context: ScenarioContext, keys: str) -> None:
    """See which keys the last line of `authevents.log` has, in alphabetical order."""
    actual = ", ".join(sorted(_last_keys(scenario_context)))
    expect(
        actual == keys,
        f"expected: the last event of the proxy has the keys {keys}; it has {actual}",
        Mismatch(Matter.LOG, "the keys of the last event", keys, actual),
    )


@steps.then(
    r'the last event of the proxy has "(?P<value>[^"]*)" as "(?P<key>[a-z_]+)"',
    needs=PROXY_EVENTS,
)
def event_value(scenario_context: ScenarioContext, value: str, key: str) -> None:
    """See one value of the last line of `authevents.log`."""
    actual = str(_last_keys(scenario_context).get(key, "(absent)"))
    expect(
        actual == value,
        f"expected: the last event of the proxy has {value!r} as {key}; it has {actual!r}",
        Mismatch(Matter.LOG, f"{key} of the last event", value, actual),
    )


@steps.then(
    'the last event of the proxy tells its time in UTC, such as "2023-01-11T09:30:00Z"',
    needs=PROXY_EVENTS,
)
def event_time(scenario_context: ScenarioContext) -> None:
    """See the form of the time of the last line of `authevents.log`."""
    actual = str(_last_keys(scenario_context).get("timestamp", "(absent)"))
    expect(
        _UTC.fullmatch(actual) is not None,
        f"expected: a time in UTC, with a Z; it is {actual!r}",
        Mismatch(Matter.LOG, "the time of the last event", "UTC, with a Z", actual),
    )


def _last_keys(scenario_context: ScenarioContext) -> Mapping[str, object]:
    events = scenario_context.target.capability(PROXY_EVENTS).events()
    return events[-1].keys if events else {}


@steps.then(
    (
        r'Duo was told "(?P<value>[^"]*)" as "(?P<name>[a-z_]+)" '
        r'at "(?P<operation>preauth|auth)"'
    ),
    needs=TOLD_PARAMETERS,
)
def duo_told(scenario_context: ScenarioContext, value: str, name: str, operation: str) -> None:
    """See one parameter of the last request of a kind."""
    told = scenario_context.target.capability(TOLD_PARAMETERS).told(operation)
    actual = told.get(name, "(absent)")
    expect(
        actual == value,
        f"expected: {operation} told Duo {value!r} as {name}; it told {actual!r}",
        Mismatch(Matter.ANSWER, f"{name} at {operation}", value, actual),
    )


@steps.then(rf'Duo was asked for "{_OPERATION}"', needs=CLOUD)
def duo_asked(scenario_context: ScenarioContext, operation: str) -> None:
    """See that the operation reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    asked = ", ".join(operations) or "nothing"
    expect(
        operation in operations,
        f"expected: Duo was asked for {operation}; it was asked for: {asked}",
        Mismatch(Matter.ANSWER, "what Duo was asked for", operation, asked),
    )


@steps.then(
    rf'Duo was asked for "{_OPERATION}" (?P<times>\d+) times',
    converters={"times": int},
    needs=CLOUD,
)
def duo_asked_often(scenario_context: ScenarioContext, operation: str, times: int) -> None:
    """See how often the operation reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    count = list(operations).count(operation)
    expect(
        count == times,
        f"expected: Duo was asked for {operation} {times} times; it was asked {count} times",
        Mismatch(Matter.ANSWER, f"how often Duo was asked for {operation}", str(times), str(count)),
    )


@steps.then(rf'Duo was not asked for "{_OPERATION}"', needs=CLOUD)
def duo_not_asked_for(scenario_context: ScenarioContext, operation: str) -> None:
    """See that the operation never reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    expect(
        operation not in operations,
        f"expected: Duo was not asked for {operation}; it was asked for: {', '.join(operations)}",
        Mismatch(
            Matter.ANSWER,
            "what Duo was asked for",
            f"anything but {operation}",
            ", ".join(operations),
        ),
    )


@steps.then("Duo was not asked", needs=CLOUD)
def duo_not_asked(scenario_context: ScenarioContext) -> None:
    """See that no request reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    asked = ", ".join(operations)
    expect(
        not operations,
        f"expected: Duo was not asked; it was asked for: {asked}",
        Mismatch(Matter.ANSWER, "what Duo was asked for", "nothing", asked),
    )


@steps.given(
    r'a Universal Prompt application with failmode "(?P<failmode>[^"]+)"',
    about=_universal_prompt,
    needs=UNIVERSAL_PROMPT,
)
def universal_prompt(scenario_context: ScenarioContext, failmode: str) -> None:
    """Run an application that uses the Universal Prompt."""
    scenario_context.target.capability(UNIVERSAL_PROMPT).configure(failmode)


@steps.when("the user logs in through the Universal Prompt application", needs=UNIVERSAL_PROMPT)
def log_in_through_universal_prompt(scenario_context: ScenarioContext) -> None:
    """Log in once through the browser."""
    login = scenario_context.target.capability(UNIVERSAL_PROMPT).login()
    scenario_context.keep_login(login, Login, UNIVERSAL_PROMPT)

"""Steps about Duo Unix: the real login_duo and pam_duo, also behind a real sshd.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import (
    DuoUnixScenario,
    DuoUnixSettings,
    ScenarioContext,
    TimedDuoUnixLogin,
)
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import DUO_UNIX, LOGIN_COURSES, DuoUnixLogin
from failmode.steps.timeouts import duo_unix_timeout, took_long_enough
from failmode.terms import VERSION_RANGE_PATTERN, LoginCourse, Program

_VERSION = (
    rf'Duo Unix "(?P<version>{VERSION_RANGE_PATTERN})" with failmode "(?P<failmode>safe|secure)"'
)
_PROGRAM = rf"(?P<program>{'|'.join(Program)})"
_SECONDS = r"(?P<seconds>\d+(?:\.\d+)?)"

steps = StepLibrary()


def _configured(words: Words) -> About:
    timeout = words.get("timeout")
    return About(
        subject=Subject(SubjectKind.DUO_UNIX, f"Duo Unix {words['version']}"),
        setting=Setting(SettingKind.FAILMODE, words["failmode"]),
        client_timeout=None if timeout is None else timeout == "set",
        mistake=words.get("mistake"),
    )


@steps.given(
    rf"{_VERSION} and https_timeout (?P<timeout>set|unset)", about=_configured, needs=DUO_UNIX
)
def duo_unix(duo_unix_scenario: DuoUnixScenario, version: str, failmode: str, timeout: str) -> None:
    """Have Duo Unix configured so."""
    duo_unix_scenario.settings = DuoUnixSettings(version, failmode, https_timeout=timeout == "set")


@steps.given(rf"{_VERSION} and prompts unset", about=_configured, needs=DUO_UNIX)
def duo_unix_as_shipped(duo_unix_scenario: DuoUnixScenario, version: str, failmode: str) -> None:
    """Have Duo Unix ask as often as it does by default."""
    duo_unix_scenario.settings = DuoUnixSettings(version, failmode, one_prompt=False)


@steps.given(
    "the push is never decided",
    about=lambda _words: About(mistake=LoginCourse.PUSH_NEVER_DECIDED),
    needs=LOGIN_COURSES,
)
def push_never_decided(scenario_context: ScenarioContext) -> None:
    """Have Duo say for ever that the user has not answered."""
    scenario_context.target.capability(LOGIN_COURSES).leave_undecided()


@steps.given(
    r'Duo suffers "(?P<fault>[^"]+)" from the second prompt on',
    about=lambda words: About(mistake=f"{words['fault']}: {LoginCourse.OUTAGE_AFTER_REFUSED_PUSH}"),
    needs=LOGIN_COURSES,
)
def outage_from_the_second_prompt_on(scenario_context: ScenarioContext, fault: str) -> None:
    """Have the fault strike once the client has begun anew."""
    scenario_context.target.capability(LOGIN_COURSES).break_at_second_prompt(fault)


@steps.given(rf"{_VERSION} and a wrong secret key", about=_configured, needs=DUO_UNIX)
def duo_unix_with_wrong_key(
    duo_unix_scenario: DuoUnixScenario, version: str, failmode: str
) -> None:
    """Have Duo Unix configured with a secret key that Duo does not know."""
    duo_unix_scenario.settings = DuoUnixSettings(version, failmode, right_key=False)


@steps.given(
    rf'{_VERSION} and the configuration mistake "(?P<mistake>[^"]+)"',
    about=_configured,
    needs=DUO_UNIX,
)
def duo_unix_with_mistake(
    duo_unix_scenario: DuoUnixScenario, version: str, failmode: str, mistake: str
) -> None:
    """Have a mistake in the configuration."""
    duo_unix_scenario.settings = DuoUnixSettings(version, failmode, mistake=mistake)


@steps.when(rf"the user logs in through {_PROGRAM}", needs=DUO_UNIX)
def log_in(
    scenario_context: ScenarioContext, duo_unix_scenario: DuoUnixScenario, program: str
) -> None:
    """Log in once."""
    _log_in(scenario_context, duo_unix_scenario, program, None)


@steps.when(
    rf"the user logs in through {_PROGRAM}, which takes about {_SECONDS} seconds",
    converters={"seconds": float},
    needs=DUO_UNIX,
)
def log_in_slowly(
    scenario_context: ScenarioContext,
    duo_unix_scenario: DuoUnixScenario,
    program: str,
    seconds: float,
) -> None:
    """Log in once, by a login that is known to take that long."""
    _log_in(scenario_context, duo_unix_scenario, program, seconds)


@steps.then(rf"it took about {_SECONDS} seconds", converters={"seconds": float})
def took_about(duo_unix_scenario: DuoUnixScenario, seconds: float) -> None:
    """See that the login did not end long before; one that takes much longer is hung."""
    took = duo_unix_scenario.timed.seconds
    expect(
        took_long_enough(took, seconds),
        f"expected: about {seconds:g} s; it took {took:.1f} s",
        Mismatch(Matter.ANSWER, "how long the login took", f"{seconds:g} s", f"{took:.1f} s"),
    )


@steps.then(r'the client logged "(?P<text>.+)"')
def client_logged(duo_unix_scenario: DuoUnixScenario, text: str) -> None:
    """See that a line of the client's log has this text."""
    log = duo_unix_scenario.timed.login.log
    logged = " / ".join(log) or "nothing"
    expect(
        any(text in line for line in log),
        f"expected: the client logged {text!r}; it logged: {logged}",
        Mismatch(Matter.ANSWER, "what the client logged", text, logged),
    )


def _log_in(
    context: ScenarioContext, scenario: DuoUnixScenario, program: str, takes: float | None
) -> None:
    settings = scenario.settings
    unix = context.target.capability(DUO_UNIX)
    unix.configure(
        settings.version,
        program,
        settings.failmode,
        https_timeout=settings.https_timeout,
        right_key=settings.right_key,
        mistake=settings.mistake,
        one_prompt=settings.one_prompt,
    )
    deadline = duo_unix_timeout(
        context.deadline_seconds, takes, https_timeout=settings.https_timeout
    )
    began = context.clock()
    login = unix.login(deadline)
    seconds = context.clock() - began
    checked = context.keep_login(login, DuoUnixLogin, DUO_UNIX)
    scenario.timed = TimedDuoUnixLogin(checked, seconds)

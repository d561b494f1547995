"""Steps about Duo Unix: the real login_duo and pam_duo, also behind a real sshd.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

import time

from pytest_bdd import given, parsers, then, when

from failmode.steps.context import DuoUnixSettings, ScenarioContext
from failmode.steps.targets.capabilities import DUO_UNIX
from failmode.steps.timeouts import timeout

_VERSION = r'Duo Unix "(?P<version>\d+(?:\.\d+)+)" with failmode "(?P<failmode>safe|secure)"'
_PROGRAM = r"(?P<program>login_duo|pam_duo|sshd with pam_duo|sshd with login_duo)"
_SECONDS = r"(?P<seconds>\d+(?:\.\d+)?)"
_LONGER_THAN_THE_TRIES_SECONDS = 5.0
"""More than three tries of the one second that `https_timeout` is set to."""

_AT_LEAST = 0.5
"""The share of the documented time that a login has to take."""


@given(parsers.re(rf"{_VERSION} and https_timeout (?P<timeout>set|unset)"))
def duo_unix(scene: ScenarioContext, version: str, failmode: str, timeout: str) -> None:
    """Have Duo Unix configured so."""
    scene.failmode = failmode
    scene.duo_unix = DuoUnixSettings(version, failmode, https_timeout=timeout == "set")


@given(parsers.re(rf"{_VERSION} and a wrong secret key"))
def duo_unix_with_wrong_key(scene: ScenarioContext, version: str, failmode: str) -> None:
    """Have Duo Unix configured with a secret key that Duo does not know."""
    scene.failmode = failmode
    scene.duo_unix = DuoUnixSettings(version, failmode, right_key=False)


@given(parsers.re(rf'{_VERSION} and the configuration mistake "(?P<mistake>[^"]+)"'))
def duo_unix_with_mistake(
    scene: ScenarioContext, version: str, failmode: str, mistake: str
) -> None:
    """Have a mistake in the configuration."""
    scene.failmode, scene.mistake = failmode, mistake
    scene.duo_unix = DuoUnixSettings(version, failmode, mistake=mistake)


@when(parsers.re(rf"the user logs in through {_PROGRAM}"))
def log_in(scene: ScenarioContext, program: str) -> None:
    """One login."""
    _log_in(scene, program, None)


@when(
    parsers.re(
        rf"the user logs in through {_PROGRAM}, which takes about {_SECONDS} seconds",
    ),
    converters={"seconds": float},
)
def log_in_slowly(scene: ScenarioContext, program: str, seconds: float) -> None:
    """One login that is known to take that long."""
    _log_in(scene, program, seconds)


@then(parsers.re(rf"it took about {_SECONDS} seconds"), converters={"seconds": float})
def took_about(scene: ScenarioContext, seconds: float) -> None:
    """The login did not end long before; a login that took much longer is hung."""
    took = scene.login_seconds
    assert took is not None, "no login was tried before this step"
    assert took >= seconds * _AT_LEAST, f"expected: about {seconds:g} s; it took {took:.1f} s"


@then(parsers.re(r'the client logged "(?P<text>.+)"'))
def client_logged(scene: ScenarioContext, text: str) -> None:
    """A line of the client's log has this text."""
    assert any(text in line for line in scene.log), (
        f"expected: the client logged {text!r}; it logged: {' / '.join(scene.log) or 'nothing'}"
    )


def _log_in(scene: ScenarioContext, program: str, takes: float | None) -> None:
    settings = scene.duo_unix
    assert settings is not None, "no Duo Unix was configured before this step"
    unix = scene.target.capability(DUO_UNIX)
    unix.configure(
        settings.version,
        program,
        settings.failmode,
        https_timeout=settings.https_timeout,
        right_key=settings.right_key,
        mistake=settings.mistake,
    )
    deadline = timeout(scene.deadline_seconds, takes)
    if settings.https_timeout:
        deadline = max(deadline, _LONGER_THAN_THE_TRIES_SECONDS)
    began = time.monotonic()
    login = unix.login(deadline)
    scene.login_seconds = time.monotonic() - began
    scene.verdict, scene.trace, scene.log = login.verdict, login.trace, login.log

"""Primary-only mode: Duo is not asked, the failmode decides, and the proxy stops in the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.errors import ConfigError
from failmode.simulator.logins.errors import NotRunningError
from failmode.simulator.logins.proxy_section import radius_section
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.simulator.state.clock import Clock
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import Stack, log_in, running

ALL_SECTIONS = (
    "radius_server_auto",
    "radius_server_concat",
    "radius_server_challenge",
    "radius_server_duo_only",
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("ca")) as one:
        yield one


def primary_only(
    stack: Stack,
    failmode: str,
    *,
    section: str = "radius_server_auto",
    minutes: int = 60,
    clock: Clock | None = None,
) -> AuthProxy:
    """Make a proxy in primary-only mode."""
    text = stack.text({"failmode": failmode}, {}, "radius_client", section)
    return AuthProxy(
        SIMULATED_SECTIONS.parse(text, "authproxy.cfg"),
        stack.network,
        clock or stack.clock,
        ca_file=stack.ca_file,
        primary_only_minutes=minutes,
    )


def has_stopped(proxy: AuthProxy, *, within_seconds: float) -> bool:
    """Tell whether a proxy stops by itself in time."""
    end = time.monotonic() + within_seconds
    pause = threading.Event()
    while proxy.is_running and time.monotonic() < end:
        pause.wait(0.05)
    return not proxy.is_running


@pytest.mark.parametrize("section", ALL_SECTIONS)
@pytest.mark.parametrize(
    ("failmode", "expected"),
    [
        ("safe", ("ACCESS_ACCEPT", messages.PRIMARY_ONLY)),
        ("secure", ("ACCESS_REJECT", messages.PREAUTH_FAILED)),
    ],
)
def test_the_failmode_decides_in_every_section_and_duo_is_not_asked(
    stack: Stack, section: str, failmode: str, expected: tuple[str, str]
) -> None:
    stack.reset()
    with primary_only(stack, failmode, section=section) as proxy:
        password = "dummy-password,push" if section == "radius_server_concat" else "dummy-password"
        assert log_in(proxy, password=password) == expected
    assert stack.stages() == []


def test_the_event_of_a_login_says_that_the_second_factor_was_bypassed(stack: Stack) -> None:
    with primary_only(stack, "safe") as proxy:
        log_in(proxy)
        last = proxy.events[-1]
    assert (last.auth_stage, last.status) == (AuthStage.SECONDARY, AuthStatus.ALLOW)
    assert last.msg == messages.PRIMARY_ONLY


def test_a_wrong_password_is_refused_in_primary_only_mode(stack: Stack) -> None:
    with primary_only(stack, "safe") as proxy:
        assert log_in(proxy, password="wrong")[0] == "ACCESS_REJECT"


def test_the_proxy_stops_when_the_time_is_over_and_not_before(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    clock.freeze()
    caplog.set_level("INFO")
    proxy = primary_only(stack, "safe", minutes=240, clock=clock)
    with proxy:
        assert "Running in PRIMARY ONLY mode. Stopping in 240 minutes" in caplog.text
        clock.advance(240 * 60 - 1)
        assert log_in(proxy)[0] == "ACCESS_ACCEPT"
        assert not has_stopped(proxy, within_seconds=0.5)
        clock.advance(2)
        assert has_stopped(proxy, within_seconds=PATIENT_SECONDS)
        assert proxy.addresses == ()
    assert "Primary only mode has expired. Stopping proxy" in caplog.text


def test_a_proxy_that_was_stopped_before_does_not_stop_its_successor(stack: Stack) -> None:
    clock = Clock()
    clock.freeze()
    proxy = primary_only(stack, "safe", minutes=1, clock=clock)
    proxy.start()
    proxy.stop()
    clock.advance(120)
    with primary_only(stack, "safe", minutes=1, clock=clock) as other:
        assert log_in(other)[0] == "ACCESS_ACCEPT"


@pytest.mark.parametrize("minutes", [0, -1, 241])
def test_more_minutes_than_the_product_allows_or_none_are_refused(
    stack: Stack, minutes: int
) -> None:
    with pytest.raises(ConfigError, match="240"):
        primary_only(stack, "safe", minutes=minutes)


def test_a_login_at_a_proxy_that_has_stopped_is_told_as_that(stack: Stack) -> None:
    proxy = primary_only(stack, "safe")
    proxy.start()
    section = radius_section(proxy)
    assert section is not None
    client = RadiusLoginClient(proxy, section, "127.0.0.1")
    proxy.stop()
    with pytest.raises(NotRunningError, match="has stopped"):
        client.log_in("alice", "dummy-password", deadline_seconds=1, watch=lambda _: None)

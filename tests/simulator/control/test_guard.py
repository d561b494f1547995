"""Who may use the control port: by which name, from which page, with which token."""

from __future__ import annotations

import base64
import ipaddress
import socket
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from failmode.simulator.control.client import ControlClient, ControlRefusedError
from failmode.simulator.control.errors import ForeignHostError
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.errors import ConfigError
from failmode.simulator.runtime import Simulator, SimulatorConfig
from tests.patience import PATIENT_SECONDS

TOKEN = "a-token-of-more-than-16-characters"

MALFORMED = (
    "127.0.0.1/evil",
    "evil@127.0.0.1",
    "127.0.0.1#@evil.example",
    "127.0.0.1?evil",
    "127.0.0.1:evil",
    "127.0.0.1:",
    "127.0.0.1:99999",
    "127.0.0.1:8440:1",
    "127.0.0.1\\evil",
    "127.0.0.1 evil",
    "127.0.0.1,evil.example",
    "[127.0.0.1",
    "::1",
    "[::1]evil",
    "localhost.",
    "localhost.evil.example",
    "127.1",
    "2130706433",
    "\u0661\u0662\u0667.0.0.1",
)
"""Hosts that some reader of URLs takes for loopback, and that no client of ours sends."""


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """Run a simulator on loopback, which asks for no token."""
    with Simulator() as running:
        yield running


@pytest.fixture(scope="module")
def exposed() -> Iterator[Simulator]:
    """Run a simulator that other machines reach."""
    with Simulator(SimulatorConfig(host="0.0.0.0")) as running:
        yield running


def answer_to(simulator: Simulator, head: str) -> int:
    """Send a request as it stands; returns the HTTP status."""
    address = simulator.addresses.control
    with socket.create_connection((address.host, address.port), timeout=PATIENT_SECONDS) as sock:
        sock.sendall(f"{head}\r\n\r\n".encode())
        return int(sock.recv(65_536).split(b" ")[1])


def allows(guard: ControlGuard, host: str) -> bool:
    """Whether a request with a `Host` header passes."""
    try:
        guard.check({"host": host}.get)
    except ForeignHostError:
        return False
    return True


@pytest.mark.parametrize("host", [one for one in MALFORMED if one.isascii()])
def test_a_malformed_host_header_is_refused(simulator: Simulator, host: str) -> None:
    assert answer_to(simulator, f"GET /_sim/health HTTP/1.1\r\nHost: {host}") == 403


def test_an_absolute_target_with_a_foreign_host_is_refused(simulator: Simulator) -> None:
    port = simulator.addresses.control.port
    own = f"127.0.0.1:{port}"

    def status(target: str, host: str) -> int:
        return answer_to(simulator, f"GET http://{target}/_sim/health HTTP/1.1\r\nHost: {host}")

    assert status("evil.example", own) == 403
    assert status(f"evil@{own}", own) == 403
    assert status(own, own) == 200


HOSTS = st.one_of(
    st.text(),
    st.sampled_from(MALFORMED),
    st.builds(
        lambda name, port: f"{name}{port}",
        st.sampled_from(["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "10.0.0.1", "[fe80::1]"]),
        st.one_of(st.just(""), st.integers(0, 100_000).map(lambda port: f":{port}"), st.text()),
    ),
    st.text(alphabet="127.0:[]@/\\#?%localhst \t"),
)


def is_own(host: str, *, wildcard: bool) -> bool:
    """Tell, in another way than the guard does, whether a host is a name and a port of ours."""
    name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not colon:
        name = host
    elif not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 65_535):
        return False
    if name.lower() == "localhost":
        return True
    bracketed = name.startswith("[") and name.endswith("]")
    try:
        address = ipaddress.ip_address(name[1:-1] if bracketed else name)
    except ValueError:
        return False
    if bracketed != (address.version == 6) or (bracketed and "%" in name):
        return False
    return address.is_loopback or wildcard


@given(HOSTS)
@example("127.0.0.1:evil")
@example("[::1]:65536")
def test_a_host_passes_only_as_a_name_and_a_port_of_this_machine(host: str) -> None:
    for bound, wildcard in (("127.0.0.1", False), ("0.0.0.0", True), ("::", True)):
        assert allows(ControlGuard(bound), host) == is_own(host, wildcard=wildcard)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "CROSS-SITE", "", "anything"])
def test_a_request_that_a_browser_says_another_site_sends_is_refused(
    simulator: Simulator, site: str
) -> None:
    own = f"127.0.0.1:{simulator.addresses.control.port}"
    for path in ("/_sim/health", "/"):
        head = f"GET {path} HTTP/1.1\r\nHost: {own}\r\nSec-Fetch-Site: {site}"
        assert answer_to(simulator, head) == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_request_of_the_page_itself_or_of_the_person_is_answered(
    simulator: Simulator, site: str
) -> None:
    own = f"127.0.0.1:{simulator.addresses.control.port}"
    head = f"GET / HTTP/1.1\r\nHost: {own}\r\nSec-Fetch-Site: {site}"

    assert answer_to(simulator, head) == 200


@pytest.mark.parametrize("path", ["/", "/_sim/health", "/_sim/info", "/_dashboard/live"])
def test_nothing_on_a_port_that_others_reach_is_answered_without_the_token(
    exposed: Simulator, path: str
) -> None:
    url = exposed.addresses.control.url
    wrong = {"Authorization": "Bearer wrong"}
    right = {"Authorization": f"Bearer {exposed.control_token}"}

    with httpx.Client(base_url=url, trust_env=False, timeout=PATIENT_SECONDS) as client:
        missing = client.get(path)
        statuses = [client.get(path, headers=one).status_code for one in (wrong, right)]

    assert missing.status_code == 401
    assert missing.json()["error"]["code"] == "token-required"
    assert "FAILMODE_CONTROL_TOKEN" in missing.json()["error"]["hint"]
    assert statuses == [401, 200]


def test_a_browser_is_asked_for_the_token_and_sends_it_as_the_password(exposed: Simulator) -> None:
    url = exposed.addresses.control.url
    token = exposed.control_token or ""

    with httpx.Client(base_url=url, trust_env=False, timeout=PATIENT_SECONDS) as client:
        asked = client.get("/")
        shown = client.get("/", auth=("whoever", token))
        refused = client.get("/", auth=("whoever", f"{token}x"))
        garbage = client.get("/", headers={"Authorization": "Basic %%%"})

    assert asked.headers["WWW-Authenticate"].startswith("Basic ")
    assert [one.status_code for one in (shown, refused, garbage)] == [200, 401, 401]


def test_the_token_is_made_anew_for_each_simulator_that_others_reach() -> None:
    config = SimulatorConfig(host="0.0.0.0")

    first, second = Simulator(config).control_token, Simulator(config).control_token

    assert first is not None
    assert second is not None
    assert first != second
    assert min(len(first), len(second)) >= 32
    assert Simulator().control_token is None


def test_a_token_that_was_chosen_counts_on_loopback_too() -> None:
    with Simulator(SimulatorConfig(control_token=TOKEN)) as simulator:
        url = simulator.addresses.control.url
        with ControlClient(url) as without, pytest.raises(ControlRefusedError) as refused:
            without.health()
        with ControlClient(url, token=TOKEN) as client:
            assert client.health()["status"] == "ok"
            assert client.info()["credentials"]["control"] == {"token": TOKEN}

    assert (refused.value.status, refused.value.code) == (401, "token-required")


@pytest.mark.parametrize("token", ["", "short", "a token with spaces in it", "t\u00f6ken" * 10])
def test_a_token_that_could_be_guessed_or_not_be_sent_is_refused(token: str) -> None:
    with pytest.raises(ConfigError, match="token"):
        SimulatorConfig(control_token=token)


def test_the_token_never_shows_where_a_configuration_is_printed() -> None:
    assert TOKEN not in repr(SimulatorConfig(control_token=TOKEN))


@given(st.binary())
def test_no_other_authorization_passes_and_none_breaks_the_guard(value: bytes) -> None:
    guard = ControlGuard("127.0.0.1", TOKEN)
    text = value.decode("latin-1")
    basic = base64.b64encode(b"x:" + value).decode("ascii")

    for authorization in (text, f"Bearer {text}", f"Basic {text}", f"Basic {basic}"):
        headers = {"host": "localhost", "authorization": authorization}
        assert not guard.admits(headers.get)
    assert guard.admits({"host": "localhost", "authorization": f"bearer {TOKEN}"}.get)

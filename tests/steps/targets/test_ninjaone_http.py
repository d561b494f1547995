"""Only NinjaOne's own answers are answers; what stands before it is waited for or told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from failmode.simulator import Rule, Simulator
from failmode.steps.errors import Refused, TargetError
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.retry import RetryPolicy
from failmode.terms import MASK

PATH = "/v2/organizations"
OPERATION = "organizations-list"


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    """Run a tenant."""
    with Simulator() as simulator:
        yield simulator


@dataclass
class Client:
    """A client of the tenant, and how long it waited each time."""

    simulator: Simulator
    waited: list[float] = field(default_factory=list)
    made: list[NinjaOneHttp] = field(default_factory=list)

    def http(self, secret: str = "", *, url: str = "") -> NinjaOneHttp:
        """Make the connection; with the right secret when left out."""
        keys = self.simulator.credentials.keys
        http = NinjaOneHttp(
            url or self.simulator.addresses.ninjaone.url,
            keys.client_id,
            secret or keys.client_secret,
            scope="monitoring management",
            ca_file=self.simulator.ca_file,
            timeout_seconds=5.0,
            target="the test",
            retry_policy=RetryPolicy(sleep=self.waited.append),
        )
        self.made.append(http)
        return http

    def fault(self, name: str, operation: str = OPERATION, **options: Any) -> None:
        """Let a fault strike NinjaOne."""
        rule = {"vendor": "ninjaone", "fault": name, "operation": operation, **options}
        self.simulator.rules.add(Rule.from_json(rule))

    def requests(self, operation: str) -> int:
        """Count the requests of an operation."""
        return len(self.simulator.journal.query(operation=operation))


@pytest.fixture
def client(running: Simulator) -> Iterator[Client]:
    """Give a client of the tenant as it is after a reset."""
    running.reset()
    made = Client(running)
    yield made
    for http in made.made:
        http.close()


@pytest.mark.parametrize(
    ("fault", "options", "waits"),
    [
        ("http-429", {"retry_after": "7"}, [7.0, 7.0]),
        ("http-429", {}, [0.5, 1.0]),
        ("http-503", {}, [0.5, 1.0]),
        ("http-503", {"retry_after": "2"}, [2.0, 2.0]),
        ("not-json", {}, [0.5, 1.0]),
        ("reset", {}, [0.5, 1.0]),
    ],
)
def test_what_passes_is_waited_for(
    client: Client, fault: str, options: dict[str, Any], waits: list[float]
) -> None:
    http = client.http()
    client.fault(fault, times=2, **options)
    assert isinstance(http.get(PATH), list)
    assert client.waited == waits


@pytest.mark.parametrize(
    ("fault", "options", "told", "waits"),
    [
        ("http-429", {}, "asked for fewer requests (HTTP 429), 4 times in a row", 3),
        (
            "http-429",
            {"retry_after": "3600"},
            "asked for fewer requests (HTTP 429); it asks to wait 3600. Run it again later",
            0,
        ),
        ("http-502", {}, "unwell (HTTP 502), 4 times in a row", 3),
        ("not-json", {}, "something that is no JSON in place of NinjaOne's answer (HTTP 200)", 3),
        ("http-403", {}, "something that is no JSON in place of NinjaOne's answer (HTTP 403)", 0),
        ("redirect", {}, "redirects elsewhere (HTTP 302)", 0),
        ("http-401", {}, "a new access token is not taken: HTTP 401", 0),
        ("wrong-keys", {}, "a new access token is not taken: HTTP 401", 0),
        ("reset", {}, "cannot be reached: ", 3),
    ],
)
def test_what_lasts_is_one_line_and_never_an_answer(
    client: Client, fault: str, options: dict[str, Any], told: str, waits: int
) -> None:
    http = client.http()
    client.fault(fault, **options)
    with pytest.raises(TargetError) as caught:
        http.get(PATH)
    (line,) = str(caught.value).splitlines()
    assert line.startswith("target 'the test': GET ")
    assert told in line
    assert len(client.waited) == waits


@pytest.mark.parametrize("fault", ["http-503", "not-json"])
def test_the_token_is_waited_for_too(client: Client, fault: str) -> None:
    client.fault(fault, operation="oauth-token", times=1)
    client.http().authenticate()
    assert client.waited == [0.5]


@pytest.mark.parametrize("ends", ["http-401", "wrong-keys"])
def test_a_token_that_ends_early_is_renewed(client: Client, ends: str) -> None:
    http = client.http()
    http.get(PATH)
    client.fault(ends, times=1)
    assert isinstance(http.get(PATH), list)
    assert client.requests("oauth-token") == 2


def test_a_token_that_ended_by_the_tenants_clock_is_renewed(client: Client) -> None:
    http = client.http()
    http.get(PATH)
    client.simulator.clock.advance(4000)
    assert isinstance(http.get(PATH), list)
    assert client.requests("oauth-token") == 2


def test_a_write_is_sent_again_only_where_it_was_turned_away(client: Client) -> None:
    http = client.http()
    path, name = "/v2/organization/1/custom-fields", "organization-custom-fields-patch"
    client.fault("http-429", operation=name, times=1)
    with pytest.raises(Refused):
        http.send("PATCH", path, {"nothing": "x"})
    assert client.waited == [0.5]
    client.fault("http-503", operation=name, times=1)
    with pytest.raises(TargetError, match="HTTP 503"):
        http.send("PATCH", path, {"nothing": "x"})
    assert client.waited == [0.5]


def test_a_refusal_of_the_tenant_is_an_answer(client: Client) -> None:
    with pytest.raises(Refused, match="HTTP 404"):
        client.http().get("/v2/custom-fields/field-name/nothing")
    assert client.waited == []


def test_no_secret_is_kept_or_told(client: Client) -> None:
    http = client.http("a-wrong-secret")
    with pytest.raises(TargetError) as caught:
        http.authenticate()
    right = client.http()
    right.get(PATH)
    kept = " ".join([str(caught.value), *http.texts(), *right.texts()])
    assert "a-wrong-secret" not in kept
    assert client.simulator.credentials.keys.client_secret not in kept
    assert MASK in kept


@pytest.mark.parametrize("url", ["https://[", "nonsense", "https://nobody.invalid"])
def test_an_address_that_leads_nowhere_is_one_line(client: Client, url: str) -> None:
    with pytest.raises(TargetError) as caught:
        client.http(url=url).authenticate()
    assert "\n" not in str(caught.value)
    assert client.waited == []

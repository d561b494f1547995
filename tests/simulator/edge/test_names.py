"""A name that leads to two addresses, at the first of which nobody is reached, or to no way."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.edge.faults.resolver import (
    DnsFailure,
    FirstAddressRefused,
    FirstAddressSilent,
    FirstAddressUntrusted,
    NoRoute,
)
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.names import NameService
from failmode.simulator.edge.net.dead_ends import DeadEnds
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority, ServerCertificates
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import Address
from failmode.simulator.network import Network, Timeouts, Unreachable, UnreachableKind, call
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.simulator.runtime.simulator import NINJAONE_HOST
from tests.patience import with_time_enough

SOON = 0.3
"""How long a test waits for an answer that must not come, in seconds."""


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    return SimulatorConfig(proxy=ProxySettings(enabled=True))


@pytest.fixture
def loop() -> Iterator[EdgeLoop]:
    with EdgeLoop() as loop:
        yield loop


@pytest.fixture
def certificates(tmp_path: Path) -> ServerCertificates:
    return Authority(tmp_path).certificates("localhost")


def outcome(address: Address) -> str:
    """Connect to an address; say what comes of it."""
    try:
        with socket.create_connection(address, SOON):
            return "taken"
    except TimeoutError:
        return "silent"
    except ConnectionRefusedError:
        return "refused"


def why_unreachable(simulator: Simulator) -> UnreachableKind:
    """Ping Duo by its name, in vain."""
    with pytest.raises(Unreachable) as failed:
        call(
            simulator.network,
            "GET",
            simulator.keys.api_host,
            "/auth/v2/ping",
            ca_file=simulator.ca_file,
        )
    return failed.value.kind


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_dead_end_refuses_or_answers_nothing_as_it_was_last_asked_for(
    loop: EdgeLoop, certificates: ServerCertificates, host: str
) -> None:
    ends = DeadEnds(loop, host, 0, certificates)
    asked = [
        *(ends.refusing, ends.silent, ends.silent, ends.untrusted, ends.refusing),
        *(ends.untrusted, ends.silent),
    ]

    assert [outcome(one()) for one in asked] == [
        *("refused", "silent", "silent", "taken", "refused"),
        *("taken", "silent"),
    ]
    left = ends.silent()
    ends.close()
    assert outcome(left) == "refused"


def test_it_has_the_edges_own_port_where_that_is_free_and_another_where_it_is_not(
    loop: EdgeLoop, certificates: ServerCertificates
) -> None:
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::1", 0))
        port = other.getsockname()[1]
        elsewhere = DeadEnds(loop, "127.0.0.1", port, certificates)
        assert elsewhere.refusing() != ("::1", port)
        elsewhere.close()
    ends = DeadEnds(loop, "127.0.0.1", port, certificates)
    assert ends.refusing() == ("::1", port)
    ends.close()


def test_nobody_keeps_a_port_beside_the_edge_without_a_rule(simulator: Simulator) -> None:
    port = simulator.addresses.duo.port
    rule = simulator.rules.add(Rule("duo", FirstAddressSilent()))
    assert outcome(("::1", port)) == "silent"
    simulator.rules.remove(rule.id)
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::1", port))


def test_a_program_with_a_resolver_of_its_own_meets_the_same_address(simulator: Simulator) -> None:
    port = simulator.addresses.duo.port
    for fault, met in ((FirstAddressSilent(), "silent"), (FirstAddressRefused(), "refused")):
        rule = simulator.rules.add(Rule("duo", fault))
        assert outcome(("::1", port)) == met
        assert outcome(("127.0.0.1", port)) == "taken"
        simulator.rules.remove(rule.id)


def test_an_untrusted_first_address_ends_the_call_of_who_checks_certificates(
    simulator: Simulator,
) -> None:
    rule = simulator.rules.add(Rule("duo", FirstAddressUntrusted()))
    assert why_unreachable(simulator) is UnreachableKind.CERTIFICATE_UNTRUSTED
    assert simulator.journal.query(vendor="duo", operation="auth_v2_ping") == ()
    simulator.rules.remove(rule.id)
    assert outcome(("::1", simulator.addresses.duo.port)) == "refused"


def test_only_the_vendors_own_name_leads_there(simulator: Simulator) -> None:
    simulator.rules.add(Rule("duo", FirstAddressRefused()))
    assert len(simulator.network.resolve(simulator.keys.api_host)) == 2
    assert len(simulator.network.resolve(NINJAONE_HOST)) == 1


def test_a_look_up_counts_and_a_program_that_cannot_be_led_there_asks_for_it(
    simulator: Simulator,
) -> None:
    assert len(simulator.look_up_duo()) == 1
    simulator.rules.add(Rule("duo", FirstAddressRefused(), times=1))
    assert [len(simulator.look_up_duo()) for _ in range(2)] == [2, 1]
    simulator.rules.clear()
    simulator.rules.add(Rule("duo", DnsFailure()))
    assert simulator.look_up_duo() == ()


def test_without_a_route_a_call_and_a_program_fail_at_once_as_the_operating_system_says(
    simulator: Simulator,
) -> None:
    rule = simulator.rules.add(Rule("duo", NoRoute()))
    assert why_unreachable(simulator) is UnreachableKind.NO_ROUTE
    assert {one.rule.id: one.hits for one in simulator.rules.states()}[rule.id] == 1
    (address,) = simulator.look_up_duo()
    assert address[1] == simulator.addresses.duo.port
    with pytest.raises(OSError, match="unreachable") as refused:
        socket.create_connection(address)
    assert refused.value.errno == errno.ENETUNREACH


def test_without_dead_ends_the_fault_is_refused_and_nobody_gets_through() -> None:
    rules = RuleBook()
    rules.add(Rule("duo", FirstAddressRefused()))
    network = Network({"a.test": ("127.0.0.1", 1)}, NameService(rules), {"a.test": "duo"})
    with pytest.raises(ConfigError, match="first-address-refused"):
        network.resolve("a.test")


@pytest.mark.parametrize("fault", [FirstAddressRefused(), FirstAddressSilent()])
def test_simulated_machines_go_on_to_the_second_address(
    simulator: Simulator, fault: FirstAddressRefused | FirstAddressSilent
) -> None:
    simulator.rules.add(Rule("duo", fault))

    def attempt(seconds: float) -> tuple[int, int] | UnreachableKind:
        try:
            answer = call(
                simulator.network,
                "GET",
                simulator.keys.api_host,
                "/auth/v2/ping",
                timeouts=Timeouts(connect=seconds),
                ca_file=simulator.ca_file,
            )
        except Unreachable as error:
            return error.kind
        return answer.status, answer.passed_over

    # The handshake with the second address has to be done in the same time.
    came_to = with_time_enough(attempt, lambda end: isinstance(end, tuple), seconds=SOON)
    assert came_to == (200, 1)


def test_where_the_second_address_fails_too_the_call_fails_as_that_one(
    simulator: Simulator,
) -> None:
    simulator.rules.add(Rule("duo", FirstAddressRefused()))
    rule = simulator.rules.add(Rule.from_json({"vendor": "duo", "fault": "connect-timeout"}))
    with pytest.raises(Unreachable) as failed:
        call(
            simulator.network,
            "GET",
            simulator.keys.api_host,
            "/auth/v2/ping",
            timeouts=Timeouts(connect=SOON),
            ca_file=simulator.ca_file,
        )
    assert failed.value.kind is UnreachableKind.CONNECT_TIMEOUT
    hits = {one.rule.id: one.hits for one in simulator.rules.states()}
    assert hits[rule.id] == 1


@pytest.mark.parametrize("client", ["windows-workstation", "macos"])
def test_a_verdict_of_who_went_on_to_the_second_address_is_told_as_assumed(
    simulator: Simulator, client: str
) -> None:
    before = _log_in(simulator, client)
    simulator.rules.add(Rule("duo", FirstAddressRefused()))
    after = _log_in(simulator, client)

    assert before == ("allowed", None)
    assert after[0] == "allowed"
    assert "tries the further addresses" in (after[1] or "")


def _log_in(simulator: Simulator, client: str) -> tuple[str, str | None]:
    """Log alice in; give the verdict and what it assumes."""
    with ControlClient(simulator.addresses.control.url) as control:
        result = control.attempt_login(client, "alice")
    return result["verdict"], result["assumed"] and result["assumed"]["name"]


def test_the_authentication_proxy_goes_on_to_the_second_address(simulator: Simulator) -> None:
    simulator.rules.add(Rule("duo", FirstAddressRefused()))
    assert _log_in(simulator, "radius") == ("allowed", None)

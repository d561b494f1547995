"""What programs that ask the operating system's resolver call Duo by."""

from __future__ import annotations

import pytest

from failmode.simulator import Simulator
from failmode.steps.targets.program_host import host_for_program
from failmode.steps.targets.wrong_values import UNKNOWN_HOST

DUO, DEAD_END, ELSEWHERE = ("127.0.0.1", 8443), ("::1", 8443), ("233.252.0.1", 8443)


@pytest.mark.parametrize(
    ("addresses", "host"),
    [
        ((), UNKNOWN_HOST),
        ((DUO,), "localhost"),
        ((DEAD_END, DUO), "localhost"),
        ((ELSEWHERE,), "233.252.0.1"),
    ],
)
def test_a_program_is_led_where_duos_name_leads(
    addresses: tuple[tuple[str, int], ...], host: str
) -> None:
    assert host_for_program(addresses, DUO[0], "localhost") == host


def test_a_program_is_led_to_the_running_duo_by_the_name_that_its_certificate_carries() -> None:
    with Simulator() as simulator:
        own = simulator.addresses.duo
        assert simulator.look_up_duo() == ((own.host, own.port),)
        assert host_for_program(simulator.look_up_duo(), own.host, "localhost") == "localhost"

"""The matrix: every option and device is deployed, computers that are set up alike tried once."""

from __future__ import annotations

import pytest

from failmode.simulator.deployment.rules import DEPLOYMENT_OPTIONS
from failmode.simulator.fleet.errors import NotDeployedError, UnknownDeviceError
from failmode.simulator.fleet.fleet import platform_of
from failmode.simulator.fleet.matrix import Matrix
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.requests import LoginRequest, LoginResult
from failmode.simulator.ninjaone.enums import NODE_CLASSES, NodeClass
from failmode.simulator.runtime import Simulator
from failmode.terms.platforms import Platform

FIELD = "cpvalDuoFailopen"


def matrix_of(simulator: Simulator) -> tuple[Matrix, list[LoginClient]]:
    """Return the matrix of a simulator's fleet, and the clients that are logged in at."""
    tried: list[LoginClient] = []

    def log_in(client: LoginClient) -> LoginResult:
        tried.append(client)
        password = simulator.logins.clients.password("alice")
        return simulator.logins.driver.log_in(LoginRequest(client, "alice", password))

    return Matrix(simulator.control.fleet(), log_in, timeout_seconds=1.0), tried


def test_without_the_field_the_options_are_those_that_the_deployment_knows(
    simulator: Simulator,
) -> None:
    matrix, tried = matrix_of(simulator)
    cells = matrix.by_option(FIELD)
    assert list(dict.fromkeys(cell.option for cell in cells)) == [*DEPLOYMENT_OPTIONS, None]
    assert len(tried) == 2 * len(Platform), "open and closed on each platform"


def test_a_device_is_tried_where_duo_is_installed(simulator: Simulator) -> None:
    fleet = simulator.control.fleet()
    first, *_ = simulator.ninjaone.device_ids(1)
    fleet.deploy(first, FIELD)
    matrix, tried = matrix_of(simulator)
    results = {cell.device_id: cell.result for cell in matrix.by_device(1)}
    assert [device for device, result in results.items() if result is not None] == [first]
    assert len(tried) == 1


def test_a_device_without_duo_and_one_that_is_not_there_have_no_login(
    simulator: Simulator,
) -> None:
    fleet = simulator.control.fleet()
    with pytest.raises(NotDeployedError):
        fleet.client(1, timeout_seconds=1.0)
    with pytest.raises(UnknownDeviceError):
        fleet.client(999, timeout_seconds=1.0)


@pytest.mark.parametrize("node_class", NodeClass)
def test_only_classes_that_a_product_guards_have_a_platform(node_class: NodeClass) -> None:
    platform = platform_of(node_class)
    assert (platform is not None) == (node_class in NODE_CLASSES.values())
    assert platform is None or NODE_CLASSES[platform] is node_class

"""`failmode examples`: lines to copy, for a running simulator or for its state directory."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from failmode.cli.client_examples import CLIENTS
from failmode.cli.root import main
from failmode.cli.server_facts import FACTS_FILE
from tests.cli.controlled import ControlledSimulator

OF_THE_PROXY = {"radclient", "ldapwhoami"}
"""The clients that need an Authentication Proxy."""


def test_what_there_is_to_try_is_listed_by_client(controlled: ControlledSimulator) -> None:
    printed = controlled.ok("examples")
    for client in (one for one in CLIENTS if one not in OF_THE_PROXY):
        assert re.search(rf"(?m)^ {client} ", printed)
    for client in OF_THE_PROXY:
        assert client not in printed, "this simulator has no port for it"


def test_the_lines_of_a_client_hold_the_addresses_and_keys(
    controlled: ControlledSimulator,
) -> None:
    simulator = controlled.simulator
    printed = controlled.ok("examples", "duo_client")
    assert simulator.keys.skey in printed
    assert simulator.keys.admin_skey in printed
    assert f"port={simulator.addresses.duo.port}" in printed
    assert max(map(len, printed.splitlines())) <= 100


def test_each_example_has_a_client_that_can_be_asked_for(controlled: ControlledSimulator) -> None:
    examples = controlled.read("examples")["examples"]
    assert {one["client"] for one in examples} == set(CLIENTS) - OF_THE_PROXY
    (one,) = controlled.read("examples", "pam_duo")["examples"]
    assert one["title"] in controlled.ok("examples", "pam_duo")


@pytest.mark.parametrize("client", sorted(OF_THE_PROXY))
def test_a_client_without_a_port_is_refused(controlled: ControlledSimulator, client: str) -> None:
    assert f"no port for {client}" in controlled.refused("examples", client)


def test_a_state_directory_says_where_its_simulator_is(
    controlled: ControlledSimulator, tmp_path: Path
) -> None:
    facts = controlled.simulator.server_info.to_json()
    (tmp_path / FACTS_FILE).write_text(json.dumps(facts))
    result = CliRunner().invoke(main, ["examples", "curl", f"--state-dir={tmp_path}"])
    assert result.stdout == controlled.ok("examples", "curl")


def test_a_directory_without_a_simulator_is_one_line_and_exit_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["examples", f"--state-dir={tmp_path}"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"failmode examples: {tmp_path / FACTS_FILE}: no simulator")
    assert "failmode serve --state-dir" in result.stderr

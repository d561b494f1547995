"""What a simulator loads until its first answers: nobody waits for what few ever ask for."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.patience import LONGEST_RUN_SECONDS

PROGRAM = """
import json, socket, ssl, sys
from urllib.parse import urlencode
from failmode.cli.commands import serve
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig

def ask(address, head, body=""):
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    with socket.create_connection((address.host, address.port), 10) as plain:
        with trust.wrap_socket(plain, server_hostname=address.host) as connection:
            connection.sendall(f"{head}\\r\\nHost: {address.host}\\r\\nConnection: close\\r\\n"
                               f"Content-Type: application/x-www-form-urlencoded\\r\\n"
                               f"Content-Length: {len(body)}\\r\\n\\r\\n{body}".encode())
            answer = connection.makefile("rb").read().decode()
    return json.loads(answer.partition("\\r\\n\\r\\n")[2])

with Simulator(SimulatorConfig(proxy=ProxySettings(enabled=True))) as simulator:
    facts = simulator.server_info.to_json()
    addresses, keys = simulator.addresses, simulator.keys
    form = {"grant_type": "client_credentials", "client_id": keys.client_id,
            "client_secret": keys.client_secret}
    print(json.dumps({
        "ping": ask(addresses.duo, "GET /auth/v2/ping HTTP/1.1"),
        "token": ask(addresses.ninjaone, "POST /ws/oauth/token HTTP/1.1", urlencode(form)),
        "modules": list(sys.modules),
    }))
"""

PACKAGES = {
    "OpenSSL",
    "bson",
    "flask",
    "httpcore",
    "jinja2",
    "jwt",
    "pytest",
    "sansldap",
    "segno",
    "spnego",
}
"""What is needed for some requests only."""

WINGS = (
    "authproxy.clients.ad",
    "authproxy.connectivity.report",
    "authproxy.drpc.link",
    "authproxy.ldap.client",
    "authproxy.ldap.codec",
    "authproxy.ldap.directory_connection",
    "authproxy.servers.cloud",
    "authproxy.servers.ldap_connection",
    "authproxy.servers.radius_server_eap",
    "authproxy.servers.sso",
    "control.application",
    "control.client",
    "dashboard",
    "deployment",
    "endpoints",
    "fleet.fleet",
    "logins.clients",
    "logins.driver",
)
"""Modules and packages of the simulator for logins, computers, LDAP, and who steers."""


@pytest.fixture(scope="module")
def started() -> dict[str, Any]:
    """Start what `failmode serve` starts, ask both vendors something, and name what is loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_first_answers_are_those_of_the_vendors(started: dict[str, Any]) -> None:
    assert started["ping"]["stat"] == "OK"
    assert started["token"]["token_type"] == "Bearer"


def test_no_package_is_loaded_before_somebody_asks_for_what_needs_it(
    started: dict[str, Any],
) -> None:
    loaded = {name.partition(".")[0] for name in started["modules"]}
    assert {"sqlalchemy", "werkzeug"} <= loaded
    assert not loaded & PACKAGES


def test_no_objects_are_mapped_to_rows(started: dict[str, Any]) -> None:
    assert "sqlalchemy.orm" not in started["modules"]


@pytest.mark.parametrize("name", WINGS)
def test_no_wing_is_loaded_before_somebody_asks_for_it(name: str, started: dict[str, Any]) -> None:
    assert f"failmode.simulator.{name}" not in started["modules"]

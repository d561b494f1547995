"""A proxy of another process, with slapd behind it, in a real proxy's place: an LDAP target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from failmode.simulator.authproxy.cfg.writer import ldap_sections, write_authproxy_cfg
from failmode.simulator.runtime import Simulator
from failmode.simulator.runtime.config import Ports, SimulatorConfig
from tests.cli.serving import serving
from tests.harness import Run, run_feature
from tests.ports import free_port
from tests.real import slapd

pytestmark = pytest.mark.real

ENVIRONMENT = {
    "LDAP_SERVICE_PASSWORD": slapd.SERVICE_PASSWORD,
    "LDAP_PASSWORD": slapd.PASSWORD,
}
TABLE = """\
[targets.proxy]
kind = "authentication-proxy"
address = "{address}"
{more}
user_dn = "uid={{username}},{people}"
service_dn = "{service}"
service_password_env = "LDAP_SERVICE_PASSWORD"
username = "alice"
password_env = "LDAP_PASSWORD"
failmode = "{failmode}"
duo = "127.0.0.1:{duo}"
api_host = "localhost"
state_dir = "{state}"
"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A proxy that runs in another process.

    Attributes:
        failmode: as its file says.
        port: for clear text and StartTLS.
        tls_port: for LDAPS.
        duo: where it looks for Duo.
        ca_file: leads to its certificate.
        state: where the authority is whose Duo it trusts.
    """

    failmode: str
    port: int
    tls_port: int
    duo: int
    ca_file: Path
    state: Path

    def run(self, folder: Path, transport: str, feature: str, among: str) -> Run:
        """Run some scenarios of a feature against it."""
        secure = f'ca_file = "{self.ca_file}"'
        address, more = {
            "ldap": (f"ldap://localhost:{self.port}", ""),
            "starttls": (f"ldap://localhost:{self.port}", f"start_tls = true\n{secure}"),
            "ldaps": (f"ldaps://localhost:{self.tls_port}", secure),
        }[transport]
        table = TABLE.format(
            address=address,
            more=more,
            people=slapd.PEOPLE,
            service=slapd.SERVICE,
            failmode=self.failmode,
            duo=self.duo,
            state=self.state,
        )
        return run_feature(
            f"duo/{feature}.feature",
            folder,
            "proxy",
            table,
            "-rs",
            "-k",
            among,
            environment=ENVIRONMENT,
        )


@pytest.fixture(scope="module", params=["safe", "secure"])
def elsewhere(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Elsewhere]:
    failmode: str = request.param
    folder = tmp_path_factory.mktemp("proxy")
    state = folder / "state"
    state.mkdir()
    duo = free_port()
    config = SimulatorConfig(api_host="localhost", ports=Ports(duo=duo), state_directory=state)
    with Simulator(config) as simulator:
        keys, ca_file = simulator.credentials.keys, simulator.ca_file
    with slapd.slapd(tmp_path_factory.mktemp("slapd")) as directory:
        pem = directory.ca_file.parent / "server.pem"
        sections = ldap_sections(
            ikey=keys.ikey,
            skey=keys.skey,
            api_host="localhost",
            directory=("127.0.0.1", directory.port),
            service_name="service",
            service_dn=slapd.SERVICE,
            service_password=slapd.SERVICE_PASSWORD,
            search_dn=slapd.BASE,
            options={
                "failmode": failmode,
                "api_port": duo,
                "http_ca_certs_file": ca_file,
                "port": 0,
                "ssl_port": 0,
                "ssl_key_path": pem,
                "ssl_cert_path": pem,
            },
            client_options={"auth_type": "plain"},
        )
        file = folder / "authproxy.cfg"
        file.write_text(write_authproxy_cfg(sections))
        # Its own Duo has another name, so the proxy looks for localhost as a real one would.
        with serving(f"--authproxy={file}", "--api-host=api-of-its-own.example.com") as served:
            (section,) = served.facts["authproxy"]["sections"]
            clear, tls = (one["port"] for one in section["ports"])
            yield Elsewhere(failmode, clear, tls, duo, directory.ca_file, state)


@pytest.mark.parametrize("transport", ["ldap", "starttls", "ldaps"])
def test_faults_of_duo_are_run_through_a_proxy_elsewhere_over_each_transport(
    elsewhere: Elsewhere, tmp_path: Path, transport: str
) -> None:
    done = elsewhere.run(
        tmp_path,
        transport,
        "authentication-proxy-ldap_server_auto",
        "http_500 or http-500 or connection-refused",
    )
    assert done.code == 0, done.output
    assert " passed" in done.output
    other = {"safe": "secure", "secure": "safe"}[elsewhere.failmode]
    assert f"cannot run with failmode {other} (it has {elsewhere.failmode})" in done.output


def test_the_rules_of_a_connection_are_run_through_a_proxy_elsewhere(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    done = elsewhere.run(
        tmp_path,
        "ldap",
        "authentication-proxy-written",
        "after_a_denied_second_factor or without_searches or a_second_bind or anonymous",
    )
    assert done.code == 0, done.output
    is_safe = elsewhere.failmode == "safe"
    assert f"{3 if is_safe else 1} passed" in done.output
    reason = "cannot run with allow_searches_after_bind false (it has true)"
    assert (reason in done.output) is is_safe

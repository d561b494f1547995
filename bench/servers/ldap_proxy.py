"""Our Authentication Proxy between LDAP clients and a directory, with nobody to ask at Duo."""

from __future__ import annotations

import sys

from bench.child import LOOPBACK, serve_until_released
from bench.servers.authproxy import PASSWORD
from bench.servers.edges import API_HOST, IKEY, SKEY
from bench.servers.slapd import BASE, USER
from failmode.simulator.authproxy.cfg.writer import ldap_sections, write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.network import Network
from failmode.simulator.state.clock import Clock


def main() -> None:
    """Serve until the benchmark lets go; the first bind of a connection is exempt from Duo."""
    sections = ldap_sections(
        ikey=IKEY,
        skey=SKEY,
        api_host=API_HOST,
        directory=(LOOPBACK, int(sys.argv[1])),
        service_name="service",
        service_dn=USER,
        service_password=PASSWORD,
        search_dn=BASE,
        options={"port": 0},
        client_options={"auth_type": "plain"},
    )
    config = SIMULATED_SECTIONS.parse(write_authproxy_cfg(sections), "authproxy.cfg")
    with AuthProxy(config, Network({}), Clock()) as proxy:
        serve_until_released({"port": proxy.addresses[0][1]})


if __name__ == "__main__":
    main()

"""Connections of LDAP clients that end before anything of theirs was done."""

from __future__ import annotations

import logging
import socket
from typing import cast

from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.cfg.writer import ldap_sections, write_authproxy_cfg
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.ldap_bind import BindDecider
from failmode.simulator.authproxy.servers.ldap_connection import LdapService
from failmode.simulator.authproxy.servers.worker_threads import WorkerThreads
from failmode.simulator.edge.net.connection_limits import ConnectionGate
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.internal_failures import InternalFailures
from tests.patience import wait_until

SECTIONS = ldap_sections(
    ikey="DIXXXXXXXXXXXXXXXXXX",
    skey="dummyskey",
    api_host="api.example.test",
    directory=("127.0.0.1", 9),
    service_name="service",
    service_dn="cn=service,dc=example,dc=test",
    service_password="dummy-password",
    search_dn="dc=example,dc=test",
    options={},
)


def test_a_connection_that_is_cut_off_before_it_begins_leaves_neither_socket_nor_place() -> None:
    (section,) = SIMULATED_SECTIONS.parse(write_authproxy_cfg(SECTIONS), "authproxy.cfg").servers
    assert isinstance(section, LdapServerAutoSection)
    gate = ConnectionGate()
    client, accepted = socket.socketpair()
    with client, EdgeLoop() as loop:
        service = LdapService(
            section=section,
            decider=cast(BindDecider, None),  # nobody binds
            tls=None,
            loop=loop.asyncio,
            gate=gate,
            failures=InternalFailures(),
            logger=logging.getLogger("authproxy"),
            workers=WorkerThreads("bind", 1),
        )

        def accept_and_stop() -> None:
            service.accept(accepted, ("127.0.0.1", 1), ldaps=False)
            service.stop()

        loop.call(accept_and_stop)
        wait_until(lambda: gate.open == 0 and not service.connections, "it keeps its place")
        assert client.recv(1) == b""

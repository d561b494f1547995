"""What a running simulator tells of the ports of its Authentication Proxy."""

from __future__ import annotations

import socket
from pathlib import Path

from failmode.simulator.authproxy.cfg.sections.base import Transport
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.listening_proxy import write_listening_proxy


def test_every_port_that_a_section_declares_is_told_by_its_option_and_is_open(
    tmp_path: Path,
) -> None:
    file = write_listening_proxy(tmp_path)
    with Simulator(SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))) as simulator:
        proxy, told = simulator.proxy, simulator.server_info.authproxy
        assert proxy is not None
        assert told is not None
        assert [(one.name, [port.option for port in one.ports]) for one in told.sections] == [
            ("radius_server_auto", ["port"]),
            ("ldap_server_auto", ["port", "ssl_port"]),
            ("ldap_server_auto2", ["port"]),
            ("http_proxy", ["port"]),
            ("sso", []),
        ]
        assert [[(port.option, port.transport) for port in one.ports] for one in told.sections] == [
            [(port.option, port.transport) for port in one.listening_ports]
            for one in proxy.config.servers
        ]
        ports = [port for one in told.sections for port in one.ports]
        assert len({(port.transport, port.port) for port in ports}) == len(ports)
        for port in ports:
            assert port.port != 0
            if port.transport == Transport.TCP:
                socket.create_connection((port.host, port.port), PATIENT_SECONDS).close()

"""Writing authproxy.cfg: what is written is read back."""

from __future__ import annotations

from failmode.simulator.authproxy.cfg.sections.radius import (
    RadiusClientSection,
    RadiusServerAutoSection,
)
from failmode.simulator.authproxy.cfg.writer import radius_sections, write_authproxy_cfg
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.terms.logins import Failmode


def test_the_sections_of_a_radius_proxy_are_read_back() -> None:
    sections = radius_sections(
        ikey="DIXXXXXXXXXXXXXXXXXX",
        skey="dummyskeydummyskeydummyskeydummyskey0000",
        api_host="api-1234abcd.duosecurity.test",
        primary=("192.0.2.10", 1645),
        primary_secret="dummy-primary-secret",
        peers={"192.0.2.0/24": "dummy-one", "2001:db8::/32": "dummy-two"},
        options={"failmode": "secure", "api_timeout": 2, "port": 0},
    )
    config = SIMULATED_SECTIONS.parse(write_authproxy_cfg(sections), "authproxy.cfg")
    (server,) = config.servers
    assert isinstance(server, RadiusServerAutoSection)
    assert isinstance(server.client, RadiusClientSection)
    assert server.client.hosts == (("192.0.2.10", 1645),)
    assert server.client.secret == "dummy-primary-secret"
    assert server.secret_of("192.0.2.7") == "dummy-one"
    assert server.secret_of("2001:db8::7") == "dummy-two"
    assert (server.failmode, server.api.api_timeout, server.port) == (Failmode.CLOSED, 2, 0)
    assert config.warnings == ()


def test_a_section_without_options_is_there() -> None:
    assert write_authproxy_cfg({"duo_only_client": {}}) == "[duo_only_client]\n"

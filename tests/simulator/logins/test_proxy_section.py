"""What clients of a proxy's server section have in common, whatever protocol they speak."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from failmode.simulator.authproxy.cfg.writer import (
    Sections,
    ldap_sections,
    radius_sections,
    write_authproxy_cfg,
)
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.errors import NotRunningError
from failmode.simulator.logins.ldap_client import LdapLoginClient
from failmode.simulator.logins.proxy_section import ldap_section, radius_section
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.simulator.state.clock import Clock

NOWHERE = ("127.0.0.1", 9)
DUO = {"ikey": "DIXXXXXXXXXXXXXXXXXX", "skey": "dummyskey", "api_host": "api.example.test"}
RADIUS = radius_sections(
    **DUO,
    primary=NOWHERE,
    primary_secret="dummy-secret",
    peers={"127.0.0.1": "dummy-secret"},
    options={"port": 0},
)
LDAP = ldap_sections(
    ikey=DUO["ikey"],
    skey=DUO["skey"],
    api_host=DUO["api_host"],
    directory=NOWHERE,
    service_name="service",
    service_dn="cn=service,dc=example,dc=test",
    service_password="dummy-password",
    search_dn="dc=example,dc=test",
    options={"port": 0},
)


def over_radius(proxy: AuthProxy) -> LoginClient:
    section = radius_section(proxy)
    assert section is not None
    return RadiusLoginClient(proxy, section, "127.0.0.1")


def over_ldap(proxy: AuthProxy) -> LoginClient:
    section = ldap_section(proxy)
    assert section is not None
    return LdapLoginClient(proxy, section, "127.0.0.1")


@pytest.mark.parametrize(
    ("sections", "client_of"), [(RADIUS, over_radius), (LDAP, over_ldap)], ids=["radius", "ldap"]
)
def test_a_login_at_a_proxy_that_has_stopped_is_told_as_that(
    sections: Sections, client_of: Callable[[AuthProxy], LoginClient]
) -> None:
    config = SIMULATED_SECTIONS.parse(write_authproxy_cfg(sections), "authproxy.cfg")
    proxy = AuthProxy(config, None, Clock())
    proxy.start()
    client = client_of(proxy)
    proxy.stop()
    with pytest.raises(NotRunningError, match="has stopped"):
        client.log_in("alice", "dummy-password", deadline_seconds=1, watch=lambda _: None)

"""Logins over LDAP at a proxy that does not say anything."""

from __future__ import annotations

import socket
from dataclasses import dataclass

import pytest

from failmode.simulator.authproxy.cfg.sections.base import ServerSection
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.cfg.writer import ldap_sections, write_authproxy_cfg
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.logins.ldap_client import NO_ANSWER, LdapConnecting, LdapLoginClient

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


@dataclass(frozen=True)
class ListensThere:
    """What knows the one address of a proxy."""

    address: tuple[str, int]

    def find_address(self, section: ServerSection) -> tuple[str, int] | None:
        """Give it for any section."""
        del section
        return self.address


@pytest.mark.parametrize("transport", ["clear", "ldaps", "starttls"])
@pytest.mark.parametrize("knows_the_name", [False, True])
def test_a_login_that_nobody_answers_for_as_long_as_it_may_take_is_no_proxy_that_has_gone(
    transport: str, knows_the_name: bool
) -> None:
    config = SIMULATED_SECTIONS.parse(write_authproxy_cfg(SECTIONS), "authproxy.cfg")
    (section,) = config.servers
    assert isinstance(section, LdapServerAutoSection)
    template = "uid={username},dc=example,dc=test" if knows_the_name else None
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = LdapLoginClient(
            ListensThere(silent.getsockname()),
            section,
            "127.0.0.1",
            binds_directly=knows_the_name,
            connecting=LdapConnecting(transport=transport, user_dn=template),
        )
        result = client.log_in("alice", "secret", deadline_seconds=0.1, watch=lambda _: None)
    assert (result.admission, result.reason, result.answer) == (None, NO_ANSWER, NO_ANSWER)

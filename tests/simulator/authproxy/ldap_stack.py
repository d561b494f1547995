"""A directory and an Authentication Proxy that logs in over LDAP, beside the stack of Duo."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self

from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.ldap.ber import Framer, Pdu
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import DirectoryEntry, person
from failmode.simulator.authproxy.ldap.errors import BindError, ConnectError, LdapTimeoutError
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS, SectionRegistry
from failmode.simulator.internal_failures import InternalFailures
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import API_HOST, IKEY, PASSWORD, SKEY, USERS, Stack

BASE = "dc=example,dc=test"
PEOPLE = f"ou=people,{BASE}"
SERVICE, SERVICE_PASSWORD = f"cn=service,{BASE}", "dummy-service-password"
SERVICE_NAME = "service"


def dn(name: str) -> str:
    """Return the distinguished name of a person."""
    return f"uid={name},{PEOPLE}"


def _person(name: str) -> DirectoryEntry:
    entry = person(
        name,
        PASSWORD,
        PEOPLE,
        {"mail": [f"{name}@example.test"], "homePhone": [f"555-{name}"], "sAMAccountName": [name]},
    )
    return replace(entry, private=frozenset({"homephone"}))


ENTRIES = (
    DirectoryEntry(BASE, {"objectClass": (b"organization",)}),
    DirectoryEntry(PEOPLE, {"objectClass": (b"organizationalUnit",)}),
    DirectoryEntry(
        SERVICE,
        {"objectClass": (b"inetOrgPerson",), "uid": (SERVICE_NAME.encode(),)},
        SERVICE_PASSWORD,
    ),
    *map(_person, USERS),
    DirectoryEntry(f"cn=nameless,{BASE}", {"objectClass": (b"inetOrgPerson",)}, PASSWORD),
)


@dataclass(frozen=True, slots=True)
class LdapStack:
    """What runs for a test module.

    Attributes:
        duo: Duo and the way to it.
        directory: the directory.
    """

    duo: Stack
    directory: DirectoryServer

    @contextmanager
    def proxy(
        self,
        options: Mapping[str, object] | None = None,
        client_options: Mapping[str, object] | None = None,
        *,
        directory: tuple[str, int] | None = None,
        api_timeout_seconds: float | None = None,
        idle_timeout: float | None = None,
        network_timeout: float | None = None,
        connect_timeout_seconds: float = PATIENT_SECONDS,
        registry: SectionRegistry = SIMULATED_SECTIONS,
        failures: InternalFailures | None = None,
        primary_only_minutes: int | None = None,
    ) -> Iterator[AuthProxy]:
        """Run a proxy with one [ldap_server_auto], its options added to the needed ones."""
        host, port = directory or self.directory.address
        client = {
            "host": host,
            "port": port,
            "service_account_username": SERVICE_NAME,
            "service_account_password": SERVICE_PASSWORD,
            "bind_dn": SERVICE,
            "search_dn": BASE,
            "username_attribute": "uid",
            "at_attribute": "mail",
            **(client_options or {}),
        }
        server = {"ikey": IKEY, "skey": SKEY, "api_host": API_HOST, "port": 0, **(options or {})}
        text = write_authproxy_cfg({"ad_client": client, "ldap_server_auto": server})
        config = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
        [section] = config.servers
        assert isinstance(section, LdapServerAutoSection)
        if api_timeout_seconds is not None:
            section = replace(section, api=replace(section.api, api_timeout=api_timeout_seconds))
        section = replace(
            section,
            idle_timeout=idle_timeout or section.idle_timeout,
            network_timeout=network_timeout or section.network_timeout,
        )
        proxy = AuthProxy(
            replace(config, servers=(section,)),
            self.duo.network,
            self.duo.clock,
            connect_timeout_seconds=connect_timeout_seconds,
            ca_file=self.duo.ca_file,
            registry=registry,
            failures=failures,
            primary_only_minutes=primary_only_minutes,
        )
        with proxy:
            yield proxy


@contextmanager
def connection(proxy: AuthProxy, timeout: float = PATIENT_SECONDS) -> Iterator[LdapClient]:
    """Connect to the proxy."""
    host, port = proxy.addresses[0]
    with LdapClient(DirectoryAddress(host=host, port=port, timeout=timeout)) as client:
        yield client


def bind(client: LdapClient, name: str = "alice", password: str = PASSWORD) -> tuple[str, str]:
    """Bind; return the result code with the directory's or the proxy's words.

    Args:
        client: the connection.
        name: a user name, or any bind name with a sign in it.
        password: what is typed.

    Returns:
        the result code as text, `no answer` or `closed`, and the errorMessage.
    """
    plain = not name or any(sign in name for sign in "=@\\")
    try:
        said = client.bind(name if plain else dn(name), password)
    except BindError as error:
        return str(error.code), error.diagnostic
    except LdapTimeoutError:
        return "no answer", ""
    except ConnectError:
        return "closed", ""
    return "0", said


def log_in(
    proxy: AuthProxy,
    name: str = "alice",
    password: str = PASSWORD,
    *,
    wait: float = PATIENT_SECONDS,
) -> tuple[str, str]:
    """Bind as the service, which is exempt, and then as the user."""
    with connection(proxy) as client:
        assert bind(client, SERVICE, SERVICE_PASSWORD) == ("0", "")
        client.address = replace(client.address, timeout=wait)
        return bind(client, name, password)


class RawClient:
    """A client that sends any octets.

    Args:
        proxy: where to.
        seconds: how long it waits for an answer.
    """

    def __init__(self, proxy: AuthProxy, seconds: float = PATIENT_SECONDS) -> None:
        self.socket = socket.create_connection(proxy.addresses[0], timeout=seconds)
        self._framer = Framer()

    def send(self, *octets: bytes) -> None:
        """Send it all at once."""
        self.socket.sendall(b"".join(octets))

    def receive(self) -> Pdu | None:
        """Return the next message; None when the connection has ended."""
        while (pdu := self._framer.next()) is None:
            try:
                data = self.socket.recv(65536)
            except ConnectionError:
                return None
            if not data:
                return None
            self._framer.feed(data)
        return pdu

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

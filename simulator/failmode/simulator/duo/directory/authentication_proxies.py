"""The Authentication Proxies that are connected to Duo Single Sign-On, and where they check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select

from failmode.simulator.duo.directory.tables import AUTHENTICATION_SOURCES, SSO_PROXIES
from failmode.simulator.duo.errors import BadEntryError
from failmode.simulator.state.store import Store


@dataclass(frozen=True, slots=True)
class SsoProxy:
    """The keys that a proxy got when it was connected to Duo Single Sign-On.

    Attributes:
        proxy_key: names the proxy.
        signing_skey: signs what it says.
        encryption_skey: encrypts the passwords that it is told; 32 octets in URL-safe base64.
    """

    proxy_key: str
    signing_skey: str = field(repr=False)
    encryption_skey: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DomainController:
    """A directory as Duo names it to the proxy: host and port."""

    hostname: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationSource:
    """An Active Directory authentication source of Duo Single Sign-On.

    Attributes:
        rikey: its key, by which a section [sso] serves it.
        servers: the directories.
        base_dns: below which users are searched for.
        username_attributes: attributes that a user may name herself by.
        auth_type: how names and passwords are given to the directory; the product's word.
        ntlm_domain: NetBIOS name of the service account's domain; None: not given.
        ntlm_workstation: the proxy's name in NTLM; None: not given.
        transport_type: how the connection to it is protected; the product's word.
        ssl_verify_hostname: whether its certificate must be for the host.
        ssl_ca_certs: PEM text that its certificate must lead to; None: not given.
        timeout: seconds for a directory.
    """

    rikey: str
    servers: tuple[DomainController, ...]
    base_dns: tuple[str, ...]
    username_attributes: tuple[str, ...] = ("samaccountname",)
    auth_type: str = "plain"
    ntlm_domain: str | None = None
    ntlm_workstation: str | None = None
    transport_type: str = "clear"
    ssl_verify_hostname: bool = True
    ssl_ca_certs: str | None = None
    timeout: int = 60

    def __post_init__(self) -> None:
        for name in ("rikey", "servers", "base_dns", "username_attributes"):
            if not getattr(self, name):
                raise BadEntryError(f"the authentication source has no {name}", f"Give {name}")

    def arguments(self) -> dict[str, Any]:
        """Return what a proxy is told of it, by the product's names of arguments."""
        return {
            "rikey": self.rikey,
            "servers": [asdict(one) for one in self.servers],
            "base_dns": list(self.base_dns),
            "username_attributes": list(self.username_attributes),
            "auth_type": self.auth_type,
            "ntlm_domain": self.ntlm_domain,
            "ntlm_workstation": self.ntlm_workstation,
            "transport_type": self.transport_type,
            "ssl_verify_hostname": self.ssl_verify_hostname,
            "ssl_ca_certs": self.ssl_ca_certs,
            "timeout": self.timeout,
        }


class AuthenticationProxies:
    """Proxies of Duo Single Sign-On and its authentication source, in the database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def connect(self, proxy: SsoProxy) -> None:
        """Make a proxy known; one of the same key gets new keys."""
        with self._store.transaction(), self._store.connection() as connection:
            connection.execute(
                delete(SSO_PROXIES).where(SSO_PROXIES.c.proxy_key == proxy.proxy_key)
            )
            connection.execute(insert(SSO_PROXIES).values(**asdict(proxy)))

    def find(self, proxy_key: str) -> SsoProxy | None:
        """Return the proxy of a key; None when there is none."""
        with self._store.connection() as connection:
            query = select(SSO_PROXIES).where(SSO_PROXIES.c.proxy_key == proxy_key)
            row = connection.execute(query).mappings().first()
        return None if row is None else SsoProxy(**{str(name): row[name] for name in row})

    @property
    def source(self) -> AuthenticationSource | None:
        """The authentication source; None: none is set up."""
        with self._store.connection() as connection:
            row = connection.execute(select(AUTHENTICATION_SOURCES)).mappings().first()
        return None if row is None else _source(row["rikey"], row["settings"])

    def set_source(self, source: AuthenticationSource | None) -> None:
        """Set the authentication source up in place of the one there was; None: take it away."""
        with self._store.transaction(), self._store.connection() as connection:
            connection.execute(delete(AUTHENTICATION_SOURCES))
            if source is not None:
                settings = source.arguments()
                del settings["rikey"]
                connection.execute(
                    insert(AUTHENTICATION_SOURCES).values(rikey=source.rikey, settings=settings)
                )


def _source(rikey: str, settings: Mapping[str, Any]) -> AuthenticationSource:
    return AuthenticationSource(
        **{
            **settings,
            "rikey": rikey,
            "servers": tuple(DomainController(**one) for one in settings["servers"]),
            "base_dns": tuple(settings["base_dns"]),
            "username_attributes": tuple(settings["username_attributes"]),
        }
    )

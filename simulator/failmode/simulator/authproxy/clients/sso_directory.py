"""What [sso] does at directories for Duo Single Sign-On, by the settings that come with each call.

Source: the published code of the Duo Authentication Proxy
(`modules/drpc_plugins/ldap_sso.py`, `ldap_base.py`): names, arguments, results, errors, log lines.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sansldap import FilterAnd, FilterEquality, FilterOr, LDAPFilter, LDAPResultCode, SearchScope

from failmode.simulator.authproxy.clients.ad import USER_FILTER
from failmode.simulator.authproxy.clients.called_directory import (
    CONNECTION_FAILED,
    LDAP_TIMEOUT,
    RESOLUTION_FAILED,
    SEARCH_FAILED,
    DirectoryCall,
    ServiceAccount,
    asked,
)
from failmode.simulator.authproxy.core import sso_events
from failmode.simulator.authproxy.drpc.procedures import Arguments
from failmode.simulator.authproxy.ldap.client import (
    Entry,
    LdapClient,
)
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    LdapError,
    SearchError,
)
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.duo.api.drpc import CallError

MISSING_RIKEY = "Unable to find RIKEY in config"
CANNOT_SERVICE = "Unable to service request"
CANNOT_DECRYPT = "Unable to decrypt end user password"
INVALID_BASE_DN = "Unable to find base DN"
INVALID_CREDENTIALS = "Invalid bind credentials"
SEVERAL_USERS = "Multiple users found for the provided username"
"""The product's names of errors."""

NO_SUCH_USER = "Could not find user"
TOO_MANY_USERS = "Search for user returned more than 1 unique user"
AUTH_FAILED = "Active Directory authentication failed"
AUTH_SUCCEEDED = "Active Directory authentication succeeded"
FETCH_SUCCEEDED = "User attributes were fetched successfully"
FETCH_FAILED = "User attributes failed to be fetched"

_NOT_REACHED = (LDAP_TIMEOUT, CONNECTION_FAILED, RESOLUTION_FAILED)
_NEVER_RETURNED = "userpassword"


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoDirectories:
    """The procedures of [sso].

    Attributes:
        accounts: the service accounts, by the key of the authentication source.
        encryption_skey: decrypts the passwords that come with calls.
        log: gets the lines of `authproxy.log`.
        event: gets what `ssoevents.log` says of a directory, by the product's keys.
    """

    accounts: Mapping[str, ServiceAccount]
    encryption_skey: str = field(repr=False)
    log: Callable[[str], None]
    event: Callable[[Mapping[str, Any]], None]

    def list_sources(self, arguments: Arguments) -> dict[str, Any]:
        """Tell which authentication sources have a section."""
        del arguments
        rikeys = list(self.accounts)
        self.log(f"Returning list of configured IdPs. {rikeys}")
        return {"rikeys": rikeys}

    def authenticate(self, arguments: Arguments) -> dict[str, Any]:
        """Check a password: search for the user as the service account, then bind as the user.

        Raises:
            CallError: when no directory could decide.
        """
        arguments.require("servers", "username", "password", "rikey")
        settings = DirectoryCall.of(arguments, self._account(arguments.text("rikey")))
        username = arguments.text("username")
        password = self._decrypt(arguments.text("password"), username)
        if not password:
            return {"success": False, "msg": AUTH_FAILED, "exceptions": {}}
        exceptions: dict[str, Any] = {}
        user_dn: str | None = None
        servers = _servers(arguments)
        for host, port in servers:
            try:
                user_dn = self._check(settings, host, port, username, password)
            except CallError as error:
                self._tell(host, port, username, error.error)
                exceptions[host] = {"error": error.error, "error_args": error.error_args}
                continue
            self._tell(host, port, username, None if user_dn else "Invalid credentials")
            break
        _raise_if_not_reached(servers, exceptions)
        if _all(servers, exceptions, lambda one: _why(one) == TOO_MANY_USERS):
            raise CallError(
                SEVERAL_USERS,
                {
                    "error": "Each domain controller returned more than one user for the provided "
                    "username attributes."
                },
            )
        return {
            "success": user_dn is not None,
            "user_full_dn": user_dn,
            "msg": AUTH_FAILED if user_dn is None else AUTH_SUCCEEDED,
            "exceptions": exceptions,
        }

    def fetch_attributes(self, arguments: Arguments) -> dict[str, Any]:
        """Read attributes of a user; the values are in base64.

        Raises:
            CallError: when no directory could be reached.
        """
        arguments.require("servers", "rikey", "desired_attributes", "user_dn")
        settings = DirectoryCall.of(arguments, self._account(arguments.text("rikey")))
        user_dn, wanted = arguments.text("user_dn"), arguments.texts("desired_attributes")
        exceptions: dict[str, Any] = {}
        found: dict[str, list[str]] | None = None
        servers = _servers(arguments)
        for host, port in servers:
            query = {
                "query_type": sso_events.ATTRIBUTE_FETCH,
                "server": host,
                "port": port,
                "username": user_dn,
            }
            try:
                found = asked(
                    settings.address(host, port),
                    lambda client: self._attributes(settings, client, user_dn, wanted),
                )
            except CallError as error:
                msg = "Failed to failed to fetch LDAP attributes from server"
                status = {"status": sso_events.FAILED, "reason": error.error}
                self.event({**query, **status, "msg": msg})
                exceptions[host] = {"error": error.error, "error_args": error.error_args}
                continue
            msg = "Fetched LDAP attributes from server"
            self.event({**query, "status": sso_events.SUCCEEDED, "reason": None, "msg": msg})
            break
        _raise_if_not_reached(servers, exceptions)
        return {
            "success": found is not None,
            "attributes": found or {},
            "msg": FETCH_FAILED if found is None else FETCH_SUCCEEDED,
            "exceptions": exceptions,
        }

    def check_health(self, arguments: Arguments) -> dict[str, Any]:
        """Bind as the service account, and look for each search base.

        Raises:
            CallError: when something is not well.
        """
        arguments.require("rikey", "host", "port", "base_dns")
        settings = DirectoryCall.of(arguments, self._account(arguments.text("rikey")))
        there = LDAPFilter.from_string("(objectClass=*)")

        def look(client: LdapClient) -> None:
            try:
                settings.bound(client)
            except BindError as error:
                if error.code == LDAPResultCode.INVALID_CREDENTIALS:
                    raise CallError(INVALID_CREDENTIALS, {"error": error.what}) from error
                raise
            for base in arguments.texts("base_dns"):
                try:
                    list(client.search(base, there, scope=SearchScope.BASE, attributes=("1.1",)))
                except SearchError as error:
                    if error.code in (LDAPResultCode.NO_SUCH_OBJECT, LDAPResultCode.REFERRAL):
                        args = {"error": error.what, "base_dn": base}
                        raise CallError(INVALID_BASE_DN, args) from error
                    raise

        asked(settings.address(arguments.text("host"), arguments.number("port")), look)
        return {"healthy": True}

    def _account(self, rikey: str) -> ServiceAccount:
        account = self.accounts.get(rikey)
        if account is None:
            raise CallError(MISSING_RIKEY, {"error": repr(rikey)})
        return account

    def _decrypt(self, encrypted: str, username: str) -> str:
        try:
            return Fernet(self.encryption_skey).decrypt(encrypted.encode()).decode()
        except (InvalidToken, ValueError) as error:
            self.log(
                f"Unable to decrypt the password for user: {username}. Please check that your "
                "CloudSSO enrollment code is correct. Failing the authentication"
            )
            raise CallError(CANNOT_DECRYPT, {"error": str(error)}) from error

    def _check(
        self, settings: DirectoryCall, host: str, port: int, username: str, password: str
    ) -> str | None:
        """Return the name of the user's entry where the password is right, else None."""
        arguments = settings.arguments
        names = arguments.texts("username_attributes", ("samaccountname",))
        bases = arguments.texts("base_dns", ("",))
        address = settings.address(host, port)
        self.log(
            f"Performing LDAP authentication: call_id={arguments.call_id} host={host} port={port} "
            f"base_dns={list(bases)} auth_type={arguments.text('auth_type')} "
            f"transport_type={address.transport} "
            f"ssl_verify_hostname={address.verify_hostname} "
            f"ssl_ca_certs={address.ca_data is not None} username={username} "
            f"username_attributes={list(names)}"
        )

        def ask(client: LdapClient) -> str | None:
            settings.bound(client)
            user = _find(client, bases, names, username)
            matched = [one for one in names if user.text(one) == username]
            self.log(f"Found {username} with attributes {matched}")
            try:
                settings.bind_as_user(client, user, username, password)
            except LdapError:
                # Whatever is wrong with it, as with the product.
                self.log(f"Authentication failed for user {username} ({user.dn})")
                return None
            self.log(f"Authentication succeeded for user {username} ({user.dn})")
            return user.dn

        return asked(address, ask)

    def _attributes(
        self, settings: DirectoryCall, client: LdapClient, user_dn: str, wanted: tuple[str, ...]
    ) -> dict[str, list[str]]:
        settings.bound(client)
        there = LDAPFilter.from_string("(objectClass=*)")
        names = tuple(one for one in wanted if one.lower() != _NEVER_RETURNED)
        found = list(client.search(user_dn, there, scope=SearchScope.BASE, attributes=names))
        if len(found) != 1:
            raise CallError(SEARCH_FAILED, {"error": NO_SUCH_USER})
        return {
            name: [base64.b64encode(value).decode("ascii") for value in found[0].values(name)]
            for name in names
        }

    def _tell(self, host: str, port: int, username: str, reason: str | None) -> None:
        is_right = reason is None
        self.event(
            {
                "msg": f"{'Successful' if is_right else 'Failed'} authentication against server",
                "query_type": sso_events.AUTHENTICATION,
                "status": sso_events.SUCCEEDED if is_right else sso_events.FAILED,
                "server": host,
                "port": port,
                "username": username,
                "reason": reason,
            }
        )


def _find(
    client: LdapClient, bases: tuple[str, ...], names: tuple[str, ...], username: str
) -> Entry:
    by_name = [FilterEquality(name, username.encode()) for name in names]
    wanted = FilterAnd([LDAPFilter.from_string(USER_FILTER), FilterOr([*by_name])])
    attributes = tuple(
        dict.fromkeys((*names, "msds-principalname", "objectclass", "objectcategory"))
    )
    found = [one for base in bases for one in client.search(base, wanted, attributes=attributes)]
    # An entry without a name would make the bind an anonymous one, which succeeds.
    users = [one for one in found if read_dn(one.dn)]
    if not users:
        raise CallError(SEARCH_FAILED, {"error": NO_SUCH_USER})
    if len(users) > 1:
        raise CallError(SEARCH_FAILED, {"error": TOO_MANY_USERS})
    return users[0]


def _servers(arguments: Arguments) -> tuple[tuple[str, int], ...]:
    given = arguments.values.get("servers")
    servers = []
    for one in given if isinstance(given, list) else ():
        host, port = (one.get("hostname"), one.get("port")) if isinstance(one, dict) else (None, 0)
        if not isinstance(host, str) or not isinstance(port, int | str):
            raise arguments.bad("servers")
        servers.append((host, Arguments(arguments.call_id, {"port": port}).number("port")))
    if not servers:
        raise arguments.bad("servers")
    return tuple(servers)


def _raise_if_not_reached(
    servers: tuple[tuple[str, int], ...], exceptions: Mapping[str, Mapping[str, Any]]
) -> None:
    if _all(servers, exceptions, lambda one: one["error"] in _NOT_REACHED):
        raise CallError(
            CANNOT_SERVICE, {"error": "Failed to communicate with any domain controllers"}
        )


def _all(
    servers: tuple[tuple[str, int], ...],
    exceptions: Mapping[str, Mapping[str, Any]],
    holds: Callable[[Mapping[str, Any]], bool],
) -> bool:
    # As the product counts: two directories of one host are told as one.
    return len(servers) == len(exceptions) and all(map(holds, exceptions.values()))


def _why(one: Mapping[str, Any]) -> Any:
    args = one.get("error_args")
    return args.get("error") if isinstance(args, Mapping) else None

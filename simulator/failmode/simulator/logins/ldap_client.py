"""Logins over LDAP at a running Authentication Proxy.

Most applications bind as their service account, which the proxy exempts unless it is told
otherwise, search for the user, and bind as the user by the same connection. Some bind as the user
straight away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sansldap import FilterEquality, LDAPResultCode

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.clients.ad import AdDirectory
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
)
from failmode.simulator.authproxy.ldap.names import escaped, is_within, read_dn
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.errors import InvalidLoginRequestError, NotRunningError
from failmode.simulator.logins.proxy_section import (
    CLOUD_PEER,
    PROXY_PEER,
    Listens,
    not_sent,
    port_of,
    settings_of,
)
from failmode.terms import MASK, Admission, Failmode

CONNECTION_CLOSED = "connection closed"
"""Stands for a result code where the proxy has hung up."""

NO_ANSWER = "no answer"
"""Stands for a result code where none came in time."""

_SUCCESS = "success"
_REFUSED = "invalidCredentials"
_TOLD_NOTHING = "the proxy lets in without a word about Duo"
_IDENTITY_SECONDS = 2.0
_UNANSWERED = ClientResult(None, NO_ANSWER, answer=NO_ANSWER)


def ldap_result_name(code: int) -> str:
    """Return the name of a result code as RFC 4511 spells it, such as `invalidCredentials`."""
    first, *others = LDAPResultCode(code).name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class LdapConnecting:
    """How clients connect to a server section, and what they know beforehand.

    Attributes:
        transport: how the connection is protected: `clear`, `ldaps` or `starttls`.
        ca_file: PEM bundle that the certificate must lead to; None: what the system trusts.
        verify_hostname: whether the certificate must be for the address.
        user_dn: distinguished name of users, with `{username}` in it; None: the client searches.
    """

    transport: str = Transport.CLEAR.value
    ca_file: Path | None = None
    verify_hostname: bool = True
    user_dn: str | None = None

    def dn_of(self, username: str) -> str:
        """Return the distinguished name of a user; only where there is a template."""
        return (self.user_dn or "").format(username=escaped(username))

    def address(self, host: str, port: int, timeout: float) -> DirectoryAddress:
        """Return where to connect.

        Args:
            host: address or name.
            port: TCP port.
            timeout: seconds for each step.
        """
        return DirectoryAddress(
            host=host,
            port=port,
            transport=Transport(self.transport),
            ca_file=self.ca_file,
            verify_hostname=self.verify_hostname,
            timeout=timeout,
        )


class LdapLoginClient:
    """Logs in by binds to a server section of a proxy.

    Args:
        proxy: the running proxy, or what knows where it listens.
        section: the section that answers.
        host: address at which clients on this machine reach it.
        binds_directly: whether the client binds as the user by a connection of its own, without a
            bind as the service account before.
        connecting: how it connects.
    """

    def __init__(
        self,
        proxy: Listens,
        section: LdapServerAutoSection,
        host: str,
        *,
        binds_directly: bool = False,
        connecting: LdapConnecting | None = None,
    ) -> None:
        self._proxy = proxy
        self._section = section
        self._host = host
        self._binds_directly = binds_directly
        self._connecting = connecting or LdapConnecting()

    @property
    def failmode(self) -> Failmode:
        """What the section does while Duo cannot be reached."""
        return self._section.failmode

    @property
    def settings(self) -> Mapping[str, str]:
        """The section's settings that decide a login, by the names of `authproxy.cfg`."""
        section = self._section
        return {
            **settings_of(section),
            "exempt_primary_bind": str(section.exempt_primary_bind).lower(),
            "allow_searches_after_bind": str(section.allow_searches_after_bind).lower(),
        }

    @property
    def cloud_peer(self) -> str:
        """The proxy: the LDAP client does not see its requests to Duo."""
        return CLOUD_PEER

    @property
    def assumed_timeout(self) -> None:
        """None: how long the proxy waits is known."""
        return None

    def log_in(
        self,
        username: str,
        password: str,
        *,
        deadline_seconds: float,
        watch: Callable[[Step], None],
    ) -> ClientResult:
        """Find the user, and bind as the user; ask the directory who is bound after a refusal.

        A step that takes as long as the whole login may is no answer, and no proxy that has gone.

        Raises:
            NotRunningError: when the proxy has stopped, or it or the directory refuses everybody.
            InvalidLoginRequestError: when the directory has no such user, or no password is given.
        """
        if not password:
            raise InvalidLoginRequestError(
                "a bind without a password is nobody's", "Give the user's password"
            )
        port = port_of(self._proxy, self._section)
        name = self._known_name(username) if self._binds_directly else None
        end = time.monotonic() + deadline_seconds
        try:
            client = LdapClient(self._connecting.address(self._host, port, deadline_seconds))
        except LdapTimeoutError:
            return _UNANSWERED
        except (LdapError, OSError) as error:
            raise not_sent(error) from error
        steps: tuple[Step, ...] = ()
        with client:
            if name is None:
                try:
                    name, found = self._find(client, username)
                except LdapTimeoutError:
                    return _UNANSWERED
                watch(found)
                steps = (found,)
            trace = Trace((password,))
            unanswered = _step(trace.sanitize(f"bind as {name}, password {MASK}"), NO_ANSWER)
            watch(unanswered)
            result = self._bind(client, name, password)
            message = trace.sanitize(result.message)
            said = f"{result.answer}, {message or 'without a message'}"
            steps = (*steps, replace(unanswered, result=said))
            result = replace(result, message=message)
            if result.answer == _REFUSED:
                watch(steps[-1])
                client.address = replace(
                    client.address, timeout=min(_IDENTITY_SECONDS, max(end - time.monotonic(), 0.1))
                )
                identity, bound = _identity(client)
                steps = (*steps, identity)
                result = replace(result, reason=f"{result.reason}{bound}")
        return replace(result, steps=steps)

    def _find(self, client: LdapClient, username: str) -> tuple[str, Step]:
        """Bind as the service account, and find the user by that connection."""
        primary, service = self._directory(), self._directory().bind_name
        is_known = self._connecting.user_dn is not None
        asked = f"bind as {service}"
        try:
            client.bind(service, primary.service_account_password)
            if is_known:
                found = [self._connecting.dn_of(username)]
            else:
                asked = f"{asked}, search for {username}"
                wanted = FilterEquality(primary.username_attribute, username.encode())
                found = [one.dn for one in client.search(primary.search_dn, wanted)]
        except LdapTimeoutError:
            raise
        except LdapError as error:
            raise NotRunningError(
                f"the service account cannot search by way of the proxy: {error}",
                "See that the directory runs, that its name and password in [ad_client] are "
                "right, and that the proxy exempts it",
            ) from error
        exempt = self._section.exempt_primary_bind
        result = f"{_SUCCESS}: Duo is not asked about a first bind" if exempt else _SUCCESS
        return self._only(found, username), _step(asked, result)

    def _known_name(self, username: str) -> str:
        """Return the distinguished name that an application without a service account knows."""
        if self._connecting.user_dn is not None:
            return self._connecting.dn_of(username)
        primary = self._directory()
        try:
            found = AdDirectory(primary).users_by(primary.username_attribute, username)
        except LdapError as error:
            raise NotRunningError(
                f"the name of {username!r} cannot be found in the directory: {error}",
                "See that the directory runs, and that [ad_client] is right",
            ) from error
        return self._only([one.dn for one in found], username)

    def _directory(self) -> AdClientSection:
        primary = self._section.client
        if not isinstance(primary, AdClientSection):
            raise NotRunningError(
                f"[{self._section.name}] has no [ad_client]", "Name one as its client"
            )
        return primary

    def _only(self, found: list[str], username: str) -> str:
        if len(found) != 1:
            raise InvalidLoginRequestError(
                f"the directory has {len(found)} users called {username!r}",
                f"Name one by the attribute {self._directory().username_attribute}",
            )
        return found[0]

    def _bind(self, client: LdapClient, name: str, password: str) -> ClientResult:
        try:
            said = client.bind(name, password)
        except BindError as error:
            answer = ldap_result_name(error.code)
            return ClientResult(
                Admission.REFUSED, "the proxy refuses", message=error.diagnostic, answer=answer
            )
        except LdapTimeoutError:
            return _UNANSWERED
        except ConnectError:
            reason = "the proxy ends the connection"
            return ClientResult(Admission.REFUSED, reason, answer=CONNECTION_CLOSED)
        exempt = self._exemption(name)
        if exempt is not None:
            reason = f"the proxy lets in without asking Duo: {exempt}"
            return ClientResult(Admission.WITHOUT_DUO, reason, message=said, answer=_SUCCESS)
        return ClientResult(Admission.BY_DUO, _TOLD_NOTHING, message=said, answer=_SUCCESS)

    def _exemption(self, name: str) -> str | None:
        """Tell why Duo is not asked about the user's bind; None: it is."""
        if self._binds_directly and self._section.exempt_primary_bind:
            return "exempt_primary_bind exempts the first bind of a connection"
        read = read_dn(name)
        for base in self._section.exempt_ous:
            above = read_dn(base)
            if read and above and is_within(read, above):
                return f"the user is below {base}, which exempt_ou_N exempts"
        return None


def _identity(client: LdapClient) -> tuple[Step, str]:
    """Ask the directory as whom the connection is bound after a refusal.

    Returns:
        the step, and what the reason has to say besides: empty, or that it is bound.
    """
    try:
        who = client.who_am_i()
    except ConnectError:
        return _step("who am I?", CONNECTION_CLOSED), ""
    except LdapTimeoutError:
        return _step("who am I?", NO_ANSWER), ""
    except LdapError as error:
        return _step("who am I?", f"not told: {error.what}"), ""
    if not who:
        return _step("who am I?", "nobody"), ""
    return (
        _step("who am I?", who),
        ", but the connection stays bound at the directory: it answers searches as the user's",
    )


def _step(exchange: str, result: str) -> Step:
    return Step("LDAP", PROXY_PEER, exchange, result)

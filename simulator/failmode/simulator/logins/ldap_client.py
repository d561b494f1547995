"""Logins over LDAP at a running Authentication Proxy, as most applications do them.

The application binds as its service account, which the proxy exempts unless it is told otherwise,
searches for the user, and binds as the user by the same connection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sansldap import FilterEquality, LDAPResultCode

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
)
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.errors import InvalidLoginRequestError, NotRunningError
from failmode.simulator.logins.proxy_section import (
    CLOUD_PEER,
    PROXY_PEER,
    not_sent,
    port_of,
    settings_of,
)
from failmode.terms import MASK, Admission, Failmode

_SUCCESS = "success"
_NO_ANSWER = "no answer"


def ldap_section(proxy: AuthProxy) -> LdapServerAutoSection | None:
    """Return the server section of a proxy that takes logins over LDAP; None when it has none."""
    sections = (one for one in proxy.config.servers if isinstance(one, LdapServerAutoSection))
    return next(sections, None)


def ldap_result_name(code: int) -> str:
    """Return the name of a result code as RFC 4511 spells it, such as `invalidCredentials`."""
    first, *others = LDAPResultCode(code).name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


class LdapLoginClient:
    """Logs in by binds to a server section of a proxy.

    Args:
        proxy: the running proxy.
        section: the section that answers.
        host: address at which clients on this machine reach it.
    """

    def __init__(self, proxy: AuthProxy, section: LdapServerAutoSection, host: str) -> None:
        self._proxy = proxy
        self._section = section
        self._host = host

    @property
    def failmode(self) -> Failmode:
        """What the section does while Duo cannot be reached."""
        return self._section.failmode

    @property
    def settings(self) -> Mapping[str, str]:
        """The section's settings that decide a login, by the names of `authproxy.cfg`."""
        exempt = str(self._section.exempt_primary_bind).lower()
        return {**settings_of(self._section), "exempt_primary_bind": exempt}

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
        """Find the user as the service account, and bind as the user.

        Raises:
            NotRunningError: when the proxy has stopped, or it or the directory answers nobody.
            InvalidLoginRequestError: when the directory has no such user, or no password is given.
        """
        if not password:
            raise InvalidLoginRequestError(
                "a bind without a password is nobody's", "Give the user's password"
            )
        port = port_of(self._proxy, self._section)
        address = DirectoryAddress(host=self._host, port=port, timeout=deadline_seconds)
        trace = Trace((password,))
        try:
            client = LdapClient(address)
        except (LdapError, OSError) as error:
            raise not_sent(error) from error
        with client:
            name, found = self._find(client, username)
            watch(found)
            unanswered = Step(
                "LDAP", PROXY_PEER, trace.sanitize(f"bind as {name}, password {MASK}"), _NO_ANSWER
            )
            watch(unanswered)
            result = _bind(client, name, password)
        step = replace(unanswered, result=result.answer)
        message = trace.sanitize(result.message)
        return replace(result, message=message, steps=(found, step))

    def _find(self, client: LdapClient, username: str) -> tuple[str, Step]:
        """Search for the user as the service account."""
        primary = self._section.client
        if not isinstance(primary, AdClientSection):
            raise NotRunningError(
                f"[{self._section.name}] has no [ad_client]", "Name one as its client"
            )
        name = primary.bind_name
        wanted = FilterEquality(primary.username_attribute, username.encode())
        try:
            client.bind(name, primary.service_account_password)
            found = [one.dn for one in client.search(primary.search_dn, wanted)]
        except LdapError as error:
            raise NotRunningError(
                f"the service account cannot search by way of the proxy: {error}",
                "See that the directory runs, and that its name and password in [ad_client] are "
                "right",
            ) from error
        if len(found) != 1:
            raise InvalidLoginRequestError(
                f"the directory has {len(found)} users called {username!r}",
                f"Name one by the attribute {primary.username_attribute}",
            )
        return found[0], Step(
            "LDAP", PROXY_PEER, f"bind as {name}, search for {username}", _SUCCESS
        )


def _bind(client: LdapClient, name: str, password: str) -> ClientResult:
    try:
        said = client.bind(name, password)
    except BindError as error:
        answer = ldap_result_name(error.code)
        return ClientResult(
            Admission.REFUSED, "the proxy refuses", message=error.diagnostic, answer=answer
        )
    except LdapTimeoutError:
        return ClientResult(None, _NO_ANSWER, answer=_NO_ANSWER)
    except ConnectError:
        answer = "connection closed"
        return ClientResult(Admission.REFUSED, "the proxy ends the connection", answer=answer)
    # Whether Duo or the failmode let the user in, a client cannot tell: the answer is the same.
    return ClientResult(Admission.BY_DUO, "the proxy lets in", message=said, answer=_SUCCESS)

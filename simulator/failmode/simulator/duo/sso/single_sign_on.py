"""The rules of Duo Single Sign-On: an Authentication Proxy checks the password, then Duo asks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cryptography.fernet import Fernet

from failmode.simulator.duo.api.drpc import CONNECTION_LOST, TIMEOUT, CallError
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.authentication_proxies import AuthenticationSource
from failmode.simulator.duo.directory.integration_types import Api, IntegrationType
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.errors import BadEntryError
from failmode.simulator.duo.proxies.connections import ProxyConnection, ProxyService
from failmode.simulator.duo.sso.assumptions import (
    APPLICATION,
    APPLICATION_TYPE,
    LIST_SECONDS,
    MARGIN_SECONDS,
)
from failmode.simulator.duo.universal.universal_prompt import UniversalPrompt

_logger = logging.getLogger(__name__)

_GONE = (CONNECTION_LOST, TIMEOUT)


class Checked(Enum):
    """What came of a password."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_SOURCE = "no source"
    NO_PROXY = "no proxy"
    NO_DIRECTORY = "no directory"


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """What came of a password, and why.

    Attributes:
        checked: what came of it.
        reason: the proxy's words; empty: none.
    """

    checked: Checked
    reason: str = ""


class SingleSignOn:
    """Duo Single Sign-On of one cloud.

    Args:
        cloud: knows proxies, users and the authentication source.
    """

    def __init__(self, cloud: DuoCloud) -> None:
        self._cloud = cloud

    def set_up(self, source: AuthenticationSource | None, api_host: str) -> None:
        """Set up where passwords are checked, and the application that the factor is asked for.

        Args:
            source: the authentication source; None: none any more.
            api_host: the cloud's host name.
        """
        cloud = self._cloud
        with cloud.store.transaction(exclusive=True):
            cloud.authentication_proxies.set_source(source)
            if source is not None and self._application() is None:
                cloud.integrations.add(
                    cloud.ids.object_id("DI"),
                    cloud.ids.skey(),
                    api_host,
                    name=APPLICATION,
                    type=IntegrationType(APPLICATION_TYPE),
                )

    def check_password(self, username: str, password: str) -> PasswordCheck:
        """Have a proxy check a password; nobody is let in where none can.

        Args:
            username: as typed.
            password: as typed.
        """
        source = self._cloud.authentication_proxies.source
        if source is None:
            return PasswordCheck(Checked.NO_SOURCE)
        failed = PasswordCheck(Checked.NO_PROXY)
        for connection in self._serving(source):
            try:
                return self._ask(connection, source, username, password)
            except CallError as error:
                _logger.warning("Duo Single Sign-On: %s", error.what)
                gone = error.error in _GONE
                checked = Checked.NO_PROXY if gone else Checked.NO_DIRECTORY
                failed = PasswordCheck(checked, error.what)
        return failed

    def begin_prompt(self, username: str, redirect_uri: str, ipaddr: str | None) -> str:
        """Begin the prompt for somebody whose password was right; returns the session's id.

        Args:
            username: as typed.
            redirect_uri: where the browser goes afterwards.
            ipaddr: address of the browser.

        Raises:
            BadEntryError: when no authentication source was set up.
        """
        integration = self._application()
        if integration is None:
            raise BadEntryError("Duo Single Sign-On is not set up", "Set a source up")
        return UniversalPrompt(self._cloud).begin(integration, username, redirect_uri, ipaddr)

    def finish(self, code: str) -> str | None:
        """Use up the code that the prompt ended with; returns the user, None: it is of no use."""
        integration = self._application()
        if integration is None:
            return None
        return UniversalPrompt(self._cloud).redeem(integration, code)

    def _application(self) -> Integration | None:
        found = (one for one in self._cloud.integrations.all() if one.name == APPLICATION)
        return next((one for one in found if one.type.api is Api.SINGLE_SIGN_ON), None)

    def _serving(self, source: AuthenticationSource) -> Iterator[ProxyConnection]:
        """Yield the connected proxies that have a section for a source."""
        proxies = self._cloud.proxies
        for connection in proxies.of(ProxyService.SINGLE_SIGN_ON):
            try:
                listed = proxies.call(connection, "get_configured_idps", {}, LIST_SECONDS)
            except CallError as error:
                _logger.warning("Duo Single Sign-On: %s", error.what)
                continue
            if isinstance(listed, dict) and source.rikey in (listed.get("rikeys") or ()):
                yield connection

    def _ask(
        self,
        connection: ProxyConnection,
        source: AuthenticationSource,
        username: str,
        password: str,
    ) -> PasswordCheck:
        proxy = self._cloud.authentication_proxies.find(connection.joined.identity)
        if proxy is None:
            raise CallError(CONNECTION_LOST, {"error": "the proxy is not known any more"})
        encrypted = Fernet(proxy.encryption_skey).encrypt(password.encode()).decode("ascii")
        answer = self._cloud.proxies.call(
            connection,
            "ldap_authentication",
            {**source.arguments(), "username": username, "password": encrypted},
            source.timeout * len(source.servers) + MARGIN_SECONDS,
        )
        is_right = isinstance(answer, dict) and answer.get("success") is True
        if is_right:
            return PasswordCheck(Checked.RIGHT)
        exceptions = answer.get("exceptions") if isinstance(answer, dict) else None
        reasons = "; ".join(
            str(one.get("error")) for one in (exceptions or {}).values() if isinstance(one, dict)
        )
        return PasswordCheck(Checked.WRONG, reasons)

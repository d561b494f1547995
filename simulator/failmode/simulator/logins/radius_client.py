"""Logins over RADIUS at a running Authentication Proxy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerAutoSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import (
    Attributes,
    Code,
    EncodingError,
    ServerReply,
    attribute_key,
)
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.errors import InvalidLoginRequestError, NotRunningError
from failmode.terms import MASK, Admission, Failmode

_PEER = "Authentication Proxy"


def radius_section(proxy: AuthProxy) -> RadiusServerAutoSection | None:
    """Return the server section of a proxy that takes logins over RADIUS; None when it has none."""
    sections = (one for one in proxy.config.servers if isinstance(one, RadiusServerAutoSection))
    return next(sections, None)


class RadiusLoginClient:
    """Sends Access-Requests to a server section of a proxy.

    Args:
        proxy: the running proxy.
        section: the section that answers.
        host: address at which clients on this machine reach it.
        calling_station: Calling-Station-Id of the requests; None: they name no machine.
    """

    def __init__(
        self,
        proxy: AuthProxy,
        section: RadiusServerAutoSection,
        host: str,
        calling_station: str | None = None,
    ) -> None:
        self._proxy = proxy
        self._section = section
        self._host = host
        self._calling_station = calling_station

    @property
    def failmode(self) -> Failmode:
        """What the section does while Duo cannot be reached."""
        return self._section.failmode

    @property
    def settings(self) -> Mapping[str, str]:
        """The section's settings that decide a login, by the names of `authproxy.cfg`."""
        section = self._section
        return {
            "ikey": section.api.ikey,
            "skey": MASK,
            "api_host": section.api.api_host,
            "failmode": section.failmode.setting,
            "client": section.client.name,
            "factors": ",".join(one.value for one in section.factor_options.factors),
        }

    @property
    def cloud_peer(self) -> str:
        """The proxy: the RADIUS client does not see its requests to Duo."""
        return "the proxy asks Duo"

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
        """Send one Access-Request and wait for its answer until the deadline.

        Raises:
            NotRunningError: when the proxy answers nobody on this machine.
            InvalidLoginRequestError: when RADIUS cannot carry the name or the password.
        """
        client = RadiusClient(
            hosts=((self._host, self._proxy.address_of(self._section)[1]),),
            secret=self._secret(),
            retries=0,
            retry_wait=deadline_seconds,
            require_message_authenticator=True,
        )
        trace = Trace((password,))
        sent = trace.sanitize(f"Access-Request, User-Name={username}, User-Password={MASK}")
        unanswered = Step("RADIUS", _PEER, sent, "no answer")
        watch(unanswered)
        try:
            reply = client.authenticate(username, password.encode(), self._attributes())
        except EncodingError as error:
            raise InvalidLoginRequestError(str(error), "Use a shorter name or password") from error
        except OSError as error:
            raise NotRunningError(
                f"nothing can be sent to the proxy: {error}", "Look at the proxy's address"
            ) from error
        if reply is None:
            return ClientResult(None, "no answer", steps=(unanswered,))
        admission, reason = _admission(reply)
        return ClientResult(
            admission,
            reason,
            message=trace.sanitize("\n".join(reply.messages).replace("\n", " ")),
            answer=reply.code_name,
            steps=(replace(unanswered, result=reply.code_name),),
        )

    def _attributes(self) -> Attributes:
        key = attribute_key("Calling-Station-Id")
        if self._calling_station is None or key is None:
            return {}
        return {key: (self._calling_station.encode(),)}

    def _secret(self) -> bytes:
        secret = self._section.secret_of(self._host)
        if secret is None:
            raise NotRunningError(
                f"the proxy's section [{self._section.name}] answers nobody at {self._host}",
                f"Add a radius_ip_N that holds {self._host} to authproxy.cfg",
            )
        return secret.encode()


def _admission(reply: ServerReply) -> tuple[Admission, str]:
    if reply.code == Code.ACCESS_CHALLENGE:
        return Admission.REFUSED, "the proxy asks for a passcode, and nobody types one"
    if reply.code != Code.ACCESS_ACCEPT:
        return Admission.REFUSED, "the proxy refuses"
    if messages.FAIL_OPEN in reply.messages:
        return Admission.BY_FAILMODE, "failmode safe lets in without Duo"
    return Admission.BY_DUO, "the proxy lets in"

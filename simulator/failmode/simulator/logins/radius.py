"""Logins at the running Authentication Proxy."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerAutoSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Code, EncodingError, ServerReply
from failmode.simulator.edge.journal.journal import Exchange, Journal
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.logins.errors import InvalidLoginRequestError, NotRunningError
from failmode.terms.logins import Verdict
from failmode.terms.secrets import MASK
from failmode.terms.vendors import Vendor


@dataclass(frozen=True, slots=True)
class RadiusResult:
    """What a RADIUS client learned.

    Attributes:
        verdict: by the code and the text of the answer; `hung` when there was none in time.
        second_factor: whether Duo was asked for a second factor and let the user in.
        message: the Reply-Message.
        steps: the requests that Duo saw about this user meanwhile, and the answer.
    """

    verdict: Verdict
    second_factor: bool
    message: str
    steps: tuple[Step, ...]


def radius_section(proxy: AuthProxy) -> RadiusServerAutoSection | None:
    """Return the server section of a proxy that takes logins over RADIUS; None when it has none."""
    sections = (one for one in proxy.settings.servers if isinstance(one, RadiusServerAutoSection))
    return next(sections, None)


class RadiusLogins:
    """Sends Access-Requests to a server section of a proxy.

    Args:
        proxy: the running proxy.
        section: the section that answers.
        host: address at which clients on this machine reach it.
        journal: where the proxy's requests to Duo are seen.
    """

    def __init__(
        self, proxy: AuthProxy, section: RadiusServerAutoSection, host: str, journal: Journal
    ) -> None:
        self.section = section
        self._proxy = proxy
        self._host = host
        self._journal = journal

    @property
    def settings(self) -> dict[str, str]:
        """The section's settings that decide a login, by the names of `authproxy.cfg`."""
        section = self.section
        return {
            "ikey": section.api.ikey,
            "skey": MASK,
            "api_host": section.api.api_host,
            "failmode": section.failmode.setting,
            "client": section.client.name,
            "factors": ",".join(one.value for one in section.factor_options.factors),
        }

    def login(self, username: str, password: str, deadline_seconds: float) -> RadiusResult:
        """Send one Access-Request and wait for its answer until the deadline.

        Raises:
            NotRunningError: when the proxy answers nobody on this machine.
            InvalidLoginRequestError: when RADIUS cannot carry the name or the password.
        """
        client = RadiusClient(
            hosts=((self._host, self._proxy.address_of(self.section)[1]),),
            secret=self._secret(),
            retries=0,
            retry_wait=deadline_seconds,
            require_message_authenticator=True,
        )
        before = self._journal.last_number
        try:
            reply = client.authenticate(username, password.encode())
        except EncodingError as error:
            raise InvalidLoginRequestError(str(error), "Use a shorter name or password") from error
        except OSError as error:
            raise NotRunningError(
                f"nothing can be sent to the proxy: {error}", "Look at the proxy's address"
            ) from error
        exchanges = self._journal.query(vendor=Vendor.DUO, user=username, since=before)
        return _result(username, password, reply, exchanges)

    def _secret(self) -> bytes:
        secret = self.section.secret_of(self._host)
        if secret is None:
            raise NotRunningError(
                f"the proxy's section [{self.section.name}] answers nobody at {self._host}",
                f"Add a radius_ip_N that holds {self._host} to authproxy.cfg",
            )
        return secret.encode()


def _result(
    username: str,
    password: str,
    reply: ServerReply | None,
    exchanges: tuple[Exchange, ...],
) -> RadiusResult:
    trace = Trace((password,) if password else ())
    for one in exchanges:
        trace.add(
            one.operation,
            peer="the proxy asks Duo",
            exchange=f"{one.method} {one.path}",
            result=trace.foreign(_came_of(one)),
        )
    sent = trace.foreign(f"Access-Request, User-Name={username}, User-Password={MASK}")
    if reply is None:
        trace.add("RADIUS", peer="Authentication Proxy", exchange=sent, result="no answer")
        trace.add("verdict", exchange="no answer before the deadline", result=Verdict.HUNG)
        return RadiusResult(Verdict.HUNG, second_factor=False, message="", steps=trace.steps)
    code = reply.code_name
    message = trace.foreign("\n".join(reply.messages).replace("\n", " "))
    trace.add("RADIUS", peer="Authentication Proxy", exchange=sent, result=code)
    verdict, why = _verdict(reply)
    trace.add("verdict", exchange=why, result=verdict)
    asked = any(one.operation == "auth" and one.fault is None for one in exchanges)
    return RadiusResult(
        verdict,
        second_factor=verdict is Verdict.ALLOWED and asked,
        message=message,
        steps=trace.steps,
    )


def _verdict(reply: ServerReply) -> tuple[Verdict, str]:
    if reply.code == Code.ACCESS_CHALLENGE:
        return Verdict.DENIED, "the proxy asks for a passcode, and nobody types one"
    if reply.code != Code.ACCESS_ACCEPT:
        return Verdict.DENIED, "the proxy refuses"
    if messages.FAIL_OPEN in reply.messages:
        return Verdict.FAILED_OPEN, "failmode safe lets in without Duo"
    return Verdict.ALLOWED, "the proxy lets in"


def _came_of(one: Exchange) -> str:
    if one.fault is not None:
        return f"fault {one.fault}"
    return "no answer" if one.status is None else f"HTTP {one.status} {one.response_body}"

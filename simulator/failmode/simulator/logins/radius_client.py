"""Logins over RADIUS at a running Authentication Proxy."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from failmode.simulator.authproxy.cfg.sections.radius import (
    RadiusServerAutoSection,
    RadiusServerSection,
)
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import (
    RadiusServerChallengeSection,
    RadiusServerConcatSection,
    RadiusServerDuoOnlySection,
    RadiusServerEapSection,
)
from failmode.simulator.authproxy.core import messages
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
from failmode.simulator.logins.proxy_section import (
    CLOUD_PEER,
    PROXY_PEER,
    Listens,
    not_sent,
    port_of,
    settings_of,
)
from failmode.simulator.logins.radius_dialogue import (
    STATE_KEY,
    Dialogue,
    PasswordProof,
    Sent,
    TypedAnswers,
)
from failmode.terms import MASK, Admission, Failmode

_FACTOR = "push"
"""The factor of users whom a kind of server asks for one, with the password or after it."""


class RadiusLoginClient:
    """Sends Access-Requests to a server section of a proxy, as its kind of server wants them.

    Where the user has to name a factor, it is a push: after the password for
    [radius_server_concat], in its place for [radius_server_duo_only], and in answer to the
    challenge of [radius_server_challenge] or the second question of [radius_server_eap].

    Args:
        proxy: the running proxy, or what knows where it listens.
        section: the section that answers.
        host: address at which clients on this machine reach it.
        calling_station: Calling-Station-Id of the requests; None: they name no machine.
        factor: the factor or passcode that the user names; None: a push where one has to be named,
            else none; empty: none, also where one has to be.
        answer: what the user types where [radius_server_auto] asks for a passcode; None: nothing.
        proof: how the password is proved, where the kind of server does not say it.
        new_password: what the user changes the password to, by MS-CHAPv2; None: it is not changed.
        attributes: further attributes of the requests, raw.
        answered: told each reply.
    """

    def __init__(
        self,
        proxy: Listens,
        section: RadiusServerSection,
        host: str,
        calling_station: str | None = None,
        factor: str | None = None,
        *,
        answer: str | None = None,
        proof: PasswordProof = PasswordProof.PAP,
        new_password: str | None = None,
        attributes: Attributes | None = None,
        answered: Callable[[ServerReply], None] = lambda _: None,
    ) -> None:
        self._proxy = proxy
        self._section = section
        self._host = host
        self._calling_station = calling_station
        self._factor = factor
        self._answers = () if answer is None else (answer,)
        self._proof = proof
        self._new_password = new_password
        self._further = attributes or {}
        self._answered = answered

    @property
    def failmode(self) -> Failmode:
        """What the section does while Duo cannot be reached."""
        return self._section.failmode

    @property
    def settings(self) -> Mapping[str, str]:
        """The section's settings that decide a login, by the names of `authproxy.cfg`."""
        settings = settings_of(self._section)
        if not isinstance(self._section, RadiusServerAutoSection):
            return settings
        factors = (one.value for one in self._section.factor_options.factors)
        return {**settings, "factors": ",".join(factors)}

    @property
    def cloud_peer(self) -> str:
        """The proxy: the RADIUS client does not see its requests to Duo."""
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
        """Send the Access-Requests of a login and wait for its end until the deadline.

        Raises:
            NotRunningError: when the proxy has stopped, or answers nobody on this machine.
            InvalidLoginRequestError: when RADIUS cannot carry the name or the password.
        """
        trace = Trace((password,))
        end = time.monotonic() + deadline_seconds
        dialogue = self._dialogue(username, password)
        sent: Sent | None = dialogue.first()
        steps: tuple[Step, ...] = ()
        reply: ServerReply | None = None
        while sent is not None:
            step, reply = self._send(username, sent, end=end, trace=trace, watch=watch)
            steps = (*steps, step)
            if reply is None or reply.code != Code.ACCESS_CHALLENGE:
                break
            sent = dialogue.after(reply)
        if reply is None:
            return ClientResult(None, "no answer", steps=steps)
        admission, reason = _admission(reply)
        objection = dialogue.objection(reply) if reply.code == Code.ACCESS_ACCEPT else None
        if objection is not None:
            admission, reason = Admission.REFUSED, objection
        return ClientResult(
            admission,
            reason,
            message=trace.sanitize("\n".join(reply.messages).replace("\n", " ")),
            answer=reply.code_name,
            steps=steps,
        )

    def _dialogue(self, username: str, password: str) -> Dialogue:
        """Return what a user with that password sends."""
        first, *others = self._typed(password)
        # Few logins need what follows, and every program would wait for their libraries.
        if self._proof is PasswordProof.MS_CHAP or self._new_password is not None:
            from failmode.simulator.logins.ms_chap_dialogue import (  # noqa: PLC0415
                MsChapDialogue,
            )

            return MsChapDialogue(username, first, others, self._new_password)
        if self._proof is PasswordProof.EAP_MD5:
            from failmode.simulator.logins.eap_md5_dialogue import (  # noqa: PLC0415
                EapMd5Dialogue,
            )

            return EapMd5Dialogue(username, password)
        if not isinstance(self._section, RadiusServerEapSection):
            return TypedAnswers(first, others)
        from failmode.simulator.logins.eap_dialogue import EapDialogue  # noqa: PLC0415

        return EapDialogue(username, (first, *others))

    def _typed(self, password: str) -> tuple[str, ...]:
        """Return what a user with that password types, one after the other."""
        factor = _FACTOR if self._factor is None else self._factor
        match self._section:
            case RadiusServerConcatSection(delimiter=delimiter):
                return (f"{password}{delimiter}{factor}" if factor else password,)
            case RadiusServerDuoOnlySection():
                return (factor,)
            case RadiusServerChallengeSection():
                return (password, factor)
            case RadiusServerEapSection(factor_options=options) if not options.allow_concat:
                return (password, factor)
            case (
                RadiusServerAutoSection(factor_options=options)
                | RadiusServerEapSection(factor_options=options)
            ) if self._factor:
                return (f"{password}{options.delimiter}{self._factor}",)
        return (password, *self._answers)

    def _send(
        self,
        username: str,
        sent: Sent,
        *,
        end: float,
        trace: Trace,
        watch: Callable[[Step], None],
    ) -> tuple[Step, ServerReply | None]:
        """Send one Access-Request; returns the step that tells of it, and the reply."""
        client = RadiusClient(
            hosts=((self._host, port_of(self._proxy, self._section)),),
            secret=self._secret(),
            retries=0,
            retry_wait=max(end - time.monotonic(), 0),
            require_message_authenticator=True,
        )
        what = sent.says or f"User-Password={MASK}"
        more = ", State" if STATE_KEY in sent.attributes else ""
        said = trace.sanitize(f"Access-Request, User-Name={username}, {what}{more}")
        unanswered = Step("RADIUS", PROXY_PEER, said, "no answer")
        watch(unanswered)
        try:
            encoded = None if sent.typed is None else sent.typed.encode()
            attributes = {**self._attributes(), **sent.attributes}
            reply = client.authenticate(username, encoded, attributes)
        except EncodingError as error:
            raise InvalidLoginRequestError(str(error), "Use a shorter name or password") from error
        except OSError as error:
            raise not_sent(error) from error
        if reply is None:
            return unanswered, None
        self._answered(reply)
        return replace(unanswered, result=reply.code_name), reply

    def _attributes(self) -> Attributes:
        attributes = dict(self._further)
        key = attribute_key("Calling-Station-Id")
        if self._calling_station is not None and key is not None:
            attributes[key] = (self._calling_station.encode(),)
        return attributes

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
    if messages.EXEMPT in reply.messages:
        return Admission.WITHOUT_DUO, "the proxy lets in without asking Duo: exempt_username_N"
    if messages.PRIMARY_ONLY in reply.messages:
        return Admission.BY_FAILMODE, "primary-only mode and failmode safe let in without Duo"
    if messages.FAIL_OPEN in reply.messages:
        return Admission.BY_FAILMODE, "failmode safe lets in without Duo"
    return Admission.BY_DUO, "the proxy lets in"

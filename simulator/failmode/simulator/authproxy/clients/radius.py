"""[radius_client]: a RADIUS server says whether the password is right.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_client.py`, `lib/radius/server.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from failmode.simulator.authproxy.assumptions import NEVER_PASSED_THROUGH, PASSWORD_OCTETS
from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.primary import (
    Credentials,
    PrimaryError,
    PrimaryResult,
    UnexpectedAnswerError,
)
from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.authproxy.radius.client import RadiusClient, own_address
from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    AttributeKey,
    Attributes,
    Code,
    EncodingError,
    ServerReply,
    attribute_key,
    without,
)
from failmode.simulator.internal_failures import is_exhaustion

_BOUND_TO_A_HOP = ("User-Password", "Message-Authenticator", "Proxy-State")


@dataclass(frozen=True, slots=True)
class RadiusCredentials(Credentials):
    """Credentials that came by RADIUS.

    Attributes:
        attributes: attributes of the request to hand on to a RADIUS server, raw.
    """

    attributes: Attributes = field(default_factory=dict)

    @property
    def is_ms_chap(self) -> bool:
        """Whether the password is proved by attributes of MS-CHAPv2."""
        keys = {attribute_key(name) for name in ms_chap.REQUEST_ATTRIBUTES}
        return not keys.isdisjoint(self.attributes)


@dataclass(frozen=True, slots=True)
class RadiusPrimaryResult(PrimaryResult):
    """The answer of a RADIUS server.

    Attributes:
        attributes: attributes to hand on to a RADIUS client, raw, MPPE keys in the clear.
    """

    attributes: Attributes = field(default_factory=dict)


class RadiusPrimaryClient:
    """A primary authenticator that asks RADIUS servers in turn.

    Args:
        section: their addresses, and how to reach them.
        logger: gets the lines of `authproxy.log`; None: nobody does.
    """

    def __init__(self, section: RadiusClientSection, logger: logging.Logger | None = None) -> None:
        self._section = section
        self._client = RadiusClient(
            hosts=section.hosts,
            secret=section.secret.encode(),
            retries=section.retries,
            retry_wait=section.retry_wait,
            # As the product does, which finds its address when it starts.
            nas_ip=section.nas_ip or own_address(section.hosts),
            logger=logger,
        )

    def authenticate(self, credentials: Credentials) -> RadiusPrimaryResult:
        """Ask the servers in turn; see `PrimaryAuthenticator`."""
        answer = _answer(
            lambda: self._client.authenticate(
                credentials.username or "", self._password(credentials), _attributes(credentials)
            )
        )
        if answer.code not in (Code.ACCESS_ACCEPT, Code.ACCESS_REJECT):
            raise UnexpectedAnswerError(
                f"the primary server's answer has packet code {answer.code}, "
                "which is neither Access-Accept nor Access-Reject"
            )
        return RadiusPrimaryResult(
            accepted=answer.code == Code.ACCESS_ACCEPT,
            message=answer.messages[0] if answer.messages else messages.PRIMARY_SAID_NOTHING,
            attributes=passed_through(
                answer.attributes,
                everything=self._section.pass_through_all,
                names=(*self._section.pass_through_attr_names, *ms_chap.RESPONSE_ATTRIBUTES),
            ),
        )

    def forward(self, request: AccessRequest) -> ServerReply:
        """Hand on a request that the servers alone understand, such as one of EAP.

        Args:
            request: all of it goes on, but what is bound to its hop.

        Returns:
            the answer, whatever its code, without what is bound to that hop.

        Raises:
            PrimaryError: when no answer could be had.
        """
        answer = _answer(
            lambda: self._client.forward(
                request.text("User-Name") or "",
                without(request.attributes, _BOUND_TO_A_HOP),
                request.identifier,
            )
        )
        return replace(answer, attributes=without(answer.attributes, _BOUND_TO_A_HOP))

    def _password(self, credentials: Credentials) -> bytes | None:
        if isinstance(credentials, RadiusCredentials) and credentials.is_ms_chap:
            return None
        encoded = credentials.password.encode(self._section.pw_codec)
        if len(encoded) > PASSWORD_OCTETS:
            raise PrimaryError(f"the password is longer than {PASSWORD_OCTETS} octets")
        return encoded


def _answer(ask: Callable[[], ServerReply | None]) -> ServerReply:
    try:
        answer = ask()
    except (EncodingError, OSError, UnicodeError) as error:
        if isinstance(error, OSError) and is_exhaustion(error):
            raise
        raise PrimaryError(str(error)) from error
    if answer is None:
        raise PrimaryError(messages.PRIMARY_TIMED_OUT)
    return answer


def passed_through(
    attributes: Attributes, *, everything: bool, names: tuple[str, ...]
) -> dict[AttributeKey, tuple[bytes, ...]]:
    """Return the attributes that a section hands on between RADIUS client and primary server.

    Args:
        attributes: of the packet that was received.
        everything: the section's pass_through_all.
        names: its pass_through_attr_names.
    """
    if everything:
        return without(attributes, NEVER_PASSED_THROUGH)
    allowed = {attribute_key(name) for name in names if name not in NEVER_PASSED_THROUGH}
    return {key: values for key, values in attributes.items() if key in allowed}


def _attributes(credentials: Credentials) -> dict[AttributeKey, tuple[bytes, ...]]:
    """Return the attributes to send: those handed on, and the address of the user's machine."""
    handed_on = credentials.attributes if isinstance(credentials, RadiusCredentials) else {}
    sent = dict(handed_on)
    key = attribute_key("Calling-Station-Id")
    if credentials.client_ip and key is not None:
        sent[key] = (credentials.client_ip.encode("utf-8", "surrogateescape"),)
    return sent

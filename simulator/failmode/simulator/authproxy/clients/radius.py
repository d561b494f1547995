"""Primary authentication: is this the user's password?

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_client.py`,
`modules/duo_only_client.py`, `lib/base.py`, `lib/radius/server.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from failmode.simulator.authproxy.assumptions import NEVER_PASSED_THROUGH, PASSWORD_OCTETS
from failmode.simulator.authproxy.cfg.settings import (
    ClientSection,
    RadiusClientSection,
    RadiusServerAutoSection,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    AttributeKey,
    Attributes,
    Code,
    EncodingError,
    attribute_key,
    without,
)
from failmode.simulator.errors import SimulatorError


@dataclass(frozen=True, slots=True)
class PrimaryResult:
    """What the primary server said.

    Attributes:
        accepted: whether it is the user's password.
        message: its Reply-Message, or the text that stands for one.
        attributes: attributes to hand on to the RADIUS client with an Access-Accept, raw.
    """

    accepted: bool
    message: str
    attributes: Attributes = field(default_factory=dict)


class PrimaryError(SimulatorError):
    """The primary server could not be asked; the text is the product's reason."""


class UnexpectedAnswerError(SimulatorError):
    """The primary server sent neither Accept nor Reject; the client then gets no answer."""


class PrimaryAuthenticator(Protocol):
    """Something that checks primary passwords."""

    def authenticate(
        self, username: str, password: str, client_ip: str | None, attributes: Attributes
    ) -> PrimaryResult:
        """Check a password.

        Args:
            username: User-Name.
            password: the password alone.
            client_ip: address of the user's machine, or None.
            attributes: attributes of the client's request to hand on, raw.

        Raises:
            PrimaryError: when no answer could be had.
            UnexpectedAnswerError: when the answer is neither yes nor no.
        """
        ...


class DuoOnly:
    """[duo_only_client]: any password passes."""

    def authenticate(
        self, username: str, password: str, client_ip: str | None, attributes: Attributes
    ) -> PrimaryResult:
        """Accept without looking."""
        del username, password, client_ip, attributes
        return PrimaryResult(accepted=True, message=messages.PRIMARY_IGNORED)


class RadiusPrimaryClient:
    """[radius_client]: a RADIUS server says whether the password is right.

    Args:
        section: its addresses and how to reach them.
    """

    def __init__(self, section: RadiusClientSection) -> None:
        self._section = section
        self._client = RadiusClient(
            hosts=section.hosts,
            secret=section.secret.encode(),
            retries=section.retries,
            retry_wait=section.retry_wait,
            nas_ip=section.nas_ip,
        )

    def authenticate(
        self, username: str, password: str, client_ip: str | None, attributes: Attributes
    ) -> PrimaryResult:
        """Ask the servers in turn."""
        sent = dict(attributes)
        if client_ip:
            _set(sent, "Calling-Station-Id", client_ip.encode("utf-8", "surrogateescape"))
        try:
            encoded = password.encode(self._section.pw_codec)
            if len(encoded) > PASSWORD_OCTETS:
                raise PrimaryError(f"the password is longer than {PASSWORD_OCTETS} octets")
            answer = self._client.authenticate(username, encoded, sent)
        except (EncodingError, OSError, UnicodeError) as error:
            raise PrimaryError(str(error)) from error
        if answer is None:
            raise PrimaryError(messages.PRIMARY_TIMED_OUT)
        if answer.code not in (Code.ACCESS_ACCEPT, Code.ACCESS_REJECT):
            raise UnexpectedAnswerError(
                f"the primary server's answer has packet code {answer.code}, "
                "which is neither Access-Accept nor Access-Reject"
            )
        return PrimaryResult(
            accepted=answer.code == Code.ACCESS_ACCEPT,
            message=answer.messages[0] if answer.messages else messages.PRIMARY_SAID_NOTHING,
            attributes=self._handed_on(answer.attributes),
        )

    def _handed_on(self, attributes: Attributes) -> Attributes:
        if self._section.pass_through_all:
            return without(attributes, NEVER_PASSED_THROUGH)
        return _only(attributes, self._section.pass_through_attr_names)


def make_primary(section: ClientSection) -> PrimaryAuthenticator:
    """The authenticator that a client section describes."""
    if isinstance(section, RadiusClientSection):
        return RadiusPrimaryClient(section)
    return DuoOnly()


def attributes_for_primary(
    section: RadiusServerAutoSection, request: AccessRequest
) -> Mapping[AttributeKey, tuple[bytes, ...]]:
    """Attributes of the client's request that the section hands on to the primary server."""
    if section.pass_through_all:
        return without(request.attributes, NEVER_PASSED_THROUGH)
    return _only(request.attributes, section.pass_through_attr_names)


def _only(attributes: Attributes, names: tuple[str, ...]) -> dict[AttributeKey, tuple[bytes, ...]]:
    allowed = {attribute_key(name) for name in names if name not in NEVER_PASSED_THROUGH}
    return {key: values for key, values in attributes.items() if key in allowed}


def _set(attributes: dict[AttributeKey, tuple[bytes, ...]], name: str, value: bytes) -> None:
    key = attribute_key(name)
    if key is not None:
        attributes[key] = (value,)

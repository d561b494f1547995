"""What Duo's cloud knows: integrations, people, their devices, and what was asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class UserStatus(StrEnum):
    """Status of a user, in the words of Duo's Admin API."""

    ACTIVE = "active"
    BYPASS = "bypass"
    DISABLED = "disabled"
    LOCKED_OUT = "locked out"


class Answer(StrEnum):
    """What a person does with a push or a call."""

    APPROVE = "approve"
    DENY = "deny"
    IGNORE = "ignore"


class UsernameNormalization(StrEnum):
    r"""An integration's `username_normalization_policy` (`duo_client/admin.py`).

    With `simple`, `narroway`, `ACME\narroway` and `narroway@acme.example` are the same user.
    """

    NONE = "none"
    SIMPLE = "simple"


class IntegrationType(StrEnum):
    """Type of an integration, by the Admin API's word: which of Duo's APIs it may use."""

    AUTHAPI = "authapi"
    ADMINAPI = "adminapi"
    WEBSDK = "websdk"


class DeviceType(StrEnum):
    """Type of a device in a preauth answer."""

    PHONE = "phone"
    TOKEN = "token"  # noqa: S105 - a kind of device, not a secret


class Capability(StrEnum):
    """What a phone can be used for, in the order in which Duo lists it."""

    AUTO = "auto"
    PUSH = "push"
    SMS = "sms"
    PHONE = "phone"
    MOBILE_OTP = "mobile_otp"


SMARTPHONE: tuple[Capability, ...] = tuple(Capability)
"""Capabilities of a phone with Duo Mobile."""


class Factor(StrEnum):
    """A second factor, by the name that the Auth API gives it."""

    AUTO = "auto"
    PUSH = "push"
    PASSCODE = "passcode"
    PHONE = "phone"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Integration:
    """An application that Duo protects.

    Attributes:
        ikey: integration key.
        skey: secret key.
        api_host: API host name.
        name: name for people.
        username_normalization: how names of users are compared.
        type: which of Duo's APIs it may use.
    """

    ikey: str
    skey: str = field(repr=False)
    api_host: str
    name: str
    username_normalization: UsernameNormalization
    type: IntegrationType = IntegrationType.AUTHAPI


@dataclass(frozen=True, slots=True)
class Device:
    """A phone or a hardware token.

    Attributes:
        device: Duo's id: `DP...` for a phone, `DH...` for a token.
        type: phone or token.
        number: telephone number, or the token's serial number.
        name: what the user calls it.
        platform: such as `Apple iOS`; empty when unknown.
        capabilities: what it can be used for; a token has none.
    """

    device: str
    type: DeviceType
    number: str
    name: str = ""
    platform: str = ""
    capabilities: tuple[Capability, ...] = ()

    @property
    def masked_number(self) -> str:
        """The number as Duo shows it: `XXX-XXX-0100`."""
        digits = [character for character in self.number if character.isdigit()]
        return f"XXX-XXX-{''.join(digits[-4:])}"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in Duo's directory.

    Attributes:
        user_id: Duo's id: `DU...`.
        username: the name.
        status: the account's status.
        answer: what the person does when asked.
        answer_after_seconds: how long the person takes, by the clock of the simulator.
        devices: in the order in which they were enrolled; none: not enrolled.
    """

    user_id: str
    username: str
    status: UserStatus
    answer: Answer
    answer_after_seconds: float
    devices: tuple[Device, ...] = ()

    def phones(self, capability: Capability) -> tuple[Device, ...]:
        """The phones with a capability."""
        return tuple(device for device in self.devices if capability in device.capabilities)


@dataclass(frozen=True, slots=True)
class Preauth:
    """One answered preauth request.

    Attributes:
        time: seconds since the epoch.
        ikey: the integration that asked.
        username: the user's name in the directory, or as it was sent when unknown.
        failmode: the client's failmode as it was sent (`open` or `closed` by Duo Unix, `safe` or
            `secure` by the Authentication Proxy), or None.
        ipaddr: the client's address as it was sent, or None.
        hostname: the client's host name as it was sent, or None.
        result: `auth`, `allow`, `deny` or `enroll`.
    """

    time: float
    ikey: str
    username: str
    failmode: str | None
    ipaddr: str | None
    hostname: str | None
    result: str

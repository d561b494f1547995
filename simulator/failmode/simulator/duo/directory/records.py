"""What Duo's cloud knows: integrations, people, their devices and their codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from failmode.simulator.duo.directory.integration_types import IntegrationType
from failmode.terms import Answer


class UserStatus(StrEnum):
    """Status of a user, in the words of Duo's Admin API."""

    ACTIVE = "active"
    BYPASS = "bypass"
    DISABLED = "disabled"
    LOCKED_OUT = "locked out"


GROUP_STATUSES = (UserStatus.ACTIVE, UserStatus.BYPASS, UserStatus.DISABLED)
"""Statuses that a group can have (`create_group` of `duo_client/admin.py`)."""


class UsernameNormalization(StrEnum):
    r"""An integration's `username_normalization_policy` (`duo_client/admin.py`).

    With `simple`, `narroway`, `ACME\narroway` and `narroway@acme.example` are the same user.
    """

    NONE = "none"
    SIMPLE = "simple"


class EnrollPolicy(StrEnum):
    """What becomes of users without a device: an integration's `enroll_policy`.

    Source: `create_integration` of `duo_client/admin.py`.
    """

    ENROLL = "enroll"
    ALLOW = "allow"
    DENY = "deny"


class UserAccess(StrEnum):
    """Who may log in at an application: an integration's `user_access`.

    Source: `examples/Admin` and `duo_client/admin.py` have the parameter; the words are those of
    clients such as https://github.com/duosecurity/duo_api_ruby and others that type it.
    """

    ALL_USERS = "ALL_USERS"
    PERMITTED_GROUPS = "PERMITTED_GROUPS"
    NO_USERS = "NO_USERS"


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


NAMELESS_PHONE = "Duo Mobile"
"""What a phone without number, name and platform is called. Unknown."""

SMARTPHONE: tuple[Capability, ...] = tuple(Capability)
"""Capabilities of a phone with Duo Mobile."""


class Factor(StrEnum):
    """A second factor, by the name that the Auth API gives it."""

    AUTO = "auto"
    PUSH = "push"
    PASSCODE = "passcode"
    PHONE = "phone"
    SMS = "sms"


class PasscodeKind(StrEnum):
    """Where a passcode came from, by the name that Duo's authentication log gives the factor.

    `passcode` is one that an administrator of the simulator issued.
    """

    ISSUED = "passcode"
    SMS = "sms_passcode"
    BYPASS_CODE = "bypass_code"
    HARDWARE_TOKEN = "hardware_token"  # noqa: S105 - a kind of passcode, not a secret
    DUO_MOBILE = "duo_mobile_passcode"


class OtpKind(StrEnum):
    """How a device makes passcodes: by a counter (RFC 4226) or by the time (RFC 6238)."""

    HOTP = "hotp"
    TOTP = "totp"


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How many signed requests an integration may send; more are answered by 42901.

    Attributes:
        requests: in each time window.
        window_seconds: length of a time window, by the simulator's clock.
        tells_retry_after: whether the error has a `Retry-After` header.
    """

    requests: int
    window_seconds: float
    tells_retry_after: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """What an administrator has decided for an integration.

    Attributes:
        verified_push_digits: digits of the code to be typed into Duo Mobile, 3 to 6; 0: pushes
            are approved without a code.
        remembered_devices_seconds: how long a device is remembered after a login; 0: never.
        rate_limit: None: no limit.
        enroll_policy: what becomes of users without a device.
        user_access: who may log in.
        groups_allowed: ids of the groups whose members may, where only those of groups may.
    """

    verified_push_digits: int = 0
    remembered_devices_seconds: float = 0.0
    rate_limit: RateLimit | None = None
    enroll_policy: EnrollPolicy = EnrollPolicy.ENROLL
    user_access: UserAccess = UserAccess.ALL_USERS
    groups_allowed: frozenset[str] = frozenset()


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
        policy: what an administrator has decided for it.
    """

    ikey: str
    skey: str = field(repr=False)
    api_host: str
    name: str
    username_normalization: UsernameNormalization
    type: IntegrationType = IntegrationType.AUTHAPI
    policy: Policy = Policy()


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
        answer: what the person does with a push or a call to it; None: as the user does.
        answer_after_seconds: how long the person takes then; None: as long as the user does.
        sms_nextcode: first digit of the next SMS passcode; None when none is left.
    """

    device: str
    type: DeviceType
    number: str
    name: str = ""
    platform: str = ""
    capabilities: tuple[Capability, ...] = ()
    answer: Answer | None = None
    answer_after_seconds: float | None = None
    sms_nextcode: str | None = None

    @property
    def masked_number(self) -> str:
        """The number as Duo shows it, `XXX-XXX-0100`; empty for a phone without a number."""
        digits = "".join(filter(str.isdigit, self.number))
        return f"XXX-XXX-{digits[-4:]}" if digits else ""

    @property
    def label(self) -> str:
        """What a person knows it by: its masked number, its name, or its platform."""
        return self.masked_number or self.name or self.platform or NAMELESS_PHONE


@dataclass(frozen=True, slots=True)
class Group:
    """A group of users.

    Attributes:
        group_id: Duo's id: `DG...`.
        name: unique without regard to case.
        description: what it is for, or empty.
        status: how its members authenticate, as far as their own status lets that open.
    """

    group_id: str
    name: str
    description: str = ""
    status: UserStatus = UserStatus.ACTIVE


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
        realname: first and last name, or empty.
        email: e-mail address, or empty.
        notes: an administrator's notes, or empty.
        created: seconds since the epoch.
        group_status: what the statuses of the user's groups come to.
    """

    user_id: str
    username: str
    status: UserStatus
    answer: Answer
    answer_after_seconds: float
    devices: tuple[Device, ...] = ()
    realname: str = ""
    email: str = ""
    notes: str = ""
    created: float = 0.0
    group_status: UserStatus = UserStatus.ACTIVE

    @property
    def effective_status(self) -> UserStatus:
        """How the user authenticates: by the account's own status, or where it is active by groups.

        Unconfirmed: that the account's own status counts before that of its groups, and that of
        several groups a disabled one counts before one with bypass.
        """
        return self.group_status if self.status is UserStatus.ACTIVE else self.status

    def phones(self, capability: Capability) -> tuple[Device, ...]:
        """Return the phones with a capability."""
        return tuple(device for device in self.devices if capability in device.capabilities)


@dataclass(frozen=True, slots=True)
class BypassCode:
    """A passcode that an administrator gives to a person.

    Attributes:
        bypass_code_id: Duo's id: `DB...`.
        username: whose.
        code: what the person types.
        created: seconds since the epoch.
        expires: seconds since the epoch; None: never.
        uses_left: how often it still works; None: without end.
    """

    bypass_code_id: str
    username: str
    code: str = field(repr=False)
    created: float
    expires: float | None
    uses_left: int | None


@dataclass(frozen=True, slots=True)
class Enrollment:
    """An invitation to add Duo Mobile on a phone.

    Attributes:
        activation_code: what the person types or scans.
        username: whose.
        user_id: Duo's id of the user.
        created: seconds since the epoch.
        expires: seconds since the epoch.
        activated: when the person did it, seconds since the epoch; None: not yet.
        device: Duo's id of the phone that is to be activated; None: a new one.
    """

    activation_code: str = field(repr=False)
    username: str
    user_id: str
    created: float
    expires: float
    activated: float | None = None
    device: str | None = None

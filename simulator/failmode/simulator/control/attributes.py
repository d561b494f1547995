"""What the control client's methods take by name; whatever is left out is not sent."""

from __future__ import annotations

from typing import Any, TypedDict


class JournalFilters(TypedDict, total=False):
    """Which exchanges of the journal are asked for; None asks for all.

    Attributes:
        vendor: of this vendor only.
        operation: of this operation only, such as `preauth`.
        user: about this user only.
        status: answered with this HTTP status only.
        fault: with this fault only.
        since: with a greater number only.
        since_time: at this time or later only, in seconds since the epoch.
        until_time: at this time or earlier only, in seconds since the epoch.
        limit: so many at most, the oldest ones.
        newest: so many at most, the newest ones.
    """

    vendor: str | None
    operation: str | None
    user: str | None
    status: int | None
    fault: str | None
    since: int | None
    since_time: float | None
    until_time: float | None
    limit: int | None
    newest: int | None


class EventFilters(TypedDict, total=False):
    """Which exchanges are waited for; None waits for all. See `JournalFilters`."""

    vendor: str | None
    operation: str | None
    user: str | None
    since: int | None


class UserAttributes(TypedDict, total=False):
    """What can be changed of one of Duo's users.

    Attributes:
        status: see `/_sim/openapi.json`, which lists the choices.
        answer: what the person does with pushes and calls.
        answer_after_seconds: how long the person takes, by the simulator's clock.
        aliases: further names by which applications may name the user.
        password: at the primary server.
    """

    status: str
    answer: str
    answer_after_seconds: float
    aliases: list[str]
    password: str


class NewUserAttributes(UserAttributes, total=False):
    """What a new user can be given.

    Attributes:
        phone: number of a phone to enrol; None enrols none.
    """

    phone: str | None


class GroupAttributes(TypedDict, total=False):
    """What can be changed of a group of Duo's users.

    Attributes:
        description: what it is for.
        status: `active`, `bypass` or `disabled`.
        members: names of the users who are in it.
    """

    description: str
    status: str
    members: list[str]


class DeviceAttributes(TypedDict, total=False):
    """What can be decided for one device of a user; None takes it back."""

    answer: str | None
    answer_after_seconds: float | None


class PhoneAttributes(TypedDict, total=False):
    """What a new phone can be given."""

    number: str
    name: str
    platform: str
    capabilities: list[str]


class TokenAttributes(TypedDict, total=False):
    """What a new hardware token can be given.

    Attributes:
        kind: `hotp` or `totp`.
        secret: in Base32; a new one when left out.
        digits: of a passcode.
        interval_seconds: of a TOTP token.
    """

    kind: str
    secret: str
    digits: int
    interval_seconds: int


class PasscodeAttributes(TypedDict, total=False):
    """Which passcodes are given: these, or so many."""

    codes: list[str]
    count: int


class BypassCodeAttributes(TypedDict, total=False):
    """Which bypass codes are given, how often and how long they work."""

    count: int
    codes: list[str]
    reuse_count: int
    valid_secs: float
    preserve_existing: bool


class ActivationAttributes(TypedDict, total=False):
    """The phone that Duo Mobile is activated on."""

    number: str
    platform: str


class IntegrationAttributes(TypedDict, total=False):
    """What can be changed of an application that Duo protects.

    Attributes:
        name: for people.
        skey: the secret key.
        username_normalization: `none` or `simple`.
        verified_push_digits: digits of a verified push; 0: pushes are not verified.
        remembered_devices_seconds: how long a device is remembered; 0: not at all.
        rate_limit: an object, see `/_sim/openapi.json`; None: none.
    """

    name: str
    skey: str
    username_normalization: str
    verified_push_digits: int
    remembered_devices_seconds: float
    rate_limit: dict[str, Any] | None


class NewIntegrationAttributes(IntegrationAttributes, total=False):
    """What a new application can be given.

    Attributes:
        type: such as `authapi`.
        ikey: the integration key.
    """

    type: str
    ikey: str


class CallLimitAttributes(TypedDict, total=False):
    """How many calls of a kind an integration of the Admin API may make in a minute; None: any.

    Attributes:
        as_reported: first, True puts every limit that is known in force, False none.
        authentication_log: of either version.
        telephony_log: of either version.
        administrator_log: what administrators did.
        change: calls that change something.
        object: calls that answer one object.
        page: lists that are asked for with a limit or an offset.
        unpaged: lists that are asked for without.
    """

    as_reported: bool
    authentication_log: int | None
    telephony_log: int | None
    administrator_log: int | None
    change: int | None
    object: int | None
    page: int | None
    unpaged: int | None


class SsoSourceAttributes(TypedDict, total=False):
    """How Duo Single Sign-On has passwords checked.

    Attributes:
        username_attributes: attributes that a user may name herself by.
        auth_type: `plain`, `ntlm1` or `ntlm2`.
        ntlm_domain: NetBIOS name of the service account's domain; None: not given.
        ntlm_workstation: the proxy's name in NTLM; None: not given.
        transport_type: `clear`, `starttls` or `ldaps`.
        ssl_verify_hostname: whether the directory's certificate must be for the host.
        ssl_ca_certs: PEM text that it must lead to; None: not given.
        timeout: seconds for a directory.
    """

    username_attributes: list[str]
    auth_type: str
    ntlm_domain: str | None
    ntlm_workstation: str | None
    transport_type: str
    ssl_verify_hostname: bool
    ssl_ca_certs: str | None
    timeout: int


class DirectorySyncAttributes(TypedDict, total=False):
    """How a directory sync is run.

    Attributes:
        port: TCP port of the directory.
        transport: `clear`, `starttls` or `ldaps`.
        auth_type: `plain`, `ntlm1` or `ntlm2`.
        ntlm_domain: NetBIOS name of the service account's domain; None: not given.
        ntlm_workstation: the proxy's name in NTLM; None: not given.
        username: attribute with the user name; so are those that follow.
        realname: of the whole name.
        email: of the address.
        phone: of the number.
        certificates: PEM text that the directory's certificate must lead to; None: not given.
        ikey: of the section [cloud] that is to search; None: any.
        dry_run: whether nothing is changed.
    """

    port: int
    transport: str
    auth_type: str
    ntlm_domain: str | None
    ntlm_workstation: str | None
    username: str
    realname: str
    email: str
    phone: str
    certificates: str | None
    ikey: str | None
    dry_run: bool


class LoginAttributes(TypedDict, total=False):
    """How a login is tried.

    Attributes:
        password: as typed; None: the one that the primary server knows.
        failmode: `open` or `closed`; None where the running Authentication Proxy decides.
        timeout_seconds: how long a computer waits for Duo.
    """

    password: str | None
    failmode: str | None
    timeout_seconds: float


class DeviceLoginAttributes(TypedDict, total=False):
    """How a login at a device of the tenant is tried.

    Attributes:
        password: as typed; None: the one that the primary server knows.
        timeout_seconds: how long the device waits for Duo.
    """

    password: str | None
    timeout_seconds: float


class FieldAttributes(TypedDict, total=False):
    """What a new custom field can be given.

    Attributes:
        label: as technicians see it; the name when left out.
        options: labels of the options of a drop-down; a text when left out.
        scopes: kinds of entities that can have a value; organizations when left out.
        default: label of the default option; None: none.
    """

    label: str
    options: list[str]
    scopes: list[str]
    default: str | None


class MatrixAttributes(TypedDict, total=False):
    """What of a matrix can be chosen.

    Attributes:
        field: that feeds the failmode.
        organization_id: by device: only those of this organization; None: all.
        username: who logs in.
        timeout_seconds: how long a computer waits for Duo.
        deadline_seconds: after this long a login counts as hung.
    """

    field: str
    organization_id: int | None
    username: str
    timeout_seconds: float
    deadline_seconds: float


class VendorSwitches(TypedDict, total=False):
    """Values by the names of switches, for each vendor."""

    duo: dict[str, Any]
    ninjaone: dict[str, Any]

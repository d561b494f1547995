"""What no readable page of Duo confirms, each in one place and with a name.

Everything here is unknown or unconfirmed vendor behaviour. Change it here, or through
`DuoSettings`, when better evidence turns up. Unverified error texts: `errors.UNVERIFIED`.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.duo.records import IntegrationType
from simulator.duo.signature import Version
from simulator.duo.statuses import Outcome

AUTH_V2_SIGNATURES: frozenset[Version] = frozenset({Version.V2, Version.V4, Version.V5})
"""Signature versions that `/auth/v2` accepts. Unconfirmed: that v1, which carries no date and
could be replayed, is refused there. Every client that was read sends a date to `/auth/v2`."""

REST_V1_SIGNATURES: frozenset[Version] = frozenset(Version)
"""Signature versions that `/rest/v1` accepts. v1 and v2 are seen in clients (Authentication Proxy
5.0.0, Duo Unix 1.x and 2.x, `duo_client/auth_v1.py`); v4 and v5 are unconfirmed."""

ADMIN_API_SIGNATURES: frozenset[Version] = AUTH_V2_SIGNATURES
"""Signature versions that `/admin` accepts. Unconfirmed: that v1 is refused there as well."""

AUTH_API_TYPES: frozenset[IntegrationType] = frozenset({IntegrationType.AUTHAPI})
"""Types of integrations that may call `/auth/v2` and `/rest/v1`. Unconfirmed for `websdk`, whose
client library calls neither."""

MISSING_DEVICE = "auto"
"""What an `auth` without `device` means. Unconfirmed; `duo_client/auth.py` lets it be left out."""

UNKNOWN_USER_AT_AUTH = Outcome.NOT_ENROLLED
"""Outcome of `auth` for a user whom `preauth` would have sent to enrol. Unknown; clients do not
get there, because they stop after `preauth`."""

SMS_FACTOR_NAME = "sms"
"""Prefix of the SMS choices (`sms1`) in a text prompt. Unconfirmed: Cisco's mock server in
duo_unix has `smsrefresh1`; clients send back whatever they were given."""

PASSCODE_ONLY_PROMPT = "Enter a passcode.\n\nPasscode: "
"""End of the text prompt for a user with hardware tokens only. Unknown."""


@dataclass(frozen=True, slots=True)
class DuoSettings:
    """Settings of the simulated cloud; every default is an assumption.

    Attributes:
        clock_window_seconds: how far a signed date may be from the cloud's clock, either way.
            Unconfirmed: 300 s is what Cisco's mock server (duo_unix `tests/mockduo.py`) uses.
        push_timeout_seconds: how long a push or a call waits for the person. Unknown.
        long_poll_seconds: how long `auth_status` waits for news, in real time. Unknown.
        max_body_bytes: largest request body. Unknown.
        max_fields: largest number of parameters. Unknown.
        max_pushinfo_bytes: size that `pushinfo` must stay under. Documented: 20,000 bytes.
        sms_batch_size: passcodes in one text message. Unknown; an administrator sets it.
        passcode_digits: digits of a generated passcode. Unconfirmed.
        recheck_seconds: how often a waiting request looks whether another process that shares
            the database has changed something; answers in this process are seen at once.
        preauth_log_size: how many preauth requests are remembered; the oldest are dropped.
    """

    clock_window_seconds: float = 300.0
    push_timeout_seconds: float = 60.0
    long_poll_seconds: float = 10.0
    max_body_bytes: int = 131_072
    max_fields: int = 200
    max_pushinfo_bytes: int = 20_000
    sms_batch_size: int = 10
    passcode_digits: int = 7
    recheck_seconds: float = 1.0
    preauth_log_size: int = 10_000

"""The authentication log: what the cloud itself decided, and nothing that never reached it.

Words of the log (`reason`, `result`, `factor`): the field descriptions in
https://github.com/panther-labs/panther (`log_processor/parsers/duologs/authentication.go`) and the
sample in https://github.com/mozilla/MozDef (`cron/duo_logpull.py`: an unenrolled user, denied with
the factor `not_available`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.simulator.duo.auth.assumptions import (
    CALL_REASON,
    DENIED_REASON,
    NOT_PERMITTED_REASON,
    SMS_REASON,
)
from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.auth.transaction_repository import PreauthEnd
from failmode.simulator.duo.directory.records import Factor


class LogResult(StrEnum):
    """What an authentication came to."""

    SUCCESS = "success"
    DENIED = "denied"
    FRAUD = "fraud"
    ERROR = "error"


class EventType(StrEnum):
    """What an entry is about."""

    AUTHENTICATION = "authentication"
    ENROLLMENT = "enrollment"


NOT_AVAILABLE = "not_available"
"""Factor of a login in which none was used."""

_FACTORS = {
    Factor.PUSH: "duo_push",
    Factor.PHONE: "phone_call",
    Factor.SMS: "sms_refresh",
    Factor.PASSCODE: "passcode",
    Factor.AUTO: NOT_AVAILABLE,
}
_ENDS = {
    Outcome.APPROVED: (LogResult.SUCCESS, "user_approved"),
    Outcome.DENIED: (LogResult.DENIED, DENIED_REASON),
    Outcome.FRAUD: (LogResult.FRAUD, "user_marked_fraud"),
    Outcome.TIMED_OUT: (LogResult.DENIED, "no_response"),
    Outcome.SMS_SENT: (LogResult.DENIED, SMS_REASON),
    Outcome.WRONG_PASSCODE: (LogResult.DENIED, "invalid_passcode"),
    Outcome.BYPASS: (LogResult.SUCCESS, "bypass_user"),
    Outcome.REMEMBERED_DEVICE: (LogResult.SUCCESS, "remembered_device"),
    Outcome.DISABLED: (LogResult.DENIED, "user_disabled"),
    Outcome.LOCKED_OUT: (LogResult.DENIED, "locked_out"),
    Outcome.NOT_PERMITTED: (LogResult.DENIED, NOT_PERMITTED_REASON),
    Outcome.UNENROLLED_ALLOWED: (LogResult.SUCCESS, "allow_unenrolled_user"),
    Outcome.UNENROLLED_DENIED: (LogResult.DENIED, "deny_unenrolled_user"),
}
_ENDS_BY_FACTOR = {
    (Factor.PASSCODE, Outcome.APPROVED): (LogResult.SUCCESS, "valid_passcode"),
    (Factor.PHONE, Outcome.TIMED_OUT): (LogResult.DENIED, CALL_REASON),
}


@dataclass(frozen=True, slots=True)
class AuthLogEntry:
    """One authentication.

    Attributes:
        time: when it ended, seconds since the epoch.
        txid: its id.
        ikey: the integration that asked.
        username: the user's name in the directory, or as it was sent when unknown.
        user_id: Duo's id of the user, or None when unknown.
        result: what it came to.
        reason: why.
        factor: what was used.
        ipaddr: the client's address as it was sent, or None.
        hostname: the client's host name as it was sent, or None.
        device: Duo's id of the device that was used, or None.
        alias: the alias by which the client named the user; None: none.
    """

    time: float
    txid: str
    ikey: str
    username: str
    user_id: str | None
    result: LogResult
    reason: str
    factor: str
    ipaddr: str | None = None
    hostname: str | None = None
    device: str | None = None
    alias: str | None = None

    @property
    def position(self) -> tuple[int, str]:
        """Where it stands in the log: milliseconds since the epoch, and the id."""
        return milliseconds(self.time), self.txid


def milliseconds(seconds: float) -> int:
    """Return a time of the log in milliseconds."""
    return int(seconds * 1000)


def of_transaction(transaction: Transaction, now: float) -> AuthLogEntry | None:
    """Return the entry of a transaction; None while it has not ended."""
    ended, outcome = transaction.end()
    if ended > now:
        return None
    result, reason = _ENDS_BY_FACTOR.get((transaction.factor, outcome)) or _ENDS[outcome]
    return AuthLogEntry(
        time=ended,
        txid=transaction.txid,
        ikey=transaction.ikey,
        username=transaction.username,
        user_id=transaction.user_id,
        result=result,
        reason=reason,
        factor=transaction.passcode_kind or _FACTORS[transaction.factor],
        ipaddr=transaction.ipaddr,
        hostname=transaction.hostname,
        device=transaction.device,
        alias=transaction.alias,
    )


def of_preauth(end: PreauthEnd) -> AuthLogEntry:
    """Return the entry of a login that ended with its preauth."""
    result, reason = _ENDS[end.outcome]
    factor = "remembered_device" if end.outcome is Outcome.REMEMBERED_DEVICE else NOT_AVAILABLE
    return AuthLogEntry(
        end.created,
        end.txid,
        end.ikey,
        end.username,
        end.user_id,
        result,
        reason,
        factor,
        end.ipaddr,
        end.hostname,
        alias=end.alias,
    )


FACTORS = frozenset(
    {
        "bypass_code",
        "digipass_go_7_token",
        "duo_mobile_passcode",
        "duo_push",
        "hardware_token",
        "not_available",
        "passcode",
        "phone_call",
        "remembered_device",
        "sms_passcode",
        "sms_refresh",
        "trusted_network",
        "u2f_token",
        "yubikey_code",
        "yubikey_passcode",
    }
)
"""Factors that may be asked for. The list is that of a client of the log: `possible_factors` in
https://github.com/rapid7/insightconnect-plugins (`duo_admin`), with `yubikey_passcode`."""

REASONS = frozenset(
    {
        "allow_unenrolled_user",
        "allow_unenrolled_user_on_trusted_network",
        "allowed_by_policy",
        "anomalous_push",
        "anonymous_ip",
        "bypass_user",
        "call_timed_out",
        "could_not_determine_if_endpoint_was_trusted",
        "denied_by_policy",
        "denied_network",
        "deny_unenrolled_user",
        "endpoint_failed_google_verification",
        "endpoint_is_not_in_management_system",
        "endpoint_is_not_trusted",
        "error",
        "factor_restricted",
        "invalid_device",
        "invalid_management_certificate_collection_state",
        "invalid_passcode",
        "invalid_referring_hostname_provided",
        "location_restricted",
        "locked_out",
        "no_activated_duo_mobile_account",
        "no_disk_encryption",
        "no_duo_certificate_present",
        "no_keys_pressed",
        "no_referring_hostname_provided",
        "no_response",
        "no_screen_lock",
        "no_web_referer_match",
        "out_of_date",
        "platform_restricted",
        "remembered_device",
        "rooted_device",
        "software_restricted",
        "touch_id_disabled",
        "trusted_location",
        "trusted_network",
        "user_approved",
        "user_cancelled",
        "user_disabled",
        "user_marked_fraud",
        "user_mistake",
        "user_not_in_permitted_group",
        "user_provided_invalid_certificate",
        "valid_passcode",
        "version_restricted",
    }
)
"""Reasons that may be asked for, from the same two sources."""

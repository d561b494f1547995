"""How far a user or a transaction is, in Duo's own words.

Sources:
* `Account is active`, `pushed` and `allow`: `examples/Auth/async_advanced_user_mfa.log` of
  https://github.com/duosecurity/duo_client_python
* `Enroll an authentication device to proceed`: README of
  https://github.com/duosecurity/duo_api_php
* the texts of a call, and of a passcode that is wrong: `tests/mockduo.py` of
  https://github.com/duosecurity/duo_unix
* `sent`: the Duo simulator that comes with Radiator (`goodies/duosim.cgi`)
* the disabled account: what several computing centres' help pages quote for a locked-out user
* `Login timed out.` and `Login request denied.`: quoted in public client code

Not confirmed by any of them: BYPASS (preauth and auth), and the `status` words of
WRONG_PASSCODE, DISABLED, NOT_ENROLLED and of a call.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """Duo's `result`."""

    AUTH = "auth"
    ALLOW = "allow"
    DENY = "deny"
    ENROLL = "enroll"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Status:
    """What Duo says: `result`, `status` and `status_msg`."""

    result: Result
    status: str
    status_msg: str

    @property
    def final(self) -> bool:
        """Whether nothing comes after it."""
        return self.result is not Result.WAITING


ACCOUNT_ACTIVE = Status(Result.AUTH, "auth", "Account is active")
ACCOUNT_BYPASSED = Status(Result.ALLOW, "bypass", "Account is bypassed")
ACCOUNT_DISABLED = Status(
    Result.DENY,
    "deny",
    "Your account is disabled and cannot access this application. "
    "Please contact your administrator.",
)
ENROLL = Status(Result.ENROLL, "enroll", "Enroll an authentication device to proceed")

PUSHED = Status(Result.WAITING, "pushed", "Pushed a login request to your device...")
ANSWERED = Status(Result.WAITING, "answered", "Answered. Press '#' on your phone to log in.")


def dialing(number: str) -> Status:
    """A call to `number` (masked) is under way."""
    return Status(Result.WAITING, "calling", f"Dialing {number}...")


class Outcome(StrEnum):
    """How a transaction ended; its `Status` is in `FINAL`."""

    APPROVED = "approved"
    DENIED = "denied"
    TIMED_OUT = "timed-out"
    SMS_SENT = "sms-sent"
    WRONG_PASSCODE = "wrong-passcode"
    BYPASS = "bypass"
    DISABLED = "disabled"
    LOCKED_OUT = "locked-out"
    NOT_ENROLLED = "not-enrolled"


FINAL: dict[Outcome, Status] = {
    Outcome.APPROVED: Status(Result.ALLOW, "allow", "Success. Logging you in..."),
    Outcome.DENIED: Status(Result.DENY, "deny", "Login request denied."),
    Outcome.TIMED_OUT: Status(Result.DENY, "timeout", "Login timed out."),
    Outcome.SMS_SENT: Status(Result.DENY, "sent", "New SMS passcodes sent."),
    Outcome.WRONG_PASSCODE: Status(Result.DENY, "deny", "Invalid passcode, please try again."),
    Outcome.BYPASS: ACCOUNT_BYPASSED,
    Outcome.DISABLED: ACCOUNT_DISABLED,
    Outcome.LOCKED_OUT: ACCOUNT_DISABLED,
    Outcome.NOT_ENROLLED: Status(Result.DENY, "deny", ENROLL.status_msg),
}

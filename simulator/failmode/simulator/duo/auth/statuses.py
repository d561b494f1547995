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
* the words `fraud`, `bypass`, `locked_out`, `calling` and `answered`:
  `DuoSecurity.Auth.Http/Results/AuthStatus.cs` of
  https://github.com/orionstudt/DuoSecurity.Auth.Http
* the code of a verified push: `tests/mockduo.py` of duo_unix
* `Login request reported as fraudulent.`: events of Duo's administrator log, quoted in
  https://github.com/panther-labs/panther-analysis
* `Login timed out.` and `Login request denied.`: quoted in public client code

Not confirmed by any of them: the texts of BYPASS (preauth and auth) and REMEMBERED_DEVICE, the
`status` words of WRONG_PASSCODE and DISABLED, and the words and texts of NOT_PERMITTED,
UNENROLLED_ALLOWED and UNENROLLED_DENIED, whose `result` follows from what was decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """What Duo says: `result`, `status` and `status_msg`.

    With an approved login, where devices are remembered, also `trusted_device_token`.
    """

    result: Result
    status: str
    status_msg: str
    trusted_device_token: str | None = field(default=None, repr=False)

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


def verifying(code: str) -> Status:
    """Say that a push has been sent that asks for a code."""
    return Status(
        Result.WAITING, "pushed", f"Please enter verification code {code} into Duo Mobile..."
    )


def dialing(number: str) -> Status:
    """Say that a call to `number` (masked) is under way."""
    return Status(Result.WAITING, "calling", f"Dialing {number}...")


class Outcome(StrEnum):
    """How a transaction ended; its `Status` is in `FINAL`."""

    APPROVED = "approved"
    DENIED = "denied"
    FRAUD = "fraud"
    TIMED_OUT = "timed-out"
    SMS_SENT = "sms-sent"
    WRONG_PASSCODE = "wrong-passcode"
    BYPASS = "bypass"
    REMEMBERED_DEVICE = "remembered-device"
    DISABLED = "disabled"
    LOCKED_OUT = "locked-out"
    NOT_PERMITTED = "not-permitted"
    UNENROLLED_ALLOWED = "unenrolled-allowed"
    UNENROLLED_DENIED = "unenrolled-denied"


FINAL: dict[Outcome, Status] = {
    Outcome.APPROVED: Status(Result.ALLOW, "allow", "Success. Logging you in..."),
    Outcome.DENIED: Status(Result.DENY, "deny", "Login request denied."),
    Outcome.FRAUD: Status(Result.DENY, "fraud", "Login request reported as fraudulent."),
    Outcome.TIMED_OUT: Status(Result.DENY, "timeout", "Login timed out."),
    Outcome.SMS_SENT: Status(Result.DENY, "sent", "New SMS passcodes sent."),
    Outcome.WRONG_PASSCODE: Status(Result.DENY, "deny", "Invalid passcode, please try again."),
    Outcome.BYPASS: ACCOUNT_BYPASSED,
    Outcome.REMEMBERED_DEVICE: Status(Result.ALLOW, "allow", "Remembered device"),
    Outcome.DISABLED: ACCOUNT_DISABLED,
    Outcome.LOCKED_OUT: Status(Result.DENY, "locked_out", ACCOUNT_DISABLED.status_msg),
    Outcome.NOT_PERMITTED: Status(
        Result.DENY, "deny", "You are not permitted to access this application."
    ),
    Outcome.UNENROLLED_ALLOWED: Status(
        Result.ALLOW, "allow", "Access is allowed without an authentication device"
    ),
    Outcome.UNENROLLED_DENIED: Status(
        Result.DENY, "deny", "Access is not allowed because you are not enrolled in Duo"
    ),
}

OUTCOMES: dict[Status, Outcome] = {status: outcome for outcome, status in FINAL.items()}
"""What a final status means."""

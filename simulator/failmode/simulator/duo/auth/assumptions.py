"""What no readable page of Duo confirms about the Auth API, each in one place and with a name.

Elsewhere, because they are part of a vocabulary: unverified error texts (`errors.UNVERIFIED`),
unverified statuses (`statuses`), what a phone without a name is called (`records.NAMELESS_PHONE`),
what a phone without a number can do (`enrollment.NUMBERLESS`), the times and limits of
`settings.DuoSettings`, and the versions of signatures in `api.access`.
"""

from __future__ import annotations

from failmode.simulator.duo.auth.statuses import Outcome

MISSING_DEVICE = "auto"
"""What a call or text message without `device` means. Unconfirmed; `duo_client/auth.py` lets it be
left out."""

WRONG_VERIFICATION_CODE = Outcome.DENIED
"""How a verified push ends when the person types a wrong code. Unknown."""

MAX_BYPASS_CODES = 10
"""Largest `bypass_codes` of an `enroll`. Unknown."""

SMS_FACTOR_NAME = "sms"
"""Prefix of the SMS choices (`sms1`) in a text prompt. Unconfirmed: Cisco's mock server in
duo_unix has `smsrefresh1`; clients send back whatever they were given."""

PASSCODE_ONLY_PROMPT = "Enter a passcode.\n\nPasscode: "
"""End of the text prompt for a user with hardware tokens only. Unknown."""

DENIED_REASON = "user_mistake"
"""Reason of a push that was denied without a report of fraud. Unconfirmed: it is among the reasons
that are listed for denied logins, as is `user_cancelled`."""

SMS_REASON = "user_cancelled"
"""Reason of a request for SMS passcodes, which ends as denied. Unknown; the factor `sms_refresh`
is listed, so such requests are in the log."""

CALL_REASON = "call_timed_out"
"""Reason of a call that nobody answered. Unconfirmed: it is listed beside `no_keys_pressed`."""

NOT_PERMITTED_REASON = "denied_by_policy"
"""Reason of a login at an application that the user may not use, by its `user_access`. Unconfirmed:
it is among the listed reasons. Unconfirmed as well, and without a name of its own: that being
permitted counts before every status of the account, bypass included; that a user without a device
is asked about by `enroll_policy` only after that; and that `auth` then ends as preauth did."""

COUNTED_AS_FAILED = frozenset(
    {Outcome.DENIED, Outcome.FRAUD, Outcome.TIMED_OUT, Outcome.WRONG_PASSCODE}
)
"""Which ends of a login count towards the lock-out. That a push that nobody answers does:
https://support.ti.davidson.edu/hc/en-us/articles/360056212734-Duo-Lockout-Caused-by-Automatic-Pushes.
Unconfirmed for the others, and that a push or a call counts when its end is told to the client, so
that one whose status is never asked for does not count; that the login that was one too many is
answered like the others, and only the next one by the lock-out."""

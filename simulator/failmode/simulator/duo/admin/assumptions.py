"""What no readable page of Duo confirms about the Admin API, each in one place and with a name.

What public clients and tools show is no assumption; its source stands where it is used.

Unconfirmed as well, and without a name of their own: an authentication is in the log only once it
has ended, with that time; the phones and tokens of a deleted user stay, assigned to nobody; a
phone or token belongs to one user at most (Duo's may be shared; here a second user is refused).
"""

from __future__ import annotations

from failmode.simulator.duo.directory.records import Capability

LOG_DELAY_SECONDS = 0.0
"""How old an authentication must be before the log shows it. Duo's is two minutes
(https://docs.blinkops.com/docs/integrations/duo/actions/list-authentication-logs); a harness wants
to see at once what it has done, so the delay is left out on purpose."""

V1_LOG_LIMIT = 1000
"""Entries that a v1 log answers at most, the earliest first. Unconfirmed."""

V1_FACTORS = {
    "duo_push": "Duo Push",
    "phone_call": "Phone Call",
    "passcode": "Passcode",
    "sms_passcode": "SMS Passcode",
    "sms_refresh": "SMS Refresh",
    "bypass_code": "Bypass Code",
    "hardware_token": "Hardware Token",
    "duo_mobile_passcode": "Duo Mobile Passcode",
    "not_available": "n/a",
}
"""How the v1 authentication log calls the factors of v2. Unconfirmed."""

V1_RESULTS = {"success": "SUCCESS", "denied": "FAILURE", "fraud": "FRAUD", "error": "ERROR"}
"""How the v1 authentication log calls the results of v2. The words are those that
`duo_client/admin.py` gives for `authentication_attempts`; that the log uses them is unconfirmed."""

ATTEMPTS_SECONDS = 30 * 86_400
"""How far the reports on authentication attempts look back when no time is given: 30 days, by
`duo_client/admin.py`."""

WITHOUT_ACTIVATION = {
    "Mobile": (Capability.AUTO, Capability.SMS, Capability.PHONE),
    "Landline": (Capability.AUTO, Capability.PHONE),
    "Unknown": (Capability.AUTO, Capability.PHONE),
}
"""What a phone that has a number, but no activated Duo Mobile, can be used for, by type.
Unconfirmed; a phone without a number can be used for nothing."""

BYPASS_CODES = 10
"""How many bypass codes are made when neither `count` nor `codes` is given, and the most that one
request may make. Unconfirmed."""

TOKEN_WITHOUT_SECRET = "h6"  # noqa: S105 - a type of token
"""Type under which a hardware token is shown whose secret nobody gave. Unknown."""

CREDITS = 1
"""Telephony credits that a call or a text message costs. Unknown; Duo's depend on the country."""

RESYNC_WINDOW = 1_000
"""How many passcodes of a HOTP token `resync` looks at for the three that it is given. Unknown:
"scan ahead in the OTP sequence" (`resync_hotp_token` of `duo_client/admin.py`). Unconfirmed that
codes which are not found are refused by the first one's name."""

MAX_POLICY_COPIES = 100
"""Most names of one `policies/copy`. Unknown."""

POLICY_SECTIONS_DECIDE = False
"""Whether the sections of a policy decide about logins. They are kept, told, merged and copied as
they were given, and none is checked, because their keys and words are Duo's and many; a simulated
login goes by the status of users and groups, by what its integration says (`enroll_policy`,
`user_access`, `trusted_device_days`) and by what the control API decides. Unconfirmed of policies
as well: the shape of `policies/calculate` (`policy_elements`) and of the applications in
`policies/summary`, that the global policy begins without sections where Duo's has all of its
edition, that its deletion is refused by `policy_key`, and that `policies/update` answers a list
(the description of `update_policies_v2` of `duo_client/admin.py`)."""

NEW_ADMINISTRATOR_ROLE = "Owner"
"""Role of a new administrator when `role` is left out. Unconfirmed. That a new one waits for her
activation is shown by the sample of an administrator log in
https://github.com/panther-labs/panther-detections-legacy (`duo/sample_logs.py`); that `status`
can end that at once is unconfirmed, and which telephone numbers are refused."""

SECRET_KEY_SHOWN = {"v1": True, "v2": True, "v3": False}
"""Whether reading an integration tells its secret key, by the version of the call; where it does
not, the last four letters are told. Unconfirmed: the tests of a client of v3 have such an answer,
and `get_secret_key` of `duo_client/admin.py` asks for the key by itself. Whoever makes an
integration, or resets its key, is told it."""

SINGLE_SIGN_ON_BY = frozenset({"v2", "v3"})
"""Versions by which integrations of the types `sso-...` can be made: v1 refuses them
(`Docs/New-DuoIntegration.md` of https://github.com/JohnDuprey/DuoSecurity), `duo_client` makes
them with v3. For v2 unconfirmed. Their `sso` is kept as it was given and is not checked; no login
of theirs is simulated."""

NEW_INTEGRATION_USER_ACCESS = "ALL_USERS"
"""Who may log in at a new application when neither `user_access` nor `groups_allowed` says it.
Unconfirmed: Duo may begin with nobody."""

MAX_TRUSTED_DEVICE_DAYS = 60
"""Largest `trusted_device_days`: https://github.com/mbegan/Duo-PSModule."""

MAX_GROUPS_ALLOWED = 100
"""Most groups of `groups_allowed`: `Docs/New-DuoIntegration.md` of
https://github.com/JohnDuprey/DuoSecurity."""

MAX_BULK_USERS = 100
"""Most users that one `bulk_create` may make. Unconfirmed: a third party's summary of the API.
Unconfirmed as well: that one wrong user leaves all of them unmade, and that the detail then names
the wrong property, as it does for a single user."""

PERMISSION_TO_SET_PERMISSIONS = True
"""Whether `adminapi_allow_to_set_permissions` is needed to name permissions of an integration.
Unconfirmed but for the permission's name."""

ACTIVITY_ACTOR_TYPE = "adminapi"
"""Type of the actor in the activity log, all of whose entries a program makes. The word is among
those that `packages/cisco_duo/data_stream/activity/fields/fields.yml` of
https://github.com/elastic/integrations lists, beside `admin`, `system`, `user` and others; that it
is the one of the Admin API is unconfirmed."""

ACTIVITY_ACTOR_KEY = None
"""Key of that actor. Unknown: it might be the program's integration key."""

ACTIVITY_TARGET_KEY = None
"""Key of what was acted upon. Unknown for most kinds of targets."""

ACTIVITY_APPLICATION = None
"""Application of an entry of the activity log. A listed sample has the one at which a user acted;
what stands there when a program used the Admin API is unknown."""

ACTIVITY_ACCESS_DEVICE = None
"""Device of an entry of the activity log. All its fields are optional, "as non-external actors will
not have any information to record here" (the list above); that it is null as a whole is
unconfirmed."""

ACTIVITY_ACCOUNT_KEY = None
"""`akey` of an entry of the activity log, the key of the account. Unknown: nothing else of the
simulated account tells it."""

ADMINISTRATOR_CONTEXT = "administrator"
"""Context of a text message that an administrator sends, in the telephony log. Unconfirmed."""

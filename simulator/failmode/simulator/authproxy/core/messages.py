"""Texts of the Authentication Proxy 5.0.0, letter by letter.

Where nothing else is said, a text goes to the client (over RADIUS as Reply-Message) and into
`authevents.log` as `msg`. Source: the Duo Authentication Proxy 5.0.0 (`lib/duo_async.py`,
`lib/base.py`, `lib/log.py`, `lib/radius/*.py`, `modules/radius_server_auto.py`).
"""

from __future__ import annotations

FAIL_OPEN = "Failmode Safe - Allowed Duo login on preauth failure"
"""Let in without Duo; the same text when the failure came at auth."""

PRIMARY_ONLY = "Primary Only Mode - Secondary authentication bypassed"
"""Let in without asking Duo, because the proxy runs in primary-only mode."""

PREAUTH_FAILED = "Failmode Secure - Denied Duo login on preauth failure"
"""Refused because preauth failed; it says Secure even when failmode is safe."""

AUTH_FAILED = "Denied Duo login on auth failure"
"""Refused because auth failed."""

AUTH_TIMED_OUT = "Denied Duo login due to timeout"
"""Refused because auth was not answered within api_timeout."""

NO_USABLE_FACTOR = "User has no Duo factors usable with this configuration"
"""Refused: `factors` and what the user has do not meet."""

EXEMPT = "User exempted from 2FA"
"""Let in without asking Duo, by exempt_username_N."""

CANNOT_FORWARD = (
    "A client which cannot proxy radius requests has been configured.  "
    "Check the proxy configuration"
)
"""Refused: only a RADIUS server understands the request, and the primary is none."""

CANNOT_FORWARD_LOG = (
    "Cannot proxy RADIUS requests to this primary authenticator. Try using"
    " PAP on the system communicating with the Authentication Proxy."
)
"""Only in the log: the same, with what to do."""

UNEXPECTED_PRIMARY_ANSWER = "Unexpected packet in primary authentication"
"""Refused: the primary server has answered a forwarded request with a packet of another kind."""

UNEXPECTED_PRIMARY_CODE = (
    "Response packet is not Access-Accept, Access-Reject, or Access-Challenge (code {code})"
)
"""Only in the log: the same, with the packet's code."""

ENTER_PASSCODE = "Enter passcode:"
"""Prompt of the Access-Challenge when the factor is passcode."""

UNKNOWN_CHALLENGE = "Unknown Challenge"
"""Refused: the State is not one of ours, or belongs to another client or user."""

NO_USERNAME = "No username provided"
"""Refused: the request has no User-Name."""

NO_PASSWORD = "Missing or improperly-formatted password"  # noqa: S105 - a message, not a secret
"""Refused: no User-Password, or an empty one (CHAP requests end here)."""

PASSWORD_WITHOUT_FACTOR = "Invalid Password"  # noqa: S105 - a message, not a secret
"""Refused by [radius_server_concat]: the password does not end with a factor."""

PASSWORD_ABSENT = "No password provided"  # noqa: S105 - a message, not a secret
"""Refused by [radius_server_concat]: no User-Password, or an empty one."""

CONCAT_EVENT = "Missing or improperly-formatted password - {reason}"
"""Only in log and events: what [radius_server_concat] says of the two above."""

NO_PASSWORD_OR_CHAP2 = "No password or CHAP2 attributes provided"  # noqa: S105 - a message
"""Refused by [radius_server_challenge]: the request holds neither."""

ENROLL_AND_LOG_IN_AGAIN = "Please complete the enrollment process and login again"
"""Refused: the answer to the challenge that told the user to enroll."""

CHOOSE_FACTOR = "Choose a secondary factor from ({factors}) or enter passcode:"
"""Prompt of [radius_server_challenge] in short."""

CHOOSE_ANY_FACTOR = "Choose a secondary factor or enter passcode:"
"""The same where the factors do not fit."""

EAP_ENROLL = "{status} then try again."
"""Prompt of [radius_server_eap] for a user who has to enroll; whatever is answered is refused."""

EAP_DENIED = "Authentication denied."
"""Only in the log: why an EAP session ends where the user is not let in."""

EAP_SESSION_FAILED = "EAP session failed."
"""Only in log and events: the client says that the session has failed."""

EAP_TLS_ERROR = "SSL Error: {error}"
"""Only in log and events: TLS has failed, for example because the client does not trust the CA."""

TLS_NOT_ESTABLISHED = (
    "Unable to establish SSL connection. "
    "Client may be attemping incompatible protocol version or cipher."
)
"""Only in the log: TLS of an EAP client has failed at its beginning; the product spells it so."""

EAP_UNRECOGNIZED_FACTOR = "Unrecognized passcode"
"""Only in authevents.log: the factor that an EAP user named did not lead to a login."""

EAP_SECOND_FACTOR_FAILED = "Duo authentication failed"
"""Only in authevents.log: no passcodes were sent to an EAP user who asked for them."""

DUO_ONLY_PRIMARY = "Success. Logging you in..."
"""Stands for the primary server's words where there is no primary authentication."""

UNDECODABLE_PASSWORD = "Cannot decode password"  # noqa: S105 - a message, not a secret
"""Refused: the decrypted password is not text in pw_codec; usually the secret differs."""

PRIMARY_TIMED_OUT = "RADIUS auth request timed out"
"""The primary server answered none of the attempts."""

PRIMARY_ERROR = "Error performing primary authentication: {reason}"
"""Refused because the primary server could not be asked."""

PRIMARY_ACCEPTED = "Primary authentication successful - {message}"
"""Only in authevents.log."""

PRIMARY_REJECTED = "Primary credentials rejected - {message}"
"""Only in authevents.log."""

PRIMARY_SAID_NOTHING = "No reply message in packet"
"""Stands for the primary server's Reply-Message when it sent none."""

PRIMARY_IGNORED = "Ignoring primary credentials"
"""What [duo_only_client] says to any password."""

NOT_ENROLLED = "User is not enrolled. Enrollment link sent."
"""Only in authevents.log; the RADIUS client sees Duo's own status."""

AD_ACCEPTED = "Active Directory authentication succeeded"
"""What [ad_client] says of the right password (`modules/ad_client.py`, as the next four)."""

AD_REJECTED = "User Authentication Failed"
"""What [ad_client] says of any refusal of the user's bind; the directory's words are logged."""

AD_NO_PASSWORD = "No password."  # noqa: S105 - a message, not a secret
"""What [ad_client] says of an empty password."""

AD_INVALID_USER = "Invalid User"
"""What [ad_client] says where its search finds nobody, or several."""

AD_UNREACHABLE = "Failed to communicate with any Active Directory server"
"""What [ad_client] says where no directory could be asked; it is a rejection like any other."""

CANNOT_FIND_USERNAME = "Cannot find username"
"""LDAP: refused, because the directory has no user name for whoever has bound."""

DIRECTORY_UNREACHABLE = "Connection error"
"""LDAP: the directory cannot be reached."""

LDAP_PRIMARY_ACCEPTED = "Primary authentication successful"
"""LDAP, only in authevents.log."""

LDAP_PRIMARY_REJECTED = "Primary authentication rejected"
"""LDAP, only in authevents.log."""

LDAP_PRIMARY_ERROR = "LDAP Connection error occurred during bind"
"""LDAP, only in authevents.log."""

LDAP_PREAUTH_RESULT = "Duo preauth result was {status}"
"""LDAP, only in authevents.log: Duo decided about the user at preauth."""

LDAP_ALLOWED = "Duo authentication succeeded - {status}"
"""LDAP, only in authevents.log."""

LDAP_DENIED = "Duo authentication was rejected - {status}"
"""LDAP, only in authevents.log."""

PRIMARY_BIND_EXEMPT = "Primary bind exempted from 2FA"
"""LDAP, only in authevents.log: exempt_primary_bind let the first bind of a connection through."""

EXEMPT_OU = "Exempt OU: {dn}"
"""LDAP, only in authevents.log: exempt_ou_N let a bind through."""

ANONYMOUS_BIND = "Duo authentication bypassed for LDAPv3 anonymous bind."
"""LDAP, only in authevents.log: a bind without name and password was let through."""

UNAUTHENTICATED_BIND = (
    "Duo authentication bypassed for LDAPv2 anonymous bind. User identifier: {dn}"
)
"""LDAP, only in authevents.log: a bind without a password was let through."""

UNSUPPORTED_SASL_BIND = "Non-supported SASL bind"
"""LDAP, only in authevents.log: a SASL bind without a user name to read was let through."""

UNSUPPORTED_SASL_MECHANISM = (
    "Unsupported SASL authentication mechanism was used. Only GSS-SPENGO is supported at this time."
)
"""LDAP: refused; the product spells the mechanism so."""

SIGN_AND_SEAL = (
    "Sign and seal is not a compatible security mechanism. "
    "Please contact your administrator for assistance."
)
"""LDAP: refused, because the client's NTLM would hide what follows from the proxy."""

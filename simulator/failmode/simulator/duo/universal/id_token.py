"""The claims of an `id_token`: who logged in, when, and how.

The fields are those that the SDKs read: `duouniversal/client.go` of
https://github.com/duosecurity/duo_universal_golang, the package `com.duosecurity.model` of
https://github.com/duosecurity/duo_universal_java and `DuoUniversal.Tests/TestUtils.cs` of
https://github.com/duosecurity/duo_universal_csharp. What the simulator does not know is null or
`unknown`, as it is there for a browser that Duo knows nothing of. `sub` is the user's name in the
directory, `preferred_username` the one that was sent:
https://github.com/duosecurity/duo_universal_nodejs/issues/2.
"""

from __future__ import annotations

from datetime import UTC, datetime

from failmode.simulator.duo.auth.log_entries import NOT_AVAILABLE, AuthLogEntry
from failmode.simulator.duo.directory.records import Integration, User

_NOWHERE = {"city": None, "country": None, "state": None}
_BYPASS = "bypass_user"


def auth_result(entry: AuthLogEntry) -> dict[str, object]:
    """Return `auth_result` of a login that was let in."""
    status = "bypass" if entry.reason == _BYPASS else "allow"
    return {"result": "allow", "status": status, "status_msg": "Login Successful"}


def auth_context(
    integration: Integration, entry: AuthLogEntry, user: User | None, device: str | None
) -> dict[str, object]:
    """Return `auth_context` of a login that was let in.

    Args:
        integration: the application.
        entry: the login, as the authentication log tells of it.
        user: the user; None when she was removed meanwhile.
        device: what the phone that was asked is called, or None.
    """
    return {
        "access_device": {
            "browser": None,
            "browser_version": None,
            "flash_version": None,
            "hostname": entry.hostname,
            "ip": entry.ipaddr,
            "is_encryption_enabled": "unknown",
            "is_firewall_enabled": "unknown",
            "is_password_set": "unknown",
            "java_version": None,
            "location": _NOWHERE,
            "os": None,
            "os_version": None,
            "security_agents": "unknown",
        },
        "alias": "",
        "application": {"key": integration.ikey, "name": integration.name},
        "auth_device": {"ip": None, "location": _NOWHERE, "name": device},
        "email": user.email if user else "",
        "event_type": "authentication",
        "factor": None if entry.factor == NOT_AVAILABLE else entry.factor,
        "isotimestamp": datetime.fromtimestamp(entry.time, UTC).isoformat(timespec="microseconds"),
        "ood_software": None,
        "reason": entry.reason,
        "result": entry.result.value,
        "timestamp": int(entry.time),
        "trusted_endpoint_status": "unknown",
        "txid": entry.txid,
        "user": {
            "groups": [],
            "key": user.user_id if user else None,
            "name": entry.username,
        },
    }

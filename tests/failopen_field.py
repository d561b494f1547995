"""The custom field cPVAL DUO FAILOPEN, as its document and its public original describe it."""

from __future__ import annotations

OPTIONS = ("All", "Windows", "Windows Workstations", "Windows Servers", "Macintosh", "Disabled")
DESCRIPTION = (
    "This determines the behavior when Duo's service cannot be reached. If enabled, the system "
    "will allow the user to log in (fail open). If disabled, the system will deny access (fail "
    "closed). The default is to fail closed."
)

"""What is not known about Duo's directory sync, or is done otherwise on purpose.

In the product the proxy only searches: Duo's cloud holds the list of syncs, asks for each search
over a connection whose payload nobody has published, and decides what becomes of the result. So
everything here about Duo's side is assumed.
"""

from __future__ import annotations

ACCOUNT_DISABLED = 0x2
"""Bit of useraccountcontrol (ADS_UF_ACCOUNTDISABLE of Active Directory) with which an account is
disabled. That the product fetches the attribute is known; that Duo then disables the user is
assumed."""

GROUP_NAME = '{group} (from directory sync "{sync}")'
"""What a group of the directory is called at Duo. It also tells whom a sync manages: the members
of groups with such names. The product's own mark of a synced user is not public."""

DISABLED_NOTE = 'Disabled by directory sync "{sync}"'
"""A line in the notes of a user whom a sync has disabled, so that it enables nobody whom an
administrator has disabled. Our own means."""

USERS_THAT_EXIST_ARE_TAKEN_OVER = True
"""A user whom Duo has already by the same name is managed by the sync from then on. Assumed."""

GONE_USERS_ARE_DISABLED = True
"""Whom the directory no longer has in the groups is disabled, not deleted. Assumed: how Duo handles
deleted users is not public."""

OF_A_USER_WHO_WAS_THERE = "what Duo makes of a user whom it had before the sync"
"""What a change of somebody who was no user of the sync is told to rest on."""

OF_A_USER_WHO_IS_GONE = "what Duo makes of a user whom the directory no longer has"
"""What the change of somebody who has left the groups is told to rest on."""

OF_A_DISABLED_ACCOUNT = "what Duo makes of an account that the directory has disabled"
"""What the change of somebody whose account is disabled is told to rest on."""

OF_A_USER_WHO_IS_BACK = "what Duo makes of a user whom the directory has again"
"""What the change of somebody who has come back is told to rest on."""

NESTED_GROUPS = True
"""Members of groups that are members count too. Assumed."""

DEFAULT_AUTH_TYPE = "plain"
"""How the service account binds where the settings do not say: as in the log of a real
installation. What the Admin Panel offers first is not known; the proxy itself takes ntlm2 where
Duo's cloud says nothing."""

OPENLDAP_GROUP = "groupOfNames"
"""Object class of groups in an OpenLDAP directory; the log of the product shows searches of Active
Directory alone."""

OPENLDAP_PERSON = "inetOrgPerson"
"""Object class of people in an OpenLDAP directory; unknown for the same reason."""

MEMBERS_A_SEARCH = 200
"""Members that one search names. Unknown: how many the product names."""

ANSWER_SECONDS = 600.0
"""How long Duo waits for one search by a connected proxy. Unknown: drpc itself waits an hour."""

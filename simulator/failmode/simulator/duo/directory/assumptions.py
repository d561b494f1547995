"""What no readable page of Duo confirms about its directory, each in one place and with a name."""

from __future__ import annotations

TYPE_WORD = r"[a-z0-9]+(-[a-z0-9]+)*"
"""What the word for a type of integration looks like. Duo has a fixed list, which no source that
could be read gives in full, so every such word is taken, and a misspelt one is not refused as Duo
would. Types that public sources name: `authapi`, `adminapi`, `accountsapi`, `websdk`, `1password`
and `okta` (https://github.com/turbot/steampipe-plugin-duo, `duo/table_duo_integration.go`);
`radius`, `ldapproxy`, `rdp` and `unix` (https://github.com/rra/wallet, `Wallet::Object::Duo`);
`azure-ca` (https://github.com/JohnDuprey/DuoSecurity, `New-DuoIntegration`); `sso-generic`
(`examples/Admin/create_integration_sso_generic.py` of
https://github.com/duosecurity/duo_client_python)."""

AUTH_API_BY_DEFAULT = True
"""Whether integrations of all types but those of the Admin API, the Accounts API, the Universal
Prompt and Duo Single Sign-On may use the whole Auth API. A product's own client calls it with the
keys of its type; that `rdp` may enroll a user as `authapi` may, for example, is unconfirmed."""

NOT_CREATABLE = frozenset({"azure-ca"})
"""Types of which no integration can be made through the Admin API, but in Duo's console: the
description of `Type` in `Docs/New-DuoIntegration.md` of https://github.com/JohnDuprey/DuoSecurity.
The code and detail of the refusal are unconfirmed, and which types have reached their end."""

"""Unknown details of NinjaOne that need some answer: this simulator's choices, not facts.

Each was looked for in public material and not found. Behaviour that a client could depend on is
a switch instead (`switches.Switches`).
"""

from __future__ import annotations

import re

from failmode.terms import AccessPermission, DefinitionScope, TechnicianPermission

FIELD_NAME = re.compile(r"[A-Za-z0-9_]+")
"""What a custom field's machine name may consist of; derived names only have letters and digits."""

DEFAULT_TECHNICIAN_PERMISSION = TechnicianPermission.NONE
"""Technician permission of a definition created without one: the least."""

DEFAULT_ACCESS_PERMISSION = AccessPermission.NONE
"""Automation and API permission of a definition created without one: the least."""

DEFAULT_DEFINITION_SCOPE = (DefinitionScope.NODE,)
"""Definition scope of a definition created without one: the API calls a field node attribute."""

DEFAULT_TYPE = "TEXT"
"""Type of a definition created without one; the OpenAPI document does not require a type."""

FIELDS_CURSOR_KEY = "cursorName"
"""Member of a page of definitions that names the next page.

The OpenAPI document's page has no such member although its request has a cursor; NinjaOne's own
tool tries this name first. It is left out on the last page.
"""

FIRST_PAGE = 1
"""Number that `page` starts with in a page of definitions."""

REPORT_CURSOR_SECONDS = 3600.0
"""How long the cursor of a report may be used, in seconds."""

DEVICE_TOKEN_BYTES = 24
"""Random bytes of a device's token for the agent protocol, which is this project's own."""

AGENT_INVALID_VALUE = "Invalid value for the specified field"
"""What `ninjarmm-cli set` says about a value that the field does not take."""

AGENT_REQUIRED = "The specified field is required"
"""What `ninjarmm-cli clear` says when a required field may not be cleared."""

SECURE_CHARACTERS = 200
"""Longest value of a TEXT_ENCRYPTED field that sets no limit of its own (community guides)."""

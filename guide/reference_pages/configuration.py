"""The reference of a project's configuration, from its JSON schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from failmode.project import config_schema

_HEAD = """\
# Configuration reference

A project is configured by the table `[tool.failmode]` of its `pyproject.toml`, which is looked
for in the working directory and in the folders above it. Every key may be left out. A key that is
not known, or a value of the wrong kind, is refused with its place. Options of a command win over
the table.

| key | kind | default | is |
|---|---|---|---|
"""

_TAIL = """
An example:

```toml
[tool.failmode]
documents = "docs"
must_answer = ["cpvalDuoFailopen"]
target = "customer"
```

The JSON schema of the table, for editors and other tools, is published by
`failmode.project.config_schema()`.
"""

_KINDS = {"array": "list of texts", "boolean": "true or false", "number": "number"}


def configuration_page() -> str:
    """Give the text of the page."""
    properties: Mapping[str, Mapping[str, Any]] = config_schema()["properties"]
    rows = [
        f"| `{key}` | {_kind(one)} | `{json.dumps(one.get('default'))}` | {one['description']} |\n"
        for key, one in properties.items()
    ]
    return _HEAD + "".join(rows) + _TAIL


def _kind(value: Mapping[str, Any]) -> str:
    return _KINDS.get(str(value.get("type")), "text")

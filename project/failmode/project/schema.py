"""The JSON schema of the table `[tool.failmode]`, for editors and other programs."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def config_schema() -> dict[str, Any]:
    """Read the published schema of the table, in JSON Schema 2020-12."""
    text = (files("failmode.project") / "schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema

"""JSON of the control API, as the control commands take and print it."""

from __future__ import annotations

from typing import Any

import click

Json = dict[str, Any]
"""A decoded JSON object of the control API."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
"""The option of a command that prints the control API's answer when asked to."""

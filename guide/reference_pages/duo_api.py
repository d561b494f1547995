"""The reference of the calls of Duo's APIs that are answered, from their operations."""

from __future__ import annotations

from failmode.simulator import duo_operations

_HEAD = """\
# What of Duo's APIs is answered

Every call that the simulated Duo answers; any other one is answered with 40401. What stands behind
a call without a public source is among [the assumptions](assumptions.md).

| call | what it is |
|---|---|
"""


def duo_api_page() -> str:
    """Give the text of the page."""
    rows = sorted(
        (path, one.method, one.summary or one.name)
        for one in duo_operations()
        for path in one.paths
    )
    return _HEAD + "".join(f"| `{method} {path}` | {text} |\n" for path, method, text in rows)

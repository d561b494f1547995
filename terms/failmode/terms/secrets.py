"""What stands in the place of a secret wherever something is shown."""

from __future__ import annotations

MASK = "***"
"""What stands in a secret's place."""

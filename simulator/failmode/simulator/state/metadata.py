"""The tables of all vendors: whoever declares one, declares it here."""

from __future__ import annotations

from sqlalchemy import MetaData

METADATA = MetaData()
"""All tables; their names start with the vendor's name."""

"""The vendors, as fault rules, the journal and the control API name them."""

from __future__ import annotations

from enum import StrEnum


class Vendor(StrEnum):
    """A vendor whose traffic rules can act on, and which is kept in the journal."""

    DUO = "duo"
    NINJAONE = "ninjaone"

    @property
    def spelling(self) -> str:
        """The vendor's name as people write it."""
        return {Vendor.DUO: "Duo", Vendor.NINJAONE: "NinjaOne"}[self]

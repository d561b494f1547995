"""Settings of Duo's products: what an installer is given for them, and what the product keeps."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.terms import Evidence


@dataclass(frozen=True, slots=True)
class ProductSetting:
    """One setting of a product, for the versions of one row.

    Attributes:
        setting: by the name that deployments call it: `FAILOPEN`.
        product: as its verdict table is headed.
        installer_property: what the installer takes it by.
        given_as: how the installer is given each of the values, in their order.
        written_as: the product's own name of the setting.
        values: how the product writes each value that the setting may have.
        installer_default: the value that the installer writes when it is told nothing; empty
            where it must be told.
        versions: of the product, that the row holds for; empty for any.
        evidence: how sure that is.
        line: 1-based line of the document.
    """

    setting: str
    product: str
    installer_property: str
    given_as: tuple[str, ...]
    written_as: str
    values: tuple[str, ...]
    installer_default: str
    versions: str
    evidence: Evidence
    line: int

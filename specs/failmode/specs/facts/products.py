"""Products that ask Duo, side by side: which setting is their failmode, and what it is unset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.model import Sourced
from failmode.terms import Evidence, Failmode

NO_SETTING = "none"
"""The setting of a product that has no failmode."""

UNKNOWN = "unknown"
"""What nobody says publicly."""


class Direction(StrEnum):
    """Where a product's default leads when Duo cannot be reached."""

    OPENS = "opens"
    CLOSES = "closes"
    BY_VERSION = "differs by version"
    NO_FAILMODE = "no failmode"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, failmode: Failmode) -> Direction:
        """Return the direction of a failmode."""
        return cls.OPENS if failmode is Failmode.OPEN else cls.CLOSES


@dataclass(frozen=True, slots=True)
class VersionDefault:
    """The default of some versions of a product.

    Attributes:
        failmode: what it is.
        versions: which, such as `up to 4.2.2` or `from 4.3.0 on`; empty: all.
    """

    failmode: Failmode
    versions: str = ""


@dataclass(frozen=True, slots=True)
class ProductDefault:
    """What a table says that a product does when nothing is configured.

    Attributes:
        text: as the document writes it.
        by_version: empty when it is unknown, or another product's.
        product: whose default it is, when it is another product's; else empty.
    """

    text: str
    by_version: tuple[VersionDefault, ...] = ()
    product: str = ""

    @property
    def failmode(self) -> Failmode | None:
        """The one failmode of all versions; None when there is no such one."""
        found = {one.failmode for one in self.by_version}
        return found.pop() if len(found) == 1 else None

    @property
    def direction(self) -> Direction:
        """Where it leads, as far as the text alone says so."""
        if self.failmode is not None:
            return Direction.of(self.failmode)
        return Direction.BY_VERSION if self.by_version else Direction.UNKNOWN


def installer_default(
    settings: Iterable[ProductSetting], *, opens: str, closes: str
) -> ProductDefault | None:
    """Read a product's default from what its installer does by itself.

    Args:
        settings: the product's failmode, a row for each range of versions.
        opens: how the product writes that it fails open.
        closes: how it writes that it fails closed.

    Returns:
        None when no row says what the installer does.
    """
    meaning = {opens: Failmode.OPEN, closes: Failmode.CLOSED}
    found = tuple(
        VersionDefault(meaning[row.installer_default], row.versions)
        for row in settings
        if row.installer_default in meaning
    )
    text = ", ".join(f"{one.failmode} {one.versions}".rstrip() for one in found)
    return ProductDefault(text, found) if found else None


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One row of a table of products; a blank text is said by another document, or by nobody.

    Attributes:
        product: its name, as its verdict table is headed.
        setting: its own name of the failmode; `none` for a product without, `unknown` where nobody
            says whether it has one.
        where: where it is set.
        open: how the product writes that it fails open.
        closed: how it writes that it fails closed.
        default: what it does when nothing is configured; None where the cell is blank.
        unreachable: what counts as Duo being unreachable, in words.
        evidence: how sure that is.
        source: who says so.
        remark: what else is to be known.
        line: 1-based line of the document.
    """

    product: Sourced[str]
    setting: str
    where: str
    open: str
    closed: str
    default: ProductDefault | None
    unreachable: str
    evidence: Evidence
    source: str
    remark: str
    line: int

    @property
    def has_no_failmode(self) -> bool:
        """Whether the product behaves the same whatever is configured."""
        return self.setting.casefold() == NO_SETTING

"""Every product that the documents speak of, side by side, each fact from where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import FAILMODE_SETTING, FieldSetting
from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.facts.products import (
    UNKNOWN,
    Direction,
    ProductDefault,
    ProductRow,
    installer_default,
)
from failmode.specs.facts.verdict_tables import VerdictTable
from failmode.specs.model import Sourced
from failmode.specs.present.view import Json
from failmode.specs.scenarios import Source
from failmode.terms import Evidence, Failmode


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """What the documents say about the failmode of one product.

    Attributes:
        name: of the product.
        setting: its own name of its failmode; empty where no document says.
        where: where it is set.
        open: how it writes that it fails open.
        closed: how it writes that it fails closed.
        direction: where its default leads when Duo cannot be reached.
        default: its default as a document writes it; empty where none does.
        unreachable: what counts as unreachable, in words.
        evidence: how sure that is; None where no document says.
        source: who says so.
        remark: what else is to be known.
        place: the line that it stands on.
        versions: that verdict tables are for.
    """

    name: str
    setting: str
    where: str
    open: str
    closed: str
    direction: Direction
    default: str
    unreachable: str
    evidence: Evidence | None
    source: str
    remark: str
    place: Source
    versions: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """What nobody says, in words; empty for a product of which all is said."""
        if self.direction is Direction.NO_FAILMODE:
            return ()
        if not self.setting or self.setting.casefold() == UNKNOWN:
            return ("whether it has a failmode",)
        return ("its default",) if self.direction is Direction.UNKNOWN else ()

    def to_json(self) -> Json:
        """Return it as plain data."""
        return {
            "product": self.name,
            "setting": self.setting or None,
            "where": self.where or None,
            "open": self.open or None,
            "closed": self.closed or None,
            "direction": self.direction.value,
            "default": self.default or None,
            "unreachable": self.unreachable or None,
            "evidence": self.evidence.value if self.evidence else None,
            "source": self.source or None,
            "remark": self.remark or None,
            "unknown": list(self.unknown),
            "document": str(self.place),
        }


def list_products(documents: Sequence[NamedDocument]) -> tuple[ListedProduct, ...]:
    """List every product that a document speaks of, in the order of the tables of products.

    Args:
        documents: all documents.

    Returns:
        One for each product that has a row, a failmode document, or a verdict table, or that a
        field feeds.
    """
    return _Gathered(documents).listed()


class _Gathered:
    """What the documents say, by the product's name in lower case; the first of two counts."""

    def __init__(self, documents: Sequence[NamedDocument]) -> None:
        self._names: dict[str, Sourced[str]] = {}
        self._places: dict[str, Source] = {}
        self._rows: dict[str, ProductRow] = {}
        self._policies: dict[str, FailmodePolicy] = {}
        self._settings: dict[str, FieldSetting] = {}
        self._versions: dict[str, list[str]] = {}
        self._installers: dict[str, list[ProductSetting]] = {}
        for named in documents:
            for row in named.document.every(ProductRow):
                self._rows.setdefault(self._name(named, row.product, row.line), row)
        for named in documents:
            for policy in named.document.every(FailmodePolicy):
                key = self._name(named, policy.product, policy.product.line)
                self._policies.setdefault(key, policy)
            for setting in named.document.every(FieldSetting):
                if setting.setting == FAILMODE_SETTING:
                    product = Sourced(setting.product, setting.line, setting.product)
                    self._settings.setdefault(self._name(named, product, setting.line), setting)
            for installer in named.document.every(ProductSetting):
                if installer.setting == FAILMODE_SETTING:
                    key = installer.product.casefold()
                    self._installers.setdefault(key, []).append(installer)
            self._gather_verdicts(named)

    def _gather_verdicts(self, named: NamedDocument) -> None:
        for table in named.document.every(VerdictTable):
            key = self._name(named, table.product, table.product.line)
            if table.version is not None:
                self._versions.setdefault(key, []).append(table.version.value)

    def listed(self) -> tuple[ListedProduct, ...]:
        return tuple(map(self._listed, self._names))

    def _name(self, named: NamedDocument, product: Sourced[str], line: int) -> str:
        key = product.value.casefold()
        self._names.setdefault(key, product)
        self._places.setdefault(key, named.at(line))
        return key

    def _listed(self, key: str) -> ListedProduct:
        row, policy, fed = self._rows.get(key), self._policies.get(key), self._settings.get(key)
        installers = self._installers.get(key, ())
        setting = "failmode" if policy else next((one.written_as for one in installers), "")
        opens, closes = self._words(key)
        return ListedProduct(
            name=self._names[key].value,
            setting=(row.setting if row else "") or (fed.written_as if fed else setting),
            where=(row.where if row else "") or ", ".join(_places(policy)),
            open=opens,
            closed=closes,
            direction=self._direction(key),
            default=self._default(key),
            unreachable=row.unreachable if row else "",
            evidence=row.evidence if row else None,
            source=row.source if row else "",
            remark=row.remark if row else "",
            place=self._places[key],
            versions=tuple(self._versions.get(key, ())),
        )

    def _default(self, key: str) -> str:
        row, policy, installer = self._rows.get(key), self._policies.get(key), self._installer(key)
        if row and row.default:
            return row.default.text
        if installer:
            return installer.text
        return next((mode.name for mode in policy.modes if mode.is_default), "") if policy else ""

    def _direction(self, key: str, asked: frozenset[str] = frozenset()) -> Direction:
        row, policy, installer = self._rows.get(key), self._policies.get(key), self._installer(key)
        if row and row.has_no_failmode:
            return Direction.NO_FAILMODE
        if row and row.default:
            another = row.default.product.casefold()
            if another and another not in {*asked, key}:
                return self._direction(another, asked | {key})
            return row.default.direction
        if installer:
            return installer.direction
        modes = policy.modes if policy else ()
        found = (Direction.of(mode.failmode) for mode in modes if mode.is_default)
        return next(found, Direction.UNKNOWN)

    def _installer(self, key: str) -> ProductDefault | None:
        opens, closes = self._words(key)
        return installer_default(self._installers.get(key, ()), opens=opens, closes=closes)

    def _words(self, key: str) -> tuple[str, str]:
        """Find how a product writes that it fails open, and closed."""
        row, policy, fed = self._rows.get(key), self._policies.get(key), self._settings.get(key)
        opens, closes = (_mode(policy, failmode) for failmode in (Failmode.OPEN, Failmode.CLOSED))
        if fed:
            opens, closes = fed.on, fed.off
        return (row.open if row else "") or opens, (row.closed if row else "") or closes


def _mode(policy: FailmodePolicy | None, failmode: Failmode) -> str:
    modes = policy.modes if policy else ()
    return ", ".join(mode.name for mode in modes if mode.failmode is failmode)


def _places(policy: FailmodePolicy | None) -> Iterator[str]:
    if policy:
        yield from (policy.config_file.value,) if policy.config_file else ()
        yield from (directory.value for directory in policy.config_directories)

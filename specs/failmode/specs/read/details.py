"""Custom fields from Details tables; columns are known by their headers, never by position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from failmode.specs.common_rules import PermissionUnclear
from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.model import Sourced
from failmode.specs.read.columns import (
    ColumnMissing,
    ColumnRepeated,
    ColumnUnknown,
    DetailsEmpty,
    check_cells,
    header_keys,
)
from failmode.specs.read.markdown import Inline, Row, Table
from failmode.specs.read.typed_values import (
    enum_value,
    is_blank,
    named_items,
    text_value,
    yes_or_no,
)
from failmode.specs.rules import FindingLog
from failmode.specs.synonyms import (
    ACCESS_PERMISSIONS,
    COLUMNS,
    FIELD_TYPES,
    NAME_BESIDE_LABEL,
    NO_DEFAULT,
    REMARK_COLUMNS,
    SCOPES,
    TECHNICIAN_PERMISSIONS,
    YES_NO,
    Attribute,
    close_match,
    normalize,
)
from failmode.terms import DefinitionScope, TechnicianPermission

_IDENTITY = frozenset({Attribute.LABEL, Attribute.NAME})
_TEXTS = frozenset({Attribute.DESCRIPTION, Attribute.TOOLTIP, Attribute.FOOTER, Attribute.TAB})
_SURELY_DETAILS = 4


def is_details_table(table: Table) -> bool:
    """Return whether a table specifies custom fields.

    It names them and has a further attribute that is no mere text; or it has so many attributes
    that the column which names the fields must be missing or misspelt.
    """
    found = {COLUMNS[key] for key in header_keys(table) if key in COLUMNS}
    further = found - _IDENTITY
    return bool(found & _IDENTITY and further - _TEXTS) or len(further) >= _SURELY_DETAILS


def read_details(table: Table, log: FindingLog) -> tuple[CustomField, ...]:
    """Read the custom fields of a Details table, one of each row.

    Args:
        table: a table for which `is_details_table` holds.
        log: takes the findings.

    Returns:
        The fields without their creation steps.
    """
    columns = _columns(table, log)
    for attribute in (Attribute.LABEL, Attribute.NAME, Attribute.TYPE):
        if attribute not in columns:
            message = f"the Details table has no column for the {attribute}; add one"
            log.add(ColumnMissing, table.line, message)
    if not table.rows:
        message = "the Details table has no row; add the field or remove the table"
        log.add(DetailsEmpty, table.line, message)
    return tuple(_RowReader(row, columns, log).field() for row in table.rows)


def _columns(table: Table, log: FindingLog) -> Mapping[Attribute, tuple[int, ...]]:
    keys = header_keys(table)
    has_label = any(COLUMNS.get(key) is Attribute.LABEL for key in keys)
    columns: dict[Attribute, list[int]] = {}
    for index, (key, header) in enumerate(zip(keys, table.headers, strict=True)):
        attribute = COLUMNS.get(key)
        if attribute is None and key == NAME_BESIDE_LABEL and has_label:
            attribute = Attribute.NAME
        if attribute is None:
            _report_unknown(key, header, log)
            continue
        places = columns.setdefault(attribute, [])
        if places and attribute is not Attribute.TAB:
            message = (
                f"the column {header.text!r} repeats {table.headers[places[0]].text!r}; "
                "only the first is read, remove one"
            )
            log.add(ColumnRepeated, header.line, message, header.text)
            continue
        places.append(index)
    return {attribute: tuple(places) for attribute, places in columns.items()}


def _report_unknown(key: str, header: Inline, log: FindingLog) -> None:
    if key in REMARK_COLUMNS:
        return
    meant = close_match(header.text, COLUMNS)
    hint = f"; did you mean {COLUMNS[meant]}?" if meant else "; rename or remove it"
    message = f"the column {header.text!r} is no attribute of a custom field and is not read{hint}"
    log.add(ColumnUnknown, header.line, message, header.text)


@dataclass(frozen=True, slots=True)
class _RowReader:
    row: Row
    columns: Mapping[Attribute, tuple[int, ...]]
    log: FindingLog

    def field(self) -> CustomField:
        check_cells(self.row, self.log)
        options = self.options()
        return CustomField(
            line=self.row.line,
            label=self.text(Attribute.LABEL),
            name=self.text(Attribute.NAME),
            type=enum_value(*self.given(Attribute.TYPE), FIELD_TYPES, Attribute.TYPE, self.log),
            scopes=self.scopes(),
            options=options,
            default=self.default(options),
            required=yes_or_no(*self.given(Attribute.REQUIRED), Attribute.REQUIRED, self.log),
            technician=self.technician(),
            automation=enum_value(
                *self.given(Attribute.AUTOMATION),
                ACCESS_PERMISSIONS,
                Attribute.AUTOMATION,
                self.log,
            ),
            api=enum_value(*self.given(Attribute.API), ACCESS_PERMISSIONS, Attribute.API, self.log),
            description=self.text(Attribute.DESCRIPTION),
            tooltip=self.text(Attribute.TOOLTIP),
            footer=self.text(Attribute.FOOTER),
            tab=self.tab(),
        )

    def cell(self, attribute: Attribute) -> Inline | None:
        places = self.columns.get(attribute)
        return self.row.cells[places[0]] if places else None

    def given(self, attribute: Attribute) -> tuple[str, int]:
        cell = self.cell(attribute)
        return (cell.text, cell.line) if cell else ("", self.row.line)

    def text(self, attribute: Attribute) -> Sourced[str] | None:
        return text_value(*self.given(attribute))

    def scopes(self) -> tuple[Sourced[DefinitionScope], ...]:
        cell = self.cell(Attribute.SCOPES)
        return read_scopes(cell, self.log) if cell else ()

    def options(self) -> tuple[Sourced[str], ...]:
        cell = self.cell(Attribute.OPTIONS)
        return named_items(cell) if cell else ()

    def default(self, options: tuple[Sourced[str], ...]) -> Sourced[str] | None:
        cell = self.cell(Attribute.DEFAULT)
        if cell is None:
            return None
        return read_default(cell, options)

    def technician(self) -> Sourced[TechnicianPermission] | None:
        text, line = self.given(Attribute.TECHNICIAN)
        if not text and Attribute.EDITABLE in self.columns:
            return self.editable()
        return enum_value(text, line, TECHNICIAN_PERMISSIONS, Attribute.TECHNICIAN, self.log)

    def editable(self) -> Sourced[TechnicianPermission] | None:
        text, line = self.given(Attribute.EDITABLE)
        if YES_NO.get(normalize(text)):
            return Sourced(TechnicianPermission.EDITABLE, line, text)
        message = (
            f"`Editable: {text}` does not say whether a technician may see the value; "
            "give the technician permission: None, Read only or Editable"
        )
        self.log.add(PermissionUnclear, line, message, text)
        return None

    def tab(self) -> Sourced[str] | None:
        places = self.columns.get(Attribute.TAB, ())
        cells = [self.row.cells[place] for place in places]
        names = chain.from_iterable(cell.text.split("\n") for cell in cells)
        text = ", ".join(dict.fromkeys(name for name in names if not is_blank(name)))
        return text_value(text, self.row.line)


def read_scopes(inline: Inline, log: FindingLog) -> tuple[Sourced[DefinitionScope], ...]:
    """Read definition scopes from a list; each only once.

    Args:
        inline: the cell or line.
        log: takes a finding for each scope that NinjaOne does not have.

    Returns:
        The scopes in the document's order.
    """
    found: dict[DefinitionScope, Sourced[DefinitionScope]] = {}
    for item in named_items(inline):
        scope = enum_value(item.value, item.line, SCOPES, Attribute.SCOPES, log)
        if scope:
            found.setdefault(scope.value, scope)
    return tuple(found.values())


def read_default(inline: Inline, options: tuple[Sourced[str], ...]) -> Sourced[str] | None:
    """Read a default; `None` and the like mean no default unless an option has that name."""
    text = ", ".join(item.value for item in named_items(inline)) or inline.text
    named = normalize(text) in {normalize(option.value) for option in options}
    if not named and normalize(text) in NO_DEFAULT:
        return None
    return text_value(text, inline.line)

"""Tables of the kinds of servers that the Authentication Proxy runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from failmode.specs.facts.proxy_servers import PrimaryServer, ProxyServerRow, ServerProtocol
from failmode.specs.read.columns import Cells, has_columns, read_rows
from failmode.specs.read.markdown import Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog
from failmode.terms import Evidence


class _Column(StrEnum):
    SECTION = "Server section"
    PROTOCOL = "Protocol"
    PRIMARY = "Primary server"
    TEXT = "Text where auth failed"
    EVIDENCE = "Evidence"


_REQUIRED = (_Column.SECTION, _Column.PROTOCOL, _Column.PRIMARY, _Column.EVIDENCE)
_SECTION = re.compile(r"\[([a-z_]+)\]")
_AS_THE_TABLE = "as in the verdict table"
"""How a cell says that the texts are those of the verdict table."""


def is_proxy_servers_table(table: Table) -> bool:
    """Return whether a table lists kinds of servers of the proxy."""
    return has_columns(table, (_Column.SECTION, _Column.PROTOCOL, _Column.PRIMARY))


def read_proxy_servers(page: Page, log: FindingLog) -> KindReading:
    """Read every table of kinds of servers of a document.

    Args:
        page: the document.
        log: takes the findings.

    Returns:
        One fact for each row that could be understood.
    """
    found = tuple(
        row
        for table in page.tables
        if is_proxy_servers_table(table)
        for cells in read_rows(table, _Column, _REQUIRED, "table of servers", log)
        for row in _row(cells)
    )
    return KindReading(found, is_of_kind=bool(found))


def _row(cells: Cells[_Column]) -> Iterator[ProxyServerRow]:
    section = _SECTION.fullmatch(cells.text(_Column.SECTION))
    if section is None:
        cells.report(
            _Column.SECTION,
            cells.text(_Column.SECTION),
            ("a section such as [radius_server_auto]",),
        )
    protocol = cells.value(_Column.PROTOCOL, ServerProtocol)
    primary = cells.value(_Column.PRIMARY, PrimaryServer)
    evidence = cells.value(_Column.EVIDENCE, Evidence)
    text = cells.text(_Column.TEXT)
    if section and protocol and primary and evidence:
        yield ProxyServerRow(
            section[1],
            protocol,
            primary,
            "" if text.casefold() == _AS_THE_TABLE else text,
            evidence,
            cells.row.line,
        )


PROXY_SERVERS_READER = KindReader(
    "proxy-servers",
    read_proxy_servers,
    is_own_table=is_proxy_servers_table,
    expects="a table of servers of the Authentication Proxy",
    columns="servers of the Authentication Proxy (Server section, Protocol, Primary server)",
)

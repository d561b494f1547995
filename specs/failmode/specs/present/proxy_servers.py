"""Kinds of servers of the Authentication Proxy as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from failmode.specs.facts.proxy_servers import ProxyServerRow
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView


def _to_json(document: Document) -> Json:
    return {"proxy_servers": [asdict(row) for row in document.every(ProxyServerRow)]}


def _grids(document: Document) -> Iterator[Grid]:
    rows = document.every(ProxyServerRow)
    if rows:
        yield Grid(
            ("server section", "protocol", "primary server", "evidence", "line"),
            tuple(
                (f"[{row.section}]", row.protocol, row.primary, row.evidence, str(row.line))
                for row in rows
            ),
            "Servers of the Authentication Proxy",
        )


PROXY_SERVERS_VIEW = KindView(_to_json, _grids)

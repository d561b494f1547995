"""The journal as an HTTP archive (HAR 1.2), for browsers' developer tools and other readers.

The format: http://www.softwareishard.com/blog/har-12-spec/. Keys with an underscore are ours, as
that page allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from failmode.simulator.edge.journal.journal import Exchange
from failmode.simulator.edge.journal.times import iso_8601

UNKNOWN = -1
"""What HAR says for a size or a time that is not known."""

_EPOCH = "1970-01-01T00:00:00.000+00:00"
_FORM = "application/x-www-form-urlencoded"

Headers = Iterable[tuple[str, str]]


def archive(
    exchanges: Iterable[Exchange], hosts: Mapping[str, str], version: str
) -> dict[str, Any]:
    """Write some exchanges as an archive.

    Connections that were ended before any request, and bytes that were no request, are no
    entries; they are counted in the archive's comment.

    Args:
        exchanges: oldest first, as the journal keeps them: secrets are masked.
        hosts: the host name of each vendor, for requests that named none.
        version: this program's version.
    """
    listed = list(exchanges)
    entries = [_entry(one, hosts.get(one.vendor, one.vendor)) for one in listed if one.method]
    log: dict[str, Any] = {
        "version": "1.2",
        "creator": {"name": "failmode", "version": version},
        "pages": [],
        "entries": entries,
    }
    left_out = len(listed) - len(entries)
    if left_out:
        log["comment"] = f"Left out: {left_out} connections that ended without a request"
    return {"log": log}


def _entry(exchange: Exchange, host: str) -> dict[str, Any]:
    milliseconds = max(0.0, exchange.duration_seconds * 1000)
    return {
        "startedDateTime": iso_8601(exchange.time) or _EPOCH,
        "time": milliseconds,
        "request": _request(exchange, host),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "_number": exchange.number,
        "_vendor": exchange.vendor,
        "_operation": exchange.operation,
        "_stage": exchange.stage,
        "_user": exchange.user,
        "_fault": exchange.fault,
        "_rule": exchange.rule,
        "_internal_failure": exchange.internal_failure,
    }


def _request(exchange: Exchange, host: str) -> dict[str, Any]:
    headers = exchange.request_headers
    host = _header(headers, "host") or host
    request: dict[str, Any] = {
        "method": exchange.method,
        "url": f"https://{host}{exchange.path}",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(headers),
        "queryString": _query(exchange.path),
        "headersSize": UNKNOWN,
        "bodySize": _size(headers),
    }
    if exchange.request_body:
        media_type = _header(headers, "content-type")
        request["postData"] = {
            "mimeType": media_type,
            "params": _params(media_type, exchange.request_body),
            "text": exchange.request_body,
        }
    return request


def _response(exchange: Exchange) -> dict[str, Any]:
    headers = exchange.response_headers
    return {
        # As browsers write down a request that got no answer.
        "status": exchange.status or 0,
        "statusText": _phrase(exchange.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(headers),
        "content": {
            "size": len(exchange.response_body.encode("utf-8", "surrogatepass")),
            "mimeType": _header(headers, "content-type") or "x-unknown",
            "text": exchange.response_body,
        },
        "redirectURL": _header(headers, "location"),
        "headersSize": UNKNOWN,
        "bodySize": _size(headers),
    }


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _size(headers: Headers) -> int:
    length = _header(headers, "content-length")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 18 else UNKNOWN


def _pairs(pairs: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _query(path: str) -> list[dict[str, str]]:
    return _pairs(parse_qsl(path.partition("?")[2], keep_blank_values=True))


def _params(media_type: str, body: str) -> list[dict[str, str]]:
    if media_type.partition(";")[0].strip().lower() != _FORM:
        return []
    return _pairs(parse_qsl(body, keep_blank_values=True))


def _phrase(status: int | None) -> str:
    try:
        return HTTPStatus(status or 0).phrase
    except ValueError:
        return ""

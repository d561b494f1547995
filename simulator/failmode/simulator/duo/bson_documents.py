"""BSON, as clients of `/rest/v1` speak it; its codec is loaded when somebody speaks it."""

from __future__ import annotations

import json
from typing import Any


def encode(document: dict[str, Any]) -> bytes:
    """Write a document."""
    import bson  # noqa: PLC0415

    return bson.encode(document)


def as_json(body: bytes) -> str:
    """Return a document as JSON, for people to read.

    Raises:
        ValueError: when it is none.
    """
    import bson  # noqa: PLC0415

    try:
        return json.dumps(bson.decode(body), ensure_ascii=False, default=str)
    except bson.errors.BSONError as error:
        raise ValueError(str(error)) from error

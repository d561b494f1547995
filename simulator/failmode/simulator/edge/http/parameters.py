"""The parameters of a request, wherever it carries them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from failmode.simulator.edge.http.messages import Request

MAX_FIELDS = 1000
"""Parameters of a form at most; of a longer one none is known."""

NO_PARAMETERS: Mapping[str, tuple[str, ...]] = {}
"""Those of a request that nobody has looked at."""


def request_parameters(request: Request) -> Mapping[str, tuple[str, ...]]:
    """Give the values of each parameter in the query, and in a form or JSON object in the body.

    What cannot be read has no parameters.
    """
    content_type = next((value for name, value in request.headers if name == "content-type"), "")
    return parameters_of(request.query, request.body.decode("utf-8", "replace"), content_type)


def parameters_of(query: str, body: str, content_type: str) -> Mapping[str, tuple[str, ...]]:
    """Give the values of each parameter.

    Args:
        query: of the request's target, without the question mark.
        body: as text.
        content_type: of the body.
    """
    pairs = _form(query)
    if content_type.partition(";")[0].strip().lower() == "application/json":
        pairs += _json(body)
    else:
        pairs += _form(body)
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), value)
    return values


def _form(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        return []


def _json(text: str) -> list[tuple[str, str]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, dict):
        return []
    return [
        (name, value if isinstance(value, str) else json.dumps(value))
        for name, value in found.items()
    ]

"""The OpenAPI 3.1 document of the control API, made from its operations."""

from __future__ import annotations

from collections.abc import Iterable

from failmode.simulator.control.operation import JSON, Operation
from failmode.simulator.control.schemas import JsonObject, obj, text

PREFIX = "/_sim"
"""Where every path of the control API begins."""

DOCUMENT_PATH = f"{PREFIX}/openapi.json"
"""Where the document is served."""

_ERROR = obj(
    {
        "error": obj(
            {
                "code": text("Kind of refusal, stable."),
                "message": text("What was wrong, and where."),
                "hint": text("What to do about it."),
            }
        )
    }
)
_REASONS = {
    400: "The request does not fit this description.",
    403: "The Host or Origin header belongs to another site.",
    404: "What the path names does not exist.",
    409: "It exists already, or its state forbids the change.",
    415: "The body is not announced as application/json.",
    503: "As much of it is under way as may be at once.",
}


def describe(operations: Iterable[Operation], version: str) -> JsonObject:
    """The document of these operations.

    Args:
        operations: everything the API can do.
        version: the simulator's version.
    """
    paths: dict[str, JsonObject] = {
        DOCUMENT_PATH: {
            "get": {
                "operationId": "getDescription",
                "tags": ["info"],
                "summary": "This document.",
                "responses": {
                    "200": _content({"type": "object"}, "An OpenAPI 3.1 document."),
                    **_refusals({403}),
                },
            }
        }
    }
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "failmode simulator control",
            "version": version,
            "description": "Steers and observes the simulated NinjaOne, Duo and network.",
        },
        "paths": paths,
        "components": {"schemas": {"Error": _ERROR.schema()}},
    }


def _describe(operation: Operation) -> JsonObject:
    result: JsonObject = {
        "operationId": operation.name,
        "tags": [operation.group],
        "summary": operation.summary,
    }
    parameters: list[JsonObject] = [
        {"name": name, "in": "path", "required": True, "schema": shape.schema()}
        for name, shape in operation.parameters.items()
    ]
    parameters += [
        {"name": name, "in": "query", "schema": shape.schema()}
        for name, shape in operation.query.items()
    ]
    parameters += [
        {"name": name, "in": "header", "schema": shape.schema()}
        for name, shape in operation.headers.items()
    ]
    if parameters:
        result["parameters"] = parameters
    refusals = {400, 403, *operation.refusals}
    if operation.body is not None:
        refusals.add(415)
        result["requestBody"] = {
            "required": bool(operation.body.required),
            "content": {"application/json": {"schema": operation.body.schema()}},
        }
    if operation.answer is None:
        success: JsonObject = {"description": "Done."}
    else:
        success = _content(operation.answer.schema(), "Done.", operation.media_type)
    result["responses"] = {str(operation.status): success, **_refusals(refusals)}
    return result


def _content(schema: JsonObject, description: str, media_type: str = JSON) -> JsonObject:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _refusals(statuses: set[int]) -> JsonObject:
    error = {"$ref": "#/components/schemas/Error"}
    return {str(status): _content(error, _REASONS[status]) for status in sorted(statuses)}

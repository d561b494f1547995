"""Failmode policies as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView, value


def _to_json(document: Document) -> Json:
    policy = document.one(FailmodePolicy)
    return {"failmode": _policy_to_json(policy) if policy else None}


def _policy_to_json(policy: FailmodePolicy) -> Json:
    default = next((mode.name for mode in policy.modes if mode.is_default), None)
    return {
        "line": policy.product.line,
        "product": policy.product.value,
        "default": default,
        "modes": [
            {
                "name": mode.name,
                "failmode": mode.failmode.value,
                "default": mode.is_default,
                "text": mode.text,
                "line": mode.line,
            }
            for mode in policy.modes
        ],
        "config_file": value(policy.config_file),
        "config_directories": [directory.value for directory in policy.config_directories],
        "replies": [
            {
                "situation": reply.situation,
                "answer": reply.answer,
                "text": reply.text,
                "line": reply.line,
            }
            for reply in policy.replies
        ],
    }


def _grids(document: Document) -> Iterator[Grid]:
    for policy in document.every(FailmodePolicy):
        yield Grid(("failmode", "what it says", "line"), tuple(_rows(policy)))


def _rows(policy: FailmodePolicy) -> Iterator[tuple[str, str, str]]:
    yield "product", policy.product.value, str(policy.product.line)
    for mode in policy.modes:
        default = ", default" if mode.is_default else ""
        yield mode.name, f"fail {mode.failmode.value}{default}: {mode.text}", str(mode.line)
    if policy.config_file:
        yield "configuration file", policy.config_file.value, str(policy.config_file.line)
    for directory in policy.config_directories:
        yield "directory", directory.value, str(directory.line)
    for reply in policy.replies:
        yield reply.answer, f"{reply.text} ({reply.situation})", str(reply.line)


FAILMODE_VIEW = KindView(_to_json, _grids)

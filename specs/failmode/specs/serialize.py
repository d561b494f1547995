"""Documents and findings as plain data for `--json`; null stands where a document does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from failmode.specs.model import (
    Action,
    CreationStep,
    CustomField,
    Document,
    DuoUnixFacts,
    FailmodePolicy,
    Finding,
    Sourced,
    VerdictTable,
)
from failmode.specs.read.console_settings import field_from_steps

Json = dict[str, Any]


def document_to_json(document: Document) -> Json:
    """Give one document as plain data, with the API's enumeration names.

    Args:
        document: the document as it was read.

    Returns:
        Its path, kind and title, everything that it specifies, and its findings.
    """
    return {
        "path": str(document.path),
        "kind": document.kind.value,
        "title": _value(document.title),
        "fields": [_field(field) for field in document.fields],
        "field_settings": [asdict(setting) for setting in document.field_settings],
        "failmode": _failmode(document.failmode) if document.failmode else None,
        "verdicts": [_verdicts(table) for table in document.verdicts],
        "duo_unix": _duo_unix(document.duo_unix) if document.duo_unix else None,
        "rules": [{"line": rule.line, "title": rule.title} for rule in document.rules],
        "scenarios": [
            {"line": name.line, "name": name.value}
            for block in document.gherkin
            for name in block.scenarios
        ],
        "findings": [finding_to_json(finding, with_path=False) for finding in document.findings],
    }


def finding_to_json(finding: Finding, *, with_path: bool = True) -> Json:
    """Give one finding as plain data.

    Args:
        finding: the finding.
        with_path: whether to name the document; left out inside a document.
    """
    path = {"path": finding.path} if with_path else {}
    return path | {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "line": finding.line,
        "message": finding.message,
        "values": list(finding.values),
    }


def _value(sourced: Sourced[Any] | None) -> Any:
    return None if sourced is None else sourced.value


def _field(field: CustomField) -> Json:
    return _attributes(field) | {"steps": _steps(field)}


def _attributes(field: CustomField) -> Json:
    return {
        "line": field.line,
        "label": _value(field.label),
        "name": _value(field.name),
        "type": _value(field.type),
        "scopes": [scope.value for scope in field.scopes],
        "options": [option.value for option in field.options],
        "default": _value(field.default),
        "required": _value(field.required),
        "permissions": {
            "technician": _value(field.technician),
            "automation": _value(field.automation),
            "api": _value(field.api),
        },
        "description": _value(field.description),
        "tooltip": _value(field.tooltip),
        "footer": _value(field.footer),
        "tab": _value(field.tab),
    }


def _steps(field: CustomField) -> Json | None:
    created = field_from_steps(field.steps)
    if created is None:
        return None
    return _attributes(created) | {"list": [_step(step) for step in field.steps]}


def _step(step: CreationStep) -> Json:
    actions = [_action(action) for action in step.actions]
    return {"number": step.number, "line": step.line, "actions": actions}


def _action(action: Action) -> Json:
    return {
        "kind": action.kind.value,
        "target": action.target,
        "value": action.value,
        "line": action.line,
    }


def _failmode(policy: FailmodePolicy) -> Json:
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
        "config_file": _value(policy.config_file),
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


def _verdicts(table: VerdictTable) -> Json:
    rows: list[Mapping[str, Any]] = [
        {
            "line": row.line,
            "fault": row.fault,
            "stage": row.stage,
            "timeout": row.timeout,
            "programs": [program.value for program in row.programs],
            "outcome": row.outcome.value,
            "evidence": row.evidence.value,
            "takes_seconds": row.takes,
            "replies": dict(row.reply),
        }
        for row in table.rows
    ]
    return {
        "product": table.product.value,
        "version": _value(table.version),
        "line": table.product.line,
        "rows": rows,
    }


def _duo_unix(facts: DuoUnixFacts) -> Json:
    return {
        "programs": [
            {"line": row.line, "program": row.program.value, "run_for": row.coverage.value}
            for row in facts.programs
        ],
        "people": [
            {
                "line": row.line,
                "user": row.enrolment.value,
                "push": row.push,
                "outcome": row.outcome.value,
                "evidence": row.evidence.value,
            }
            for row in facts.people
        ],
        "mistakes": [
            {
                "line": row.line,
                "mistake": row.mistake.value,
                "failmode": row.failmode,
                "programs": [program.value for program in row.programs],
                "outcome": row.outcome.value,
                "log": row.log,
                "versions": list(row.versions),
                "evidence": row.evidence.value,
            }
            for row in facts.mistakes
        ],
    }

"""What features answer: who was tried with which setting, and has a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gherkin.errors import ParserError
from gherkin.parser import Parser

from failmode.specs.scenarios import VERDICT
from failmode.terms import Evidence

_SUBJECTS = ("platform", "version", "program")
_SETTINGS = ("option", "failmode")


@dataclass(frozen=True, slots=True, order=True)
class AnsweredLogin:
    """A question that scenarios with a verdict answer.

    Attributes:
        subject: what a user logs in to or through; empty where the feature has but one.
        setting: the option or the failmode; empty where none is named.
    """

    subject: str
    setting: str

    def __str__(self) -> str:
        """Write it as people say it: `macOS with Windows Servers`."""
        if self.subject and self.setting:
            return f"{self.subject} with {self.setting}"
        return self.subject or self.setting or "every login"


def answers_of(text: str) -> frozenset[AnsweredLogin]:
    """Find what the scenarios of a feature answer; rows that are not known answer nothing.

    Args:
        text: the feature; one that is no Gherkin answers nothing.
    """
    try:
        feature = Parser().parse(text).get("feature")
    except ParserError:
        feature = None
    return frozenset(_answers(feature["children"]) if feature else ())


def _answers(children: Sequence[Mapping[str, Any]]) -> Iterator[AnsweredLogin]:
    for child in children:
        if rule := child.get("rule"):
            yield from _answers(rule["children"])
        for examples in child.get("scenario", {}).get("examples", ()):
            header = _cells(examples.get("tableHeader") or {"cells": ()})
            for body in examples.get("tableBody", ()):
                row = dict(zip(header, _cells(body), strict=False))
                if row.get(VERDICT, Evidence.UNKNOWN) != Evidence.UNKNOWN:
                    yield AnsweredLogin(_named(row, _SUBJECTS), _named(row, _SETTINGS))


def _cells(row: Mapping[str, Any]) -> list[str]:
    return [cell["value"] for cell in row["cells"]]


def _named(row: Mapping[str, str], columns: Sequence[str]) -> str:
    return " ".join(row[column] for column in columns if row.get(column))

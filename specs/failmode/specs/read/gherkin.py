"""Scenarios in fenced `gherkin` blocks: their names and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.token_scanner import TokenScanner

from failmode.specs.model import GherkinBlock, Severity, Sourced
from failmode.specs.read.markdown import Fence
from failmode.specs.rules import FindingLog, LintRule

_WRAPPER = "Feature: block\n"


class GherkinSyntax(LintRule):
    """A fenced `gherkin` block that is no Gherkin.

    Why is this bad? A broken scenario cannot be run.
    """

    name = "gherkin-syntax"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (GherkinSyntax,)


def is_gherkin(fence: Fence) -> bool:
    """Return whether a fenced block holds Gherkin."""
    return fence.info.split(maxsplit=1)[:1] == ["gherkin"]


def read_gherkin(fence: Fence, log: FindingLog) -> GherkinBlock:
    """Read a fenced block, which is a feature or only scenarios.

    Args:
        fence: a block for which `is_gherkin` holds.
        log: takes a finding when it is not Gherkin.

    Returns:
        The block with the names of its scenarios.
    """
    block = GherkinBlock(fence.content, fence.content_line)
    text = block.text if block.is_feature else _WRAPPER + block.text
    line_of_first = block.line if block.is_feature else block.line - 1
    try:
        document = Parser().parse(TokenScanner(text))
    except CompositeParserException as error:
        _report(error.errors[0], line_of_first, log)
        return block
    except ParserException as error:
        _report(error, line_of_first, log)
        return block
    feature = document.get("feature")
    names = tuple(_names(feature["children"], line_of_first - 1)) if feature else ()
    return replace(block, scenarios=names)


def _report(error: ParserException, line_of_first: int, log: FindingLog) -> None:
    problem = str(error).partition("): ")[2] or str(error)
    message = f"the block is not Gherkin: {problem}"
    log.add(GherkinSyntax, line_of_first - 1 + error.location["line"], message)


def _names(children: Sequence[Mapping[str, Any]], before: int) -> Iterator[Sourced[str]]:
    for child in children:
        if "rule" in child:
            yield from _names(child["rule"]["children"], before)
        elif "scenario" in child:
            scenario = child["scenario"]
            name = scenario["name"]
            yield Sourced(name, before + scenario["location"]["line"], name)

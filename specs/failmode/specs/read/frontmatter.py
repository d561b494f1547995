"""The YAML front matter of a document: its single values, each with its line."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from failmode.specs.model import Severity, Sourced
from failmode.specs.read.markdown import Block, FrontMatter, Paragraph
from failmode.specs.rules import FindingLog, LintRule

_MAX_DEPTH = 20


class FrontMatterBroken(LintRule):
    """Front matter that is not closed, is no YAML, or gives a key twice.

    Why is this bad? Title, id and kind come from the front matter.
    """

    name = "front-matter"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (FrontMatterBroken,)


def read_front_matter(
    blocks: tuple[Block, ...], text: str, log: FindingLog
) -> dict[str, Sourced[str]]:
    """Read the front matter's single values; lists and mappings are left out.

    Args:
        blocks: the document's blocks.
        text: the document.
        log: takes a finding when the YAML is broken.

    Returns:
        The values as they are written, by key.
    """
    block = next((block for block in blocks[:1] if isinstance(block, FrontMatter)), None)
    if block is None:
        _report_unclosed(blocks, text, log)
        return {}
    values: dict[str, Sourced[str]] = {}
    try:
        for key, value in _pairs(block):
            if key in values:
                message = f"the key {key!r} is given twice; keep one of the two values"
                log.add(FrontMatterBroken, value.line, message, values[key].value, value.value)
            values.setdefault(key, value)
    except yaml.YAMLError as error:
        line, problem = block.line, str(error).partition("\n")[0]
        if isinstance(error, yaml.MarkedYAMLError):
            # Where a text has no end, the place to correct is where it begins.
            endless = "end of stream" in (error.problem or "")
            mark = (error.context_mark if endless else None) or error.problem_mark
            line += 1 + mark.line if mark is not None else 0
            problem = error.problem or problem
        message = f"the front matter is not YAML: {problem}; expected one `key: value` on each line"
        log.add(FrontMatterBroken, line, message)
    return values


def _report_unclosed(blocks: tuple[Block, ...], text: str, log: FindingLog) -> None:
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    if text.startswith("---\n") and first and first.line == 2 and ": " in first.inline.raw:
        log.add(FrontMatterBroken, 1, "the front matter has no closing `---` line; add it")


def _pairs(block: FrontMatter) -> Iterator[tuple[str, Sourced[str]]]:
    depth = 0
    key: str | None = None
    for event in yaml.parse(block.content, Loader=yaml.CSafeLoader):
        line = block.line + 1 + (event.start_mark.line if event.start_mark else 0)
        if depth == 1 and isinstance(event, yaml.ScalarEvent):
            if key is None:
                key = event.value
            else:
                yield key, Sourced(event.value, line, event.value)
                key = None
            continue
        if isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                raise yaml.YAMLError("it is a list")
            depth += 1
            if depth > _MAX_DEPTH:
                raise yaml.YAMLError(f"it is nested deeper than {_MAX_DEPTH}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            key = None if depth == 1 else key
        elif depth == 1:
            key = None
        elif depth == 0 and isinstance(event, yaml.ScalarEvent) and event.value:
            raise yaml.YAMLError("it is a single text")

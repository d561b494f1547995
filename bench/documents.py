"""Documents per second: our reader beside bare markdown-it-py on the same text."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import cycle, islice

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from bench.budget import Budget
from bench.child import REPOSITORY
from bench.errors import BenchError
from bench.results import Outcome, Result, Unit
from failmode.specs.specification import read_document

_FOLDER = REPOSITORY / "docs"


def run(budget: Budget) -> Outcome:
    """Read the documents of the specification; see `Benchmark`."""
    files = sorted(_FOLDER.rglob("*.md"))
    if not files:
        raise BenchError(f"{_FOLDER.name}/ has no *.md to read. Run this in a complete clone")
    repeated = list(islice(cycle(files), max(budget.documents, len(files))))
    texts = [file.read_text(encoding="utf-8") for file in repeated]
    bare = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)

    def ours() -> None:
        for file in repeated:
            read_document(file)

    def theirs() -> None:
        for text in texts:
            bare.parse(text)

    ours()
    theirs()
    times = [(_seconds(ours), _seconds(theirs)) for _ in range(2 * budget.rounds + 1)]
    our_seconds, their_seconds = (statistics.median(column) for column in zip(*times, strict=True))
    size = sum(len(text.encode()) for text in texts)
    note = (
        f"{len(repeated)} documents ({len(files)} different ones of {_FOLDER.name}/, "
        f"{size / len(repeated) / 1024:.1f} KiB on average), by processor time"
    )
    return Outcome(
        (
            Result(
                measure="documents read",
                unit=Unit.PER_SECOND,
                ours=len(repeated) / our_seconds,
                peer="markdown-it-py",
                theirs=len(repeated) / their_seconds,
                aim=0.5,
            ),
        ),
        (note,),
    )


def _seconds(work: Callable[[], None]) -> float:
    # Nothing here waits, and processor time is fair on a busy machine.
    began = time.process_time()
    work()
    return time.process_time() - began

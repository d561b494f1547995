"""What a project chose, with the values that count where it chose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ProjectConfig:
    """The table `[tool.failmode]` of a project; each attribute below `file` is a key of it.

    Paths lead from the working directory, so that they can be opened and shown as they are.

    Attributes:
        root: the folder that paths of the table are relative to: that of pyproject.toml, or the
            one that the search began in.
        file: the pyproject.toml that has the table; None where no folder above has one.
        documents: the folder of the project's documents.
        features: the folder of the features that are generated from them.
        targets: the TOML file that describes targets; need not exist.
        target: name of the target that scenarios run against.
        must_answer: documents (paths below `documents`) or names of custom fields that must
            decide a failmode: without a login scenario that has a verdict a run is not green.
        standard_documents: whether the documents that come with failmode are read too.
        deadline_seconds: after this long a login counts as hung.
        events: where `failmode verify` writes the run as data.
    """

    root: Path = Path()
    file: Path | None = None
    documents: Path = Path("docs")
    features: Path = Path("features")
    targets: Path = Path("targets.toml")
    target: str = "simulator"
    must_answer: tuple[str, ...] = ()
    standard_documents: bool = True
    deadline_seconds: float = 3.0
    events: Path = Path(".failmode/verify.jsonl")

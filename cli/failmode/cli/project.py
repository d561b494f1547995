"""What the commands take from a project where no option or argument says it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from failmode.project import ProjectConfig, ProjectError
from failmode.specs import Expectation

_KEY = "must_answer"


def documents_folder(project: ProjectConfig) -> Path:
    """Find the folder of a project's documents.

    Raises:
        ProjectError: when there is no such folder.
    """
    if project.documents.is_dir():
        return project.documents
    said = f"{project.file}: [tool.failmode] documents" if project.file else ""
    raise ProjectError(
        f"there is no folder {project.documents}",
        where=said,
        remedy="Name the documents, or begin a project with `failmode init`.",
    )


def whole_specification(project: ProjectConfig, named: Sequence[Path]) -> Path | None:
    """Find the folder that has everything which documents are to be seen beside.

    Args:
        project: the project of the working directory.
        named: files and folders; empty for the project's documents.

    Returns:
        The project's documents when all that is named lies in them, else the one folder that is
        named; None for single files of elsewhere, which say nothing of the others.
    """
    if not named:
        return documents_folder(project)
    base = project.documents.resolve()
    if all(base in (path.resolve(), *path.resolve().parents) for path in named):
        return project.documents
    return named[0] if len(named) == 1 and named[0].is_dir() else None


def expectations(project: ProjectConfig) -> tuple[Expectation, ...]:
    """Gather what the project says must be answered, with the line that says so."""
    if project.file is None or not project.must_answer:
        return ()
    lines = project.file.read_text(encoding="utf-8").splitlines()
    said = (n for n, line in enumerate(lines, start=1) if line.strip().startswith(_KEY))
    line = next(said, 1)
    return tuple(Expectation(name, str(project.file), line) for name in project.must_answer)

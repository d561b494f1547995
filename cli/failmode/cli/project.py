"""What the commands take from a project where no option or argument says it."""

from __future__ import annotations

from pathlib import Path

from failmode.project import ProjectConfig, ProjectError


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

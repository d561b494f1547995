"""The files of a new project: what each holds, and how it comes beside what is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path, PurePosixPath

from failmode.project import ProjectError, load_project
from failmode.specs import standard_text
from failmode.terms import field_name

USUAL_LABEL = "cPVAL DUO FAILOPEN"
"""The label of the custom field whose document comes with failmode, and serves as a template."""

_TEMPLATE = PurePosixPath("ninjaone/cpval-duo-failopen.md")
_LINK_TO_THE_RULES = "[the rules](../rules.md)"
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9 _.-]*[A-Za-z0-9]")
_IGNORED = (".failmode/", "__pycache__/", ".pytest_cache/")


class CI(StrEnum):
    """What runs a project's checks."""

    GITHUB = "github"
    GITLAB = "gitlab"

    @property
    def file(self) -> Path:
        """The file that it reads."""
        return Path({CI.GITHUB: ".github/workflows/failmode.yml"}.get(self, ".gitlab-ci.yml"))


class Action(StrEnum):
    """What was done to a file."""

    CREATED = "create"
    UPDATED = "update"
    KEPT = "keep"


@dataclass(frozen=True, slots=True)
class Field:
    """The custom field of a new project.

    Attributes:
        label: as people see it.
        name: as NinjaOne derives it from the label.
    """

    label: str
    name: str

    @classmethod
    def labelled(cls, label: str) -> Field:
        """Make the field of a label.

        Raises:
            ProjectError: for a label that a document or NinjaOne could not carry.
        """
        if not _LABEL.fullmatch(label) or "  " in label:
            raise ProjectError(
                f"{label!r} is no label",
                where="--field",
                remedy="Begin with a letter, and use letters, digits, spaces, `_`, `.` and `-`.",
            )
        return cls(label, field_name(label))

    @property
    def document(self) -> PurePosixPath:
        """Its document, below the folder of documents."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.label.lower()).strip("-")
        return PurePosixPath(f"ninjaone/{slug}.md")

    def text(self) -> str:
        """Write its document."""
        usual = Field.labelled(USUAL_LABEL)
        text = standard_text(_TEMPLATE)
        for old, new in (
            (usual.label, self.label),
            (usual.name, self.name),
            (usual.document.stem, self.document.stem),
            (_LINK_TO_THE_RULES, "the rules (`failmode docs rules.md`)"),
        ):
            text = text.replace(old, new)
        return text


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file."""

    file: Path
    action: Action


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project that is begun, or completed, in a folder.

    Attributes:
        folder: of the project; made when it does not exist.
        field: whose document is written.
        ci: what runs its checks; None for nothing.
        force: whether files that are there are replaced.
    """

    folder: Path
    field: Field
    ci: CI | None = None
    force: bool = False

    def write(self) -> Iterator[Written]:
        """Write what the project lacks.

        Yields:
            What became of each file, once it is done. A pyproject.toml and a .gitignore keep all
            that they have; other files are left as they are unless `force` is set.

        Raises:
            ProjectError: when pyproject.toml cannot take the table, or a key in it is wrong.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        yield self._pyproject()
        project = load_project(self.folder)
        yield self._file(project.documents / self.field.document, self.field.text())
        yield self._file(project.targets, _template("targets.toml"))
        if self.ci is not None:
            yield self._file(self.folder / self.ci.file, _template(f"{self.ci}.yml"))
        yield self._gitignore()

    def _pyproject(self) -> Written:
        file = self.folder / "pyproject.toml"
        text = _read(file)
        if _has_table(file, text):
            return Written(file, Action.KEPT)
        table = f'[tool.failmode]\nmust_answer = ["{self.field.name}"]\n'
        after = _appended(text, table, between="\n")
        try:
            tomllib.loads(after)
        except tomllib.TOMLDecodeError as error:
            raise ProjectError(
                "the table [tool.failmode] cannot be added at its end",
                where=str(file),
                remedy="Write [tool] as a table of its own, or add tool.failmode by hand.",
            ) from error
        return _write(file, after)

    def _file(self, file: Path, text: str) -> Written:
        if file.exists() and not (self.force and file.read_bytes() != text.encode()):
            return Written(file, Action.KEPT)
        return _write(file, text)

    def _gitignore(self) -> Written:
        file = self.folder / ".gitignore"
        text = _read(file)
        missing = [one for one in _IGNORED if one not in text.split()]
        if not missing:
            return Written(file, Action.KEPT)
        return _write(file, _appended(text, "".join(f"{one}\n" for one in missing)))


def _has_table(file: Path, text: str) -> bool:
    """Say whether a pyproject.toml has the table; what is wrong with it is told by its reader."""
    return bool(text) and load_project(file.parent).file == file


def _template(name: str) -> str:
    return (files("failmode.cli") / "templates" / name).read_text(encoding="utf-8")


def _read(file: Path) -> str:
    """Read a file that need not be there, with its line ends."""
    return file.read_bytes().decode(errors="surrogateescape") if file.exists() else ""


def _appended(text: str, more: str, *, between: str = "") -> str:
    """Add lines at the end, with the line ends that a text has."""
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    return text + ((between if text else "") + more).replace("\n", end)


def _write(file: Path, text: str) -> Written:
    action = Action.UPDATED if file.exists() else Action.CREATED
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode(errors="surrogateescape"))
    except OSError as error:
        raise ProjectError(
            f"the file cannot be written: {error.strerror}",
            where=str(file),
            remedy="The project's folder must be writable.",
        ) from error
    return Written(file, action)

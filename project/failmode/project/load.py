"""A project's configuration: found, read and validated key by key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path

from failmode.project.config import ProjectConfig
from failmode.project.errors import ProjectError

FILE = "pyproject.toml"
TABLE = "tool.failmode"

_USUAL = ProjectConfig()
KEYS = tuple(one.name for one in fields(ProjectConfig) if one.name not in {"root", "file"})
"""The keys of the table, in the order of the attributes."""


def load_project(start: Path | None = None) -> ProjectConfig:
    """Read the configuration of the project that a folder belongs to.

    Args:
        start: where the search for a pyproject.toml with the table begins, which then goes on
            upwards; None: the working directory.

    Returns:
        What the nearest table says; where there is none, what counts usually, for that folder.

    Raises:
        ProjectError: when a pyproject.toml on the way is not TOML, or a key is wrong.
    """
    for folder in _upwards(start or Path()):
        table = _table(folder / FILE)
        if table is not None:
            return _config(folder, table)
    return _config(start or Path(), None)


def _upwards(start: Path) -> list[Path]:
    """Find the folders from a place to the root, by names that are as relative as it is."""
    above = [start, *start.parents] if start.is_absolute() else [start]
    if not start.is_absolute():
        above += [start.joinpath(*[".."] * n) for n in range(1, len(start.resolve().parts))]
    return above


def _table(file: Path) -> Mapping[str, object] | None:
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"byte {error.start} is not UTF-8", where=str(file), remedy="Save the file in UTF-8."
        ) from error
    except OSError as error:
        raise ProjectError(
            f"the file cannot be read: {error.strerror}", where=str(file), remedy="Check it."
        ) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(
            f"this is not TOML: {error}", where=str(file), remedy="Correct the file."
        ) from error
    tool = data.get("tool", {})
    table = tool.get("failmode") if isinstance(tool, dict) else None
    if table is None or isinstance(table, dict):
        return table
    raise ProjectError(
        f"this is {_shown(table)}",
        where=f"{file}: {TABLE}",
        remedy=f"Expected a table. Write [{TABLE}] and its keys below.",
    )


def _config(folder: Path, table: Mapping[str, object] | None) -> ProjectConfig:
    values = _Values(folder, table or {})
    values.refuse_unknown()
    return ProjectConfig(
        root=folder,
        file=None if table is None else folder / FILE,
        documents=values.path("documents", _USUAL.documents),
        features=values.path("features", _USUAL.features),
        targets=values.path("targets", _USUAL.targets),
        target=values.text("target", _USUAL.target),
        must_answer=values.texts("must_answer", _USUAL.must_answer),
        standard_documents=values.flag("standard_documents", _USUAL.standard_documents),
        deadline_seconds=values.seconds("deadline_seconds", _USUAL.deadline_seconds),
        events=values.path("events", _USUAL.events),
    )


class _Values:
    """The values of the table, each read as what it has to be."""

    def __init__(self, folder: Path, table: Mapping[str, object]) -> None:
        self._folder = folder
        self._table = table

    def refuse_unknown(self) -> None:
        for key in self._table:
            if key not in KEYS:
                close = get_close_matches(key, KEYS, 1)
                meant = f"Did you mean {close[0]}? " if close else ""
                raise self._error(key, "there is no such key", f"{meant}Keys: {', '.join(KEYS)}.")

    def path(self, key: str, usual: Path) -> Path:
        return self._folder / self.text(key, str(usual))

    def text(self, key: str, usual: str) -> str:
        value = self._table.get(key, usual)
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return value
        raise self._wrong(key, value, "a text that is not empty", f'{key} = "{usual}"')

    def texts(self, key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        value = self._table.get(key, list(usual))
        if isinstance(value, list):
            texts = tuple(one for one in value if isinstance(one, str) and one.strip())
            if len(texts) == len(value):
                return texts
        raise self._wrong(key, value, "a list of texts, none empty", f'{key} = ["one", "another"]')

    def flag(self, key: str, usual: bool) -> bool:
        value = self._table.get(key, usual)
        if isinstance(value, bool):
            return value
        raise self._wrong(key, value, "true or false", f"{key} = {str(usual).lower()}")

    def seconds(self, key: str, usual: float) -> float:
        value = self._table.get(key, usual)
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = float(value)
            if 0 < seconds < float("inf"):
                return seconds
        raise self._wrong(key, value, "a number of seconds above 0", f"{key} = {usual}")

    def _wrong(self, key: str, value: object, expected: str, example: str) -> ProjectError:
        remedy = f"Expected {expected}. Write for example: {example}"
        return self._error(key, f"this is {_shown(value)}", remedy)

    def _error(self, key: str, what: str, remedy: str) -> ProjectError:
        where = f"{self._folder / FILE}: [{TABLE}] {key}"
        return ProjectError(what, where=where, remedy=remedy)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)

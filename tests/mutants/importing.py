"""Imports one module changed, in this process only; no file is touched."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from tests.mutants.points import Members, mutated


class _MutatedLoader(SourceFileLoader):
    def __init__(self, name: str, file: Path, path: str, members: Members, key: str) -> None:
        super().__init__(name, str(file))
        self._change = (path, members, key)

    def get_code(self, fullname: str) -> CodeType:
        """Compile the changed text; compiled files of earlier runs are passed over."""
        source = Path(self.get_filename(fullname)).read_text(encoding="utf-8")
        tree = mutated(source, *self._change)
        return compile(tree, self.path, "exec", dont_inherit=True)


class _MutatedFinder(MetaPathFinder):
    def __init__(self, name: str, file: Path, loader: _MutatedLoader) -> None:
        self._name = name
        self._file = file
        self._loader = loader

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the one module; every other is found as usual."""
        del path, target
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._file, loader=self._loader)


def import_mutated(name: str, file: Path, path: str, members: Members, key: str) -> None:
    """Let the module be imported with one change, when it is imported.

    Args:
        name: the module's full name.
        file: its source.
        path: its file, as `Mutation.path` gives it.
        members: the enumerations whose members are exchanged.
        key: which change, by `Mutation.key`.

    Raises:
        RuntimeError: when it was imported already.
    """
    if name in sys.modules:
        raise RuntimeError(f"{name} was imported before it could be changed")
    loader = _MutatedLoader(name, file, path, members, key)
    sys.meta_path.insert(0, _MutatedFinder(name, file, loader))

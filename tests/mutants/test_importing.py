"""A module is imported changed, and its file stays as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.mutants.areas import REPOSITORY

_PROGRAM = """
import sys
from pathlib import Path
from tests.mutants.importing import import_mutated
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
import_mutated("judged", folder / "judged.py", "judged.py", {}, sys.argv[2])
import judged
print(judged.lets_in("deny"))
try:
    import_mutated("judged", folder / "judged.py", "judged.py", {}, sys.argv[2])
except RuntimeError as error:
    print(error)
"""
_SOURCE = 'def lets_in(word):\n    return word == "allow"\n'


def test_the_change_is_imported_and_the_file_untouched(tmp_path: Path) -> None:
    file = tmp_path / "judged.py"
    file.write_text(_SOURCE, encoding="utf-8")
    key = "judged.py lets_in: word == 'allow' -> word != 'allow'"
    said = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path), key],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.splitlines() == ["True", "judged was imported before it could be changed"]
    assert file.read_text(encoding="utf-8") == _SOURCE

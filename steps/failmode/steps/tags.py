"""The tags of feature files, by their lines and without parsing the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def feature_tags(folder: Path, wanted: Callable[[str], bool] = lambda _text: True) -> set[str]:
    """List the tags of the features below a folder, without their `@`.

    Args:
        folder: need not exist.
        wanted: tells by the text of a feature whether its tags count.
    """
    tags: set[str] = set()
    for file in folder.rglob("*.feature"):
        text = file.read_text(encoding="utf-8", errors="replace")
        if wanted(text):
            lines = (line for line in text.splitlines() if line.lstrip().startswith("@"))
            tags.update(tag.removeprefix("@") for line in lines for tag in line.split())
    return tags

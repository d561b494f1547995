"""Every page of the reference, and writing them where Sphinx looks for pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from guide.reference_pages.assumptions import assumptions_page
from guide.reference_pages.commands import commands_page
from guide.reference_pages.configuration import configuration_page
from guide.reference_pages.duo_api import duo_api_page
from guide.reference_pages.faults import faults_page
from guide.reference_pages.lint_rules import lint_rules_page


def pages() -> Mapping[str, str]:
    """Give the text of every page, by its file's name."""
    return {
        "assumptions.md": assumptions_page(),
        "commands.md": commands_page(),
        "configuration.md": configuration_page(),
        "duo-api.md": duo_api_page(),
        "faults.md": faults_page(),
        "lint-rules.md": lint_rules_page(),
    }


def write_pages(folder: Path) -> None:
    """Write the pages that have changed, so that Sphinx reads no other one again."""
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        file = folder / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")

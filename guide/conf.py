"""How Sphinx builds the site from the pages of this folder: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))

from guide.reference_pages.pages import write_pages  # noqa: E402 - found by the line above

project = "failmode"
extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "failmode"
html_show_copyright = False
html_show_sphinx = False
myst_heading_anchors = 3
# The button copies the commands of an example, and not what they print.
copybutton_prompt_text = r"\$ |> "
copybutton_prompt_is_regexp = True

write_pages(_HERE / "reference")

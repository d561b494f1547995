"""The list of the simulator's assumptions, from the modules that hold them."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import failmode.simulator

_ROOT = Path(next(iter(failmode.simulator.__path__)))

_PRODUCTS = {
    "duo/directory": "Duo's directory",
    "duo/auth": "Duo's Auth API",
    "duo/admin": "Duo's Admin API",
    "duo/universal": "Duo's Universal Prompt",
    "duo/mobile": "Duo Mobile",
    "duo/proxies": "How Authentication Proxies join Duo",
    "duo/sso": "Duo Single Sign-On",
    "authproxy": "The Authentication Proxy",
    "authproxy/directory_sync": "Directory sync",
    "endpoints": "Windows Logon and macOS",
    "ninjaone": "NinjaOne",
}

_HEAD = """\
# What the simulator assumes

No public source settles these. Each stands in one place in the source, with a name; where a
client could depend on it, it is a switch that `/_sim/switches` of the control API changes. What a
login came to because of an assumption is marked as assumed.
"""


def assumptions_page() -> str:
    """Give the text of the page."""
    sections = []
    for file in sorted(_ROOT.rglob("assumptions.py")):
        product = _PRODUCTS[file.parent.relative_to(_ROOT).as_posix()]
        rows = [f"| `{name}` | `{value}` | {text} |\n" for name, value, text in _constants(file)]
        sections.append(f"\n## {product}\n\n| name | assumed | about |\n|---|---|---|\n")
        sections += rows
    sections.append("\n## Switches of NinjaOne\n\n| switch | default | unknown |\n|---|---|---|\n")
    sections += [
        f"| `{name}` | `{value}` | {text} |\n"
        for name, value, text in _switches(_ROOT / "ninjaone" / "switches.py")
    ]
    return _HEAD + "".join(sections)


def _constants(file: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and text of a module's constants, and of its classes' attributes."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if (text := _docstring(after)) is not None:
                yield node.targets[0].id, _value(node.value), text
        elif isinstance(node, ast.ClassDef):
            attributes = _attributes(ast.get_docstring(node) or "")
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and field.value is not None:
                    name = ast.unparse(field.target)
                    yield f"{node.name}.{name}", _value(field.value), attributes.get(name, "")


def _switches(file: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, default and reason of every switch."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "_unknown"
        ):
            default, why = node.value.args
            yield ast.unparse(node.target), _value(default), _text(ast.literal_eval(why))


def _docstring(node: ast.stmt | None) -> str | None:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return _text(str(node.value.value))
    return None


def _attributes(docstring: str) -> dict[str, str]:
    """Read the section `Attributes` of a class's docstring."""
    found: dict[str, list[str]] = {}
    _, _, section = inspect.cleandoc(docstring).partition("Attributes:\n")
    name = ""
    for line in section.splitlines():
        if start := re.match(r"    (\w+): (.*)", line):
            name = start[1]
            found[name] = [start[2]]
        elif name and line.startswith("        "):
            found[name].append(line)
    return {key: _text(" ".join(lines)) for key, lines in found.items()}


def _value(node: ast.expr) -> str:
    return _text(ast.unparse(node))


def _text(text: str) -> str:
    """Put a text on one line, as a table's cell needs it."""
    return " ".join(text.split()).replace("|", r"\|")

"""The reference of lint rules, from the rules themselves."""

from __future__ import annotations

from failmode.specs import lint_rules, rule_to_json

_HEAD = """\
# Lint rules

What `failmode lint` finds in documents. An error keeps `failmode specs` from writing anything.

| rule | severity | finds | why |
|---|---|---|---|
"""


def lint_rules_page() -> str:
    """Give the text of the page."""
    rows = []
    for rule in sorted(lint_rules(), key=lambda one: one.name):
        one = rule_to_json(rule)
        cells = (f"`{one['rule']}`", one["severity"], _cell(one["what"]), _cell(one["why"]))
        rows.append(f"| {' | '.join(cells)} |\n")
    return _HEAD + "".join(rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")

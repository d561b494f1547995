"""The reference of faults and profiles, from the catalogue."""

from __future__ import annotations

from failmode.simulator import Simulator, fault_catalogue

_HEAD = """\
# Faults and profiles

The words of documents, of the command line, of the control API and of the fixture `faults`.

| fault | what happens | parameters |
|---|---|---|
"""

_PROFILES = """
Profiles are sets of rules that are switched on as one:

| profile | what it is like |
|---|---|
"""


def faults_page() -> str:
    """Give the text of the page."""
    rows = []
    for kind in fault_catalogue():
        parameters = ", ".join(f"`{name}`" for name in kind.parameters())
        rows.append(f"| `{kind.name}` | {kind.summary} | {parameters} |\n")
    with Simulator() as simulator:
        profiles = [
            f"| `{state.profile.name}` | {state.profile.summary} |\n"
            for state in simulator.control.profiles.states()
        ]
    return _HEAD + "".join(rows) + _PROFILES + "".join(profiles)

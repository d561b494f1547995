"""`failmode duo-unix verify` with the programs of Duo Unix that are installed here."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from failmode.cli.root import main
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.terms.duo_unix import Program
from tests.real.duo_unix import installed_version, skipping

pytestmark = pytest.mark.real

BINARY = {True: Installation.pam_duo, False: Installation.login_duo}


@pytest.mark.parametrize("program", [str(one) for one in Program])
def test_each_way_in_is_as_the_documents_say(program: str) -> None:
    with skipping():
        version = installed_version(BINARY[Program(program).uses_pam_duo])
    arguments = [
        "duo-unix",
        "verify",
        "--program",
        program,
        "--stage",
        "preauth",
        "--stage",
        "auth",
    ]
    for fault in ("connection-refused", "http-503", "http-403", "clock-skew"):
        arguments += ["--fault", fault]
    result = CliRunner().invoke(main, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [one["version"] for one in told["programs"]] == [version]
    assert {one["fault"] for one in told["logins"]} >= {"connection-refused", "http-503"}
    assert told["differing"] == 0

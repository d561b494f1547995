"""The tests of the simulator's own business prove themselves: each defect is caught."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY
from tests.defects.own import OWN_DEFECTS, VARIABLE, OwnDefect
from tests.patience import LONGEST_RUN_SECONDS

_FAILED = 1
_SKIPPED = re.compile(r"^SKIPPED \[\d+\] (.*)$", re.MULTILINE)


@pytest.mark.parametrize("defect", OWN_DEFECTS, ids=lambda defect: defect.name)
def test_a_test_catches(defect: OwnDefect) -> None:
    arguments = ["-p", "no:cacheprovider", "-p", "tests.defects.own", "-n0", "-q", "-x", "-rfEs"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, f"tests/simulator/{defect.test}"],
        cwd=REPOSITORY,
        env={**os.environ, VARIABLE: defect.name},
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
        check=False,
    )
    said = f"{done.stdout}\n{done.stderr}"
    if lacking := _SKIPPED.search(done.stdout):
        pytest.skip(lacking[1])
    assert done.returncode == _FAILED, f"{defect.test} does not catch {defect.name}\n{said}"
    assert f"FAILED tests/simulator/{defect.test}" in said, said

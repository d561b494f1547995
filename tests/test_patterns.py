"""No regular expression takes more than its share of time, whatever text it is given."""

from __future__ import annotations

import re

import pytest

from failmode.simulator.duo.vendor import SECRETS as DUO
from failmode.simulator.edge.journal.secrets import COMMON
from failmode.simulator.ninjaone.vendor import SECRETS as NINJAONE
from tests.conftest import REPOSITORY
from tests.patterns import Use, slow_text, uses

SECRETS = COMMON | DUO | NINJAONE

STAND_INS: dict[str, dict[str, object]] = {
    "failmode.simulator.authproxy.cfg.ini": {"stem": "radius_ip"},
    "failmode.simulator.edge.journal.masking": {
        "secrets": SECRETS,
        "one": "|".join(sorted(SECRETS.path_parts)),
        "named": "|".join(sorted(SECRETS.request_fields | SECRETS.code_fields)),
    },
    "failmode.specs.products": {"pattern": r"(?:Duo )?(?:Authentication for )?Duo Unix\b.*"},
    "failmode.specs.read.markdown": {"pattern": r"a\s+b\s+c"},
}
"""What stands in for the local names that expressions are made of."""

USES = [
    use
    for part in ("simulator", "specs", "terms")
    for use in uses(REPOSITORY / part / "failmode" / part, f"failmode.{part}", STAND_INS)
]


@pytest.mark.parametrize("use", USES, ids=str)
def test_an_expression_takes_time_in_proportion_to_the_text(use: Use) -> None:
    assert slow_text(use) is None


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*&&\s*|\s+and\s+", "split"),
        (r"<[^>]*>", "sub"),
        (r"\s*,\s*", "split"),
        (r"(a|a)*b", "fullmatch"),
    ],
)
def test_an_expression_that_takes_more_is_found(pattern: str, method: str) -> None:
    assert slow_text(Use("here", re.compile(pattern), method)) is not None

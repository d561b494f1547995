"""A user's project with scenarios and a target of its own, for tests of the plugin."""

from __future__ import annotations

import pytest

CLOUD_MODULE = """
class Cloud:
    def inject_fault(self, fault, stage):
        pass

    def set_answer(self, answer):
        pass

    def set_enrolment(self, enrolment):
        pass

    def clear_faults(self):
        pass

    def requested_operations(self):
        return ()
"""
"""A cloud of Duo that does nothing; its module is named `cloud`."""

TARGET = """
from failmode.steps.targets.capabilities import (
    AUTHENTICATION_PROXY, CLOUD, EXCHANGES, RadiusLogin, offer
)
from failmode.terms.logins import Verdict

from cloud import Cloud


class Proxy:
    def configure(self, failmode, *, api_timeout=False, right_key=True):
        assert failmode == "safe", "a pending scenario was executed"

    def login(self, *, right_password):
        trace = ("asked Duo", "no answer")
        return RadiusLogin(Verdict.FAILED_OPEN, "Access-Accept", "", trace, "a guess")


class Wire:
    def texts(self):
        return ["POST /rest/v1/preauth\\n  sent: user=alice"]


class Mine:
    capabilities = dict(
        [offer(AUTHENTICATION_PROXY, Proxy()), offer(CLOUD, Cloud()), offer(EXCHANGES, Wire())]
    )

    def begin(self):
        pass

    def close(self):
        pass


def make(settings):
    return Mine()
"""
"""A target with an Authentication Proxy that always fails open."""


def make_project(pytester: pytest.Pytester, feature: str, target: str) -> pytest.Pytester:
    """Write a project whose target is named `mine`.

    Args:
        pytester: in whose folder.
        feature: text of its feature.
        target: text of the module with the target's factory, `make`.
    """
    pytester.makepyfile(
        cloud=CLOUD_MODULE,
        my_target=target,
        test_it='from pytest_bdd import scenarios\nscenarios(".")',
    )
    pytester.makefile(".feature", scenarios=feature)
    pytester.makefile(
        ".toml", targets='[targets.mine]\nkind = "python"\nfactory = "my_target:make"\n'
    )
    pytester.makeini("[pytest]\nbdd_features_base_dir = .\n")
    pytester.syspathinsert()
    return pytester

"""What a target lacks is refused in one place; what is wrong with it is told by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from failmode.steps.errors import CannotDo, TargetError
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import (
    AUTHENTICATION_PROXY,
    CLOUD,
    EXCHANGES,
    TENANT,
    VALUES,
    Capability,
)
from failmode.terms.fields import Channel


class Mine:
    """A target that offers what it is given."""

    def __init__(self, capabilities: object) -> None:
        self.capabilities = capabilities

    def begin(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


class Empty:
    """A tenant that is always empty."""

    def empty(self) -> None:
        """Nothing to do."""


class Wire:
    """Exchanges as they are given."""

    def __init__(self, texts: object) -> None:
        self._texts = texts

    def texts(self) -> object:
        """Give them, or raise what they are."""
        if isinstance(self._texts, Exception):
            raise self._texts
        return self._texts


def target(capabilities: object) -> TargetUnderTest:
    """Make a target named `mine`."""
    return TargetUnderTest("mine", Mine(capabilities), made_by="my_target:make")


def test_what_a_target_offers_is_given() -> None:
    tenant = Empty()
    assert target({TENANT: tenant}).capability(TENANT) is tenant


@pytest.mark.parametrize(
    ("capability", "action"),
    [
        (CLOUD, "make Duo unreachable"),
        (VALUES[Channel.TECHNICIAN], "read values as the technician"),
    ],
)
def test_what_a_target_lacks_is_refused_with_target_and_capability(
    capability: Capability[Any], action: str
) -> None:
    with pytest.raises(CannotDo, match=rf"^the target 'mine' cannot {action}$"):
        target({TENANT: Empty()}).capability(capability)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (None, "my_target:make returned None, which lacks capabilities, begin, close"),
        (3, "my_target:make returned a int, which lacks capabilities, begin, close"),
        (type("NoClose", (), {"capabilities": {}, "begin": print})(), "which lacks close"),
        (Mine(["tenant"]), "its capabilities are a list, which is no mapping"),
        (Mine({"tenant": Empty()}), "'tenant' among its capabilities is no capability"),
        (Mine({TENANT: object()}), "its tenant, a object, has no method 'empty'"),
        (Mine({TENANT: None}), "its tenant, None, has no method 'empty'"),
    ],
)
def test_what_is_no_target_is_told_by_name(made: object, told: str) -> None:
    with pytest.raises(TargetError) as caught:
        TargetUnderTest("mine", made, made_by="my_target:make")
    (line,) = str(caught.value).splitlines()
    assert line.startswith("target 'mine': ")
    assert told in line


def test_a_method_that_steps_cannot_call_is_told_by_name() -> None:
    class Proxy:
        def configure(self, failmode: str) -> None: ...

        def login(self, *, right_password: bool) -> None: ...

    with pytest.raises(TargetError) as caught:
        target({AUTHENTICATION_PROXY: Proxy()})
    assert "target 'mine': 'configure' of its authentication proxy, a Proxy, cannot be called" in (
        str(caught.value)
    )
    assert "'api_timeout'" in str(caught.value)


def test_what_is_offered_later_is_looked_at_too() -> None:
    made = Mine({})
    under_test = TargetUnderTest("mine", made, made_by="my_target:make")
    made.capabilities = {TENANT: object()}
    with pytest.raises(TargetError, match="no method 'empty'"):
        under_test.capability(TENANT)


@pytest.mark.parametrize("method", ["begin", "close"])
def test_a_target_that_fails_is_told_with_the_place(method: str) -> None:
    class Failing(Mine):
        def begin(self) -> None:
            raise ValueError("out\nof order")

        close = begin

    under_test = TargetUnderTest("mine", Failing({}), made_by="my_target:make")
    with pytest.raises(TargetError) as caught:
        getattr(under_test, method)()
    (line,) = str(caught.value).splitlines()
    assert f"target 'mine': {method} failed: ValueError: out of order (" in line
    assert __file__ in line


def test_capabilities_that_cannot_be_asked_for_are_told() -> None:
    class Failing(Mine):
        @property
        def capabilities(self) -> Mapping[Capability[Any], object]:
            raise KeyError("nothing")

        @capabilities.setter
        def capabilities(self, _value: object) -> None: ...

    with pytest.raises(TargetError, match="capabilities failed: KeyError: 'nothing'"):
        TargetUnderTest("mine", Failing({}), made_by="my_target:make")


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["GET /"], "GET /"),
        (None, "target 'mine': exchanges.texts returned None, which is no texts"),
        ([1], "target 'mine': exchanges.texts returned [1], which is no texts"),
        (OSError("gone"), "target 'mine': exchanges.texts failed: OSError: gone"),
    ],
)
def test_exchanges_never_fail_a_report(texts: object, told: str) -> None:
    (line,) = target({EXCHANGES: Wire(texts)}).exchanges()
    assert line.startswith(told)


def test_a_target_without_exchanges_has_none() -> None:
    assert target({}).exchanges() == ()

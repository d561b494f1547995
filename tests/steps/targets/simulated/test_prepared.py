"""A state that is returned to is what steps build, and is built anew where it may not be that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from failmode.simulator import Simulator
from failmode.steps.errors import Refused
from failmode.steps.targets.capabilities import FieldDefinition
from failmode.steps.targets.ninjaone import ApiDefinitions
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.simulated.prepared import PreparedStates
from failmode.terms import Answer, Channel
from tests.tenants import DOCUMENTED

_TIME = re.compile(r"\b\d{10}(\.\d+)?\b")


class _Beginning:
    """Scenarios that begin with the documented field."""

    def __init__(self, simulator: Simulator, http: NinjaOneHttp) -> None:
        self.seconds = 0.0
        self.created = 0
        self.simulator = simulator
        self.http = http
        self.definitions = ApiDefinitions(http, allow_writes=True)
        self.states = PreparedStates(simulator, http, now=lambda: self.seconds)

    def begin(self) -> None:
        self.states.begin(lambda: self.simulator.duo.users.set_answer("bob", Answer.APPROVE))

    def create(self, definition: FieldDefinition = DOCUMENTED) -> None:
        def work() -> None:
            self.created += 1
            self.definitions.create(definition)

        self.states.build(definition, work)

    def found(self) -> str:
        """Look at everything: rows, journal, client, and what further requests lead to."""
        exchanges = [
            (one.method, one.path, one.status, one.request_body, one.response_body)
            for one in self.simulator.journal.query()
        ]
        before = self.simulator.control.snapshot(), exchanges, self.http.texts()
        self.definitions.change_permission(DOCUMENTED.name, Channel.API, "NONE")
        after = self.simulator.control.snapshot(), self.http.texts()
        return _TIME.sub("(time)", repr((before, after, self.simulator.ninjaone.request_id())))


@pytest.fixture
def beginning(simulator: Simulator) -> Iterator[_Beginning]:
    """Give scenarios that none has run of."""
    keys = simulator.credentials.keys
    http = NinjaOneHttp(
        simulator.addresses.ninjaone.url,
        keys.client_id,
        keys.client_secret,
        scope="monitoring management",
        ca_file=simulator.ca_file,
        timeout_seconds=10.0,
        target="the test",
    )
    yield _Beginning(simulator, http)
    http.close()


def test_a_scenario_finds_what_its_own_steps_would_have_built(beginning: _Beginning) -> None:
    beginning.begin()
    beginning.definitions.create(DOCUMENTED)
    by_steps = beginning.found()
    for _ in range(3):
        beginning.begin()
        beginning.create()
        assert beginning.found() == by_steps
    assert beginning.created == 1


@pytest.mark.parametrize(
    "happen",
    [
        lambda one: one.simulator.duo.users.set_answer("alice", Answer.DENY),
        lambda one: one.simulator.faults.add("http-503"),
        lambda one: one.definitions.create(replace(DOCUMENTED, name="another", label="another")),
        lambda one: one.simulator.clock.set_offset(60.0),
    ],
)
def test_steps_build_anew_what_is_not_the_first_thing_that_happens(
    beginning: _Beginning, happen: Callable[[_Beginning], object]
) -> None:
    beginning.begin()
    beginning.create()
    beginning.begin()
    happen(beginning)
    snapshot, faults = beginning.simulator.control.snapshot(), beginning.simulator.rules.list()
    beginning.create()
    assert beginning.created == 2
    assert beginning.simulator.rules.list() == faults
    for table in ("duo_users", "primary_accounts"):
        assert beginning.simulator.control.snapshot()["tables"][table] == snapshot["tables"][table]


def test_another_definition_is_another_state(beginning: _Beginning) -> None:
    beginning.begin()
    beginning.create()
    beginning.begin()
    beginning.create(replace(DOCUMENTED, default=None))
    assert beginning.created == 2
    assert beginning.definitions.read(DOCUMENTED.name).default is None


def test_a_state_is_built_anew_before_its_times_grow_old(beginning: _Beginning) -> None:
    beginning.begin()
    beginning.create()
    beginning.seconds = 301.0
    beginning.begin()
    beginning.create()
    assert beginning.created == 2


def test_what_a_failed_step_left_is_not_returned_to(beginning: _Beginning) -> None:
    for _ in range(2):
        beginning.begin()
        with pytest.raises(Refused):
            beginning.create(replace(DOCUMENTED, type="NO_SUCH_TYPE"))
    assert beginning.created == 2


def test_nothing_of_one_scenario_is_left_for_the_next(beginning: _Beginning) -> None:
    beginning.begin()
    beginning.create()
    beginning.simulator.faults.add("http-503")
    beginning.simulator.duo.users.remove("alice")
    beginning.begin()
    assert beginning.simulator.rules.list() == ()
    assert beginning.simulator.ninjaone.field_names() == []
    assert beginning.simulator.duo.users.get("alice").username == "alice"
    assert beginning.http.texts() == ()

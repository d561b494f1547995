"""Every id, key, code and token follows from the seed, and none is made twice."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.duo.ids import Ids
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.generations import Generation
from failmode.simulator.state.id_generator import id_generator
from failmode.simulator.state.store import Store
from failmode.simulator.state.sync import StateSync
from tests.simulator.duo.admin.administrator import administrator
from tests.simulator.duo.cloud import Cloud, open_cloud

MADE: dict[str, Callable[[Ids], str]] = {
    "object": lambda ids: ids.object_id("DU"),
    "transaction": lambda ids: ids.txid(),
    "skey": lambda ids: ids.skey(),
    "otp-secret": lambda ids: ids.otp_secret(),
    "hex-token": lambda ids: ids.hex_token(16),
    "url-token": lambda ids: ids.url_token(15),
}


class Origin:
    """A database whose rows were replaced by the data of a seed; it holds nothing else."""

    is_of_earlier_rows = False

    def __init__(self, seed: int) -> None:
        self.generation = Generation(1, f"seed/{seed}")


def stream(seed: int, process: int) -> Ids:
    """Return the ids of a process with the data of a seed."""
    return Ids(id_generator(Origin(seed), process))


@given(
    processes=st.sets(
        st.tuples(st.integers(0, 2**31), st.integers(0, 10_000)), min_size=2, max_size=8
    ),
    orders=st.lists(st.sampled_from(sorted(MADE)), min_size=1, max_size=40),
)
def test_no_two_processes_and_no_two_seeds_make_the_same_id(
    processes: set[tuple[int, int]], orders: list[str]
) -> None:
    sources = [stream(seed, process) for seed, process in processes]

    made = [MADE[order](ids) for ids in sources for order in orders]

    assert len(set(made)) == len(made)


@given(
    seed=st.integers(),
    process=st.integers(0, 10_000),
    orders=st.lists(st.sampled_from(sorted(MADE)), max_size=40),
)
def test_what_a_process_makes_follows_from_seed_and_number(
    seed: int, process: int, orders: list[str]
) -> None:
    first, second = stream(seed, process), stream(seed, process)

    assert [MADE[one](first) for one in orders] == [MADE[one](second) for one in orders]


@given(st.integers())
def test_ids_have_the_forms_that_clients_know(seed: int) -> None:
    ids = Ids(random.Random(seed))

    assert len(ids.object_id("DU")) == 20
    assert len(ids.skey()) == 40
    assert ids.txid()[14] == "4"
    assert len(ids.otp_secret()) == 32
    assert len(ids.digits(7)) == 7


def _everything_made(cloud: Cloud) -> list[str]:
    """Ids, keys, codes and tokens of all of Duo's APIs."""
    admin = administrator(cloud)
    user = cloud.duo.users.add("bob")
    made = [
        user.user_id,
        cloud.duo.devices.add_phone("bob", "+12025550101").device,
        cloud.duo.devices.add_token("bob", "4711").device,
        *cloud.duo.passcodes.issue("bob"),
        *cloud.duo.passcodes.send_sms("bob", cloud.duo.users.get("bob").devices[0].device),
    ]
    made += admin.response("POST", f"/admin/v1/users/{user.user_id}/bypass_codes", {"count": "2"})
    made.append(admin.response("POST", "/admin/v1/phones", {"number": "+12025550102"})["phone_id"])
    integration = admin.response(
        "POST", "/admin/v3/integrations", {"name": "Reports", "type": "authapi"}
    )
    made += [integration["integration_key"], integration["secret_key"]]
    invited = cloud.ok("POST", "/auth/v2/enroll", {"bypass_codes": "1"})
    made += [invited[key] for key in ("user_id", "username", "activation_code")]
    made += invited["bypass_codes"]
    made.append(cloud.preauth(username="nobody")["enroll_portal_url"])
    made.append(cloud.auth(**{"factor": "push", "device": "auto", "async": "1"})["txid"])
    return made


def test_a_seed_decides_all_ids_of_all_apis() -> None:
    made = []
    for _ in range(2):
        store = Store()
        made.append(_everything_made(open_cloud(store, random.Random("a seed"))))
        store.close()

    assert made[0] == made[1]


def test_a_reset_starts_the_ids_anew_and_another_seed_makes_others() -> None:
    with Simulator(SimulatorConfig(seed=7)) as simulator:
        first = simulator.duo.users.add("zoe").user_id
        simulator.reset()
        again = simulator.duo.users.add("zoe").user_id
        simulator.control.reseed(8)
        other = simulator.duo.users.add("zoe").user_id

    assert first == again
    assert other != first


def test_what_is_restored_never_meets_its_own_ids_again() -> None:
    with Simulator(SimulatorConfig(seed=7)) as simulator:
        kept = simulator.duo.users.add("zoe").user_id
        snapshot = simulator.control.snapshot()
        simulator.reset()

        simulator.control.restore(snapshot)

        assert simulator.duo.users.get("zoe").user_id == kept
        assert simulator.duo.users.add("yves").user_id != kept


def test_a_process_that_shares_the_database_makes_other_ids_than_those_before_it() -> None:
    store = Store()
    made = []
    for _ in range(3):
        sync = StateSync(store, Clock(), interval_seconds=3600)
        made.append(Ids(id_generator(store, sync.process)).txid())
        sync.close()
    store.close()

    assert len(set(made)) == 3


def test_a_process_that_restores_while_another_changes_something_makes_no_id_twice() -> None:
    first, second = Store(), None
    try:
        second = Store(first.url)
        ours = StateSync(first, Clock(), interval_seconds=3600)
        theirs = StateSync(second, Clock(), interval_seconds=3600)
        ids = Ids(id_generator(first, ours.process))
        second.changed()
        first.restore(first.snapshot(), origin="seed/1")
        made = [ids.txid()]
        ours.refresh()
        made.append(ids.txid())
        ours.close()
        theirs.close()
    finally:
        if second is not None:
            second.close()
        first.close()

    assert made[0] != made[1]


def test_a_process_hears_of_a_restore_by_another_and_starts_its_ids_anew() -> None:
    first, second = Store(), None
    try:
        second = Store(first.url)
        ours = StateSync(first, Clock(), interval_seconds=3600)
        theirs = StateSync(second, Clock(), interval_seconds=3600)
        ids = Ids(id_generator(second, theirs.process))
        made = []
        for _ in range(2):
            first.restore(first.snapshot(), origin="seed/1")
            theirs.refresh()
            made.append(ids.txid())
        ours.close()
        theirs.close()
    finally:
        if second is not None:
            second.close()
        first.close()

    assert made[0] == made[1]

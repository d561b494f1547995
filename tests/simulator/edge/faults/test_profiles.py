"""Profiles: each makes the situation that it is named after, and goes as a whole."""

from __future__ import annotations

import json
import ssl
from typing import Any

import bson
import duo_client
import httpx
import pytest

from failmode.simulator.duo.api.signature import Version, sign
from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.answers import Http500, Http502
from failmode.simulator.edge.faults.conditions import WrongKeys
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.profiles import Profile, Profiles
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.identify import Identified
from failmode.simulator.network import Unreachable
from failmode.simulator.runtime import Simulator
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.caller import DuoCaller

OLD_TLS = pytest.mark.filterwarnings("ignore:ssl.PROTOCOL_TLS:DeprecationWarning")
"""duo_client asks Python's ssl for TLS in a way that it has deprecated."""


@pytest.fixture
def profiles(simulator: Simulator) -> Profiles:
    return simulator.control.profiles


@pytest.fixture
def duo(simulator: Simulator) -> DuoCaller:
    return DuoCaller(simulator)


def trust(simulator: Simulator) -> ssl.SSLContext:
    """Give what trusts the simulator's certificates."""
    return ssl.create_default_context(cafile=simulator.ca_file)


def auth_api(simulator: Simulator) -> Any:
    """Duo's own client of the Auth API."""
    keys, address = simulator.credentials.keys, simulator.addresses.duo
    return duo_client.Auth(
        keys.ikey,
        keys.skey,
        address.host,
        port=address.port,
        ca_certs=str(simulator.ca_file),
    )


def test_a_profile_goes_on_and_off_as_a_whole_beside_other_rules() -> None:
    book = RuleBook()
    storm = Profile("storm", "Bad weather.", (Rule("x", Reset()), Rule("x", Http500())))
    profiles = Profiles(book, [storm, Profile("calm", "Nothing.", ())])
    book.add(Rule("x", Http502(), id="mine"))
    profiles.switch_on("storm")
    assert [(state.profile.name, state.on) for state in profiles.states()] == [
        ("storm", True),
        ("calm", False),
    ]
    assert [rule.fault for rule in book.list()] == [Http502(), Reset(), Http500()]
    profiles.switch_off("storm")
    profiles.switch_off("storm")
    assert [rule.id for rule in book.list()] == ["mine"]
    assert not profiles.state("storm").on


def test_switching_on_again_begins_anew() -> None:
    book = RuleBook()
    profiles = Profiles(book, [Profile("once", "Once.", (Rule("x", Reset(), times=1),))])
    for _ in range(2):
        profiles.switch_on("once")
        (rule,) = book.list()
        assert book.states()[0].hits == 0
        assert rule.times == 1


def test_an_unknown_profile_is_refused_with_those_there_are(profiles: Profiles) -> None:
    for act in (profiles.switch_on, profiles.switch_off, profiles.state):
        with pytest.raises(RuleError, match="Known: outage, brownout, captive-portal"):
            act("storm")


def test_in_an_outage_everything_is_refused(profiles: Profiles, duo: DuoCaller) -> None:
    profiles.switch_on("outage")
    with pytest.raises(Unreachable, match="refused"):
        duo.ping()
    profiles.switch_off("outage")
    assert duo.ping().status == 200


def test_a_brownout_mixes_errors_delays_and_good_answers_and_repeats_with_its_seed(
    simulator: Simulator, profiles: Profiles
) -> None:
    def mix() -> list[tuple[str | None, float]]:
        simulator.reset()
        profiles.switch_on("brownout")
        decided = [
            simulator.rules.decide("duo", simulator_request).rule for simulator_request in requests
        ]
        named = [
            None if rule is None or rule.fault is None else rule.fault.name for rule in decided
        ]
        delays = [0.0 if rule is None else rule.delay_seconds for rule in decided]
        return list(zip(named, delays, strict=True))

    requests = [Identified("ping", Stage.PING)] * 400
    first = mix()
    assert first == mix()
    shares = {each: first.count(each) / len(first) for each in set(first)}
    assert set(shares) == {
        (None, 0.0),
        (None, 1.0),
        ("http-503", 0.0),
        ("http-502", 2.0),
    }
    assert min(shares.values()) > 0.08


def test_a_captive_portal_redirects_to_a_page(simulator: Simulator, profiles: Profiles) -> None:
    profiles.switch_on("captive-portal")
    url, verify = simulator.addresses.duo.url, trust(simulator)
    with httpx.Client(
        base_url=url, verify=verify, trust_env=False, timeout=PATIENT_SECONDS
    ) as client:
        for method in ("GET", "HEAD", "POST"):
            redirected = client.request(method, "/auth/v2/preauth")
            assert redirected.status_code == 302
            assert redirected.headers["Content-Type"].startswith("text/html")
            page = client.request(method, "/auth/v2/preauth", follow_redirects=True)
            assert (page.status_code, len(page.history)) == (200, 1)
        assert "Sign in to this network" in page.text or method == "HEAD"


@OLD_TLS
def test_wrong_keys_are_refused_by_duo_itself_while_ping_works(
    simulator: Simulator, profiles: Profiles
) -> None:
    profiles.switch_on("wrong-keys")
    client = auth_api(simulator)
    assert "time" in client.ping()
    for call in (client.check, lambda: client.preauth(username="alice")):
        with pytest.raises(RuntimeError, match="401") as refused:
            call()
        assert refused.value.data["code"] == 40103  # type: ignore[attr-defined]  # duo_client's
    profiles.switch_off("wrong-keys")
    assert client.preauth(username="alice")["result"] == "auth"


@pytest.mark.parametrize(
    ("suffix", "decode"), [("", json.loads), (".json", json.loads), (".bson", bson.decode)]
)
def test_wrong_keys_are_refused_in_the_encoding_that_was_asked_for(
    simulator: Simulator, profiles: Profiles, suffix: str, decode: Any
) -> None:
    profiles.switch_on("wrong-keys")
    keys, path = simulator.credentials.keys, f"/rest/v1/preauth{suffix}"
    form = {"user": "alice"}
    headers = sign(
        Version.V1,
        method="POST",
        host=keys.api_host,
        path=path,
        ikey=keys.ikey,
        skey=keys.skey,
        params=form,
    )
    answer = httpx.post(
        f"{simulator.addresses.duo.url}{path}",
        data=form,
        headers={**headers, "Host": keys.api_host},
        verify=trust(simulator),
        trust_env=False,
        timeout=PATIENT_SECONDS,
    )
    assert answer.status_code == 401
    assert decode(answer.content)["code"] == 40103


@OLD_TLS
def test_wrong_keys_are_refused_by_the_admin_api_too(
    simulator: Simulator, profiles: Profiles
) -> None:
    keys, address = simulator.credentials.keys, simulator.addresses.duo
    admin = duo_client.Admin(
        keys.admin_ikey,
        keys.admin_skey,
        address.host,
        port=address.port,
        ca_certs=str(simulator.ca_file),
    )
    assert admin.get_users()
    profiles.switch_on("wrong-keys")
    with pytest.raises(RuntimeError, match="401") as refused:
        admin.get_users()
    assert refused.value.data["code"] == 40103  # type: ignore[attr-defined]  # duo_client's


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_wrong_keys_are_refused_by_the_universal_prompt_too(
    simulator: Simulator, profiles: Profiles
) -> None:
    duo_universal = pytest.importorskip("duo_universal", reason="duo_universal is missing")
    keys, address = simulator.credentials.keys, simulator.addresses.duo
    client = duo_universal.Client(
        keys.universal_client_id,
        keys.universal_client_secret,
        f"{address.host}:{address.port}",
        "https://localhost/callback",
        duo_certs=str(simulator.ca_file),
    )
    assert client.health_check()["stat"] == "OK"
    profiles.switch_on("wrong-keys")
    with pytest.raises(duo_universal.DuoException) as refused:
        client.health_check()
    assert "invalid_client" in str(refused.value)


def test_wrong_keys_act_on_one_user_like_any_rule(simulator: Simulator, duo: DuoCaller) -> None:
    simulator.rules.add(Rule("duo", WrongKeys(), user="alice", times=1))
    assert [duo.preauth_answer(name).status for name in ("bob", "alice", "alice")] == [
        200,
        401,
        200,
    ]
    assert [entry.fault for entry in simulator.journal.query()] == [None, "wrong-keys", None]


@OLD_TLS
def test_a_skewed_clock_refuses_the_dates_of_its_clients(
    simulator: Simulator, profiles: Profiles
) -> None:
    profiles.switch_on("skewed-clock")
    client = auth_api(simulator)
    assert client.ping()["time"] > simulator.clock.now() + 3600
    with pytest.raises(RuntimeError, match="401"):
        client.check()

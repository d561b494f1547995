"""The simulator's fixtures in a project of somebody else: there on request, reset for each test."""

from __future__ import annotations

import pytest

pytest_plugins = ("pytester",)

ASKS_DUO = '''
import ssl
import urllib.error
import urllib.request

import pytest


@pytest.fixture(scope="session")
def ask_duo(failmode_simulator):
    """Ping Duo as any HTTPS client does."""
    trust = ssl.create_default_context(cafile=failmode_simulator.ca_file)

    def ask():
        url = f"{failmode_simulator.addresses.duo.url}/auth/v2/ping"
        try:
            with urllib.request.urlopen(url, context=trust) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    return ask
'''

CHANGED_AND_RESET = """
import time

import pytest


@pytest.mark.parametrize("round", [1, 2])
def test_changes_do_not_last(ask_duo, duo, ninjaone, faults, clock, journal, round):
    assert journal.query() == ()
    assert faults.in_force() == ()
    assert clock.offset == 0
    assert len(ninjaone.organization_ids()) > 0
    assert "Ours" not in [name for name in ninjaone.field_names()]
    assert ask_duo() == 200
    faults.add("http-503")
    assert ask_duo() == 503
    clock.advance(3600)
    assert clock.now() > time.time() + 3000
    duo.users.remove("alice")
    assert [one.status for one in journal.query(vendor="duo")] == [200, 503]


def test_one_reset_serves_all_fixtures_of_a_test(faults, duo, failmode_fresh_simulator):
    assert failmode_fresh_simulator.duo is duo
    assert "alice" in [user.username for user in duo.users.all()]
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Make a test suite without configuration, whose conftest asks Duo."""
    pytester.makeconftest(ASKS_DUO)
    return pytester


def test_every_test_gets_the_simulator_as_it_was_in_the_beginning(suite: pytest.Pytester) -> None:
    suite.makepyfile(CHANGED_AND_RESET)
    suite.runpytest_subprocess("-W", "error").assert_outcomes(passed=3)


def test_the_simulator_runs_once_for_a_session_and_once_for_each_worker(
    suite: pytest.Pytester,
) -> None:
    suite.makepyfile("""
import pytest

@pytest.mark.parametrize("number", range(6))
def test_port(ask_duo, faults, failmode_simulator, number, tmp_path_factory, worker_id):
    assert ask_duo() == 200
    worker = "alone" if worker_id == "master" else worker_id
    port = failmode_simulator.addresses.duo.port
    folder = tmp_path_factory.getbasetemp().parent
    if worker == "alone":
        folder = tmp_path_factory.getbasetemp()
    (folder / f"{worker}-{port}.port").touch()
""")
    suite.runpytest_subprocess("-n2", "--basetemp=together").assert_outcomes(passed=6)
    found = {file.stem.split("-")[0] for file in suite.path.rglob("*.port")}
    ports = {file.stem.split("-")[1] for file in suite.path.rglob("*.port")}
    assert found == {"gw0", "gw1"}
    assert len(ports) == 2
    suite.runpytest_subprocess("--basetemp=alone").assert_outcomes(passed=6)
    assert len(list((suite.path / "alone").glob("*.port"))) == 1


def test_a_project_configures_its_simulator(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
import pytest
from failmode.simulator import ProxySettings, SimulatorConfig

@pytest.fixture(scope="session")
def failmode_simulator_config():
    return SimulatorConfig(seed=7, proxy=ProxySettings(enabled=True))

def test_seed(failmode_simulator):
    assert failmode_simulator.server_info.seed == 7
    assert failmode_simulator.addresses.radius.port > 0
""")
    suite.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_fixture_of_the_project_wins_over_one_of_the_same_name(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
import pytest

@pytest.fixture
def clock():
    return "the project's own"

def test_own(clock, faults, failmode_fresh_simulator):
    assert clock == "the project's own"
    assert failmode_fresh_simulator.clock.offset == 0
""")
    suite.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_suite_that_asks_for_nothing_loads_no_simulator(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
import sys

def test_nothing():
    assert "failmode.steps.simulator_fixtures" in sys.modules
    assert not [name for name in sys.modules if name.startswith("failmode.simulator")]
""")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_fixtures_are_listed_with_what_they_give(pytester: pytest.Pytester) -> None:
    listed = pytester.runpytest_subprocess("--fixtures")
    listed.stdout.fnmatch_lines_random(
        [f"{name} *" for name in ("duo", "ninjaone", "faults", "clock", "journal")]
        + ["failmode_simulator [[]session scope]*"]
    )


PROXY_OF_A_TEST = """
from failmode.simulator import RadiusLoginClient, radius_section

TEXT = '''
[duo_only_client]
[radius_server_auto]
ikey=DIREALREALREALREALXX
skey=realkeyrealkeyrealkeyrealkeyrealkeyreal0
api_host=api-12345678.duosecurity.com
radius_ip_1=127.0.0.1
radius_secret_1=other
port=0
'''

running = []


def test_a_proxy_runs_for_a_test(run_authentication_proxy, journal, tmp_path):
    running.append(run_authentication_proxy(TEXT))
    (tmp_path / "authproxy.cfg").write_text(TEXT + "failmode=secure")
    running.append(run_authentication_proxy(tmp_path / "authproxy.cfg"))
    for proxy in running:
        client = RadiusLoginClient(proxy, radius_section(proxy), proxy.addresses[0][0])
        assert client.log_in("alice", "x", deadline_seconds=20, watch=print).answer
    assert {one.stage for one in journal.query(vendor="duo")} == {"preauth", "auth"}


def test_and_not_for_the_next(failmode_simulator):
    assert [proxy.addresses for proxy in running] == [(), ()]
"""


def test_an_authentication_proxy_runs_from_a_text_or_a_file_until_the_test_ends(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(PROXY_OF_A_TEST)
    pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider").assert_outcomes(passed=2)

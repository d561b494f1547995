"""LDAP logins by the programs of OpenLDAP, through the proxy, to a real directory."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sansldap import FilterPresent

from failmode.simulator.authproxy.cfg.writer import ldap_sections, write_authproxy_cfg
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, wait_until
from tests.real import slapd
from tests.real.programs import program, run
from tests.real.slapd import Slapd
from tests.simulator.authproxy.ldap_stack import bind, connection
from tests.simulator.authproxy.stack import API_HOST, IKEY, PASSWORD, SKEY, Stack, running

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("ca")) as one:
        yield one


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    started.reset()
    for name in ("alice", "bob"):
        started.duo.users.set_status(name, UserStatus.ACTIVE)
    yield started
    started.reset()


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    with slapd.slapd(tmp_path_factory.mktemp("slapd")) as one:
        yield one


@contextmanager
def proxy(stack: Stack, directory: Slapd, **options: object) -> Iterator[AuthProxy]:
    """Run a proxy with clear text, StartTLS and LDAPS before the directory."""
    pem = directory.ca_file.parent / "server.pem"
    sections = ldap_sections(
        ikey=IKEY,
        skey=SKEY,
        api_host=API_HOST,
        directory=("127.0.0.1", directory.port),
        service_name="service",
        service_dn=slapd.SERVICE,
        service_password=slapd.SERVICE_PASSWORD,
        search_dn=slapd.BASE,
        options={
            "port": 0,
            "ssl_port": 0,
            "ssl_key_path": pem,
            "ssl_cert_path": pem,
            **options,
        },
        client_options={"auth_type": "plain"},
    )
    config = SIMULATED_SECTIONS.parse(write_authproxy_cfg(sections), "authproxy.cfg")
    with AuthProxy(config, stack.network, stack.clock, ca_file=stack.ca_file) as one:
        yield one


def ldap_tool(
    name: str, directory: Slapd, url: str, who: str, password: str, *more: str
) -> tuple[int, str]:
    """Run a program of OpenLDAP with a simple bind."""
    command = [program(name, "ldap-utils"), "-x", "-H", url, "-D", who, "-w", password, *more]
    return run(command, environment=slapd.tls_environment(directory.ca_file))


def clear_url(one: AuthProxy) -> str:
    return f"ldap://localhost:{one.addresses[0][1]}"


@pytest.mark.parametrize("way", ["clear", "starttls", "ldaps"])
@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("alice", PASSWORD, 0), ("bob", PASSWORD, 49), ("alice", "x", 49)],
)
def test_ldapwhoami_is_let_in_by_password_and_duo_over_each_transport(
    stack: Stack, directory: Slapd, *, way: str, name: str, password: str, code: int
) -> None:
    with proxy(stack, directory, exempt_primary_bind="false") as one:
        url = clear_url(one)
        if way == "ldaps":
            port = one.address_of(one.config.servers[0], "ssl_port")[1]
            url = f"ldaps://localhost:{port}"
        more = ("-ZZ",) if way == "starttls" else ()
        result, output = ldap_tool("ldapwhoami", directory, url, slapd.dn(name), password, *more)
    assert result == code, output
    if code == 0:
        assert f"dn:{slapd.dn(name)}" in output
    elif name == "bob":
        assert "Login request denied." in output
    assert (stack.stages() == []) is (password == "x")


def test_ldapwhoami_straight_away_is_let_in_without_duo(stack: Stack, directory: Slapd) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with proxy(stack, directory, failmode="secure") as one:
        result, output = ldap_tool(
            "ldapwhoami", directory, clear_url(one), slapd.dn("alice"), PASSWORD
        )
        assert one.events[-1].msg == messages.PRIMARY_BIND_EXEMPT
    assert result == 0, output
    assert stack.stages() == []


@pytest.mark.parametrize(
    ("failmode", "code", "said"), [("safe", 0, ""), ("secure", 49, messages.PREAUTH_FAILED)]
)
def test_with_duo_cut_off_the_failmode_decides_and_success_says_nothing(
    stack: Stack, directory: Slapd, failmode: str, code: int, said: str
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    with proxy(stack, directory, failmode=failmode, exempt_primary_bind="false") as one:
        result, output = ldap_tool(
            "ldapwhoami", directory, clear_url(one), slapd.dn("alice"), PASSWORD
        )
    assert result == code, output
    assert said in output
    assert "Failmode Safe" not in output


@pytest.mark.parametrize("size", [1, 2, 100])
def test_ldapsearch_gets_every_page(stack: Stack, directory: Slapd, size: int) -> None:
    with proxy(stack, directory) as one:
        result, output = ldap_tool(
            "ldapsearch",
            directory,
            clear_url(one),
            slapd.SERVICE,
            slapd.SERVICE_PASSWORD,
            *("-LLL", "-b", slapd.PEOPLE, "-E", f"pr={size}/noprompt"),
            "(&(objectClass=person)(|(uid=*)(cn=*)))",
            "uid",
        )
    assert result == 0, output
    assert [line for line in output.splitlines() if line.startswith("uid:")] == [
        f"uid: {name}" for name in slapd.NAMES
    ]
    assert output.count("pagedresults") == (len(slapd.NAMES) - 1) // size + 1


def test_after_a_denied_second_factor_the_directory_answers_as_to_the_user(
    stack: Stack, directory: Slapd
) -> None:
    """The claim of the document, with a directory that nobody here has written."""
    with proxy(stack, directory) as one, connection(one) as client:
        assert bind(client, slapd.SERVICE, slapd.SERVICE_PASSWORD)[0] == "0"
        assert bind(client, slapd.dn("bob")) == ("49", "Login request denied.")
        found = list(client.search(slapd.PEOPLE, FilterPresent("uid")))
    assert [entry.text("uid") for entry in found if entry.text("homePhone")] == ["bob"]


def test_a_directory_that_is_killed_while_duo_is_asked_lets_nobody_in(
    stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stack.rules.add(Rule("duo", stage=Stage.AUTH, delay_seconds=600))
    with (
        slapd.slapd(tmp_path_factory.mktemp("slapd")) as directory,
        proxy(stack, directory, exempt_primary_bind="false") as one,
        connection(one) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        bound = pool.submit(bind, client, slapd.dn("alice"))
        wait_until(lambda: stack.fault_struck(None), "Duo is not asked")
        directory.kill()
        assert bound.result(PATIENT_SECONDS) == ("closed", "")
        stack.rules.clear()
        result, output = ldap_tool(
            "ldapwhoami", directory, clear_url(one), slapd.dn("alice"), PASSWORD
        )
    assert result == 52, output
    assert "Connection error" in output


def test_many_clients_at_once_are_all_answered(stack: Stack, directory: Slapd) -> None:
    rule = stack.rules.add(Rule("duo", stage=Stage.AUTH, delay_seconds=600))
    answers: list[tuple[str, str]] = []

    def log_in(one: AuthProxy, name: str) -> None:
        with connection(one, 2 * PATIENT_SECONDS) as client:
            answers.append(bind(client, slapd.dn(name)))

    with proxy(stack, directory, exempt_primary_bind="false") as one:
        threads = [threading.Thread(target=log_in, args=(one, "alice")) for _ in range(100)]
        for thread in threads:
            thread.start()
        wait_until(lambda: stack.rules.states()[0].hits == 100, "they wait for one another")
        stack.rules.remove(rule.id)
        for thread in threads:
            thread.join()
    assert answers == [("0", "")] * 100


def test_ldapsearch_cannot_be_told_from_one_at_the_directory_itself(
    stack: Stack, directory: Slapd
) -> None:
    """Whatever is no bind goes through octet by octet, also what nobody here decodes."""
    with proxy(stack, directory) as one:
        outputs = [
            subprocess.run(
                [
                    *(program("ldapsearch", "ldap-utils"), "-x", "-H", url),
                    *(
                        "-D",
                        slapd.SERVICE,
                        "-w",
                        slapd.SERVICE_PASSWORD,
                        "-LLL",
                        "-o",
                        "ldif-wrap=no",
                    ),
                    *("-b", slapd.BASE, "-E", "mv=((uid=a*))"),
                    "(objectClass=*)",
                ],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
            for url in (clear_url(one), f"ldap://127.0.0.1:{directory.port}")
        ]
    through, straight = outputs
    assert (through.returncode, through.stdout) == (straight.returncode, straight.stdout)
    assert through.stdout.count("dn:") == len(slapd.NAMES) + 3

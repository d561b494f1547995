"""The Authentication Proxy and its primary server against FreeRADIUS's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.status import Alive, NoAnswer, ask_status
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.radius_listener import RadiusServerKind
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.logins.proxy_section import radius_section
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.simulator.logins.radius_dialogue import PasswordProof
from failmode.terms import Admission
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, wait_until
from tests.ports import free_port
from tests.real.programs import program, run
from tests.simulator.authproxy.stack import (
    PASSWORD,
    PRIMARY_REJECT_MESSAGE,
    PRIMARY_SECRET,
    SECRET,
    Stack,
    authenticate,
    code_and_message,
    log_in,
    running,
)

pytestmark = pytest.mark.real

FREERADIUS = shutil.which("freeradius", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
FREERADIUS_DICTIONARY = Path("/usr/share/freeradius/dictionary")
FREERADIUS_LIBRARIES = Path("/usr/lib/freeradius")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    """Give the stack, without faults before and after."""
    started.reset()
    yield started
    started.reset()


def radclient(
    proxy: AuthProxy, attributes: str, *options: str, secret: str = SECRET
) -> tuple[int, str]:
    """Send a request with radclient."""
    host, port = proxy.addresses[0]
    command = [program("radclient"), "-x", "-r", "1", "-t", "30", *options]
    return run([*command, f"{host}:{port}", "auth", secret], attributes)


def request(username: str = "alice", password: str = PASSWORD, more: str = "") -> str:
    """Attributes of a request as radclient reads them."""
    return f'User-Name="{username}", User-Password="{password}"{more}\n'


@pytest.mark.parametrize("more", ["", ", Message-Authenticator=0x00"])
def test_radclient_is_let_in_after_the_push(stack: Stack, more: str) -> None:
    with stack.proxy() as proxy:
        code, output = radclient(proxy, request(more=more))
    assert code == 0, output
    assert "Access-Accept" in output
    assert 'Reply-Message = "Success. Logging you in..."' in output


def test_radclient_is_refused_with_the_primary_servers_words(stack: Stack) -> None:
    with stack.proxy() as proxy:
        code, output = radclient(proxy, request(password="wrong"))
    assert code == 1
    assert "Access-Reject" in output
    assert PRIMARY_REJECT_MESSAGE in output


@pytest.mark.parametrize(
    ("failmode", "stage_of_fault", "packet", "text"),
    [
        ("safe", Stage.PREAUTH, "Access-Accept", messages.FAIL_OPEN),
        ("secure", Stage.PREAUTH, "Access-Reject", messages.PREAUTH_FAILED),
        ("safe", Stage.AUTH, "Access-Reject", messages.AUTH_FAILED),
        ("secure", Stage.AUTH, "Access-Reject", messages.AUTH_FAILED),
    ],
)
def test_radclient_sees_the_failmode_when_duo_refuses_connections(
    stack: Stack, failmode: str, stage_of_fault: Stage, packet: str, text: str
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=stage_of_fault))
    with stack.proxy({"failmode": failmode}) as proxy:
        _, output = radclient(proxy, request())
    assert packet in output
    assert f'Reply-Message = "{text}"' in output


def test_radclient_without_a_message_authenticator_is_dropped_where_it_is_required(
    stack: Stack,
) -> None:
    with stack.proxy({"force_message_authenticator": "true"}) as proxy:
        code, output = radclient(proxy, request(), "-t", "0.3")
        assert code == 1
        assert "No reply" in output
        code, output = radclient(proxy, request(more=", Message-Authenticator=0x00"))
        assert code == 0, output


def test_radclient_status_is_answered_where_that_is_chosen(stack: Stack) -> None:
    registry = SIMULATED_SECTIONS.with_server(RadiusServerKind(answers_status_server=True))
    with stack.proxy(registry=registry) as proxy:
        host, port = proxy.addresses[0]
        command = [program("radclient"), "-x", "-r", "1", "-t", "5", f"{host}:{port}", "status"]
        code, output = run([*command, SECRET], "Message-Authenticator=0x00\n")
    assert code == 0, output
    assert "Access-Accept" in output


def test_radclient_with_another_secret_gets_nothing_it_can_use(stack: Stack) -> None:
    with stack.proxy() as proxy:
        more = ", Message-Authenticator=0x00"
        code, output = radclient(proxy, request(more=more), "-t", "0.3", secret="other")
    assert code == 1
    assert "No reply" in output
    assert stack.stages() == []


def test_radclient_answers_a_passcode_challenge(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy({"factors": "passcode"}) as proxy:
        code, output = radclient(proxy, request())
        assert code == 1
        assert "Access-Challenge" in output
        assert messages.ENTER_PASSCODE in output
        state = output.rpartition("State = ")[2].split()[0]
        code, output = radclient(proxy, request(password=passcode, more=f", State={state}"))
    assert code == 0, output


def test_radclient_sends_many_logins_at_once(stack: Stack, tmp_path: Path) -> None:
    many = tmp_path / "requests"
    many.write_text("\n\n".join(request() for _ in range(40)), encoding="utf-8")
    with stack.proxy() as proxy:
        host, port = proxy.addresses[0]
        command = [program("radclient"), "-q", "-s", "-p", "20", "-r", "3", "-t", "20"]
        code, output = run([*command, "-f", str(many), f"{host}:{port}", "auth", SECRET])
    assert code == 0, output
    assert any(
        line.split(":")[0].strip() == "Accepted" and line.split(":")[1].strip() == "40"
        for line in output.splitlines()
    ), output


def test_radtest_pap_works_and_chap_is_refused(stack: Stack) -> None:
    with stack.proxy() as proxy:
        host, port = proxy.addresses[0]
        where = [f"{host}:{port}", "0", SECRET]
        code, output = run([program("radtest"), "alice", PASSWORD, *where])
        assert code == 0, output
        code, output = run([program("radtest"), "-t", "chap", "alice", PASSWORD, *where])
        assert code == 1
        assert messages.NO_PASSWORD in output
        code, output = run([program("radtest"), "-t", "mschap", "alice", PASSWORD, *where])
        assert code == 1


def test_radtest_agrees_with_the_primary_server(stack: Stack) -> None:
    host, port = stack.primary.address
    where = [f"{host}:{port}", "0", PRIMARY_SECRET]
    code, output = run([program("radtest"), "alice", PASSWORD, *where])
    assert code == 0, output
    code, output = run([program("radtest"), "alice", "wrong", *where])
    assert code == 1
    assert PRIMARY_REJECT_MESSAGE in output


CONFIGURATION = """\
prefix = /usr
localstatedir = {directory}
logdir = {directory}/log
run_dir = {directory}/run
libdir = {libraries}
pidfile = ${{run_dir}}/fr.pid
max_request_time = 30
log {{
  destination = files
  file = ${{logdir}}/radius.log
  auth = yes
}}
security {{
  reject_delay = 0
  status_server = yes
}}
client localhost {{
  ipaddr = 127.0.0.1
  secret = {secret}
}}
modules {{
  files {{
    usersfile = {directory}/users
  }}
  pap {{
  }}
  mschap {{
    use_mppe = yes
    require_strong = yes
  }}
  {eap}
}}
server default {{
  listen {{
    type = auth
    ipaddr = 127.0.0.1
    port = {port}
  }}
  authorize {{
    {eap_first}
    mschap
    files
    pap
  }}
  authenticate {{
    Auth-Type PAP {{
      pap
    }}
    Auth-Type MS-CHAP {{
      mschap
    }}
    {eap_name}
  }}
}}
"""
USERS = """\
alice Cleartext-Password := "{password}"
\tReply-Message := "FreeRADIUS speaking",
\tClass := 0x7374616666
User Cleartext-Password := "clientPass"
"""
MS_CHAP2 = (
    'User-Name="User", MS-CHAP-Challenge=0x5B5D7C7D7B3F2F3E3C2C602132262628, '
    "MS-CHAP2-Response=0x0000"
    "21402324255E262A28295F2B3A337C7E"
    "0000000000000000"
    "82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF\n"
)
"""The example of RFC 2759 section 9.2, for the user User with the password clientPass."""

SUCCESS_MESSAGE = "S=407A5589115FD0D6209F510FE9C04566932CDA56"
"""What a server answers to it."""


@contextmanager
def freeradius(directory: Path, eap: str = "") -> Iterator[int]:
    """Run a FreeRADIUS that knows alice; give its port, or skip.

    Args:
        directory: for its files.
        eap: the configuration of its module `eap`; empty: it has none.
    """
    if FREERADIUS is None or not FREERADIUS_DICTIONARY.exists():
        pytest.skip("freeradius is not installed (Debian: freeradius)")
    port = free_port()
    for name in ("log", "run"):
        (directory / name).mkdir()
    (directory / "users").write_text(USERS.format(password=PASSWORD), encoding="utf-8")
    (directory / "dictionary").write_text(f"$INCLUDE {FREERADIUS_DICTIONARY}\n", encoding="utf-8")
    (directory / "radiusd.conf").write_text(
        CONFIGURATION.format(
            directory=directory,
            libraries=FREERADIUS_LIBRARIES,
            secret=PRIMARY_SECRET,
            port=port,
            eap=eap,
            eap_first="eap {\n ok = return\n }" if eap else "",
            eap_name="eap" if eap else "",
        ),
        encoding="utf-8",
    )
    log = directory / "output"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [FREERADIUS, "-f", "-d", str(directory), "-D", str(FREERADIUS_DICTIONARY.parent)],
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_it_answers(process, port, log)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENT_SECONDS)


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once the server answers; fail with its output when it does not."""
    client = RadiusClient(
        (("127.0.0.1", port),), PRIMARY_SECRET.encode(), retries=0, retry_wait=0.1
    )
    end = time.monotonic() + PATIENT_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if client.authenticate("nobody", b"nothing") is not None:
            return
    pytest.fail(f"freeradius did not start:\n{log.read_text(encoding='utf-8')}")


def test_freeradius_is_the_primary_server(stack: Stack, tmp_path: Path) -> None:
    with freeradius(tmp_path) as port:
        client_options = {"port": str(port), "pass_through_all": "true"}
        with stack.proxy(client_options=client_options) as proxy:
            reply = authenticate(proxy)
            assert code_and_message(reply) == ("ACCESS_ACCEPT", "Success. Logging you in...")
            assert reply is not None
            assert reply.attributes[25] == (b"staff",)
            assert log_in(proxy, password="wrong") == (
                "ACCESS_REJECT",
                "FreeRADIUS speaking",
            )
            assert log_in(proxy, "bob") == (
                "ACCESS_REJECT",
                messages.PRIMARY_SAID_NOTHING,
            )
            assert "FreeRADIUS speaking" in (proxy.events[0].msg or "")
            stack.rules.add(Rule("duo", ConnectionRefused()))
            assert log_in(proxy) == ("ACCESS_ACCEPT", messages.FAIL_OPEN)


def test_freeradius_answers_status_server_to_who_has_the_secret(tmp_path: Path) -> None:
    with freeradius(tmp_path) as port:
        host = ("127.0.0.1", port)
        assert ask_status(host, PRIMARY_SECRET.encode(), None) == Alive()
        assert isinstance(ask_status(host, b"other", None, wait_seconds=0.1), NoAnswer)


def key_lines(output: str) -> list[str]:
    """Return the MPPE keys that radclient prints, decrypted as its own secret says."""
    return sorted(line.strip() for line in output.splitlines() if "MPPE" in line and "Key" in line)


def test_ms_chap_v2_passes_to_freeradius_and_its_keys_come_back(
    stack: Stack, tmp_path: Path
) -> None:
    stack.duo.users.add("User")
    stack.duo.devices.add_phone("User", "+17345550101")
    stack.duo.users.set_answer("User", Answer.APPROVE)
    with freeradius(tmp_path) as port:
        command = [program("radclient"), "-x", "-r", "1", "-t", "30", f"127.0.0.1:{port}", "auth"]
        code, directly = run([*command, PRIMARY_SECRET], MS_CHAP2)
        assert code == 0, directly
        assert len(key_lines(directly)) == 2
        with stack.proxy(client_options={"port": str(port)}) as proxy:
            code, output = radclient(proxy, MS_CHAP2)
            assert code == 0, output
            assert SUCCESS_MESSAGE.encode().hex() in output
            assert key_lines(output) == key_lines(directly)
            code, output = radclient(proxy, MS_CHAP2.replace("82309E", "00309E"))
            assert code == 1
            assert "MS-CHAP-Error" in output
            stack.rules.add(Rule("duo", ConnectionRefused()))
            assert radclient(proxy, MS_CHAP2)[0] == 0
        with stack.proxy({"failmode": "secure"}, {"port": str(port)}) as proxy:
            code, output = radclient(proxy, MS_CHAP2)
            assert code == 1
            assert "MS-CHAP-Error" in output
            assert key_lines(output) == []


def test_our_own_logins_by_ms_chap_v2_take_freeradius_at_its_word(
    stack: Stack, tmp_path: Path
) -> None:
    with (
        freeradius(tmp_path) as port,
        stack.proxy(client_options={"port": str(port)}) as proxy,
    ):
        section = radius_section(proxy)
        assert section is not None
        client = RadiusLoginClient(
            proxy, section, proxy.addresses[0][0], proof=PasswordProof.MS_CHAP
        )
        for password, admission in ((PASSWORD, Admission.BY_DUO), ("wrong", Admission.REFUSED)):
            result = client.log_in(
                "alice", password, deadline_seconds=PATIENT_SECONDS, watch=lambda _step: None
            )
            assert result.admission is admission, result


def test_radclient_proves_a_password_to_the_built_in_primary_server(stack: Stack) -> None:
    primary = UserListRadiusServer({"User": "clientPass"}, PRIMARY_SECRET)
    primary.start()
    try:
        where = [f"127.0.0.1:{primary.port}", "auth", PRIMARY_SECRET]
        command = [program("radclient"), "-x", "-r", "1", "-t", "30", *where]
        code, output = run(command, MS_CHAP2)
        assert code == 0, output
        assert SUCCESS_MESSAGE.encode().hex() in output
        assert len(key_lines(output)) == 2
        assert run(command, MS_CHAP2.replace("82309E", "00309E"))[0] == 1
    finally:
        primary.stop()
    assert stack.stages() == []


def test_ms_chap_v1_passes_where_its_attribute_is_named(stack: Stack, tmp_path: Path) -> None:
    names = {"pass_through_attr_names": "MS-CHAP-Response"}
    with freeradius(tmp_path) as port:
        for options, expected in (({}, 1), (names, 0)):
            with stack.proxy(options, {"port": str(port)}) as proxy:
                host, proxy_port = proxy.addresses[0]
                where = [f"{host}:{proxy_port}", "0", SECRET]
                code, output = run([program("radtest"), "-t", "mschap", "alice", PASSWORD, *where])
                assert code == expected, output


def test_a_stopped_freeradius_is_a_reject_that_says_so(stack: Stack, tmp_path: Path) -> None:
    with freeradius(tmp_path) as port:
        pass
    with stack.proxy(client_options={"port": str(port), "retries": "0"}) as proxy:
        expected = messages.PRIMARY_ERROR.format(reason=messages.PRIMARY_TIMED_OUT)
        assert log_in(proxy) == ("ACCESS_REJECT", expected)


def test_radclient_repeats_what_is_slow_and_is_answered_once(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, delay_seconds=600))
    with stack.proxy() as proxy, ThreadPoolExecutor(1) as pool:
        sent = pool.submit(radclient, proxy, request(), "-r", "100", "-t", "0.3")
        wait_until(lambda: "Received duplicate request" in caplog.text, "nothing is repeated")
        stack.rules.clear()
        code, output = sent.result()
    assert code == 0, output
    assert output.count("Sent Access-Request") > 1
    assert stack.stages() == ["preauth", "auth"]


def test_the_users_of_the_primary_server_may_change_while_it_runs(stack: Stack) -> None:
    users = {"alice": "old"}
    primary = UserListRadiusServer(users, PRIMARY_SECRET)
    primary.start()
    try:
        where = [f"127.0.0.1:{primary.port}", "0", PRIMARY_SECRET]
        assert run([program("radtest"), "alice", "new", *where])[0] == 1
        users["alice"] = "new"
        assert run([program("radtest"), "alice", "new", *where])[0] == 0
    finally:
        primary.stop()
    assert stack.stages() == []

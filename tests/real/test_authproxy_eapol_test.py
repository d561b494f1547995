"""[radius_server_eap] against wpa_supplicant's eapol_test, as an access point and its client."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms import Stage
from tests.patience import LONGEST_RUN_SECONDS, PATIENT_SECONDS, with_time_enough
from tests.real.programs import program
from tests.real.test_authproxy_radclient import freeradius
from tests.simulator.authproxy.certificates import Certificates, issue_certificates
from tests.simulator.authproxy.stack import PASSWORD, SECRET, Stack, running

pytestmark = pytest.mark.real

EAP = "radius_server_eap"
ONE_QUESTION = {"allow_concat": "true"}
SUCCESS, FAILURE, SILENCE = "SUCCESS", "FAILURE", "FAILURE after a timeout"


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


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Issue a certificate once for this module."""
    return issue_certificates(tmp_path_factory.mktemp("certificates"))


class EapolTest:
    """Runs eapol_test for a user.

    Args:
        folder: for its files.
        ca: the CA that it trusts.
        identity: the user.
        password: what it answers to every prompt; None: it asks by its control interface.
        method: the outer method.
        inner: the method in the tunnel.
        anonymous: the identity outside of the tunnel; None: the user.
    """

    def __init__(
        self,
        folder: Path,
        ca: Path,
        *,
        identity: str = "alice",
        password: str | None = PASSWORD,
        method: str = "PEAP",
        inner: str = "autheap=GTC",
        anonymous: str | None = None,
    ) -> None:
        self.folder = folder
        lines = [
            "key_mgmt=IEEE8021X",
            f"eap={method}",
            f'identity="{identity}"',
            f'ca_cert="{ca}"',
            f'phase2="{inner}"',
        ]
        lines += [] if password is None else [f'password="{password}"']
        lines += [] if anonymous is None else [f'anonymous_identity="{anonymous}"']
        self._configuration = folder / "eapol.conf"
        self._configuration.write_text(
            f"ctrl_interface={folder}\nnetwork={{\n" + "\n".join(lines) + "\n}\n", encoding="utf-8"
        )

    def command(self, proxy: AuthProxy, seconds: int) -> list[str]:
        """Return the command line for a login at a proxy."""
        host, port = proxy.addresses[0]
        at = ["-a", host, "-p", str(port), "-s", SECRET, "-t", str(seconds)]
        return [program("eapol_test", "eapoltest"), "-c", str(self._configuration), *at]

    def log_in(self, proxy: AuthProxy, *, seconds: int = 20) -> tuple[str, str]:
        """Log in; returns how it ended and all that was printed."""
        done = subprocess.run(
            self.command(proxy, seconds),
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_SECONDS,
            check=False,
        )
        return ended(done.stdout), done.stdout


def ended(output: str) -> str:
    """Tell how eapol_test ended: with keys that are those of the tunnel, or not."""
    last = output.rstrip().splitlines()[-1]
    if "EAPOL test timed out" in output:
        return f"{last} after a timeout"
    keys = re.search(r"MPPE keys OK: (\d+) +mismatch: (\d+)", output)
    assert keys is not None, output
    assert (keys[1] == "1") == (last == SUCCESS), output
    return last


@pytest.fixture
def eapol(tmp_path: Path, certificates: Certificates) -> EapolTest:
    """Give the client of a user with the right password."""
    return EapolTest(tmp_path, certificates.ca)


def test_eapol_test_is_let_in_after_the_push_with_the_keys_of_the_tunnel(
    stack: Stack, certificates: Certificates, eapol: EapolTest
) -> None:
    with stack.proxy({**certificates.eap_options, **ONE_QUESTION}, section=EAP) as proxy:
        verdict, output = eapol.log_in(proxy)
    assert verdict == SUCCESS, output
    assert stack.stages() == ["preauth", "auth"]


@pytest.mark.parametrize(
    ("identity", "password"),
    [("alice", "wrong"), ("bob", PASSWORD), ("nobody", PASSWORD)],
    ids=["wrong password", "denied push", "unknown user"],
)
def test_eapol_test_is_refused(
    stack: Stack, certificates: Certificates, tmp_path: Path, identity: str, password: str
) -> None:
    client = EapolTest(tmp_path, certificates.ca, identity=identity, password=password)
    with stack.proxy({**certificates.eap_options, **ONE_QUESTION}, section=EAP) as proxy:
        verdict, _ = client.log_in(proxy)
    assert verdict == FAILURE


@pytest.mark.parametrize("concat", ["true", "false"])
@pytest.mark.parametrize(
    ("failmode", "stage_of_fault", "verdict"),
    [
        ("safe", Stage.PREAUTH, SUCCESS),
        ("secure", Stage.PREAUTH, FAILURE),
    ],
)
def test_eapol_test_sees_the_failmode_when_duo_refuses_connections(  # noqa: PLR0917
    stack: Stack,
    certificates: Certificates,
    eapol: EapolTest,
    concat: str,
    failmode: str,
    stage_of_fault: Stage,
    verdict: str,
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=stage_of_fault))
    options = {**certificates.eap_options, "allow_concat": concat, "failmode": failmode}
    with stack.proxy(options, section=EAP) as proxy:
        found, output = eapol.log_in(proxy)
        told = proxy.events[-1].msg
    assert found == verdict, output
    assert told == (messages.FAIL_OPEN if verdict == SUCCESS else messages.PREAUTH_FAILED)


@pytest.mark.parametrize("failmode", ["safe", "secure"])
def test_a_connection_lost_after_the_push_was_asked_for_refuses_eapol_test(
    stack: Stack, certificates: Certificates, eapol: EapolTest, failmode: str
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.AUTH))
    options = {**certificates.eap_options, **ONE_QUESTION, "failmode": failmode}
    with stack.proxy(options, section=EAP) as proxy:
        verdict, _ = eapol.log_in(proxy)
    assert verdict == FAILURE


def test_eapol_test_refuses_a_certificate_of_another_ca(
    stack: Stack, certificates: Certificates, tmp_path: Path
) -> None:
    client = EapolTest(tmp_path, certificates.other_ca)
    with stack.proxy({**certificates.eap_options, **ONE_QUESTION}, section=EAP) as proxy:
        verdict, output = client.log_in(proxy)
        (event,) = proxy.events
    assert verdict == FAILURE
    assert "TLS: Certificate verification failed" in output
    assert "unknown ca" in (event.msg or "")
    assert stack.stages() == []


def test_eapol_test_takes_many_certificates_in_fragments(
    stack: Stack, certificates: Certificates, eapol: EapolTest
) -> None:
    chain = certificates.certificate.read_bytes()
    long = certificates.certificate.with_name("long.pem")
    long.write_bytes(chain + chain * 12)
    options = {**certificates.eap_options, **ONE_QUESTION, "certs": str(long)}
    with stack.proxy(options, section=EAP) as proxy:
        verdict, output = eapol.log_in(proxy)
    assert verdict == SUCCESS, output
    assert "SSL: Need more input data" in output or "SSL: Need" in output


def test_eapol_test_is_taken_for_the_identity_outside_of_the_tunnel(
    stack: Stack, certificates: Certificates, tmp_path: Path
) -> None:
    client = EapolTest(tmp_path, certificates.ca, identity="alice", anonymous="bob")
    with stack.proxy({**certificates.eap_options, **ONE_QUESTION}, section=EAP) as proxy:
        verdict, _ = client.log_in(proxy)
        assert {event.username for event in proxy.events} == {"bob"}
    assert verdict == FAILURE


@pytest.mark.parametrize(
    ("method", "inner", "verdict"),
    [
        ("TTLS", "auth=PAP", FAILURE),
        ("MD5", "", FAILURE),
        ("PEAP", "auth=MSCHAPV2", SILENCE),
    ],
)
def test_eapol_test_with_another_method_gets_nowhere_and_the_log_says_why(  # noqa: PLR0917
    stack: Stack,
    certificates: Certificates,
    tmp_path: Path,
    method: str,
    inner: str,
    verdict: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "failmode.simulator.authproxy")
    client = EapolTest(tmp_path, certificates.ca, method=method, inner=inner)

    def attempt(seconds: float) -> tuple[str, str]:
        with stack.proxy({**certificates.eap_options, **ONE_QUESTION}, section=EAP) as proxy:
            return client.log_in(proxy, seconds=round(seconds))

    def has_got_nowhere(_: object) -> bool:
        told = re.search(r"Unknown Nak request \d+|where there is only GTC", caplog.text)
        return told is not None

    # Silence is waited for to its end, and a failure comes at once.
    seconds = 3.0 if verdict == SILENCE else PATIENT_SECONDS
    found, output = with_time_enough(attempt, has_got_nowhere, seconds=seconds)
    assert found == verdict, output
    assert has_got_nowhere(None)
    assert stack.stages() == []


def test_eapol_test_answers_two_questions_by_its_control_interface(
    stack: Stack, certificates: Certificates, tmp_path: Path
) -> None:
    client = EapolTest(tmp_path, certificates.ca, password=None)
    with stack.proxy(certificates.eap_options, section=EAP) as proxy:
        output, prompts = _talk(client, proxy, [PASSWORD, "push"])
    assert ended(output) == SUCCESS, output
    assert prompts == [
        "Enter your password: ",
        "Choose a secondary factor from ('push', 'phone', 'sms') or enter passcode:",
    ]
    assert stack.stages() == ["preauth", "preauth", "auth"]


FREERADIUS_EAP = """
eap {{
  default_eap_type = ttls
  tls-config tls-common {{
    private_key_file = {key}
    certificate_file = {certificate}
    ca_file = {ca}
    tls_min_version = "1.2"
    tls_max_version = "1.2"
  }}
  md5 {{
  }}
  ttls {{
    tls = tls-common
    default_eap_type = md5
    virtual_server = "default"
  }}
}}
"""


@pytest.mark.parametrize(
    ("identity", "password", "failmode", "is_cut_off", "verdict"),
    [
        ("alice", PASSWORD, "secure", False, SUCCESS),
        ("alice", "wrong", "safe", True, FAILURE),
        ("alice", PASSWORD, "safe", True, SUCCESS),
        ("alice", PASSWORD, "secure", True, FAILURE),
    ],
)
def test_freeradius_holds_the_dialogue_behind_radius_server_auto(  # noqa: PLR0917
    stack: Stack,
    certificates: Certificates,
    tmp_path: Path,
    identity: str,
    password: str,
    failmode: str,
    is_cut_off: bool,
    verdict: str,
) -> None:
    if is_cut_off:
        stack.rules.add(Rule("duo", ConnectionRefused()))
    (tmp_path / "freeradius").mkdir()
    client = EapolTest(
        tmp_path,
        certificates.ca,
        identity=identity,
        password=password,
        method="TTLS",
        inner="auth=PAP",
    )
    eap = FREERADIUS_EAP.format(
        key=certificates.key, certificate=certificates.certificate, ca=certificates.ca
    )
    with (
        freeradius(tmp_path / "freeradius", eap) as port,
        stack.proxy({"failmode": failmode}, {"port": str(port)}) as proxy,
    ):
        found, output = client.log_in(proxy)
    assert found == verdict, output


def _talk(client: EapolTest, proxy: AuthProxy, answers: list[str]) -> tuple[str, list[str]]:
    """Log in as a user who types at each prompt; returns what was printed, and the prompts."""
    command = [*client.command(proxy, 20), "-W"]
    prompts: list[str] = []
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as control,
    ):
        try:
            control.bind(str(client.folder / "us"))
            control.settimeout(PATIENT_SECONDS)
            _connect(control, client.folder)
            control.send(b"ATTACH")
            while len(prompts) < len(answers):
                said = control.recv(4096).decode()
                asked = re.search(r"CTRL-REQ-OTP-(\d+):\[(.*)\] needed for", said)
                if asked is not None:
                    control.send(f"CTRL-RSP-OTP-{asked[1]}:{answers[len(prompts)]}".encode())
                    prompts.append(asked[2])
            output, _ = process.communicate(timeout=30)
        finally:
            process.kill()
    return output, prompts


def _connect(control: socket.socket, folder: Path) -> None:
    """Connect to the control interface as soon as it is there."""
    end = time.monotonic() + PATIENT_SECONDS
    while True:
        found = [one for one in folder.iterdir() if one.is_socket() and one.name != "us"]
        try:
            control.connect(str(found[0]))
        except (IndexError, ConnectionRefusedError, FileNotFoundError):
            assert time.monotonic() < end, f"no control interface in {folder}"
            time.sleep(0.05)
        else:
            return

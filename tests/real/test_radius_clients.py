"""RADIUS clients from PyPI, npm and Debian (pam_radius), unchanged, against the proxy."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.programs import plain_environment
from failmode.terms.stages import Stage
from tests.real.line_program import Ask
from tests.real.node_program import node_program
from tests.real.programs import run
from tests.simulator.authproxy.stack import PASSWORD, PRIMARY_REJECT_MESSAGE, SECRET, Stack, running

pytestmark = pytest.mark.real

ACCEPT, REJECT, CHALLENGE = "Access-Accept", "Access-Reject", "Access-Challenge"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    started.reset()
    yield started
    started.reset()


# The package radius from PyPI


def _radius(proxy: AuthProxy, username: str, password: str = PASSWORD) -> bool:
    radius = pytest.importorskip("radius", reason="the PyPI package radius is missing")
    host, port = proxy.addresses[0]
    client = radius.Radius(SECRET, host=host, port=port, retries=1, timeout=10)
    return bool(client.authenticate(username, password))


def test_radius_of_pypi_is_let_in_and_kept_out(stack: Stack) -> None:
    with stack.proxy() as proxy:
        assert _radius(proxy, "alice") is True
        assert _radius(proxy, "alice", "wrong") is False
        assert _radius(proxy, "bob") is False


def test_radius_of_pypi_answers_a_challenge_with_a_passcode(stack: Stack) -> None:
    radius = pytest.importorskip("radius", reason="the PyPI package radius is missing")
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy({"factors": "passcode"}) as proxy:
        host, port = proxy.addresses[0]
        client = radius.Radius(SECRET, host=host, port=port, retries=1, timeout=10)
        with pytest.raises(radius.ChallengeResponse) as challenge:
            client.authenticate("alice", PASSWORD)
        state = radius.Attributes({"State": challenge.value.state})
        assert client.authenticate("alice", passcode, attributes=state) is True


@pytest.mark.parametrize(("failmode", "let_in"), [("safe", True), ("secure", False)])
def test_radius_of_pypi_meets_the_failmode(stack: Stack, failmode: str, let_in: bool) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    with stack.proxy({"failmode": failmode}) as proxy:
        assert _radius(proxy, "bob") is let_in


# The package node-radius-client from npm


@pytest.fixture
def ask_node() -> Iterator[Callable[[AuthProxy], Ask]]:
    with ExitStack() as programs:

        def started(proxy: AuthProxy) -> Ask:
            host, port = proxy.addresses[0]
            environment = {"SIMULATOR_HOST": host, "SIMULATOR_PORT": str(port), "SECRET": SECRET}
            return programs.enter_context(node_program("radius.cjs", environment))

        yield started


def test_node_radius_client_is_let_in_and_kept_out(
    stack: Stack, ask_node: Callable[[AuthProxy], Ask]
) -> None:
    with stack.proxy() as proxy:
        ask = ask_node(proxy)
        assert ask(username="alice", password=PASSWORD)["code"] == ACCEPT
        wrong = ask(username="alice", password="wrong")
        assert (wrong["code"], wrong["message"]) == (REJECT, PRIMARY_REJECT_MESSAGE)
        assert ask(username="bob", password=PASSWORD)["code"] == REJECT


def test_node_radius_client_answers_a_challenge_with_a_passcode(
    stack: Stack, ask_node: Callable[[AuthProxy], Ask]
) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy({"factors": "passcode"}) as proxy:
        ask = ask_node(proxy)
        challenge = ask(username="alice", password=PASSWORD)
        assert (challenge["code"], challenge["message"]) == (CHALLENGE, messages.ENTER_PASSCODE)
        answer = ask(username="alice", password=passcode, state=challenge["state"])
        assert answer["code"] == ACCEPT


@pytest.mark.parametrize(("failmode", "code"), [("safe", ACCEPT), ("secure", REJECT)])
def test_node_radius_client_meets_the_failmode(
    stack: Stack, ask_node: Callable[[AuthProxy], Ask], failmode: str, code: str
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    with stack.proxy({"failmode": failmode}) as proxy:
        assert ask_node(proxy)(username="bob", password=PASSWORD)["code"] == code


# pam_radius, through pamtester and pam_wrapper


def _pam(directory: Path, proxy: AuthProxy, username: str, *typed: str) -> bool:
    """Authenticate once by pam_radius; what is typed answers its prompts one after the other."""
    installation = Installation("pam_radius")
    module = next(Path("/").glob("lib/*/security/pam_radius_auth.so"), None)
    if module is None:
        pytest.skip("pam_radius_auth.so is missing (Debian: libpam-radius-auth)")
    try:
        wrapper, pamtester = installation.pam_wrapper(), installation.program("pamtester")
    except CannotDo as reason:
        pytest.skip(str(reason))
    host, port = proxy.addresses[0]
    servers = directory / "servers"
    servers.write_text(f"{host}:{port} {SECRET} 10\n")
    servers.chmod(0o600)
    services = directory / "pam.d"
    services.mkdir(exist_ok=True)
    # Two programs that start at once may take pam_wrapper's directory from each other.
    own = f"own-{secrets.token_hex(8)}"
    service = f"auth optional pam_echo.so {own}\nauth required {module} conf={servers} retry=0\n"
    (services / "vpn").write_text(service)
    (services / "other").write_text("auth required pam_deny.so\n")
    environment = plain_environment(
        {
            "LD_PRELOAD": str(wrapper),
            "PAM_WRAPPER": "1",
            "PAM_WRAPPER_SERVICE_DIR": str(services),
        }
    )
    command = [str(pamtester), "vpn", username, "authenticate"]
    given = "".join(f"{one}\n" for one in typed)
    for _ in range(8):
        _, output = run(command, given, environment=environment)
        if own in output and "successfully authenticated" in output:
            return True
        if own in output and "Authentication failure" in output:
            return False
    pytest.fail(f"pamtester never asked pam_radius: {output}")


def test_pam_radius_is_let_in_and_kept_out(stack: Stack, tmp_path: Path) -> None:
    with stack.proxy() as proxy:
        assert _pam(tmp_path, proxy, "alice", PASSWORD) is True
        assert _pam(tmp_path, proxy, "alice", "wrong") is False
        assert _pam(tmp_path, proxy, "bob", PASSWORD) is False


def test_pam_radius_answers_a_challenge_with_a_passcode(stack: Stack, tmp_path: Path) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy({"factors": "passcode"}) as proxy:
        assert _pam(tmp_path, proxy, "alice", PASSWORD, passcode) is True
        assert _pam(tmp_path, proxy, "alice", PASSWORD, "000000") is False


@pytest.mark.parametrize(("failmode", "let_in"), [("safe", True), ("secure", False)])
def test_pam_radius_meets_the_failmode(
    stack: Stack, tmp_path: Path, failmode: str, let_in: bool
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    with stack.proxy({"failmode": failmode}) as proxy:
        assert _pam(tmp_path, proxy, "bob", PASSWORD) is let_in

"""Logins of our own by EAP: what the user types, and which Access-Accept is of use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.packets import ServerReply
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.eap_dialogue import EapDialogue
from failmode.simulator.logins.proxy_section import radius_section
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.terms import Admission
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.certificates import Certificates, issue_certificates
from tests.simulator.authproxy.stack import PASSWORD, Stack, running


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Issue a certificate once for this module."""
    return issue_certificates(tmp_path_factory.mktemp("certificates"))


def log_in(proxy: AuthProxy, password: str = PASSWORD, factor: str | None = None) -> ClientResult:
    section = radius_section(proxy)
    assert section is not None
    client = RadiusLoginClient(proxy, section, proxy.addresses[0][0], factor=factor)
    return client.log_in(
        "alice", password, deadline_seconds=PATIENT_SECONDS, watch=lambda _step: None
    )


@pytest.mark.parametrize("concat", ["true", "false"])
def test_a_user_logs_in_by_one_question_and_by_two(
    stack: Stack, certificates: Certificates, concat: str
) -> None:
    options = {**certificates.eap_options, "allow_concat": concat}
    with stack.proxy(options, section="radius_server_eap") as proxy:
        right, named, wrong = log_in(proxy), log_in(proxy, factor="push"), log_in(proxy, "wrong")
        unknown = log_in(proxy, factor="000000")
    assert (right.admission, named.admission) == (Admission.BY_DUO, Admission.BY_DUO)
    assert (wrong.admission, unknown.admission) == (Admission.REFUSED, Admission.REFUSED)
    trace = [str(step) for step in right.steps]
    assert any("EAP-Message=Nak" in line for line in trace)
    assert not any(PASSWORD in line for line in trace)


def test_a_question_that_nobody_answers_ends_the_login(
    stack: Stack, certificates: Certificates
) -> None:
    with stack.proxy(certificates.eap_options, section="radius_server_eap") as proxy:
        result = log_in(proxy, factor="sms")
    assert (result.admission, result.answer) == (Admission.REFUSED, "Access-Challenge")


def test_an_accept_without_the_keys_of_the_tunnel_is_of_no_use() -> None:
    dialogue = EapDialogue("alice", ("dummy-password",))
    accept = ServerReply(2, (), {(311, 16): (bytes(32),), (311, 17): (bytes(32),)})
    assert "there is no tunnel" in (dialogue.objection(accept) or "")


def test_a_challenge_without_eap_ends_the_login() -> None:
    dialogue = EapDialogue("alice", ("dummy-password",))
    assert dialogue.after(ServerReply(11, (), {24: (b"state",)})) is None
    assert dialogue.after(ServerReply(11, (), {})) is None

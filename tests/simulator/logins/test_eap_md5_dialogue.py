"""Logins of our own by EAP-MD5, which the primary server decides."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from failmode.simulator.authproxy.radius.packets import AccessRequest, Code, Reply, ServerReply
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.logins.eap_md5_dialogue import EapMd5Dialogue
from failmode.simulator.logins.radius_dialogue import PasswordProof
from failmode.terms import Admission
from tests.simulator.authproxy.scripted_primary import scripted_primary
from tests.simulator.authproxy.stack import PASSWORD, PRIMARY_SECRET, Stack, running
from tests.simulator.logins import own_login


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


log_in = functools.partial(own_login.log_in, proof=PasswordProof.EAP_MD5)


def test_a_user_proves_the_password_to_the_primary_server_without_sending_it(stack: Stack) -> None:
    requests: list[AccessRequest] = []
    primary = UserListRadiusServer({"alice": PASSWORD}, PRIMARY_SECRET, asked=requests.append)
    primary.start()
    try:
        options = {"port": str(primary.port)}
        right, wrong = log_in(stack, options), log_in(stack, options, "wrong")
    finally:
        primary.stop()
    assert (right.admission, wrong.admission) == (Admission.BY_DUO, Admission.REFUSED)
    assert len(requests) == 4
    assert not any(request.has("User-Password") for request in requests)


def test_another_method_is_not_answered(stack: Stack) -> None:
    def ask(_request: AccessRequest) -> Reply:
        return Reply(Code.ACCESS_CHALLENGE, None, {79: (b"\1\1\0\6\x19\x20",)}, b"state")

    with scripted_primary(ask) as primary:
        result = log_in(stack, primary.options)
    assert (result.admission, result.answer) == (Admission.REFUSED, "Access-Challenge")


def test_a_challenge_without_eap_or_state_ends_the_login() -> None:
    dialogue = EapMd5Dialogue("alice", PASSWORD)
    challenge = b"\1\1\0\x0a\4\4abcd"
    assert dialogue.after(ServerReply(11, (), {24: (b"state",), 79: (challenge,)})) is not None
    assert dialogue.after(ServerReply(11, (), {79: (challenge,)})) is None
    assert dialogue.after(ServerReply(11, (), {24: (b"state",)})) is None

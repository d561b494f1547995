"""Logins of our own by MS-CHAPv2: which Access-Accept is of use to the client."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from failmode.simulator.authproxy.radius.ms_chap_v2 import SUCCESS_KEY
from failmode.simulator.authproxy.radius.packets import (
    MPPE_SEND_KEY,
    AccessRequest,
    AttributeKey,
    Code,
    Reply,
    ServerReply,
)
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.logins.ms_chap_dialogue import MsChapDialogue
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


log_in = functools.partial(own_login.log_in, proof=PasswordProof.MS_CHAP)


def test_a_user_proves_the_password_without_sending_it(stack: Stack) -> None:
    requests: list[AccessRequest] = []
    primary = UserListRadiusServer({"alice": PASSWORD}, PRIMARY_SECRET, asked=requests.append)
    primary.start()
    try:
        options = {"port": str(primary.port)}
        right, wrong = log_in(stack, options), log_in(stack, options, "wrong")
    finally:
        primary.stop()
    assert (right.admission, wrong.admission) == (Admission.BY_DUO, Admission.REFUSED)
    assert not any(request.has("User-Password") for request in requests)
    assert "MS-CHAP2-Response=***" in str(right.steps[0])


def test_a_user_changes_the_password_and_logs_in_by_the_new_one(stack: Stack) -> None:
    users = {"alice": PASSWORD}
    primary = UserListRadiusServer(users, PRIMARY_SECRET, changed=users.__setitem__)
    primary.start()
    try:
        options = {"port": str(primary.port)}
        wrong = log_in(stack, options, "wrong", new_password="another")
        unchanged = log_in(stack, options)
        changed = log_in(stack, options, new_password="another")
        old, new = log_in(stack, options), log_in(stack, options, "another")
    finally:
        primary.stop()
    assert [one.admission for one in (wrong, unchanged, changed, old, new)] == [
        *(Admission.REFUSED, Admission.BY_DUO, Admission.BY_DUO),
        *(Admission.REFUSED, Admission.BY_DUO),
    ]
    assert "MS-CHAP2-CPW=***" in str(changed.steps[0])


def test_an_accept_of_who_does_not_know_the_password_is_of_no_use(stack: Stack) -> None:
    def accept(_request: AccessRequest) -> Reply:
        return Reply(Code.ACCESS_ACCEPT, None, {SUCCESS_KEY: (b"\0S=" + b"0" * 40,)})

    with scripted_primary(accept) as primary:
        result = log_in(stack, primary.options)
    assert result.admission is Admission.REFUSED
    assert "does not prove the password" in result.reason


@pytest.mark.parametrize("without", [SUCCESS_KEY, MPPE_SEND_KEY])
def test_an_accept_without_the_proof_or_a_key_is_of_no_use(without: AttributeKey) -> None:
    dialogue = MsChapDialogue("alice", PASSWORD)
    accepted = dict(dialogue.wanted)
    assert dialogue.objection(ServerReply(2, (), accepted)) is None
    del accepted[without]
    assert dialogue.objection(ServerReply(2, (), accepted)) is not None

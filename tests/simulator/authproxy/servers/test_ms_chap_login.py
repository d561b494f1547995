"""MS-CHAPv2 through the proxy: the primary server gets the attributes and decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    AttributeKey,
    Attributes,
    Code,
    Reply,
    ServerReply,
    attribute_key,
)
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.answers import Http403, Http500
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms import Stage
from tests.simulator.authproxy.scripted_primary import scripted_primary
from tests.simulator.authproxy.stack import Stack, authenticate

ACCEPT, REJECT, CHALLENGE = Code.ACCESS_ACCEPT, Code.ACCESS_REJECT, Code.ACCESS_CHALLENGE


def key(name: str) -> AttributeKey:
    """Return the key of an attribute of the dictionary."""
    found = attribute_key(name)
    assert found is not None
    return found


SEND_KEY, RECV_KEY = bytes(range(16)), bytes(range(16, 32))
SUCCESS: Attributes = {
    key("MS-CHAP2-Success"): (b"\x01S=0123",),
    key("MS-MPPE-Send-Key"): (SEND_KEY,),
    key("MS-MPPE-Recv-Key"): (RECV_KEY,),
    key("Class"): (b"staff",),
}
RESPONSE, CHANGE = b"\x01\x00" + bytes(range(48)), b"\x07\x01" + bytes(66)
LOGIN: Attributes = {
    key("MS-CHAP-Challenge"): (bytes(16),),
    key("MS-CHAP2-Response"): (RESPONSE,),
}
CHANGE_PASSWORD: Attributes = {
    key("MS-CHAP-Challenge"): (bytes(16),),
    key("MS-CHAP2-CPW"): (CHANGE,),
    key("MS-CHAP-NT-Enc-PW"): (b"\x06\x01\x00\x01" + bytes(100),),
}
ERROR = key("MS-CHAP-Error")
FAILED = (b"\0E=691 R=0 V=3",)
EXPIRED = (b"\0E=648 R=0 V=3",)

Section = pytest.mark.parametrize("section", ["radius_server_auto", "radius_server_challenge"])


def accept(request: AccessRequest) -> Reply:
    """Accept an MS-CHAPv2 request, and nothing else."""
    proved = request.has("MS-CHAP2-Response") or request.has("MS-CHAP2-CPW")
    if not proved or request.has("User-Password"):
        return Reply(REJECT, "no MS-CHAPv2")
    return Reply(ACCEPT, "hello", SUCCESS)


def reject_with(*error: bytes) -> Callable[[AccessRequest], Reply]:
    """Make a primary server that rejects with an MS-CHAP-Error."""
    attributes: Attributes = {ERROR: error} if error else {}
    return lambda _request: Reply(REJECT, "wrong", attributes)


def send(
    proxy: AuthProxy, attributes: Attributes, username: str = "alice", password: str | None = None
) -> ServerReply:
    """Send a request; with MS-CHAPv2 attributes it has no User-Password."""
    reply = authenticate(proxy, username, password, attributes=attributes)
    assert reply is not None
    return reply


def test_the_primary_server_decides_and_its_keys_are_encrypted_anew(stack: Stack) -> None:
    with (
        scripted_primary(accept) as primary,
        stack.proxy(client_options=primary.options) as proxy,
    ):
        reply = send(proxy, LOGIN)
    assert (reply.code, reply.messages) == (ACCEPT, ("Success. Logging you in...",))
    # As the client decrypts them with its own secret and authenticator.
    assert reply.attributes[key("MS-MPPE-Send-Key")] == (SEND_KEY,)
    assert reply.attributes[key("MS-MPPE-Recv-Key")] == (RECV_KEY,)
    assert reply.attributes[key("MS-CHAP2-Success")] == SUCCESS[key("MS-CHAP2-Success")]
    assert key("Class") not in reply.attributes, "it is not among pass_through_attr_names"
    (asked,) = primary.requests
    assert asked.raw("MS-CHAP2-Response") == RESPONSE
    assert not asked.has("User-Password")
    assert stack.stages() == ["preauth", "auth"]


@pytest.mark.parametrize("error", [(), FAILED, (b"\x07E=648 R=0 V=3",)])
@Section
def test_a_wrong_password_is_final_and_told_as_an_ms_chap_error(
    stack: Stack, section: str, error: tuple[bytes, ...]
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with (
        scripted_primary(reject_with(*error)) as primary,
        stack.proxy(section=section, client_options=primary.options) as proxy,
    ):
        reply = send(proxy, LOGIN)
    assert (reply.code, reply.messages) == (REJECT, ("wrong",))
    if error or section == "radius_server_auto":
        assert reply.attributes[ERROR] == (error or FAILED)


@pytest.mark.parametrize(
    ("failmode", "fault", "stage", "expected"),
    [
        ("safe", ConnectionRefused(), Stage.PREAUTH, (ACCEPT, messages.FAIL_OPEN)),
        ("secure", ConnectionRefused(), Stage.PREAUTH, (REJECT, messages.PREAUTH_FAILED)),
        ("safe", ConnectionRefused(), Stage.AUTH, (REJECT, messages.AUTH_FAILED)),
        ("safe", Http500(), Stage.AUTH, (ACCEPT, messages.FAIL_OPEN)),
        ("safe", Http403(), Stage.PREAUTH, (REJECT, messages.PREAUTH_FAILED)),
    ],
)
def test_the_failmode_decides_and_every_reject_has_an_ms_chap_error(
    stack: Stack, failmode: str, fault: Fault, stage: Stage, expected: tuple[Code, str]
) -> None:
    stack.rules.add(Rule("duo", fault, stage=stage))
    with (
        scripted_primary(accept) as primary,
        stack.proxy({"failmode": failmode}, primary.options) as proxy,
    ):
        reply = send(proxy, LOGIN)
    code, text = expected
    assert (reply.code, reply.messages) == (code, (text,))
    assert reply.attributes.get(ERROR) == (FAILED if code is REJECT else None)
    assert (key("MS-MPPE-Send-Key") in reply.attributes) is (code is ACCEPT)


@pytest.mark.parametrize(
    ("status", "shown"), [(UserStatus.ACTIVE, EXPIRED), (UserStatus.DISABLED, FAILED)]
)
@Section
def test_a_user_whom_duo_refuses_is_not_asked_for_a_new_password(
    stack: Stack, section: str, status: UserStatus, shown: tuple[bytes, ...]
) -> None:
    stack.duo.users.add("erin", status=status)
    try:
        stack.duo.devices.add_phone("erin", "+17345550102")
        with (
            scripted_primary(reject_with(*EXPIRED)) as primary,
            stack.proxy(section=section, client_options=primary.options) as proxy,
        ):
            reply = send(proxy, LOGIN, "erin")
    finally:
        stack.duo.users.remove("erin")
    assert (reply.code, reply.attributes[ERROR]) == (REJECT, shown)
    assert stack.stages() == ["preauth"]


@pytest.mark.parametrize(("username", "shown"), [("alice", EXPIRED), ("dave", FAILED)])
def test_only_a_user_whom_duo_knows_is_asked_for_a_new_password(
    stack: Stack, username: str, shown: tuple[bytes, ...]
) -> None:
    with (
        scripted_primary(reject_with(*EXPIRED)) as primary,
        stack.proxy(client_options=primary.options) as proxy,
    ):
        reply = send(proxy, LOGIN, username)
    assert (reply.code, reply.attributes[ERROR]) == (REJECT, shown)
    assert stack.stages() == ["preauth"]


def test_a_change_of_the_password_asks_duo_first_and_then_the_primary_server(stack: Stack) -> None:
    asked: list[str] = []

    def decide(request: AccessRequest) -> Reply:
        asked.extend(f"duo: {stage}" for stage in stack.stages())
        asked.append("primary")
        return accept(request)

    with (
        scripted_primary(decide) as primary,
        stack.proxy(client_options=primary.options) as proxy,
    ):
        reply = send(proxy, CHANGE_PASSWORD)
    assert (reply.code, reply.messages) == (ACCEPT, ())
    assert asked == ["duo: preauth", "duo: auth", "primary"]
    assert reply.attributes[key("MS-MPPE-Send-Key")] == (SEND_KEY,)


@pytest.mark.parametrize(
    ("username", "failmode", "fault", "stage"),
    [
        ("bob", "safe", None, None),
        ("dave", "safe", None, None),
        ("alice", "secure", ConnectionRefused(), Stage.PREAUTH),
        ("alice", "safe", Http403(), Stage.PREAUTH),
        ("alice", "safe", ConnectionRefused(), Stage.AUTH),
    ],
)
def test_no_password_is_changed_unless_duo_lets_the_user_in(
    stack: Stack, username: str, failmode: str, fault: Fault | None, stage: Stage | None
) -> None:
    if fault is not None:
        stack.rules.add(Rule("duo", fault, stage=stage))
    with (
        scripted_primary(accept) as primary,
        stack.proxy({"failmode": failmode}, primary.options) as proxy,
    ):
        reply = send(proxy, CHANGE_PASSWORD, username)
    assert (reply.code, reply.attributes[ERROR]) == (REJECT, FAILED)
    assert primary.requests == []


def test_failmode_safe_changes_the_password_without_duo(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with (
        scripted_primary(accept) as primary,
        stack.proxy({"failmode": "safe"}, primary.options) as proxy,
    ):
        assert send(proxy, CHANGE_PASSWORD).code == ACCEPT
        assert next(event.msg for event in proxy.events) == messages.FAIL_OPEN
    assert len(primary.requests) == 1


def test_a_change_that_the_primary_server_rejects_is_a_reject_with_its_error(stack: Stack) -> None:
    error = b"\0E=709 R=0 V=3"
    with (
        scripted_primary(reject_with(error)) as primary,
        stack.proxy(client_options=primary.options) as proxy,
    ):
        reply = send(proxy, CHANGE_PASSWORD)
    assert (reply.code, reply.messages, reply.attributes[ERROR]) == (REJECT, (), (error,))


def test_a_passcode_is_asked_for_and_the_primary_server_decides_after_it(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with (
        scripted_primary(accept) as primary,
        stack.proxy({"factors": "passcode"}, primary.options) as proxy,
    ):
        asked = send(proxy, CHANGE_PASSWORD)
        assert (asked.code, asked.messages) == (CHALLENGE, (messages.ENTER_PASSCODE,))
        state: Attributes = {24: asked.attributes[24]}
        assert primary.requests == []
        assert send(proxy, state, password=passcode).code == ACCEPT
        again: Attributes = {24: send(proxy, CHANGE_PASSWORD).attributes[24]}
        denied = send(proxy, again, password="000000")
        for password in ("", None):
            again = {24: send(proxy, CHANGE_PASSWORD).attributes[24]}
            none = send(proxy, again, password=password)
            assert (none.code, none.messages) == (REJECT, (messages.NO_PASSWORD,))
    assert (denied.code, denied.attributes[ERROR]) == (REJECT, FAILED)
    assert len(primary.requests) == 1


def test_the_challenge_server_asks_after_the_primary_server_and_keeps_its_attributes(
    stack: Stack,
) -> None:
    with (
        scripted_primary(accept) as primary,
        stack.proxy(section="radius_server_challenge", client_options=primary.options) as proxy,
    ):
        state: Attributes = {24: send(proxy, LOGIN).attributes[24]}
        reply = send(proxy, state, password="push")
        assert reply.code == ACCEPT
        assert reply.attributes[key("MS-MPPE-Recv-Key")] == (RECV_KEY,)
        state = {24: send(proxy, LOGIN, "bob").attributes[24]}
        denied = send(proxy, state, "bob", "push")
    assert (denied.code, denied.attributes[ERROR]) == (REJECT, FAILED)


def test_the_challenge_server_changes_no_password_before_the_answer(stack: Stack) -> None:
    with (
        scripted_primary(accept) as primary,
        stack.proxy(section="radius_server_challenge", client_options=primary.options) as proxy,
    ):
        state: Attributes = {24: send(proxy, CHANGE_PASSWORD).attributes[24]}
        assert primary.requests == []
        assert send(proxy, state, password="push").code == ACCEPT
    assert len(primary.requests) == 1


@pytest.mark.parametrize("section", ["radius_server_concat", "radius_server_duo_only"])
def test_kinds_without_ms_chap_refuse_it_as_a_missing_password(stack: Stack, section: str) -> None:
    with (
        scripted_primary(accept) as primary,
        stack.proxy(section=section, client_options=primary.options) as proxy,
    ):
        assert send(proxy, LOGIN).code == REJECT
    assert primary.requests == []
    assert stack.stages() == []


def test_the_key_attributes_are_those_of_the_dictionary() -> None:
    assert ms_chap.ERROR_KEY == ERROR
    names = (*ms_chap.REQUEST_ATTRIBUTES, *ms_chap.RESPONSE_ATTRIBUTES)
    assert all(attribute_key(name) for name in names)

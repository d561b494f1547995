"""RADIUS packets: what is dropped, what is read, what is sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.radius.packets import (
    Attributes,
    BadPacketError,
    Code,
    EncodingError,
    OutgoingRequest,
    Reply,
    attribute_key,
    decode_request,
    encode_reply,
)

SOURCE = ("192.0.2.1", 1645)
SECRET = b"dummy-secret"
passwords = st.binary(max_size=128).filter(lambda octets: not octets.endswith(b"\0"))


@given(passwords, st.binary(min_size=1, max_size=40))
def test_a_password_survives_the_way(password: bytes, secret: bytes) -> None:
    sent = OutgoingRequest(secret, "alice", password)
    request = decode_request(sent.datagram, SOURCE, secret)
    assert (request.password("latin-1") or "").encode("latin-1") == password


def test_a_password_that_is_no_text_says_so() -> None:
    sent = OutgoingRequest(SECRET, "alice", b"\xff\xfe")
    request = decode_request(sent.datagram, SOURCE, SECRET)
    with pytest.raises(UnicodeDecodeError):
        request.password("utf-8")


@given(st.binary(max_size=200))
def test_rubbish_is_dropped(datagram: bytes) -> None:
    with pytest.raises(BadPacketError):
        decode_request(b"\x09" + datagram, SOURCE, SECRET)


@given(st.data())
def test_a_damaged_request_is_dropped_and_never_breaks_the_server(data: st.DataObject) -> None:
    sent = bytearray(OutgoingRequest(SECRET, "alice", b"dummy-password").datagram)
    position = data.draw(st.integers(0, len(sent) - 1))
    sent[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadPacketError):
        decode_request(bytes(sent), SOURCE, SECRET, require_message_authenticator=True)


def test_a_wrong_message_authenticator_is_dropped() -> None:
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password")
    with pytest.raises(BadPacketError, match="Message-Authenticator is wrong"):
        decode_request(sent.datagram, SOURCE, b"other")


def test_a_missing_message_authenticator_is_dropped_only_when_required() -> None:
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password", message_authenticator=False)
    assert decode_request(sent.datagram, SOURCE, SECRET).text("User-Name") == "alice"
    with pytest.raises(BadPacketError, match="missing"):
        decode_request(sent.datagram, SOURCE, SECRET, require_message_authenticator=True)


def test_the_message_authenticator_comes_first_in_requests_and_replies() -> None:
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password", {33: (b"state",)})
    assert sent.datagram[20] == 80
    request = decode_request(sent.datagram, SOURCE, SECRET)
    reply = encode_reply(request, Reply(Code.ACCESS_ACCEPT, "Hello", {25: (b"staff",)}))
    assert reply[20] == 80
    read = sent.read_reply(reply, require_message_authenticator=True)
    assert (read.code, read.messages) == (Code.ACCESS_ACCEPT, ("Hello",))
    assert read.attributes[25] == (b"staff",)
    assert read.attributes[33] == (b"state",)


def test_a_reply_to_another_request_is_refused() -> None:
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password")
    other = OutgoingRequest(SECRET, "alice", b"dummy-password")
    request = decode_request(other.datagram, SOURCE, SECRET)
    reply = encode_reply(request, Reply(Code.ACCESS_ACCEPT))
    with pytest.raises(BadPacketError):
        sent.read_reply(reply)


@given(st.text(min_size=1, max_size=30), st.integers(1, 40))
def test_a_long_message_is_spread_over_several_attributes(text: str, times: int) -> None:
    message = (text * times)[:900]
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password")
    request = decode_request(sent.datagram, SOURCE, SECRET)
    read = sent.read_reply(encode_reply(request, Reply(Code.ACCESS_REJECT, message)))
    assert "".join(read.messages) == message
    assert all(0 < len(one.encode()) <= 253 for one in read.messages)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(EncodingError):
        OutgoingRequest(SECRET, "a" * 254, b"dummy-password")
    with pytest.raises(EncodingError):
        OutgoingRequest(SECRET, "alice", b"a" * 129)
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password")
    request = decode_request(sent.datagram, SOURCE, SECRET)
    with pytest.raises(EncodingError):
        encode_reply(request, Reply(Code.ACCESS_REJECT, "a" * 5000))
    with pytest.raises(EncodingError):
        encode_reply(request, Reply(Code.ACCESS_REJECT, "\ud800"))


def test_a_user_name_that_is_not_utf8_keeps_its_octets() -> None:
    sent = OutgoingRequest(SECRET, "caf\udce9", b"dummy-password")
    request = decode_request(sent.datagram, SOURCE, SECRET)
    assert request.raw("User-Name") == b"caf\xe9"
    assert request.text("User-Name") == "caf\udce9"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Calling-Station-Id", 31),
        ("Message-Authenticator", 80),
        ("MS-CHAP2-Response", (311, 25)),
        ("PaloAlto-Client-Source-IP", (25461, 7)),
        ("No-Such-Attribute", None),
    ],
)
def test_attributes_are_known_by_the_numbers_of_their_registries(name: str, key: object) -> None:
    assert attribute_key(name) == key


def test_addresses_and_numbers_are_read_in_their_usual_form() -> None:
    attributes: Attributes = {
        8: (b"\xc0\x00\x02\x07",),
        5: (b"\x00\x00\x00\x2a",),
        98: (b"\x01" * 16,),
    }
    sent = OutgoingRequest(SECRET, "alice", b"dummy-password", attributes)
    request = decode_request(sent.datagram, SOURCE, SECRET)
    assert request.text("Framed-IP-Address") == "192.0.2.7"
    assert request.text("NAS-Port") == "42"
    assert request.text("Login-IPv6-Host") == "101:101:101:101:101:101:101:101"
    assert request.text("Class") is None

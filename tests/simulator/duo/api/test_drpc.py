"""drpc: what is written is read, whatever arrives how; nothing else is ever taken for a message."""

from __future__ import annotations

import contextlib
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.duo.api.drpc import (
    BAD_MESSAGE,
    BAD_SIGNATURE,
    MAX_STRING,
    MAX_UNCOMPRESSED,
    SIGNATURE_WINDOW_SECONDS,
    MessageReader,
    Received,
    Signer,
    TooLongError,
    Unreadable,
)

NOW = 1_700_000_000.0
HERE = Signer(b"dummy-secret", lambda: NOW)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def read(octets: bytes, signer: Signer = HERE) -> list[Received | Unreadable]:
    reader = MessageReader(signer)
    reader.feed(octets)
    found = []
    while (message := reader.next()) is not None:
        found.append(message)
    return found


@given(st.lists(json_values, max_size=4), st.sampled_from([None, 1, 40]), st.data())
def test_messages_are_read_as_they_were_written_however_the_octets_arrive(
    values: list[object], compress_from: int | None, data: st.DataObject
) -> None:
    octets = b"".join(HERE.encode(value, compress_from) for value in values)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(octets)), max_size=5)))
    reader, found = MessageReader(HERE), []
    for start, end in zip([0, *cuts], [*cuts, len(octets)], strict=True):
        reader.feed(octets[start:end])
        while (message := reader.next()) is not None:
            found.append(message)
    assert found == [Received(value) for value in values]


def test_a_message_has_the_published_form() -> None:
    octets = HERE.encode({"id": "1", "call": "ping", "args": {}})
    length = int.from_bytes(octets[:4])
    data, rest = octets[4 : 4 + length], octets[4 + length :]
    assert data == b'\x00{"id":"1","call":"ping","args":{}}'
    signature = json.loads(rest[4:])
    assert int.from_bytes(rest[:4]) == len(rest) - 4
    # HMAC-SHA256 over base64 of the data, a bar and the time; made with openssl.
    assert signature == {
        "sig": "aa6db4f76ed7a3239551456612f7215046c5041402106294e4ceda178459a294",
        "time": 1_700_000_000,
    }


@given(st.integers(min_value=5), st.integers(0, 255))
def test_a_message_that_was_changed_is_not_taken(at: int, by: int) -> None:
    octets = bytearray(HERE.encode({"id": "1", "call": "ldap_authentication", "args": {}}))
    length = int.from_bytes(octets[:4])
    place = 4 + at % length
    changed = octets[place] ^ by
    is_same = changed == octets[place]
    octets[place] = changed
    [message] = read(bytes(octets))
    assert isinstance(message, Received) is is_same


def test_another_secret_or_a_time_too_far_away_is_no_signature() -> None:
    octets = HERE.encode({"id": "1"})
    other = Signer(b"another", lambda: NOW)
    near = Signer(b"dummy-secret", lambda: NOW + SIGNATURE_WINDOW_SECONDS)
    far = Signer(b"dummy-secret", lambda: NOW - SIGNATURE_WINDOW_SECONDS - 1)
    assert read(octets, other) == [Unreadable(BAD_SIGNATURE)]
    assert read(octets, near) == [Received({"id": "1"})]
    assert read(octets, far) == [Unreadable(BAD_SIGNATURE)]


@given(st.binary(max_size=200))
def test_octets_that_are_none_of_ours_are_never_a_message(octets: bytes) -> None:
    with contextlib.suppress(TooLongError):
        assert not any(isinstance(one, Received) for one in read(octets))


def signed(data: bytes) -> bytes:
    signature = json.dumps({"sig": HERE._signature(data, str(int(NOW))), "time": int(NOW)})
    strings = (data, signature.encode())
    return b"".join(len(one).to_bytes(4) + one for one in strings)


@pytest.mark.parametrize(
    "data", [b"", b"\x01{}", b"\x02{}", b"\x00{", b"\x00" + b"[" * 100_000], ids=len
)
def test_what_is_signed_and_no_json_is_a_bad_message(data: bytes) -> None:
    assert read(signed(data)) == [Unreadable(BAD_MESSAGE)]


def test_what_is_small_and_very_large_once_uncompressed_is_refused() -> None:
    text = b'"' + b"a" * (MAX_UNCOMPRESSED + 1) + b'"'
    assert read(signed(b"\x02" + zlib.compress(text))) == [Unreadable(BAD_MESSAGE)]


def test_a_string_that_is_too_long_ends_it_before_it_has_arrived() -> None:
    reader = MessageReader(HERE)
    reader.feed((MAX_STRING + 1).to_bytes(4))
    with pytest.raises(TooLongError):
        reader.next()
    with pytest.raises(TooLongError):
        HERE.encode("a" * MAX_STRING)

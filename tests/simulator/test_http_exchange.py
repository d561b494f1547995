"""HTTP as a client speaks it, held against h11, which is an HTTP/1.1 of somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.http_exchange import (
    LONGEST_HEAD,
    AnswerReader,
    NoHttpError,
    UnsendableError,
    request_bytes,
)

_HOST = ("Host", "api.acme.test")
_TOKEN = "!#$%&'*+-.^_`|~09azAZ"
_UNREADABLE = "no HTTP"
_BEFORE_THE_ANSWER = "nothing yet"
_SWITCHING = HTTPStatus.SWITCHING_PROTOCOLS
_FRAMING = ("content-length", "transfer-encoding")


@dataclass(frozen=True)
class Outcome:
    """What a reader has made of an answer.

    Attributes:
        status: the HTTP status.
        headers: in order, with the transfer coding in lower case, as h11 has it.
        body: what has come of it.
        is_complete: whether it is there to its end.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_complete: bool


def outcome(
    status: int, headers: Iterable[tuple[str, str]], body: bytes, *, is_complete: bool
) -> Outcome:
    lower = tuple(
        (name, value.lower() if name.lower() == "transfer-encoding" else value)
        for name, value in headers
    )
    return Outcome(status, lower, body, is_complete)


def as_read_here(
    pieces: Sequence[bytes], *, ends: bool, method: str = "POST", offers_switch: bool = False
) -> Outcome | str:
    reader = AnswerReader(method, offers_switch=offers_switch)
    try:
        for piece in pieces:
            if not reader.is_complete:
                reader.feed(piece)
    except NoHttpError:
        return _UNREADABLE
    if not reader.status:
        return _BEFORE_THE_ANSWER
    if ends:
        reader.end()
    return outcome(reader.status, reader.headers, reader.body, is_complete=reader.is_complete)


def events_of_h11(
    connection: h11.Connection, pieces: Sequence[bytes], *, ends: bool
) -> Iterator[h11.Event]:
    """Give what h11 finds, until the answer is there or nothing more comes.

    An end before the answer's head is not told to it: that is no matter of HTTP.
    """
    waiting = [*pieces, *([b""] if ends else [])]
    while connection.their_state in (h11.SEND_RESPONSE, h11.SEND_BODY):
        event = connection.next_event()
        if isinstance(event, h11.Event):
            yield event
        elif not waiting or (not waiting[0] and connection.their_state is h11.SEND_RESPONSE):
            return
        else:
            connection.receive_data(waiting.pop(0))


def as_read_by_h11(
    pieces: Sequence[bytes], *, ends: bool, method: str = "POST", offers_switch: bool = False
) -> Outcome | str:
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=LONGEST_HEAD)
    offer = [("Connection", "upgrade"), ("Upgrade", "drpc")] if offers_switch else []
    connection.send(h11.Request(method=method, target="/", headers=[_HOST, *offer]))
    connection.send(h11.EndOfMessage())
    head: h11.Response | h11.InformationalResponse | None = None
    body, is_complete = b"", False
    try:
        for event in events_of_h11(connection, pieces, ends=ends):
            if isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                is_complete = True
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.InformationalResponse) and event.status_code == _SWITCHING:
                head, is_complete = event, True
    except h11.RemoteProtocolError as error:
        # It says the same of bytes that are no HTTP and of those that end too early.
        if "closed connection" not in str(error):
            return _UNREADABLE
    if head is None:
        return _BEFORE_THE_ANSWER
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in head.headers.raw_items()
    ]
    return outcome(head.status_code, headers, body, is_complete=is_complete)


tokens = st.text(st.sampled_from(_TOKEN), min_size=1, max_size=8)
names = tokens.filter(lambda name: name.lower() not in _FRAMING)
values = st.builds(
    lambda words, gap: gap.join(words),
    st.lists(
        st.text(
            st.characters(codec="latin-1", exclude_characters="\x7f\x85\xa0", min_codepoint=0x21),
            min_size=1,
            max_size=6,
        ),
        max_size=3,
    ),
    st.sampled_from([" ", "\t", "  "]),
)
fields = st.builds(
    lambda name, before, value, after: f"{name}:{before}{value}{after}",
    st.one_of(names, st.sampled_from(["Connection", "Upgrade", "Trailer", "Date"])),
    st.sampled_from([" ", "", "\t "]),
    st.one_of(values, st.sampled_from(["close", "keep-alive", "upgrade"])),
    st.sampled_from(["", " "]),
)
reasons = st.sampled_from(["", " ", " OK", " Two Words", " \xe4\t!"])
chunk_extensions = st.sampled_from([b"", b";a", b";a=b", b';a="b c"', b" "])


@st.composite
def heads(draw: st.DrawFn, statuses: st.SearchStrategy[int], framing: Sequence[str] = ()) -> bytes:
    lines = draw(st.permutations([*draw(st.lists(fields, max_size=3)), *framing]))
    version = draw(st.sampled_from(["1.1", "1.1", "1.0"]))
    status_line = f"HTTP/{version} {draw(statuses)}{draw(reasons)}"
    end = draw(st.sampled_from(["\r\n", "\r\n", "\n"]))
    fold = draw(st.sampled_from(["", "", f"{end} folded", f"{end}\t", f" {end}  folded more"]))
    if lines and not lines[-1].lower().startswith(_FRAMING):
        lines[-1] += fold
    return end.join([status_line, *lines, end]).encode("latin-1")


def chunked(parts: Sequence[bytes], extension: bytes, trailers: Sequence[str]) -> bytes:
    sent = [b"%X%b\r\n%b\r\n" % (len(part), extension, part) for part in parts]
    end = "".join(f"{one}\r\n" for one in [*trailers, ""]).encode("latin-1")
    return b"".join([*sent, b"000", extension, b"\r\n", end])


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """Well-formed ones, with what may come before and behind."""
    before = b"".join(draw(st.lists(heads(st.sampled_from([100, 102, 103, 199])), max_size=2)))
    parts = draw(st.lists(st.binary(min_size=1, max_size=20), max_size=3))
    body = b"".join(parts)
    coding = draw(st.sampled_from(["Transfer-Encoding: chunked", "transfer-encoding:CHUNKED "]))
    length = draw(
        st.sampled_from(["Content-Length: {}", "content-length:{} ", "Content-Length: 00{}"])
    )
    kind = draw(st.sampled_from(["length", "chunked", "both", "neither"]))
    framing = []
    if kind in ("length", "both"):
        framing.append(length.format(len(body)))
    if kind in ("chunked", "both"):
        framing.append(coding)
        body = chunked(parts, draw(chunk_extensions), draw(st.lists(fields, max_size=2)))
    statuses = st.one_of(st.sampled_from([200, 204, 304, 404, 999]), st.integers(200, 999))
    head = draw(heads(statuses, framing))
    behind = draw(
        st.one_of(st.just(b""), st.binary(max_size=20), st.just(b"HTTP/1.1 200 OK\r\n\r\n"))
    )
    return before + head + body + behind


@st.composite
def pieces(draw: st.DrawFn, sent: st.SearchStrategy[bytes]) -> list[bytes]:
    """Give what is sent in any pieces, perhaps not to its end."""
    data = draw(sent)
    if draw(st.booleans()):
        data = data[: draw(st.integers(0, len(data)))]
    if draw(st.integers(0, 4)) == 0:
        return [bytes([octet]) for octet in data]
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=5)))
    found = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    return [one for one in found if one]


methods = st.sampled_from(["GET", "POST", "HEAD"])


@given(pieces(answers()), st.booleans(), methods)
def test_a_good_answer_is_read_as_h11_reads_it_in_any_pieces_and_wherever_it_ends(
    sent: list[bytes], ends: bool, method: str
) -> None:
    here = as_read_here(sent, ends=ends, method=method)
    assert here == as_read_by_h11(sent, ends=ends, method=method)


@st.composite
def spoilt_answers(draw: st.DrawFn) -> bytes:
    data = draw(answers())
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 3))
        put = draw(
            st.one_of(
                st.binary(max_size=3),
                st.sampled_from([b"\r", b"\n", b"\r\n", b" ", b"0", b",", b":", b"9", b"\x00"]),
            )
        )
        data = data[:at] + put + data[at + gone :]
    return data


@given(pieces(spoilt_answers()), st.booleans(), methods)
def test_of_a_spoilt_answer_nothing_is_read_that_h11_does_not_read(
    sent: list[bytes], ends: bool, method: str
) -> None:
    here = as_read_here(sent, ends=ends, method=method)
    assert here in (as_read_by_h11(sent, ends=ends, method=method), _UNREADABLE)


_OK = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"\r\n" + _OK + b"\r\n",
        b" " + _OK + b"\r\n",
        b"\x15\x03\x01",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 099 OK\r\n\r\n",
        b"HTTP/1.1  200 OK\r\n\r\n",
        b"http/1.1 200 OK\r\n\r\n",
        b"ICE/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 O\x00K\r\n\r\n",
        b"HTTP/1.1 200 O\rK\r\n\r\n",
        _OK + b" A: folded into nothing\r\n\r\n",
        _OK + b"no colon\r\n\r\n",
        _OK + b": no name\r\n\r\n",
        _OK + b"A : b\r\n\r\n",
        _OK + b"A: b\x00\r\n\r\n",
        _OK + b"Content-Length: 9\r\ncontent-length: 8\r\n\r\n",
        _OK + b"Content-Length: 9, 8\r\n\r\n",
        _OK + b"Content-Length: -1\r\n\r\n",
        _OK + b"Content-Length: +1\r\n\r\n",
        _OK + b"Content-Length: 0x1\r\n\r\n",
        _OK + b"Content-Length:\r\n\r\n",
        _OK + b"Content-Length: 999999999999999999999\r\n\r\n",
        _OK + b"Transfer-Encoding: gzip\r\n\r\n",
        _OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        _OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: gzip\r\n\r\n",
        _CHUNKED + b"zz\r\n",
        _CHUNKED + b"-1\r\n",
        _CHUNKED + b"\r\n",
        _CHUNKED + b"1\r\nab\r\n",
        _CHUNKED + b"1\na\r\n",
        _CHUNKED + b"0\r\nno colon\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: drpc\r\n\r\n",
        _OK + b"A: " + b"b" * LONGEST_HEAD,
        _CHUNKED + b"1;" + b"b" * LONGEST_HEAD,
    ],
)
@pytest.mark.parametrize("size", [1 << 20, 4096, 7])
def test_what_is_no_http_is_told_as_h11_tells_it(sent: bytes, size: int) -> None:
    sent_in_pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert as_read_by_h11(sent_in_pieces, ends=False) == _UNREADABLE
    assert as_read_here(sent_in_pieces, ends=False) == _UNREADABLE


@pytest.mark.parametrize(
    "head",
    [
        _OK + b"Content-Length: 1\r\nContent-Length: 1\r\n",
        _OK + b"Content-Length: 1, 1\r\n",
        _OK + b"A: b\x01\r\n",
        b"HTTP/1.1 200 O\x01K\r\n",
        b"HTTP/7.3 200 OK\r\n",
    ],
)
def test_malformed_heads_that_h11_bears_with_are_refused(head: bytes) -> None:
    sent = [head + b"\r\na"]
    assert isinstance(as_read_by_h11(sent, ends=True), Outcome)
    assert as_read_here(sent, ends=True) == _UNREADABLE


def test_an_endless_trailer_is_no_http() -> None:
    begun = _CHUNKED + b"1\r\na\r\n0\r\n"
    assert isinstance(as_read_here([begun, b"A: b\r\n"], ends=False), Outcome)
    assert as_read_here([begun, *[b"A: b\r\n"] * LONGEST_HEAD], ends=False) == _UNREADABLE


def test_what_comes_behind_an_answer_does_not_concern_it_however_much_it_is() -> None:
    sent = [_CHUNKED, b"0\r\n\r\n" + b"x" * LONGEST_HEAD]
    assert as_read_here(sent, ends=False) == as_read_by_h11(sent, ends=False)


def test_a_large_body_in_small_pieces_is_no_endless_one() -> None:
    reader = AnswerReader("GET")
    reader.feed(_CHUNKED)
    for _ in range(LONGEST_HEAD // 2):
        reader.feed(b"1\r\na\r\n")
    reader.feed(b"0\r\n\r\n")
    assert (reader.is_complete, len(reader.body)) == (True, LONGEST_HEAD // 2)


@pytest.mark.parametrize(
    "fields", [b"", b"Connection: upgrade\r\nUpgrade: drpc\r\nContent-Length: 3\r\n"]
)
@pytest.mark.parametrize("size", [1 << 20, 1])
def test_a_switch_that_was_offered_leaves_unread_what_comes_behind_its_head(
    fields: bytes, size: int
) -> None:
    head = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Switching Protocols\r\n" + fields + b"\r\n"
    sent, unread = head + b"abcdef", b""
    reader = AnswerReader("GET", offers_switch=True)
    for at in range(0, len(sent), size):
        if reader.is_complete:
            unread += sent[at : at + size]
        else:
            reader.feed(sent[at : at + size])
    assert (reader.status, reader.unread + unread) == (101, b"abcdef")
    found = as_read_by_h11([head], ends=False, method="GET", offers_switch=True)
    assert as_read_here([head], ends=False, method="GET", offers_switch=True) == found


def test_the_end_of_the_connection_ends_only_a_body_of_no_announced_length() -> None:
    ended = []
    for framing in (b"", b"Content-Length: 9\r\n", b"Transfer-Encoding: chunked\r\n"):
        reader = AnswerReader("GET")
        reader.feed(_OK + framing + b"\r\n")
        reader.end()
        ended.append(reader.is_complete)
    assert ended == [True, False, False]
    begun = AnswerReader("GET")
    begun.feed(_OK)
    begun.end()
    assert (begun.status, begun.is_complete) == (0, False)


def written_by_h11(
    method: str, target: str, headers: Sequence[tuple[str, str]], body: bytes
) -> bytes | None:
    connection = h11.Connection(h11.CLIENT)
    if body or method in ("POST", "PUT", "PATCH"):
        headers = [*headers, ("Content-Length", str(len(body)))]
    try:
        request = h11.Request(method=method, target=target, headers=list(headers))
        events = (request, h11.Data(data=body), h11.EndOfMessage())
        return b"".join(connection.send(event) or b"" for event in events)
    except (h11.LocalProtocolError, UnicodeEncodeError):
        return None


@pytest.mark.parametrize(
    "text", ["", " ", "a b", "a\r\nB: c", "a\n", "a\x00", "a\x7f", "a:", "a\xe9", " a", "a\t"]
)
def test_what_would_be_no_request_is_refused_as_h11_refuses_it(text: str) -> None:
    for method, target, header in (
        (text, "/", ("A", "b")),
        ("GET", text, ("A", "b")),
        ("GET", "/", (text, "b")),
        ("GET", "/", ("A", text)),
    ):
        expected = written_by_h11(method, target, [_HOST, header], b"")
        if expected is None:
            with pytest.raises(UnsendableError):
                request_bytes(method, target, [_HOST, header], b"")
        else:
            assert request_bytes(method, target, [_HOST, header], b"") == expected


odd = st.text(st.sampled_from(" \t\r\n\x00\x01\x0b\x1f\x7f\x85\xe9\u2028:/a"), max_size=3)


@given(
    st.one_of(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]), tokens, odd),
    st.one_of(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1), odd),
    st.lists(
        st.tuples(
            st.one_of(names.filter(lambda name: name.lower() != "host"), odd),
            st.one_of(values, odd),
        ),
        max_size=3,
    ),
    st.binary(max_size=20),
)
def test_a_request_is_written_as_h11_writes_it_or_refused_where_it_refuses(
    method: str, target: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    headers = [_HOST, *headers]
    try:
        written = request_bytes(method, target, headers, body)
    except UnsendableError:
        written = None
    assert written == written_by_h11(method, target, headers, body)

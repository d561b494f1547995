"""Requests on the wire: whatever two readers could take apart differently is refused."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.edge.http.messages import Request
from failmode.simulator.edge.http.reader import (
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    BadRequestError,
    RequestReader,
)
from tests.simulator.edge.stack import EdgeStack, edge_stack

GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def read_all(data: bytes, step: int = 1 << 20, max_body_bytes: int = 100_000) -> list[Request]:
    """Give the requests in `data`, given `step` bytes at a time."""
    reader = RequestReader(lambda _: max_body_bytes)
    requests = []
    for start in range(0, len(data), step):
        reader.feed(data[start : start + step])
        while (request := reader.next()) is not None:
            requests.append(request)
    reader.end()
    return requests


@pytest.mark.parametrize(
    ("data", "status"),
    [
        pytest.param(
            POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400, id="lengths"
        ),
        pytest.param(POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400, id="twice"),
        pytest.param(POST + b"Content-Length: 3, 3\r\n\r\nabc", 400, id="list"),
        pytest.param(POST + b"Content-Length: +3\r\n\r\nabc", 400, id="sign"),
        pytest.param(POST + b"Content-Length: 0x3\r\n\r\nabc", 400, id="hexadecimal"),
        pytest.param(POST + b"Content-Length: 1 2\r\n\r\na", 400, id="space in length"),
        pytest.param(POST + b"Content-Length:\r\n\r\n", 400, id="empty length"),
        pytest.param(POST + b"Content-Length: 99999999999999999999\r\n\r\n", 400, id="overflow"),
        pytest.param(POST + b"Content-Length: 100001\r\n\r\n", 413, id="large"),
        pytest.param(
            POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            id="both",
        ),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            400,
            id="both 2",
        ),
        pytest.param(POST + b"Transfer-Encoding: gzip\r\n\r\n", 501, id="coding"),
        pytest.param(
            POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, id="codings"
        ),
        pytest.param(POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501, id="xchunked"),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
            400,
            id="TE x2",
        ),
        pytest.param(
            POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400, id="space, colon"
        ),
        pytest.param(
            POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n", 400, id="tab, vertical"
        ),
        pytest.param(
            b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, id="TE in 1.0"
        ),
        pytest.param(CHUNKED + b"3 \r\nabc\r\n0\r\n\r\n", 400, id="chunk size, space"),
        pytest.param(CHUNKED + b"0x3\r\nabc\r\n0\r\n\r\n", 400, id="chunk size, 0x"),
        pytest.param(CHUNKED + b"-3\r\nabc\r\n0\r\n\r\n", 400, id="chunk size, sign"),
        pytest.param(CHUNKED + b"3\nabc\r\n0\r\n\r\n", 400, id="chunk size, LF"),
        pytest.param(CHUNKED + b"3\r\nabcX\r\n0\r\n\r\n", 400, id="chunk too long"),
        pytest.param(CHUNKED + b"fffffffffffffffff\r\n", 400, id="chunk size, overflow"),
        pytest.param(CHUNKED + b"3\r\nab", 400, id="chunk cut"),
        pytest.param(GET + b"A: b\r\n c\r\n\r\n", 400, id="folded"),
        pytest.param(GET + b" A: b\r\n\r\n", 400, id="leading space"),
        pytest.param(GET + b"A: b\x00c\r\n\r\n", 400, id="NUL"),
        pytest.param(GET + b"A: b\rc\r\n\r\n", 400, id="bare CR"),
        pytest.param(GET + b"A: b\nC: d\r\n\r\n", 400, id="bare LF"),
        pytest.param(b"GET / HTTP/1.1\nHost: x\n\n", 400, id="LF"),
        pytest.param(GET + b"A\xff: b\r\n\r\n", 400, id="name, not ASCII"),
        pytest.param(GET + b": b\r\n\r\n", 400, id="no name"),
        pytest.param(GET + b"A\r\n\r\n", 400, id="no colon"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", 400, id="no host"),
        pytest.param(GET + b"Host: y\r\n\r\n", 400, id="two hosts"),
        pytest.param(b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="two spaces"),
        pytest.param(b"GET /\tHTTP/1.1\r\nHost: x\r\n\r\n", 400, id="tab"),
        pytest.param(b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="space in target"),
        pytest.param(b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="NUL in target"),
        pytest.param(b"GET /\xe4 HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="target, not ASCII"),
        pytest.param(b"GET x HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="relative target"),
        pytest.param(b"GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="bad absolute target"),
        pytest.param(b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 501, id="CONNECT"),
        pytest.param(b"GET /\r\n\r\n", 400, id="HTTP/0.9"),
        pytest.param(b"GET / HTTP/1.2\r\nHost: x\r\n\r\n", 400, id="HTTP/1.2"),
        pytest.param(b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505, id="HTTP/2"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, id="HTTP/2 preface"),
        pytest.param(b"G\xe4T / HTTP/1.1\r\nHost: x\r\n\r\n", 400, id="method, not ASCII"),
        pytest.param(b"GET /" + bytes([97]) * MAX_HEADER_BYTES, 431, id="endless target"),
        pytest.param(GET + b"A: " + bytes([97]) * MAX_HEADER_BYTES + b"\r\n\r\n", 431, id="head"),
        pytest.param(GET + b"A: b\r\n" * MAX_HEADERS + b"\r\n", 431, id="headers"),
        pytest.param(
            CHUNKED + b"0\r\n" + (b"A: " + b"b" * 1000 + b"\r\n") * 70 + b"\r\n", 431, id="trailers"
        ),
        pytest.param(GET + b"A: b", 400, id="cut"),
    ],
)
@pytest.mark.parametrize("step", [1 << 20, 7])
def test_what_is_no_clear_request_is_refused(data: bytes, status: int, step: int) -> None:
    with pytest.raises(BadRequestError) as caught:
        read_all(data, step)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("data", "targets", "bodies"),
    [
        (GET + b"\r\n" + GET + b"\r\n", ["/", "/"], [b"", b""]),
        (b"\r\n\r\n" + GET + b"\r\n", ["/"], [b""]),
        (POST + b"Content-Length: 3\r\n\r\nabc" + GET + b"\r\n", ["/", "/"], [b"abc", b""]),
        (CHUNKED + b"3;ext=1\r\nabc\r\n2\r\n\r\n\r\n0\r\nT: r\r\n\r\n", ["/"], [b"abc\r\n"]),
        (CHUNKED + b"4\r\n\r\n\r\n\r\n0\r\n\r\n" + GET + b"\r\n", ["/", "/"], [b"\r\n\r\n", b""]),
        (GET + b"Connection: close\r\n\r\n" + GET + b"\r\n", ["/", "/"], [b"", b""]),
        (
            GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + GET + b"\r\n",
            ["/"] * 2,
            [b""] * 2,
        ),
        (
            POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\na",
            ["/"],
            [b"a"],
        ),
        (b"GET http://y/a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", ["/a?b=c"], [b""]),
        (b"GET HTTP://y HTTP/1.1\r\nHost: x\r\n\r\n", ["/"], [b""]),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", ["*"], [b""]),
        (b"GET / HTTP/1.0\r\n\r\n", ["/"], [b""]),
    ],
)
@pytest.mark.parametrize("step", [1 << 20, 1, 3])
def test_requests_are_read_however_they_arrive(
    data: bytes, targets: list[str], bodies: list[bytes], step: int
) -> None:
    requests = read_all(data, step)
    assert [request.target for request in requests] == targets
    assert [request.body for request in requests] == bodies


@pytest.mark.parametrize("method", ["GET", "DELETE", "BREW", "get", "PRI", "M-SEARCH", "!#$%&'*"])
@pytest.mark.parametrize("step", [1 << 20, 1])
def test_any_token_is_a_method_and_goes_to_the_application_as_sent(method: str, step: int) -> None:
    one = f"{method} /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nbc".encode()
    requests = read_all(one * 2, step)
    assert [(request.method, request.body) for request in requests] == [(method, b"bc")] * 2


def test_a_body_behind_an_offer_to_upgrade_is_no_request_of_its_own() -> None:
    smuggled = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    offer = b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: %d\r\n\r\n" % len(smuggled)
    (request,) = read_all(POST + offer + smuggled)
    assert request.body == smuggled
    assert ("upgrade", "h2c") in request.headers


def test_names_are_lowered_values_stripped_and_trailers_are_no_headers() -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nX-A:  b \t\r\nTransfer-Encoding: chunked\r\n\r\n"
    (request,) = read_all(head + b"0\r\nHost: y\r\nX-Trailer: z\r\n\r\n")
    assert request.headers == (("host", "x"), ("x-a", "b"), ("transfer-encoding", "chunked"))


@given(
    bodies=st.lists(
        st.binary(max_size=40) | st.sampled_from([b"\r\n\r\n", b"0\r\n\r\n"]), max_size=5
    ),
    chunked=st.booleans(),
    step=st.integers(1, 60),
)
def test_bodies_come_out_as_they_were_put_in(bodies: list[bytes], chunked: bool, step: int) -> None:
    def wire(body: bytes) -> bytes:
        if not chunked:
            return POST + b"Content-Length: %d\r\n\r\n" % len(body) + body
        parts = [body[:7], body[7:]]
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts if part)
        return CHUNKED + chunks + b"0\r\n\r\n"

    requests = read_all(b"".join(wire(body) for body in bodies), step)
    assert [request.body for request in requests] == bodies


@given(
    data=st.binary(max_size=300)
    | st.text("GETPOS /HTP1.\r\n: ahost0\x00", max_size=120).map(str.encode)
)
def test_any_bytes_are_requests_or_are_refused(data: bytes) -> None:
    try:
        requests = read_all(data, step=13)
    except BadRequestError:
        return
    assert all(request.target.startswith(("/", "*")) for request in requests)


@pytest.fixture(scope="module")
def plain() -> Iterator[EdgeStack]:
    with edge_stack(tls=False) as stack:
        yield stack


def test_nothing_after_a_refused_request_is_answered(plain: EdgeStack) -> None:
    smuggled = b"GET /login/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    request = (
        b"POST /login/first HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    with plain.connect() as sock:
        sock.sendall(request + smuggled)
        sock.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: sock.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert not any("smuggled" in one.path for one in plain.journal.query())


def test_a_good_request_before_a_bad_one_is_answered(plain: EdgeStack) -> None:
    with plain.connect() as sock:
        sock.sendall(b"GET /login/good HTTP/1.1\r\nHost: x\r\n\r\nGARBAGE\r\n\r\n")
        answer = b"".join(iter(lambda: sock.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 400 " in answer


def test_expect_is_not_granted_to_a_body_that_has_come_or_would_be_refused(
    plain: EdgeStack,
) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n"
    for rest, status in (
        (b"Content-Length: 2\r\n\r\nab", b"200"),
        (b"Content-Length: 99999999\r\n\r\n", b"413"),
    ):
        with plain.connect() as sock:
            sock.sendall(head + rest)
            answer = b"".join(iter(lambda: sock.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 " + status)

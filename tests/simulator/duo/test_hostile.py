"""Bad requests to Duo's cloud over real TLS: Duo's error for each, no traceback, no harm done."""

from __future__ import annotations

import base64
import json
import logging
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import bson
import pytest

from failmode.simulator.duo.api.signature import Digest, Version, rfc2822, sign
from failmode.simulator.runtime import Simulator, SimulatorConfig
from tests.patience import PATIENT_SECONDS

NO_CREDENTIALS = (401, 40101)
WRONG_SIGNATURE = (401, 40103)
WRONG_PARAMETERS = (400, 40002)
NOT_FOUND = (404, 40401)


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came over the wire."""

    status: int
    head: str
    body: bytes

    @property
    def error(self) -> tuple[int, int]:
        """The status and Duo's code; the status is always that of the code."""
        envelope = json.loads(self.body)
        assert envelope["stat"] == "FAIL"
        assert envelope["code"] // 100 == self.status
        assert "Traceback" not in self.body.decode()
        return self.status, envelope["code"]

    @property
    def detail(self) -> str | None:
        """Duo's `message_detail`."""
        detail: str | None = json.loads(self.body).get("message_detail")
        return detail


class Attacker:
    """Sends bytes to a simulator's Duo over TLS.

    Args:
        simulator: a running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.host = simulator.keys.api_host
        self._context = ssl.create_default_context(cafile=simulator.ca_file)

    def send(self, data: bytes, *, then_close: bool = False) -> bytes:
        """Send raw bytes and read until the cloud ends the connection."""
        address = self.simulator.addresses.duo
        with (
            socket.create_connection((address.host, address.port), PATIENT_SECONDS) as plain,
            self._context.wrap_socket(plain, server_hostname=self.host) as sock,
        ):
            sock.sendall(data)
            if then_close:
                sock.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: sock.recv(65_536), b""))

    def call(
        self,
        method: str,
        target: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> Raw:
        """One request with the given headers, and its answer."""
        lines = {"Host": self.host, "Connection": "close", **(headers or {})}
        if body:
            lines["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        answer = self.send(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body)
        first, _, content = answer.partition(b"\r\n\r\n")
        return Raw(int(first.split()[1]), first.decode("latin-1"), content)

    def signed(
        self,
        path: str,
        body: bytes,
        pairs: tuple[tuple[str, str], ...] = (),
        *,
        content_type: str = "application/x-www-form-urlencoded",
        version: Version = Version.V2,
        at: float | None = None,
    ) -> Raw:
        """Return a signed POST of a body that stands for `pairs`."""
        keys = self.simulator.keys
        headers = sign(
            version,
            method="POST",
            host=self.host,
            path=path,
            ikey=keys.ikey,
            skey=keys.skey,
            params=() if version.hashes_body else pairs,
            date=rfc2822(self.simulator.clock.now() if at is None else at),
            digest=Digest.SHA512,
            body=body if version.hashes_body else b"",
        )
        return self.call("POST", path, {**headers, "Content-Type": content_type}, body)


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with Simulator(SimulatorConfig()) as simulator:
        yield simulator


@pytest.fixture
def attacker(running: Simulator, caplog: pytest.LogCaptureFixture) -> Iterator[Attacker]:
    """Attack, and see that the cloud still serves others and has logged no failure."""
    with caplog.at_level(logging.WARNING):
        attacker = Attacker(running)
        yield attacker
    assert [record.message for record in caplog.records] == []
    assert attacker.call("GET", "/auth/v2/ping").status == 200


@pytest.fixture
def still(attacker: Attacker) -> Iterator[float]:
    """Stop the cloud's clock at a whole second, which is what a date header can say."""
    clock = attacker.simulator.clock
    now = float(int(clock.now()))
    clock.freeze(now)
    yield now
    clock.resume()


# Who are you?


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic " + base64.b64encode(b":signature").decode(),
        "Basic " + base64.b64encode(b"ikey:").decode(),
        "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(),
        "Basic " + base64.b64encode(b"DI\0KEY:abc").decode(),
        "Bearer abc",
        "Digest username=x",
        "basic",
        "A" * 4_000,
    ],
)
def test_an_absent_or_malformed_authorization_is_missing_credentials(
    attacker: Attacker, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    assert attacker.call("GET", "/auth/v2/check", headers).error == NO_CREDENTIALS


def test_parameters_that_cannot_be_read_are_refused_before_it_is_asked_who_sends_them(
    attacker: Attacker,
) -> None:
    fields = "&".join(["a=1"] * 1_000)

    assert attacker.call("GET", f"/auth/v2/check?{fields}").error == WRONG_PARAMETERS


@pytest.mark.parametrize("signature", ["0" * 40, "0" * 128, "x", "\u00e9" * 40, "0" * 5_000])
def test_a_made_up_signature_is_wrong(attacker: Attacker, signature: str) -> None:
    token = base64.b64encode(f"{attacker.simulator.keys.ikey}:{signature}".encode()).decode()
    headers = {
        "Authorization": f"Basic {token}",
        "Date": rfc2822(attacker.simulator.clock.now()),
    }

    assert attacker.call("GET", "/auth/v2/check", headers).error == WRONG_SIGNATURE


@pytest.mark.parametrize("seconds", [-301, 301, -1e9, 1e9])
def test_a_replay_from_another_time_is_a_bad_timestamp(
    attacker: Attacker, still: float, seconds: float
) -> None:
    pairs = (("username", "alice"),)

    answer = attacker.signed("/auth/v2/preauth", b"username=alice", pairs, at=still + seconds)

    assert answer.error == (401, 40105)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_date_at_the_edge_of_what_is_tolerated_is_in_time(
    attacker: Attacker, still: float, seconds: float
) -> None:
    pairs = (("username", "alice"),)

    answer = attacker.signed("/auth/v2/preauth", b"username=alice", pairs, at=still + seconds)

    assert answer.status == 200


@pytest.mark.parametrize("date", ["", "yesterday", "Sat, 99 Nov 2026 18:07:47 -0000", "0", "\xff"])
def test_a_date_that_is_none_is_refused(attacker: Attacker, date: str) -> None:
    headers = sign(
        Version.V2,
        method="GET",
        host=attacker.host,
        path="/auth/v2/check",
        ikey=attacker.simulator.keys.ikey,
        skey=attacker.simulator.keys.skey,
        date=date,
    )

    assert attacker.call("GET", "/auth/v2/check", headers).error in {(401, 40104), WRONG_SIGNATURE}


# What do you say?


@pytest.mark.parametrize(
    ("body", "pairs", "detail"),
    [
        (b"username=%ff%fe", (("username", "\udcff\udcfe"),), "username"),
        (b"username=\xff", (("username", "\udcff"),), "username"),
        (b"username=a&username=b", (("username", "a"), ("username", "b")), "username"),
        (b"username=al%00ice", (("username", "al\0ice"),), "username"),
        (b"%00=1&username=alice", (("\0", "1"), ("username", "alice")), None),
    ],
    ids=["utf-8", "raw-byte", "twice", "nul", "nul-name"],
)
def test_a_parameter_that_cannot_be_is_named(
    attacker: Attacker, body: bytes, pairs: tuple[tuple[str, str], ...], detail: str | None
) -> None:
    answer = attacker.signed("/auth/v2/preauth", body, pairs)

    assert answer.error == WRONG_PARAMETERS
    assert answer.detail == detail


@pytest.mark.parametrize(
    ("body", "pairs"), [(b"", ()), (b"username=", (("username", ""),))], ids=["nothing", "empty"]
)
def test_a_parameter_that_is_missing_is_named(
    attacker: Attacker, body: bytes, pairs: tuple[tuple[str, str], ...]
) -> None:
    answer = attacker.signed("/auth/v2/preauth", body, pairs)

    assert answer.error == (400, 40001)
    assert answer.detail == "username"


def test_a_query_of_one_megabyte_is_refused(attacker: Attacker) -> None:
    answer = attacker.send(
        f"GET /auth/v2/auth_status?txid={'a' * 1_000_000} HTTP/1.1\r\n"
        f"Host: {attacker.host}\r\nConnection: close\r\n\r\n".encode()
    )

    assert answer.startswith(b"HTTP/1.1 4")
    assert b"Traceback" not in answer


def test_more_parameters_than_there_may_be_are_refused(attacker: Attacker) -> None:
    pairs = tuple((f"p{number}", "x") for number in range(300))
    body = "&".join(f"{name}={value}" for name, value in pairs).encode()

    assert attacker.signed("/auth/v2/preauth", body, pairs).error == WRONG_PARAMETERS


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "text/xml", "multipart/form-data; boundary=x", "application/bson", "\xff", "/"],
)
def test_a_json_body_of_another_name_is_not_covered_by_its_signature(
    attacker: Attacker, content_type: str
) -> None:
    answer = attacker.signed(
        "/auth/v2/preauth",
        b'{"username":"alice"}',
        content_type=content_type,
        version=Version.V5,
    )

    assert answer.error == WRONG_SIGNATURE


@pytest.mark.parametrize(
    "body",
    [b"[" * 60_000, b'{"a":' * 20_000, b'{"username":' + b"9" * 50_000 + b"}", b"\xff", b"nul"],
    ids=["arrays", "objects", "number", "byte", "word"],
)
def test_a_json_bomb_is_an_invalid_request(attacker: Attacker, body: bytes) -> None:
    answer = attacker.signed(
        "/auth/v2/preauth", body, content_type="application/json", version=Version.V5
    )

    assert answer.error == WRONG_PARAMETERS


def test_a_json_name_that_is_given_twice_is_named(attacker: Attacker) -> None:
    answer = attacker.signed(
        "/auth/v2/preauth",
        b'{"username":"alice","username":"bob"}',
        content_type="application/json",
        version=Version.V5,
    )

    assert answer.error == WRONG_PARAMETERS
    assert answer.detail == "username"


def _nested(depth: int) -> bytes:
    """Return a BSON document in a document in a document."""
    document = bson.encode({})
    for _ in range(depth):
        size = (len(document) + 8).to_bytes(4, "little")
        document = size + b"\x03a\0" + document + b"\0"
    return document


@pytest.mark.parametrize(
    "body",
    [
        bson.encode({"username": "alice"}),
        _nested(10_000),
        b"\xff\xff\xff\x7f" + b"\0" * 20,
        bson.encode({})[:-1],
    ],
    ids=["document", "nested", "length", "cut"],
)
@pytest.mark.parametrize("path", ["/auth/v2/preauth", "/rest/v1/preauth.bson"])
def test_a_bson_body_is_never_taken_apart(attacker: Attacker, path: str, body: bytes) -> None:
    headers = {"Content-Type": "application/bson"}
    unsigned = attacker.call("POST", path, headers, body)
    signed = attacker.signed(path, body, content_type="application/bson", version=Version.V5)

    assert (unsigned.status, signed.status) == (401, 401)
    journal = attacker.simulator.journal.query(vendor="duo")
    assert journal[-1].status == 401


def test_a_truncated_body_gets_no_answer_and_harms_nobody(attacker: Attacker) -> None:
    head = (
        f"POST /auth/v2/preauth HTTP/1.1\r\nHost: {attacker.host}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
    )

    answer = attacker.send(head.encode() + b"username=al", then_close=True)

    assert b"200 OK" not in answer
    assert b"Traceback" not in answer


@pytest.mark.parametrize(
    "line",
    [
        "Content-Length: -1",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 99999999999999999999",
        "Content-Length: 99999999",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "X-Duo-Date: a\0b",
        "no colon here",
        " : nameless",
    ],
)
def test_a_head_that_http_forbids_is_refused(attacker: Attacker, line: str) -> None:
    answer = attacker.send(
        f"POST /auth/v2/preauth HTTP/1.1\r\nHost: {attacker.host}\r\n"
        f"Connection: close\r\n{line}\r\n\r\nhello".encode()
    )

    assert answer.startswith(b"HTTP/1.1 4")
    assert b"Traceback" not in answer


# Where do you go?


@pytest.mark.parametrize(
    "path",
    [
        "/auth//v2/ping",
        "//auth/v2/ping",
        "/auth/v2/../v2/ping",
        "/auth/v2/%2e%2e/v2/ping",
        "/AUTH/V2/PING",
        "/auth/v2/ping/",
        "/auth/v2/ping%00",
        "/auth/v2/ping%0d%0aX-Evil:%201",
        "/auth/v2/ping;x=1",
        "/auth/v2/ping.json",
        "/auth/v2/ping.bson",
        "/auth/v2/%ff",
        "/rest/v1/../v1/ping",
        "/..%2f..%2fetc/passwd",
        "/static/x",
        "/%",
        "*",
    ],
)
def test_a_tricky_path_is_not_found(attacker: Attacker, path: str) -> None:
    answer = attacker.call("GET", path)

    assert "x-evil" not in answer.head.lower()
    if path == "*":
        assert answer.status in {400, 404}
    else:
        assert answer.error == NOT_FOUND


@pytest.mark.parametrize("username", ["alice\r\nX-Evil: 1", "alice\nSet-Cookie: a=b", "\x85\u2028"])
def test_a_line_break_in_a_name_breaks_no_header(attacker: Attacker, username: str) -> None:
    answer = attacker.signed(
        "/auth/v2/preauth", f"username={quote(username)}".encode(), (("username", username),)
    )

    assert answer.status == 200
    assert "evil" not in answer.head.lower()
    assert "set-cookie" not in answer.head.lower()
    assert "\r\n\r\n" not in answer.head


def test_a_signature_for_one_host_is_wrong_at_another(attacker: Attacker) -> None:
    keys = attacker.simulator.keys
    headers = sign(
        Version.V2,
        method="GET",
        host="api-other.duosecurity.test",
        path="/auth/v2/check",
        ikey=keys.ikey,
        skey=keys.skey,
        date=rfc2822(attacker.simulator.clock.now()),
    )

    assert attacker.call("GET", "/auth/v2/check", headers).error == WRONG_SIGNATURE


# Does anything leak?


def test_no_secret_shows_in_the_journal_in_any_encoding(attacker: Attacker) -> None:
    simulator = attacker.simulator
    keys = simulator.keys
    duo = simulator.duo
    duo.users.add("mallory")
    duo.devices.add_phone("mallory", "+12025550123")
    passcode = duo.passcodes.issue("mallory")[0]
    bypass = duo.bypass_codes.add("mallory", count=1)[0].code
    attacker.signed(
        "/auth/v2/auth",
        f"factor=passcode&passcode={passcode}&username=mallory".encode(),
        (("factor", "passcode"), ("passcode", passcode), ("username", "mallory")),
    )
    attacker.signed(
        "/rest/v1/auth.bson",
        f"auto={bypass}&factor=auto&user=mallory".encode(),
        (("auto", bypass), ("factor", "auto"), ("user", "mallory")),
    )
    attacker.call(
        "POST",
        "/rest/v1/auth.bson",
        {"Content-Type": "application/bson"},
        bson.encode({"user": "mallory", "code": "918273645", "skey": keys.skey}),
    )
    enrolled = attacker.signed(
        "/auth/v2/enroll",
        b"bypass_codes=1&username=trent",
        (("bypass_codes", "1"), ("username", "trent")),
    )
    secrets = json.loads(enrolled.body)["response"]

    written = json.dumps([one.to_json() for one in simulator.journal.query(vendor="duo")])

    for secret in (
        keys.skey,
        passcode,
        bypass,
        "918273645",
        secrets["bypass_codes"][0],
        secrets["activation_code"].rpartition("/")[2],
    ):
        assert secret not in written
    assert '\\"user\\": \\"mallory\\"' in written

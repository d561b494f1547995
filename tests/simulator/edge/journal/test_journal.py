"""The journal: a ring buffer that holds no secret."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import bson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.duo.vendor import SECRETS
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import Journal, Message
from failmode.simulator.edge.journal.masking import BODY_LIMIT
from failmode.simulator.edge.journal.secrets import COMMON, Secrets
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.edge.stack import edge_stack

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def record(journal: Journal, user: str | None = None, **more: Any) -> int:
    identified = Identified("login/auth", Stage.AUTH, user)
    return journal.record(time=1.0, vendor="acme", identified=identified, **more).number


def test_the_newest_exchanges_are_kept_and_the_others_counted() -> None:
    journal = Journal(3, secrets=SECRETS)
    for number in range(1, 6):
        assert record(journal, f"user{number}") == number
    assert [entry.number for entry in journal.query()] == [3, 4, 5]
    assert (journal.capacity, journal.dropped, journal.last_number) == (3, 2, 5)
    journal.clear()
    assert (journal.query(), journal.dropped) == ((), 0)
    assert record(journal) == 6


def test_a_journal_must_keep_something() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        Journal(0, secrets=SECRETS)


def test_a_query_narrows_by_everything_that_is_given() -> None:
    journal = Journal(10, secrets=SECRETS)
    for user in ("alice", "bob", "alice"):
        record(journal, user)
    assert [entry.number for entry in journal.query(user="alice")] == [1, 3]
    assert [entry.number for entry in journal.query(user="alice", since=1)] == [3]
    assert journal.query(vendor="other") == ()
    assert journal.query(operation="login/preauth") == ()
    assert len(journal.query(vendor="acme", operation="login/auth")) == 3


def test_a_query_narrows_by_status_fault_and_time() -> None:
    journal = Journal(10, secrets=SECRETS)
    identified = Identified("login/auth", Stage.AUTH, None)
    for time, status, fault in ((10.0, 200, None), (20.0, 503, "http-503"), (30.0, None, "reset")):
        journal.record(time=time, vendor="acme", identified=identified, status=status, fault=fault)

    def numbers(**wanted: Any) -> list[int]:
        return [entry.number for entry in journal.query(**wanted)]

    assert numbers(status=503) == [2]
    assert numbers(fault="reset") == [3]
    assert numbers(since_time=20) == [2, 3]
    assert numbers(until_time=20) == [1, 2]
    assert numbers(since_time=20, until_time=20) == [2]
    assert numbers(since=1, until_time=29.9) == [2]


def test_an_exchange_is_found_by_its_number_as_long_as_it_is_kept() -> None:
    journal = Journal(2, secrets=SECRETS)
    for _ in range(3):
        record(journal)
    assert [entry and entry.number for entry in map(journal.find, range(5))] == [
        *(None, None),
        *(2, 3),
        None,
    ]


def test_bson_is_kept_as_json_and_masked() -> None:
    journal = Journal(1, secrets=SECRETS)
    body = bson.encode({"stat": "OK", "response": {"passcode": "S3CRET", "n": 1, "b": b"\xff"}})
    record(journal, response=Message((("Content-Type", "application/bson"),), body))
    kept = json.loads(journal.query()[0].response_body)
    assert kept == {"stat": "OK", "response": {"passcode": "***", "n": 1, "b": "b'\\xff'"}}


@given(st.binary(max_size=80))
def test_bytes_that_are_no_bson_are_never_shown(junk: bytes) -> None:
    journal = Journal(1, secrets=SECRETS)
    body = (len(junk) + 5).to_bytes(4, "little") + junk + b"\0"
    record(journal, response=Message((("Content-Type", "application/bson"),), body))
    kept = journal.query()[0].response_body
    assert kept == f"[{len(body)} bytes of application/bson]" or kept.startswith(("{", "["))


def test_bson_nested_without_end_is_not_followed() -> None:
    body = b"\x05\0\0\0\0"
    for _ in range(5000):
        body = (len(body) + 8).to_bytes(4, "little") + b"\x03a\0" + body + b"\0"
    journal = Journal(1, secrets=SECRETS)
    record(journal, response=Message((("Content-Type", "application/bson"),), body))
    assert journal.query()[0].response_body == f"[{len(body)} bytes of application/bson]"


def test_a_reader_waits_for_the_next_exchange() -> None:
    journal = Journal(10, secrets=SECRETS)
    assert not journal.wait(0, 0.01)
    seen: list[bool] = []
    reader = threading.Thread(target=lambda: seen.append(journal.wait(0, PATIENT_SECONDS)))
    reader.start()
    record(journal)
    reader.join(PATIENT_SECONDS)
    assert seen == [True]


def test_an_exchange_that_began_with_earlier_data_is_not_kept_among_those_of_the_next() -> None:
    with edge_stack() as stack, ThreadPoolExecutor(1) as pool:
        polled = pool.submit(stack.call, "/poll")
        assert stack.gate.entered.acquire(timeout=PATIENT_SECONDS)
        stack.journal.begin_generation()
        stack.gate.opened.set()
        assert polled.result(PATIENT_SECONDS).status == 200
        assert stack.journal.query() == ()

        stack.call("/poll")
        assert [one.operation for one in stack.journal.query()] == ["poll"]


def test_an_exchange_becomes_json() -> None:
    journal = Journal(1, secrets=SECRETS)
    record(journal, "alice", request=Message((("A", "b"),), b"x"))
    (entry,) = journal.query()
    shape = json.loads(json.dumps(entry.to_json()))
    assert (shape["user"], shape["request_headers"], shape["number"]) == ("alice", [["A", "b"]], 1)


secrets = st.text("XYZQ0123456789", min_size=12, max_size=20).map(lambda text: f"S3CR{text}")
keys = st.sampled_from(sorted((COMMON | SECRETS).fields)).flatmap(
    lambda key: st.sampled_from([key, key.upper(), key.title().replace("_", ""), f"{key}[]"])
)
plain_fields = st.dictionaries(
    st.sampled_from(["username", "device", "hostname", "note"]), st.text(max_size=8), max_size=3
)


def nest(fields: dict[str, str], depth: int) -> Any:
    value: Any = fields
    for level in range(depth):
        value = {"response": value} if level % 2 else [value, "list"]
    return value


@st.composite
def carriers(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Give a secret and the arguments of a record that holds it in one of the places."""
    secret, key = draw(secrets), draw(keys)
    fields = {**draw(plain_fields), key: secret}
    form = urlencode(fields)
    as_json = json.dumps(nest(fields, draw(st.integers(0, 4))), ensure_ascii=draw(st.booleans()))
    side = draw(st.sampled_from(["request", "response"]))
    message = draw(
        st.sampled_from(
            [
                Message((("Authorization", f"Basic {secret}"),)),
                Message((("proxy-authorization", f"Bearer {secret}"),)),
                Message((("authorization", secret),)),
                Message((("authorization", f"{secret} {secret}"),)),
                Message(
                    (("Cookie", f"a=b; session={secret}"), ("Set-Cookie", f"s={secret}; Path=/"))
                ),
                Message((("Location", f"https://x.test/cb?state=1&{form}"),)),
                Message((("Referer", f"/x#{form}"),)),
                Message((("Content-Type", FORM),), form.encode()),
                Message((("Content-Type", f"{FORM}; charset=utf-8"),), form.encode()),
                Message((("Content-Type", "text/plain"),), form.encode()),
                Message((), form.encode()),
                Message((("Content-Type", JSON),), as_json.encode()),
                Message((), f"  {as_json}".encode()),
                Message((("Content-Type", JSON),), as_json[:-1].encode()),
                Message((("Content-Type", JSON),), f"\ufeff{as_json}".encode()),
                Message((("Content-Type", FORM),), as_json.encode()),
                Message(
                    (("Content-Type", "multipart/form-data"),),
                    f'name="{key}"\r\n\r\n{secret}'.encode(),
                ),
                Message((("Content-Type", JSON),), as_json.encode() + b"\xff"),
                Message((("Content-Type", JSON),), as_json.encode() + b" " * BODY_LIMIT),
            ]
        )
    )
    target = draw(
        st.sampled_from(["/x", f"/x?{form}", f"/x?a=1&{quote(key)}={quote_plus(secret)}"])
    )
    return secret, {side: message, "target": target}


@given(carriers())
def test_no_secret_is_ever_kept(carrier: tuple[str, dict[str, Any]]) -> None:
    secret, arguments = carrier
    journal = Journal(1, secrets=SECRETS)
    record(journal, "alice", **arguments)
    (entry,) = journal.query()
    assert secret not in repr(entry)
    assert secret not in json.dumps(entry.to_json())


@pytest.mark.parametrize("escaped", [r"pass\u0077ord", r"\u0070assword"])
def test_an_escaped_key_hides_its_value_in_good_and_broken_json(escaped: str) -> None:
    journal = Journal(2, secrets=SECRETS)
    for body in (f'{{"{escaped}": "S3CRET"}}', f'{{"{escaped}": "S3CRET"'):
        record(journal, request=Message((("Content-Type", JSON),), body.encode()))
    assert "S3CRET" not in repr(journal.query())


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            "username=alice&factor=passcode&passcode=123456",
            "username=alice&factor=passcode&passcode=***",
        ),
        ("auto=123456&user=alice", "auto=***&user=alice"),
        ("auto=push1&user=alice", "auto=push1&user=alice"),
        ("prompt=000 123&factor=prompt", "prompt=***&factor=prompt"),
        ("code=abc", "code=***"),
        ("a&=b&password&password=&%70assword=x", "a&=b&password&password=***&%70assword=***"),
    ],
)
def test_a_form_keeps_everything_but_its_secrets(body: str, kept: str) -> None:
    journal = Journal(1, secrets=SECRETS)
    record(journal, request=Message((("Content-Type", FORM),), body.encode()))
    assert journal.query()[0].request_body == kept


@pytest.mark.parametrize(
    "body",
    [
        b"code=86420975&user=alice",
        b'{"code": "86420975", "user": "alice"',
        b"{=1&code=86420975",
        bson.encode({"code": "86420975"}),
        b'{"code1": "86420975"}',
        b"sig=86420975",
        b"signature=86420975",
    ],
)
@pytest.mark.parametrize("content_type", [FORM, JSON, "text/plain", "application/octet-stream", ""])
def test_a_code_that_is_sent_is_hidden_whatever_it_is_called(
    body: bytes, content_type: str
) -> None:
    journal = Journal(1, secrets=SECRETS)
    record(journal, request=Message((("Content-Type", content_type),), body))
    assert "86420975" not in repr(journal.query())


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("/activate/S3CRET-x?a=b", "/activate/***?a=b"),
        ("/frame/qr?value=duo%3A%2F%2FS3CRET-x", "/frame/qr?value=***"),
        ("/frame/qr?value=S3EN", "/frame/qr?value=S3EN"),
    ],
)
def test_an_activation_code_in_an_address_is_hidden(target: str, shown: str) -> None:
    journal = Journal(1, secrets=SECRETS)
    record(journal, target=target)
    assert journal.query()[0].path == shown


@pytest.mark.parametrize("name", ["X-Auth-Token", "x-access-token", "X-Client-Secret", "ApiKey"])
def test_a_header_whose_name_says_that_it_is_secret_is_hidden(name: str) -> None:
    journal = Journal(1)
    record(journal, request=Message(((name, "S3CRET"),)))
    assert journal.query()[0].request_headers == ((name, "***"),)


@pytest.mark.parametrize("secret", ["0123456789abcdef" * 2, f"eyJ0.{'a1-_' * 10}", "k" * 39 + "1"])
def test_a_token_that_stands_in_a_path_is_hidden(secret: str) -> None:
    journal = Journal(2)
    record(journal, target=f"/v2/devices/{secret}?a=b")
    record(journal, target=f"/{secret}/x")
    assert [one.path for one in journal.query()] == ["/v2/devices/***?a=b", "/***/x"]


def test_a_token_that_stands_in_the_name_of_a_request_without_a_route_is_hidden() -> None:
    journal = Journal(1)
    identified = Identified.by_path("GET", f"/v2/{'k' * 39}1/x")
    journal.record(time=1.0, vendor="acme", identified=identified)
    (shown,) = journal.query(operation=identified.operation)
    assert shown.operation == "GET /v2/***/x"


@pytest.mark.parametrize(
    "path",
    [
        "/v2/queries/scoped-custom-fields",
        "/admin/v1/users/DU0123456789ABCDEFGH/phones",
        "/frame/frameless/v4/auth/123e4567-e89b-42d3-a456-426614174000",
        "/a-path-whose-only-part-is-long-but-holds-no-digit",
        "/1234567890123456789012345678901234567890",
    ],
)
def test_a_path_of_words_and_ids_is_kept_as_it_was(path: str) -> None:
    journal = Journal(1)
    record(journal, target=path)
    assert journal.query()[0].path == path


@pytest.mark.parametrize("content_type", ["text/xml", "application/soap+xml", "text/plain", ""])
def test_xml_that_is_sent_is_hidden_whatever_its_elements_are_called(content_type: str) -> None:
    journal = Journal(1)
    record(journal, request=Message((("Content-Type", content_type),), b" <a>S3CRET</a>"))
    assert journal.query()[0].request_body == "[14 characters of XML, which may hold a secret]"


def test_an_error_code_of_an_answer_is_no_secret() -> None:
    journal = Journal(1, secrets=SECRETS)
    body = b'{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL"}'
    record(journal, response=Message((("Content-Type", JSON),), body))
    assert journal.query()[0].response_body == body.decode()


def test_what_holds_no_secret_is_kept_as_it_was() -> None:
    journal = Journal(1, secrets=SECRETS)
    request = Message(
        (("Content-Type", JSON), ("X-Duo-Date", "now")), b'{ "username" : "\xc3\xa4" }'
    )
    response = Message((("Content-Type", "text/html"),), b"<h1>503</h1>")
    record(journal, target="/x?txid=1", request=request, response=response)
    (entry,) = journal.query()
    assert entry.request_body == '{ "username" : "ä" }'
    assert entry.request_headers == request.headers
    assert entry.response_body == "<h1>503</h1>"
    assert entry.path == "/x?txid=1"


def test_further_fields_can_be_hidden() -> None:
    journal = Journal(2, secrets=Secrets(fields=frozenset({"vaultPin"})))
    journal.hide(Secrets(fields=frozenset({"safeCombination"})))
    body = b'{"vaultPin": "S3CRET1", "a": [{"safecombination": {"b": "S3CRET2"}}], "other": 1}'
    record(journal, request=Message((("Content-Type", JSON),), body))
    kept = journal.query()[0].request_body
    assert "S3CRET" not in kept
    assert '"other": 1' in kept


def test_the_edge_masks_before_it_keeps() -> None:
    with edge_stack() as edge:
        edge.call(
            "/login/auth?access_token=S3CRET",
            method="POST",
            body=b"username=alice&passcode=S3CRET&password=S3CRET",
        )
        (entry,) = edge.journal.query()
        assert "S3CRET" not in repr(entry)
        assert (entry.method, entry.user, entry.status) == ("POST", "alice", 200)
        assert entry.path == "/login/auth?access_token=***"
        assert entry.duration_seconds > 0


def test_what_is_kept_shows_nothing_of_the_request() -> None:
    journal = Journal()
    request = Message((("Authorization", "Basic c2VjcmV0"),), b"password=hunter2")
    kept = journal.record(
        time=1.0, vendor="acme", identified=Identified("x"), target="/?token=t0p", request=request
    )
    assert not any(secret in repr(kept) for secret in ("c2VjcmV0", "hunter2", "t0p"))


def test_a_field_that_is_hidden_later_is_hidden_in_what_nobody_has_seen_yet() -> None:
    journal = Journal()
    record(journal, request=Message((("Content-Type", FORM),), b"pin=4711"))
    journal.hide(Secrets(fields=frozenset({"pin"})))
    assert journal.query()[0].request_body == "pin=***"


def test_the_journal_is_bounded_by_bytes_as_well_as_by_exchanges() -> None:
    journal = Journal(capacity=1000, max_bytes=100_000)
    for _ in range(50):
        record(journal, response=Message(body=bytes(10_000)))
    assert 1 <= len(journal.query()) <= 10
    assert journal.dropped == 50 - len(journal.query())
    assert journal.query()[-1].number == 50


def test_a_body_that_is_not_shown_is_not_kept() -> None:
    journal = Journal(capacity=1000, max_bytes=100_000)
    for _ in range(50):
        record(journal, request=Message(body=bytes(1_000_000)))
    assert len(journal.query()) == 50
    assert journal.query()[0].request_body.startswith("[1000000 bytes")

"""An answer of which everything is known."""

from __future__ import annotations

from werkzeug.test import Client

from failmode.simulator.http_api.whole_answer import WholeAnswer

ANSWER = WholeAnswer(b'{"stat": "OK"}', "application/json")


def test_it_is_sent_with_what_describes_its_body() -> None:
    answer = Client(ANSWER).get("/")
    assert (answer.status, answer.data) == ("200 OK", b'{"stat": "OK"}')
    assert dict(answer.headers) == {"Content-Type": "application/json", "Content-Length": "14"}


def test_head_is_answered_with_the_same_headers_and_no_body() -> None:
    answer = Client(ANSWER).head("/")
    assert (answer.status, answer.data) == ("200 OK", b"")
    assert dict(answer.headers) == {"Content-Type": "application/json", "Content-Length": "14"}

"""The load generators count right answers only."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask, Response
from werkzeug.serving import WSGIRequestHandler, make_server

from bench.errors import BenchError
from bench.load.http import HttpJob
from bench.load.http import measure as measure_http
from bench.load.ldap import LdapJob
from bench.load.ldap import measure as measure_ldap
from bench.load.radius import RadiusJob
from bench.load.radius import measure as measure_radius
from bench.load.radius_logins import LoginJob, LoginKind, measure_logins
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import USER_LIST_PEOPLE, user_list_entries
from failmode.simulator.authproxy.radius.packets import Code, Reply, decode_request, encode_reply
from failmode.simulator.authproxy.radius.udp import Binding, Send, UdpServer
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer

REQUEST = "GET /{path} HTTP/1.1\r\nHost: localhost\r\n\r\n"
USERS: Mapping[str, str] = {"bea": "dummy-password"}
SECRET = "dummy-secret"


class Quiet(WSGIRequestHandler):
    """Writes no access log."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Drop the line."""


class Keeping(Quiet):
    """Keeps connections open."""

    protocol_version = "HTTP/1.1"


@contextmanager
def served(handler: type[WSGIRequestHandler]) -> Iterator[int]:
    """Run a small application; gives its port."""
    app = Flask("small")

    @app.get("/right")
    def right() -> str:
        return "the right answer"

    @app.get("/other")
    def other() -> str:
        return "another answer"

    @app.get("/broken")
    def broken() -> Response:
        return Response("the right answer", 500)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def http_job(port: int, path: str) -> HttpJob:
    """Ten requests over two connections."""
    return HttpJob(
        port=port,
        ca_file=None,
        requests=(REQUEST.format(path=path),),
        expect="right",
        connections=2,
        seconds=30.0,
        max_requests=10,
    )


def radius_job(port: int, password: str) -> RadiusJob:
    """Ten requests over two sockets."""
    return RadiusJob(
        port=port,
        secret=SECRET,
        username="bea",
        password=password,
        sockets=2,
        seconds=30.0,
        max_requests=10,
    )


@pytest.mark.parametrize("handler", [Quiet, Keeping])
def test_http_load_sends_as_many_requests_as_it_may(handler: type[WSGIRequestHandler]) -> None:
    with served(handler) as port:
        load = measure_http("small", http_job(port, "right"))

    assert load.answers == 10
    assert 0 < load.median_seconds <= load.slowest_seconds <= load.seconds


@pytest.mark.parametrize(("path", "told"), [("other", "another answer"), ("broken", "500")])
def test_http_load_refuses_a_wrong_answer(path: str, told: str) -> None:
    with served(Quiet) as port, pytest.raises(BenchError, match=f"small: .*{told}"):
        measure_http("small", http_job(port, path))


def test_radius_load_counts_accepts_and_refuses_a_reject() -> None:
    primary = UserListRadiusServer(USERS, SECRET)
    primary.start()
    try:
        load = measure_radius("primary", radius_job(primary.port, USERS["bea"]))
        with pytest.raises(BenchError, match="primary: answered with code 3"):
            measure_radius("primary", radius_job(primary.port, "wrong"))
    finally:
        primary.stop()

    assert load.accepted == 10
    assert 0 < load.latency(0.5) <= load.latency(0.99) <= load.seconds


def test_logins_of_several_messages_are_counted_at_their_end() -> None:
    """A challenge is no login, an answer to it that is refused neither."""

    def handle(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        request = decode_request(datagram, source, SECRET.encode())
        if not request.has("State"):
            reply = Reply(Code.ACCESS_CHALLENGE, "factor?", state=b"state")
        elif request.password("utf-8") == "push":
            reply = Reply(Code.ACCESS_ACCEPT)
        else:
            reply = Reply(Code.ACCESS_REJECT)
        send(encode_reply(request, reply))

    udp = UdpServer([Binding("127.0.0.1", 0, handle, "a server that asks")])
    udp.start()
    job = LoginJob(
        port=udp.addresses[0][1],
        secret=SECRET,
        kind=LoginKind.TYPED,
        username="bea",
        typed=("dummy-password", "push"),
        sockets=2,
        seconds=30.0,
        max_logins=7,
    )
    try:
        assert measure_logins("asking", job).accepted == 7
        with pytest.raises(BenchError, match="asking: answered with code 3"):
            measure_logins("asking", replace(job, typed=("dummy-password", "phone")))
        with pytest.raises(BenchError, match="asking: answered with code 11"):
            measure_logins("asking", replace(job, typed=("dummy-password",)))
    finally:
        udp.stop()


def test_ldap_load_counts_successes_and_refuses_a_failed_bind() -> None:
    entries = user_list_entries(USERS, "dummy-service-password")
    directory = DirectoryServer(entries)
    directory.start()
    job = LdapJob(
        port=directory.address[1],
        name=f"uid=bea,{USER_LIST_PEOPLE}",
        password=USERS["bea"],
        clients=3,
        seconds=30.0,
        max_binds=20,
    )
    try:
        load = measure_ldap("directory", job)
        assert len(load.latencies) == 20
        assert 0 < load.latency(0.5) <= load.latency(0.99) <= load.seconds
        with pytest.raises(BenchError, match="result code 49"):
            measure_ldap("directory", replace(job, password="wrong"))
    finally:
        directory.stop()

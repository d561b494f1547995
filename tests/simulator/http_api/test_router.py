"""One list of operations: it leads requests to what answers them, and names them for the edge."""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.types import WSGIEnvironment

import pytest
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from failmode.simulator.edge.identify import Identified
from failmode.simulator.http_api.application import ApiApplication
from failmode.simulator.http_api.environ import RequestValue, body_of
from failmode.simulator.http_api.operation import Operation, openapi_path
from failmode.simulator.http_api.router import Match, Router
from failmode.terms.stages import Stage
from tests.simulator.environs import environ

Answers = Callable[..., str]


Answer = Callable[[Match[Answers], WSGIEnvironment], Response]


class RefusedError(Exception):
    """What the API under test raises to refuse a request."""


def hello(name: str) -> str:
    return f"hello {name}"


GREET = Operation[Answers]("GET", "/people/{name:path}", "greet", hello, summary="Greet somebody.")
DOOR = Operation[Answers]("GET", "/door/{number:int32}", "door", lambda number: f"door {number}")
LOGIN = Operation[Answers](
    "POST",
    "/login",
    "login",
    lambda: "in",
    aliases=("/login.json", "/login.bson"),
    stage=Stage.AUTH,
    at_once=True,
)
API = Router([GREET, DOOR, LOGIN])


def api(
    answer: Answer, check: Callable[[WSGIEnvironment], None] = lambda _: None
) -> ApiApplication[Answers, RefusedError]:
    def refuse(error: RefusedError | HTTPException, _environ: WSGIEnvironment) -> Response:
        if isinstance(error, HTTPException):
            return Response(error.name, error.code)
        return Response(f"refused: {error}", 403)

    return ApiApplication(API, answer, error=RefusedError, refuse=refuse, check=check)


@pytest.mark.parametrize(
    ("method", "path", "operation", "variables"),
    [
        ("GET", "/people/alice", GREET, {"name": "alice"}),
        ("HEAD", "/people/alice/and/bob", GREET, {"name": "alice/and/bob"}),
        ("GET", "/door/7", DOOR, {"number": 7}),
        ("POST", "/login", LOGIN, {}),
        ("POST", "/login.bson", LOGIN, {}),
    ],
)
def test_a_request_leads_to_its_operation(
    method: str, path: str, operation: Operation[Answers], variables: dict[str, object]
) -> None:
    assert API.match(method, path) == Match(operation, variables)


@pytest.mark.parametrize(
    ("method", "path", "error"),
    [
        ("GET", "/nowhere", NotFound),
        ("GET", "/login/", NotFound),
        ("POST", "//login", NotFound),
        ("GET", "//door/7", NotFound),
        ("GET", f"/door/{2**31}", NotFound),
        ("GET", "/door/-1", NotFound),
        ("GET", "/login", MethodNotAllowed),
        ("OPTIONS", "/door/7", MethodNotAllowed),
    ],
)
def test_what_no_operation_answers_is_refused(
    method: str, path: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        API.match(method, path)


def test_a_request_is_named_by_its_operation() -> None:
    identify = API.identifier(lambda match, _: match.variables.get("name"))

    assert identify(environ("POST", "/login.json")) == Identified("login", Stage.AUTH, None)
    assert identify(environ("GET", "/people/alice")) == Identified("greet", None, "alice")
    assert identify(environ("GET", "/Straße")) == Identified("GET /Straße", None, None)
    assert identify(environ("PUT", "/login")) == Identified("PUT /login", None, None)


def test_only_what_waits_for_nobody_is_answered_at_once() -> None:
    assert API.answers_at_once("/login")
    assert API.answers_at_once("/login.bson")
    assert not API.answers_at_once("/people/alice")
    assert not API.answers_at_once("/nowhere")


@pytest.mark.parametrize(
    "operation",
    [
        Operation[Answers]("POST", "/login", "again", hello),
        Operation[Answers]("POST", "/other", "again", hello, aliases=("/login.bson",)),
        Operation[Answers]("GET", "/rooms/{number}", "room", hello, at_once=True),
    ],
)
def test_operations_that_contradict_one_another_are_refused(operation: Operation[Answers]) -> None:
    with pytest.raises(ValueError, match=r"/login|/rooms"):
        Router([LOGIN, operation])


def test_openapi_knows_no_converters() -> None:
    assert openapi_path("/a/{id:int32}/b/{name}") == "/a/{id}/b/{name}"


def test_what_identification_has_read_is_not_read_again_to_answer() -> None:
    reads = []

    def read(environ: WSGIEnvironment) -> str:
        reads.append(environ["PATH_INFO"])
        return body_of(environ).decode()

    name = RequestValue("test.name", read)

    def answer(match: Match[Answers], environ: WSGIEnvironment) -> Response:
        body = Request(environ).data.decode()
        return Response(f"{match.operation.endpoint()} {name.of(environ)} {body}")

    application = api(answer)
    identify = API.identifier(lambda _, environ: name.of(environ))
    called = environ("POST", "/login", body=b"alice")

    identified = identify(called)
    answered = b"".join(application(called, lambda *_: lambda _: None))

    assert (identified.user, answered) == ("alice", b"in alice alice")
    assert reads == ["/login"]


def test_the_application_answers_nothing_but_its_operations() -> None:
    client = Client(api(lambda match, _: Response(match.operation.endpoint(**match.variables))))

    assert client.get("/people/bob").text == "hello bob"
    assert client.head("/door/3").status_code == 200
    assert client.head("/door/3").data == b""
    assert client.get("/static/x").status_code == 404
    assert client.open("/login", method="OPTIONS").status_code == 405


def test_what_the_api_refuses_is_answered_and_anything_else_is_raised_to_the_server() -> None:
    def refusing(match: Match[Answers], _environ: WSGIEnvironment) -> Response:
        raise RefusedError(match.variables["name"])

    def failing(_match: Match[Answers], _environ: WSGIEnvironment) -> Response:
        raise ZeroDivisionError

    assert Client(api(refusing)).get("/people/bob").text == "refused: bob"
    with pytest.raises(ZeroDivisionError):
        Client(api(failing)).get("/people/bob")


def test_who_is_not_let_in_learns_of_no_path() -> None:
    def check(_environ: WSGIEnvironment) -> None:
        raise RefusedError("stranger")

    client = Client(api(lambda *_: Response("let in"), check))

    assert {client.get(path).text for path in ("/people/bob", "/nowhere")} == {"refused: stranger"}

"""An application that uses the Universal Prompt, and a browser without JavaScript, in process."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from jwt import PyJWS
from werkzeug.test import Client, TestResponse

from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.integration_types import IntegrationType
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

API_HOST = "api-1234abcd.duosecurity.test"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
REDIRECT_URI = "https://app.example/duo-callback"
STATE = "state-of-the-application-0123456789"


@dataclass(frozen=True)
class Application:
    """An integration of type `websdk` and how its requests are signed."""

    client_id: str
    client_secret: str
    redirect_uri: str = REDIRECT_URI
    host: str = API_HOST

    def signed(self, claims: Mapping[str, Any], algorithm: str = "HS512") -> str:
        """Return a JWT of the application; a claim that is None is left out."""
        kept = {name: value for name, value in claims.items() if value is not None}
        padded = self.client_secret.encode().ljust(64, b"\0")
        secret = "" if algorithm == "none" else padded
        # As bytes: `jwt.encode` would refuse some of the wrong claims that tests want to send.
        return PyJWS().encode(json.dumps(kept).encode(), secret, algorithm=algorithm)

    def assertion_claims(self, path: str) -> dict[str, Any]:
        """Right claims of a client assertion."""
        return {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": f"https://{self.host}{path}",
            "exp": time.time() + 300,
            "jti": uuid.uuid4().hex,
        }

    def request_claims(self, username: str) -> dict[str, Any]:
        """Right claims of an authorization request."""
        return {
            "scope": "openid",
            "redirect_uri": self.redirect_uri,
            "client_id": self.client_id,
            "iss": self.client_id,
            "aud": f"https://{self.host}",
            "exp": time.time() + 300,
            "state": STATE,
            "response_type": "code",
            "duo_uname": username,
            "use_duo_code_attribute": True,
        }


FIRST = Application("DI" + "A" * 18, "a" * 40)
SECOND = Application("DI" + "B" * 18, "b" * 40)
AUTH_API = Application("DI" + "C" * 18, "c" * 40)


class _Page(HTMLParser):
    """Forms, buttons and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.choices: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given["value"]
        if tag == "button":
            self.choices.append(given["value"])
        if tag == "a":
            self.links.append(given["href"])


@dataclass
class PromptTestbed:
    """Duo's cloud with two web applications and one of the Auth API, and a browser."""

    duo: DuoCloud
    clock: Clock
    http: Client
    seen: list[TestResponse] = field(default_factory=list)

    # The application

    def health_check(
        self, app: Application = FIRST, *, algorithm: str = "HS512", **changed: Any
    ) -> TestResponse:
        """POST a health check; keyword arguments replace claims, None leaves one out."""
        claims = {**app.assertion_claims("/oauth/v1/health_check"), **changed}
        form = {"client_id": app.client_id, "client_assertion": app.signed(claims, algorithm)}
        return self.post("/oauth/v1/health_check", form, host=app.host)

    def exchange(
        self,
        code: str,
        app: Application = FIRST,
        *,
        changed: Mapping[str, str | None] | None = None,
        in_query: bool = False,
        **claims: Any,
    ) -> TestResponse:
        """POST a token request; `changed` replaces parameters, keyword arguments claims."""
        path = "/oauth/v1/token"
        assertion = app.signed({**app.assertion_claims(path), **claims})
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": app.redirect_uri,
            "client_id": app.client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
            **(changed or {}),
        }
        sent = {name: value for name, value in given.items() if value is not None}
        if in_query:
            return self.post(f"{path}?{urlencode(sent)}", {}, host=app.host)
        return self.post(path, sent, host=app.host)

    def authorize(
        self,
        username: str = "alice",
        app: Application = FIRST,
        *,
        query: Mapping[str, str | None] | None = None,
        algorithm: str = "HS512",
        **changed: Any,
    ) -> TestResponse:
        """GET an authorization; `query` replaces parameters, keyword arguments claims."""
        claims = {**app.request_claims(username), **changed}
        given = {
            "response_type": "code",
            "client_id": app.client_id,
            "request": app.signed(claims, algorithm),
            **(query or {}),
        }
        sent = {name: value for name, value in given.items() if value is not None}
        return self.get(f"/oauth/v1/authorize?{urlencode(sent)}", host=app.host)

    # The browser

    def visit(self, username: str = "alice", app: Application = FIRST, **changed: Any) -> str:
        """Go to the prompt; returns the page's address."""
        answer = self.authorize(username, app, **changed)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def choose(self, page: str, choice: str, **fields: str) -> TestResponse:
        """Press a button; follows the redirect to the page, but not out to the application."""
        session = parse_qs(urlsplit(page).query)["prompt_session"][0]
        answer = self.post("/prompt", {"prompt_session": session, "choice": choice, **fields})
        location = answer.headers.get("Location", "")
        return self.get(location) if location.startswith("/prompt") else answer

    def device(self, username: str = "alice") -> str:
        """Id of a user's first device."""
        return self.duo.users.get(username).devices[0].device

    def log_in(self, username: str = "alice", app: Application = FIRST, **changed: Any) -> str:
        """Go through the prompt with a push that is approved; returns the code."""
        page = self.visit(username, app, **changed)
        return brought_back(self.choose(page, f"push {self.device(username)}"))["duo_code"]

    def get(self, path: str, host: str = API_HOST) -> TestResponse:
        """GET a path; follows the way back with a code out of the prompt."""
        answer = self.http.get(path, base_url=f"https://{host}")
        location = answer.headers.get("Location", "")
        return self.get(location) if location.startswith("/prompt/return") else answer

    def post(self, path: str, form: Mapping[str, str], host: str = API_HOST) -> TestResponse:
        """POST a form."""
        return self.http.post(path, data=dict(form), base_url=f"https://{host}")


def page_of(answer: TestResponse) -> _Page:
    """Tell what a page offers."""
    assert answer.status_code == 200, answer.text
    return _Page(answer.text)


def text_of(answer: TestResponse) -> str:
    """Tell what a page says, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))


def brought_back(answer: TestResponse, redirect_uri: str = REDIRECT_URI) -> dict[str, str]:
    """Return the parameters with which the browser comes back to the application."""
    assert answer.status_code == 303, answer.text
    location = answer.headers["Location"]
    assert location.startswith(redirect_uri), location
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def claims_of(answer: TestResponse, app: Application = FIRST) -> dict[str, Any]:
    """Return the claims of an id token, its signature checked."""
    assert answer.status_code == 200, answer.text
    secret = app.client_secret.encode().ljust(64, b"\0")
    claims: dict[str, Any] = jwt.decode(
        answer.get_json()["id_token"], secret, algorithms=["HS512"], audience=app.client_id
    )
    return claims


def at(app: Application, host: str) -> Application:
    """Return the application with another API host."""
    return replace(app, host=host)


@contextmanager
def open_testbed() -> Iterator[PromptTestbed]:
    """Return a cloud in which alice approves, bob denies and carol ignores; frank has no device."""
    store = Store()
    clock = Clock()
    duo = create_cloud(store, clock)
    for app, kind in (
        (FIRST, IntegrationType.WEBSDK),
        (SECOND, IntegrationType.WEBSDK),
        (AUTH_API, IntegrationType.AUTHAPI),
    ):
        duo.integrations.add(
            app.client_id, app.client_secret, API_HOST, name=f"App {kind.value}", type=kind
        )
    yield PromptTestbed(duo, clock, Client(create_app(duo)))
    duo.close()
    store.close()

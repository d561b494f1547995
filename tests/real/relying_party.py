"""A web application that uses duo_universal as its demo application does, and a browser for it.

The demo application: `demo/app.py` of https://github.com/duosecurity/duo_universal_python.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask, request, session
from flask.typing import ResponseReturnValue
from werkzeug.serving import WSGIRequestHandler, make_server

from failmode.simulator.runtime import Simulator

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LOGIN_PAGE = """<!DOCTYPE html><html lang="en"><title>App</title>
<link rel="icon" href="data:,"><form method="post">
<label>User <input name="username" autofocus></label><button>Log in</button></form></html>"""


class _Quiet(WSGIRequestHandler):
    """Writes no access log."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Drop the line."""


class RelyingParty:
    """The application.

    Args:
        client: the SDK's client; its redirect URI is set here.

    Attributes:
        url: address of its login page.
        results: the SDK's results of the logins that came back.
    """

    def __init__(self, client: Any) -> None:
        self.results: list[dict[str, Any]] = []
        self._client = client
        app = Flask("relying-party", static_folder=None)
        app.secret_key = "dummy"
        app.add_url_rule("/", "login", lambda: _LOGIN_PAGE)
        app.add_url_rule("/", "login_post", self._login, methods=["POST"])
        app.add_url_rule("/duo-callback", "callback", self._callback)
        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
        self.url = f"http://localhost:{self._server.server_port}/"
        client._redirect_uri = f"{self.url}duo-callback"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _login(self) -> ResponseReturnValue:
        self._client.health_check()
        session["state"] = self._client.generate_state()
        session["username"] = request.form["username"]
        prompt = self._client.create_auth_url(session["username"], session["state"])
        return "", 303, {"Location": prompt}

    def _callback(self) -> ResponseReturnValue:
        if request.args.get("state") != session.get("state"):
            return "wrong state", 400
        if "error" in request.args:
            return f"Not logged in: {request.args['error']}"
        result = self._client.exchange_authorization_code_for_2fa_result(
            request.args["duo_code"], session["username"]
        )
        self.results.append(result)
        return f"Logged in as {result['preferred_username']}"


def universal_client(simulator: Simulator, **options: Any) -> Any:
    """duo_universal's client for the simulator's web application, as it comes from PyPI."""
    duo_universal = pytest.importorskip("duo_universal", reason="duo_universal is missing")
    keys, address = simulator.keys, simulator.addresses.duo
    given = {
        "client_id": keys.universal_client_id,
        "client_secret": keys.universal_client_secret,
        "host": f"{address.host}:{address.port}",
        "redirect_uri": "https://app.example/duo-callback",
        "duo_certs": str(simulator.ca_file),
        **options,
    }
    return duo_universal.Client(**given)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window; skips where it, or playwright, is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is missing")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(_CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()

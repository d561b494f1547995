"""The dashboard over HTTP: the page, the part of it that is refreshed, its assets and forms."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from failmode.simulator.control.errors import ControlError, ForeignHostError
from failmode.simulator.control.guard import HostGuard
from failmode.simulator.control.refusals import protect
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.dashboard.view import FaultScope, View

PREFIX = "/_dashboard"
"""Where everything but the page itself is."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Without a referrer, browsers would send forms with the origin `null`.
    "Referrer-Policy": "same-origin",
}
"""What every answer of the dashboard says to browsers."""


def create_app(operations: Operations, host: str) -> Flask:
    """Return the dashboard.

    Args:
        operations: the control API, which is all that the dashboard knows of the simulator.
        host: the address its port is bound to, for the check of the `Host` header.
    """
    app = Flask(
        "failmode.simulator.dashboard",
        template_folder="templates",
        static_folder="assets",
        static_url_path=f"{PREFIX}/assets",
    )
    protect(app, HostGuard(host))

    def page(
        *, refusal: ControlError | None = None, report: JsonObject | None = None
    ) -> tuple[str, int, dict[str, str]]:
        view = View.of(operations, _scope())
        text = render_template(
            "dashboard/page.html", view=view, operations=operations, refusal=refusal, report=report
        )
        return text, 200 if refusal is None else refusal.status, {"Cache-Control": "no-store"}

    @app.get("/")
    def show() -> tuple[str, int, dict[str, str]]:
        return page()

    @app.get(f"{PREFIX}/live")
    def live() -> tuple[str, int, dict[str, str]]:
        view = View.of(operations, _scope())
        text = render_template("dashboard/live.html", view=view, operations=operations)
        return text, 200, {"Cache-Control": "no-store"}

    @app.post(f"{PREFIX}/operations/<name>")
    def submit(name: str) -> tuple[str, int, dict[str, str]] | AnyResponse:
        try:
            _refuse_unknown_senders()
            answer = operations.submit(name, request.form.to_dict())
        except ControlError as error:
            return page(refusal=error)
        if name == "attemptLogin":
            return page(report=answer)
        scope = _scope()
        return redirect(f"/?{urlencode({'vendor': scope.vendor, 'stage': scope.stage})}", 303)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    return app


def serves(path: str) -> bool:
    """Tell whether a path belongs to the dashboard."""
    return path == "/" or path.startswith(f"{PREFIX}/")


def _refuse_unknown_senders() -> None:
    """Refuse a form whose sender the browser does not name.

    Any site can make a browser send a form. The guard of the control port refuses one that says
    where it comes from; one that does not say might come from anywhere.
    """
    if "Origin" in request.headers or request.headers.get("Sec-Fetch-Site") == "same-origin":
        return
    raise ForeignHostError(
        "the form does not say from which page it comes",
        "Send it from the dashboard in a browser, or use the control API from a program",
    )


def _scope() -> FaultScope:
    return FaultScope.of(request.args.get("vendor", ""), request.args.get("stage", ""))

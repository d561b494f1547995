"""The dashboard over HTTP: the page, the part of it that is refreshed, its assets and forms."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Flask, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from failmode.simulator.control.errors import ControlError, ForeignHostError
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.control.refusals import refusal
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.details import ExchangeDetails
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.dashboard.view import FaultScope, View

PREFIX = "/_dashboard"
"""Where everything but the page itself is."""

Page = tuple[str, int, dict[str, str]]
"""A text, its HTTP status and its headers."""

REPORTS = {
    "attemptLogin": "login",
    "attemptDeviceLogin": "device-login",
    "deployDuo": "deployment",
    "tryMatrix": "matrix",
}
"""What of the page tells the answer of an operation."""

_NOT_STORED = {"Cache-Control": "no-store"}

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


def create_app(operations: Operations, guard: ControlGuard) -> Flask:
    """Return the dashboard.

    Args:
        operations: the control API, which is all that the dashboard knows of the simulator.
        guard: decides who may use it.
    """
    app = Flask(
        "failmode.simulator.dashboard",
        template_folder="templates",
        static_folder="assets",
        static_url_path=f"{PREFIX}/assets",
    )
    _protect(app, guard)

    def page(
        *, refusal: ControlError | None = None, reports: Mapping[str, JsonObject] | None = None
    ) -> Page:
        text = render_template(
            "dashboard/page.html",
            view=View.of(operations, _scope()),
            operations=operations,
            refusal=refusal,
            reports=reports or {},
        )
        return text, 200 if refusal is None else refusal.status, _NOT_STORED

    @app.get("/")
    def show() -> Page:
        return page()

    @app.get(f"{PREFIX}/live")
    def live() -> Page:
        view = View.of(operations, _scope())
        text = render_template("dashboard/live.html", view=view, operations=operations)
        return text, 200, _NOT_STORED

    @app.get(f"{PREFIX}/exchanges/<int:number>")
    def exchange(number: int) -> Page:
        template = "details" if _wants_fragment() else "exchange"
        text = render_template(
            f"dashboard/{template}.html", one=ExchangeDetails.of(operations, number)
        )
        return text, 200, _NOT_STORED

    @app.post(f"{PREFIX}/operations/<name>")
    def submit(name: str) -> Page | AnyResponse:
        try:
            _refuse_unknown_senders()
            answer = operations.submit(name, request.form.to_dict())
        except ControlError as error:
            if _wants_fragment():
                raise
            return page(refusal=error)
        if name in REPORTS and answer is not None:
            fragment = _wants_fragment()
            return _report(name, answer) if fragment else page(reports={REPORTS[name]: answer})
        scope = _scope()
        return redirect(f"/?{urlencode({'vendor': scope.vendor, 'stage': scope.stage})}", 303)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    return app


def _protect(app: Flask, guard: ControlGuard) -> None:
    """Let the dashboard refuse strangers, and errors as the control API does.

    What is no refusal is raised to the server.
    """

    @app.before_request
    def refuse_strangers() -> None:
        guard.check(request.headers.get)

    for kind in (ControlError, HTTPException):
        app.register_error_handler(kind, lambda error: refusal(error, request))
    app.config["PROPAGATE_EXCEPTIONS"] = True


def _report(name: str, answer: JsonObject) -> Page:
    template = f"dashboard/reports/{REPORTS[name]}.html"
    return render_template(template, report=answer, view=View), 200, _NOT_STORED


def _wants_fragment() -> bool:
    """Tell whether the page's own script asks, which puts the answer into the page itself."""
    return "X-Fragment" in request.headers


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

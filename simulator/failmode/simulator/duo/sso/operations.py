"""The login page of Duo Single Sign-On: a form, then the Universal Prompt, then its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.duo.sso import assumptions
from failmode.simulator.duo.sso.single_sign_on import Checked, SingleSignOn
from failmode.simulator.duo.universal import pages
from failmode.simulator.duo.universal.endpoint import page_answer, redirect
from failmode.simulator.http_api.operation import Operation

if TYPE_CHECKING:
    from jinja2 import Environment

LOGIN = "/sso/login"
RETURN = "/sso/return"

PATHS = (LOGIN, RETURN)
"""Paths whose requests the process of the edge answers itself, since it has the proxies."""

_LONGEST = 1024
_REFUSALS = {
    Checked.WRONG: (assumptions.WRONG_PASSWORD, 401),
    Checked.NO_SOURCE: (assumptions.NO_SOURCE, 503),
    Checked.NO_PROXY: (assumptions.NO_PROXY, 503),
    Checked.NO_DIRECTORY: (assumptions.NO_DIRECTORY, 503),
}


@dataclass(frozen=True, slots=True)
class PageEndpoint:
    """A page of Duo Single Sign-On.

    Attributes:
        handler: answers it.
    """

    handler: Callable[[DuoCloud, DuoRequest], Response]

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> Response:
        """See `DuoEndpoint`."""
        cloud.lockouts.release_due()
        return self.handler(cloud, request)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        username = request.readable_fields.get("username")
        if not username:
            return None
        found = next((one for one in cloud.users.all() if one.username == username), None)
        return found.username if found else username


def _form(cloud: DuoCloud, request: DuoRequest) -> Response:
    """GET /sso/login: the form."""
    del cloud, request
    return page_answer(_render("login.html", username="", notice=None))


def _log_in(cloud: DuoCloud, request: DuoRequest) -> Response:
    """POST /sso/login: check the password, and lead on to the prompt."""
    fields = request.params()
    username = (fields.optional("username") or "").strip()
    password = fields.optional("password") or ""
    if len(username) > _LONGEST or len(password) > _LONGEST:
        raise InvalidRequestParametersError
    sso = SingleSignOn(cloud)
    check = sso.check_password(username, password)
    if check.checked is not Checked.RIGHT:
        notice, status = _REFUSALS[check.checked]
        return page_answer(
            _render("login.html", username=username, notice=notice, reason=check.reason), status
        )
    redirect_uri = f"https://{request.host}{RETURN}"
    session = sso.begin_prompt(username, redirect_uri, request.remote_address)
    return redirect(pages.page_of(session))


def _return(cloud: DuoCloud, request: DuoRequest) -> Response:
    """GET /sso/return: the end of a login."""
    code = request.readable_fields.get("code")
    username = None if code is None else SingleSignOn(cloud).finish(code)
    if username is None:
        notice = assumptions.NOT_COMPLETED
        return page_answer(_render("login.html", username="", notice=notice), 403)
    return page_answer(_render("done.html", username=username))


@cache
def _environment() -> Environment:
    # Most simulators never show a page.
    from jinja2 import (  # noqa: PLC0415
        ChoiceLoader,
        Environment,
        PackageLoader,
        StrictUndefined,
    )

    loader = ChoiceLoader([PackageLoader(__package__), PackageLoader(pages.__package__)])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render({"reason": "", **values})


OPERATIONS: tuple[DuoOperation, ...] = (
    Operation("GET", LOGIN, "sso-form", PageEndpoint(_form)),
    Operation("POST", LOGIN, "sso-login", PageEndpoint(_log_in)),
    Operation("GET", RETURN, "sso-return", PageEndpoint(_return)),
)
"""Every operation of Duo Single Sign-On's pages."""

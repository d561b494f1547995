"""How the operations of the Universal Prompt are answered, and whom they are about."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Response

from failmode.simulator.duo.api.params import JSON_TYPE, Params, is_text
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.endpoint import directory_name
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.duo.universal import pages
from failmode.simulator.duo.universal.errors import NO_FORM, InvalidRequestError, OAuthError
from failmode.simulator.duo.universal.prompt_sessions import PromptSession, PromptSessions
from failmode.simulator.duo.universal.tokens import unverified_claim
from failmode.simulator.duo.universal.universal_prompt import UniversalPrompt

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@dataclass(frozen=True, slots=True)
class PromptCall:
    """A request to the Universal Prompt.

    Attributes:
        cloud: the cloud that it was sent to.
        prompt: the prompt's rules.
        request: the request.
    """

    cloud: DuoCloud
    prompt: UniversalPrompt
    request: DuoRequest

    @property
    def params(self) -> Params:
        """The parameters of query and form: the Python SDK sends a token request in the query.

        Every other SDK that was read posts a form: PHP a multipart one, the others urlencoded.

        Raises:
            InvalidRequestError: when they cannot be read.
        """
        try:
            if not self.request.fields.in_form:
                raise InvalidRequestError(NO_FORM)
            return self.request.params()
        except InvalidRequestParametersError as error:
            named = f" {error.detail}" if error.detail else "s"
            raise InvalidRequestError(
                f"The parameter{named} cannot be read, or given twice"
            ) from error


@dataclass(frozen=True, slots=True)
class PromptEndpoint:
    """An operation of the Universal Prompt.

    Attributes:
        handler: answers it.
        refuse: answers it when it is refused.
    """

    handler: Callable[[PromptCall], Response]
    refuse: Callable[[PromptCall, OAuthError], Response]

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> Response:
        """See `DuoEndpoint`."""
        call = PromptCall(cloud, UniversalPrompt(cloud), request)
        cloud.lockouts.release_due()
        try:
            return self.handler(call)
        except OAuthError as error:
            return self.refuse(call, error)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        fields = request.readable_fields
        sessions = PromptSessions(cloud.store, cloud.ids)
        if pages.SESSION in fields:
            return _user_of(cloud, sessions.find(fields[pages.SESSION]))
        if "code" in fields:
            return _user_of(cloud, sessions.find_by_code(fields["code"]))
        username = unverified_claim(fields.get("request", ""), "duo_uname")
        if username is None or not is_text(username):
            return None
        return directory_name(cloud, fields.get("client_id", ""), username)


@dataclass(frozen=True, slots=True)
class AssetEndpoint:
    """A style sheet or script of the prompt's pages.

    Attributes:
        name: its name.
        media_type: its media type.
    """

    name: str
    media_type: str

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> Response:
        """See `DuoEndpoint`."""
        del cloud, request
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return Response(pages.asset(self.name), headers=headers, content_type=self.media_type)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        del cloud, request
        return None


def json_answer(body: Mapping[str, object], status: int = 200) -> Response:
    """Make an answer in JSON that nobody may keep."""
    return Response(json.dumps(body), status, _NO_STORE, content_type=JSON_TYPE)


def page_answer(text: str, status: int = 200) -> Response:
    """Make an answer that is a page."""
    return Response(text, status, pages.HEADERS, content_type="text/html; charset=utf-8")


def redirect(location: str) -> Response:
    """Make an answer that leads a browser on."""
    # 303, so that the browser never repeats what was posted.
    headers = {**pages.HEADERS, "Location": location}
    return Response(b"", 303, headers, content_type="text/html; charset=utf-8")


def _user_of(cloud: DuoCloud, session: PromptSession | None) -> str | None:
    return None if session is None else directory_name(cloud, session.ikey, session.username)

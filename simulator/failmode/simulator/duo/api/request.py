"""A request to Duo's cloud, as it was received, read once for its name and for its answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from wsgiref.types import WSGIEnvironment

from failmode.simulator.duo.api.multipart import decode_multipart
from failmode.simulator.duo.api.params import (
    FORM_TYPE,
    MULTIPART_TYPE,
    Params,
    body_kind,
    decode_form,
    decode_json,
    is_text,
    media_type,
)
from failmode.simulator.duo.api.signature import (
    DATE_HEADERS,
    BodyKind,
    Credentials,
    Pairs,
    SignedRequest,
    credentials,
)
from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.edge.identify import path_of
from failmode.simulator.http_api.environ import RequestValue, body_of

_DATE_KEYS = tuple("HTTP_" + name.upper().replace("-", "_") for name in DATE_HEADERS)
_FIELDS = "failmode.duo.fields"
_CREDENTIALS = RequestValue(
    "failmode.duo.credentials", lambda environ: credentials(environ.get("HTTP_AUTHORIZATION"))
)


class Fields:
    """The parameters of a request, of its query and its body.

    Args:
        environ: the request.
        settings: how much it may carry.

    Attributes:
        query: of the query.
        form: of a form body.
        body_kind: how the body carries them.

    Raises:
        InvalidRequestParametersError: when it carries more than it may.
    """

    def __init__(self, environ: WSGIEnvironment, settings: DuoSettings) -> None:
        self._body = body_of(environ)
        self._content_type: str = environ.get("CONTENT_TYPE", "")
        self._max_fields = settings.max_fields
        query = environ.get("QUERY_STRING", "").encode("latin-1")
        self.query: Pairs = decode_form(query, settings.max_fields)
        self.body_kind = body_kind(self._content_type, self._body)
        self.form: Pairs = (
            decode_form(self._body, settings.max_fields) if self.body_kind is BodyKind.FORM else ()
        )

    @cached_property
    def all(self) -> Pairs:
        """Those of the query, then those of the body.

        Raises:
            InvalidRequestParametersError: when a JSON or multipart body does not hold parameters.
        """
        if self.body_kind is BodyKind.JSON:
            return self.query + decode_json(self._body)
        if self.body_kind is BodyKind.MULTIPART:
            body = decode_multipart(self._content_type, self._body, self._max_fields)
            return self.query + body
        return self.query + self.form

    @property
    def in_form(self) -> bool:
        """Whether the body, if there is one, says that it is a form."""
        kinds = (FORM_TYPE, MULTIPART_TYPE)
        return self.body_kind is BodyKind.NONE or media_type(self._content_type) in kinds


class DuoRequest:
    """One request.

    Args:
        environ: the request, which keeps what was read of it.
        variables: the variable parts of its path, by name.
        settings: how much it may carry.
    """

    def __init__(
        self, environ: WSGIEnvironment, variables: Mapping[str, str], settings: DuoSettings
    ) -> None:
        self._environ = environ
        self._settings = settings
        self.variables = variables

    @property
    def path(self) -> str:
        """The path, percent-decoded."""
        return path_of(self._environ)

    @property
    def host(self) -> str:
        """The `Host` header, or empty."""
        host: str = self._environ.get("HTTP_HOST", "")
        return host

    @property
    def remote_address(self) -> str | None:
        """The client's address."""
        return self._environ.get("REMOTE_ADDR")

    @property
    def credentials(self) -> Credentials:
        """Integration key and signature, unchecked.

        Raises:
            MissingCredentialsError: without usable ones.
        """
        return _CREDENTIALS.of(self._environ)

    @property
    def upgrade(self) -> str:
        """The `Upgrade` header, or empty."""
        upgrade: str = self._environ.get("HTTP_UPGRADE", "")
        return upgrade

    @property
    def fields(self) -> Fields:
        """The parameters, as they were sent.

        Raises:
            InvalidRequestParametersError: when they cannot be read.
        """
        found: Fields | None = self._environ.get(_FIELDS)
        if found is None:
            found = self._environ[_FIELDS] = Fields(self._environ, self._settings)
        return found

    @property
    def readable_fields(self) -> dict[str, str]:
        """Those parameters that can be read, unchecked, for a name of the request."""
        try:
            return {name: value for name, value in self.fields.all if is_text(value)}
        except InvalidRequestParametersError:
            return {}

    def signed(self) -> SignedRequest:
        """Return the request as it is signed.

        Raises:
            InvalidRequestParametersError: when the parameters cannot be read.
        """
        environ, fields = self._environ, self.fields
        return SignedRequest(
            method=environ["REQUEST_METHOD"],
            host=self.host,
            path=self.path,
            pairs=fields.query + fields.form,
            body=body_of(environ),
            body_kind=fields.body_kind,
            date=next((environ[key] for key in _DATE_KEYS if key in environ), None),
            duo_headers={
                key.removeprefix("HTTP_").replace("_", "-").lower(): value
                for key, value in environ.items()
                if key.startswith("HTTP_X_DUO_")
            },
        )

    def params(
        self, lists: frozenset[str] = frozenset(), documents: frozenset[str] = frozenset()
    ) -> Params:
        """Return the parameters, checked as they are read.

        Args:
            lists: names that may be given several times.
            documents: names whose values are JSON.

        Raises:
            InvalidRequestParametersError: when they cannot be read.
        """
        return Params(self.fields.all, lists, documents)

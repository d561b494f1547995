"""Errors of the OIDC Auth API, by the names of RFC 6749 and OpenID Connect.

SimulatorError
├── OAuthError                       error, description
│   ├── InvalidRequestError          invalid_request
│   ├── InvalidClientError           invalid_client
│   ├── InvalidGrantError            invalid_grant
│   ├── UnsupportedGrantTypeError    unsupported_grant_type
│   └── PromptOverError              the person's prompt session is over; a page, no redirect
└── RefusedAuthorizationError        the client hears of it, by a redirect

Sources: `tests/test_health_check.py` and `tests/test_exchange_authorization_code.py` of
https://github.com/duosecurity/duo_universal_python for `invalid_client` and `invalid_grant`, their
codes, HTTP status 400, `UNUSABLE_ASSERTION`, `WRONG_CODE` and the sentence about `iss`. The other
descriptions are written in their manner and are not verified.
"""

from __future__ import annotations

from typing import ClassVar

from failmode.simulator.errors import SimulatorError

UNUSABLE_ASSERTION = "The provided client_assertion was invalid."
"""Duo's words for an assertion that is not this client's."""

UNUSABLE_REQUEST = "The provided request was not signed by this client with HS512."
"""What an error page says of an authorization request with another signature."""

WRONG_CODE = (
    "The provided authorization grant or refresh token is invalid, expired, revoked, does not "
    "match the redirection URI."
)
"""Duo's words for a code that cannot be exchanged."""

UNUSABLE_REDIRECT_URI = "redirect_uri: ['Length must be between 1 and 256.']"
"""Duo's words for a redirect URI that is too long:
https://github.com/duosecurity/duo_universal_java/issues/14."""

NO_FORM = "The body is no form"
"""What is said of a body of another media type."""

HEALTH_CHECK_CODE = 40002
"""`code` of a failed health check."""


class OAuthError(SimulatorError):
    """An error as a client receives it.

    Args:
        description: what is wrong, without any value that was sent.

    Attributes:
        error: name of the error.
        status: HTTP status.
    """

    error: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(self, description: str) -> None:
        self.description = description
        super().__init__(f"{self.error}: {description}")


class InvalidRequestError(OAuthError):
    """A parameter or claim is missing, given twice, or wrong."""

    error = "invalid_request"


class InvalidClientError(OAuthError):
    """The client is unknown, or its JWT is not acceptable."""

    error = "invalid_client"


class InvalidGrantError(OAuthError):
    """The code cannot be exchanged."""

    error = "invalid_grant"


class UnsupportedGrantTypeError(OAuthError):
    """Another `grant_type` than `authorization_code`."""

    error = "unsupported_grant_type"


class PromptOverError(OAuthError):
    """The prompt session is unknown, finished or too old."""

    error = "invalid_request"


class RefusedAuthorizationError(SimulatorError):
    """A request that the client hears about by redirect, because its redirect URI is trusted.

    Args:
        error: OAuth's name of the error.
        description: what is wrong, without any value that was sent.
        location: the redirect URI with error, description and state.
    """

    def __init__(self, error: str, description: str, location: str) -> None:
        self.location = location
        super().__init__(f"{error}: {description}")

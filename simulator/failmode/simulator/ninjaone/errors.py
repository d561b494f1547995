"""NinjaOne's errors, one class each, with their status and exact body.

The API has two families of bodies: `{"error", "error_description", "error_code"}` from the
gateway that checks the Authorization header, and `{"resultCode", "errorMessage", "incidentId"}`
from the application behind it. Classes derived from `Unverified` were never captured publicly:
their status, their body or both are this simulator's choice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from failmode.simulator.errors import SimulatorError

IncidentId = Callable[[str], str]
"""Makes an incident id for a service name, such as `WEB_MGMT_SERVICE-1a-1696518033-EVOGGJQM`."""


class NinjaOneError(SimulatorError):
    """An answer of NinjaOne other than success.

    Attributes:
        status: the HTTP status.
    """

    status: int = 400

    def body(self, incident: IncidentId) -> dict[str, object]:
        """Return the JSON object of the answer.

        Args:
            incident: called where the answer carries an incident id.
        """
        raise NotImplementedError


class Unverified:
    """Marks an error of which no public capture was found."""


class GatewayError(NinjaOneError):
    """The family of the Authorization header's errors, as probed on NinjaOne's hosts in 2026."""

    error: ClassVar[str]
    description: ClassVar[str]
    code: ClassVar[int]

    def __init__(self) -> None:
        super().__init__(self.description)

    def body(self, incident: IncidentId) -> dict[str, object]:  # noqa: ARG002 - has no incident id
        """Return `error`, `error_description` and `error_code`."""
        return {
            "error": self.error,
            "error_description": self.description,
            "error_code": self.code,
        }


class MissingHeaderError(GatewayError):
    """No Authorization header."""

    error = "missing_header"
    description = "Missing required header"
    code = 2


class InvalidHeaderError(GatewayError):
    """An Authorization header that is no bearer token."""

    error = "invalid_header"
    description = "Invalid 'Authorization' header"
    code = 1


class NotAuthenticatedError(GatewayError):
    """A bearer token that is unknown or expired."""

    status = 401
    error = "not_authenticated"
    description = "Invalid credentials"
    code = 10


class ApplicationError(NinjaOneError):
    """The family of the application's errors.

    Attributes:
        result_code: `resultCode`.
        incident_service: the service that an incident id starts with; None: no incident id.
    """

    result_code: ClassVar[str] = "FAILURE"
    incident_service: ClassVar[str | None] = None

    def __init__(self, message: str | None = None, status: int | None = None) -> None:
        self.message = message
        if status is not None:
            self.status = status
        super().__init__(message or self.result_code)

    def body(self, incident: IncidentId) -> dict[str, object]:
        """Return `resultCode`, with `errorMessage` and `incidentId` where the error has them."""
        body: dict[str, object] = {"resultCode": self.result_code}
        if self.message is not None:
            body["errorMessage"] = self.message
        if self.incident_service is not None:
            body["incidentId"] = incident(self.incident_service)
        return body


class ClientAppNotExistError(ApplicationError):
    """Token request of an unknown client_id, or of one that belongs to another region."""

    status = 404
    result_code = "Client app not exist"
    incident_service = "WEB_MGMT_SERVICE"


class FieldNotFoundError(ApplicationError):
    """A field that does not exist, or not for this entity or channel.

    The body is a capture (github.com/lwhitelock/NinjaOneAutomation/issues/5); the status is
    `Switches.unknown_field_status`.
    """

    result_code = "FIELD_NOT_FOUND"
    incident_service = "WEB_MGMT_SERVICE"

    def __init__(self, field: str, status: int) -> None:
        super().__init__("Field Not Found", status)
        self.args = (f"there is no custom field {field!r} here",)


class EntityNotFoundError(ApplicationError):
    """An organization, location or device that does not exist."""

    status = 404
    result_code = "NOT_FOUND"
    incident_service = "WEB"

    def __init__(self, kind: str, entity_id: int) -> None:
        super().__init__()
        self.args = (f"there is no {kind} {entity_id}",)


class RouteNotFoundError(ApplicationError):
    """A path that the API does not have."""

    status = 404

    def __init__(self) -> None:
        super().__init__("HTTP 404 Not Found")


class PermissionDeniedError(ApplicationError):
    """The token lacks the scope; the status is `Switches.permission_denied_status`."""

    result_code = "permission_denied"

    def __init__(self, status: int) -> None:
        super().__init__(status=status)


class UserContextRequiredError(ApplicationError):
    """The operation needs a person, not an application."""

    status = 403
    result_code = "user_context_required"


class MethodNotAllowedError(ApplicationError, Unverified):
    """A path that the API has, with a method it has not."""

    status = 405

    def __init__(self) -> None:
        super().__init__("HTTP 405 Method Not Allowed")


class NotSimulatedError(ApplicationError, Unverified):
    """An operation that NinjaOne has and this simulator has not; says so by name."""

    status = 501

    def __init__(self, operation: str) -> None:
        super().__init__(f"NinjaOne has {operation}; failmode does not simulate it")


class TokenRequestError(NinjaOneError, Unverified):
    """A refused token request, in the shape of RFC 6749 section 5.2."""

    error: ClassVar[str]

    def __init__(self, description: str, status: int = 400) -> None:
        self.description = description
        self.status = status
        super().__init__(description)

    def body(self, incident: IncidentId) -> dict[str, object]:  # noqa: ARG002 - has no incident id
        """Return `error` and `error_description`."""
        return {"error": self.error, "error_description": self.description}


class InvalidTokenRequestError(TokenRequestError):
    """A token request that lacks a parameter."""

    error = "invalid_request"


class UnsupportedGrantTypeError(TokenRequestError):
    """A grant other than client_credentials; the others need a person's consent."""

    error = "unsupported_grant_type"


class InvalidClientError(TokenRequestError):
    """A known client_id with a wrong secret; the status is `Switches.wrong_secret_status`."""

    error = "invalid_client"


class InvalidScopeError(TokenRequestError):
    """A scope that does not exist or that the application lacks."""

    error = "invalid_scope"


class RefusedRequestError(ApplicationError, Unverified):
    """A request that is understood and refused; the message is this simulator's own.

    Args:
        message: what was wrong, with the key or field, and what was expected.
        status: the HTTP status, where it is not 400.
    """

    incident_service = "WEB_MGMT_SERVICE"

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message, status)


class MalformedBodyError(RefusedRequestError):
    """A body that is not the JSON expected; only the status 400 is known."""


class InvalidParameterError(RefusedRequestError):
    """A query parameter that cannot be used."""


class InvalidDefinitionError(RefusedRequestError):
    """A custom field that cannot be defined so; only the status 400 is documented."""


class DefinitionNotFoundError(RefusedRequestError):
    """No custom field of that name; only the status 404 is documented."""

    status = 404

    def __init__(self, names: str) -> None:
        super().__init__(f"there is no custom field {names}")


class InvalidValueError(RefusedRequestError):
    """A value that is no option of the field, or not of its type."""


class WriteRefusedError(RefusedRequestError):
    """A write that the field's permission for the channel does not allow."""


class ReadRefusedError(RefusedRequestError):
    """A read that the field's permission for the channel does not allow."""

    status = 403


class ValueRequiredError(RefusedRequestError):
    """Clearing a required field."""

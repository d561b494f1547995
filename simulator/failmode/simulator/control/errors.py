"""What the control API refuses: one class per kind, each owning its code and HTTP status.

The body of every refusal is `{"error": {"code", "message", "hint", "documentation"}}`, and has a
`member` where one member of the request's body is wrong. Messages and hints are read at the command
line and on the dashboard too, so they name nothing that only the API's callers know.
"""

from __future__ import annotations

from typing import ClassVar

from failmode.simulator.errors import SimulatorError

PREFIX = "/_sim"
"""Where every path of the control API begins."""

DOCUMENT_PATH = f"{PREFIX}/openapi.json"
"""Where the API's description is served."""


HEALTH_PATH = f"{PREFIX}/health"
"""Where is told whether everything works; answered also when the database is not."""


class ControlError(SimulatorError):
    """A control request that is refused.

    Args:
        what: what was wrong and where, in one line.
        remedy: what to do about it, in one line.
        member: the member of the body that is wrong, with which `what` then begins; "" for none.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, what: str, remedy: str, member: str = "") -> None:
        self.member = member
        super().__init__(what, remedy=remedy)

    def to_json(self) -> dict[str, dict[str, str]]:
        """Return the body of the answer."""
        error = {"code": self.code, "message": self.what, "hint": self.remedy}
        member = {"member": self.member} if self.member else {}
        return {"error": {**error, **member, "documentation": DOCUMENT_PATH}}


class InvalidRequestError(ControlError):
    """A body, query or value that does not fit the API's description."""

    code = "invalid-request"


class UnknownPathError(ControlError):
    """A path that this API does not have."""

    code = "unknown-path"
    status = 404


class NotFoundError(ControlError):
    """The path is right, but what it names does not exist."""

    code = "not-found"
    status = 404


class MethodNotAllowedError(ControlError):
    """The path exists, but not with this method."""

    code = "method-not-allowed"
    status = 405


class ConflictError(ControlError):
    """What is to be created exists already, or is in a state that forbids the change."""

    code = "conflict"
    status = 409


class ConsoleRefusedError(ControlError):
    """NinjaOne's console does not offer what a technician tried, or the tenant refuses it."""

    code = "console-refused"
    status = 409


class BadHttpError(ControlError):
    """What is no acceptable HTTP; answered with the status that says why."""

    code = "bad-http"


class BodyTooLargeError(ControlError):
    """A body that is larger than its path takes."""

    code = "body-too-large"
    status = 413


class UnsupportedMediaTypeError(ControlError):
    """A body that is not announced as JSON."""

    code = "unsupported-media-type"
    status = 415


class ForeignHostError(ControlError):
    """A request that reached the port under a name, or from a web page, that is not ours.

    A browser can be led to a loopback port by a web page (DNS rebinding, cross-site forms);
    the `Host`, `Origin` and `Sec-Fetch-Site` headers give that away.
    """

    code = "foreign-host"
    status = 403


class TokenError(ControlError):
    """A request that does not present the token, on a port that others can reach."""

    code = "token-required"
    status = 401


class BusyError(ControlError):
    """As much of what is asked for is under way as may be at once."""

    code = "busy"
    status = 503


class NoVerdictError(ControlError):
    """A login of which nothing can be said, because the simulator itself failed meanwhile."""

    code = "internal-failure"
    status = 500


class InternalError(ControlError):
    """The simulator itself failed; its log has the details."""

    code = "internal-error"
    status = 500

"""Duo's own errors, and what the operator of the simulated cloud asks wrongly.

SimulatorError
├── DuoError                              answered to the client: code, HTTP status, exact text
│   ├── MissingRequestParametersError     40001
│   ├── InvalidRequestParametersError     40002
│   ├── UnsupportedPlatformError          40002
│   ├── DuplicateResourceError            40003
│   ├── MissingCredentialsError           40101
│   ├── InvalidIntegrationKeyError        40102
│   ├── InvalidSignatureError             40103
│   ├── MissingTimestampError             40104
│   ├── BadTimestampError                 40105
│   ├── SignatureTypeError                40112
│   ├── AccessForbiddenError              40301
│   ├── ResourceNotFoundError             40401
│   ├── UnknownActivationCodeError        40403
│   ├── MethodNotAllowedError             40501
│   ├── TooManyRequestsError              42901
└── DirectoryError                        refused to the operator, never on the wire
    ├── AlreadyExistsError
    ├── NotFoundError
    ├── NotWaitingError
    ├── AlreadyActivatedError
    └── BadEntryError

Sources of the codes: the fatal errors of the Duo Authentication Proxy 5.0.0
(`duoauthproxy/lib/drpc_server_module.py`: 40102) and its 404 handling
(`duoauthproxy/lib/duo_async.py`: 40401);
https://community.duo.com/t/auth-v2-auth-giving-a-40103-but-auth-v2-preauth-working-fine/8371
(40103);
https://github.com/duosecurity/duo_api_php/issues/3 and
https://github.com/IBM/IBM-QRadar-Universal-Cloud-REST-API/issues/59 (40001);
https://github.com/JohnDuprey/DuoSecurity/issues/32 (40104: an `X-Duo-Date` in German);
https://github.com/FreshSupaSulley/Auto-2FA/issues/14 (40105);
https://github.com/WillForan/duo-hotp/pull/2 (40112, 40403 and 40002 of an activation);
https://github.com/duosecurity/duo_client_java/issues/3 (42901: code and message as the client read
them);
https://github.com/mbegan/Duo-PSModule/issues/62 and
https://github.com/duosecurity/duo_client_python/issues/203 (40301). The error envelope and
`message_detail`: `duo_client/client.py` of duo_client_python.
"""

from __future__ import annotations

from typing import ClassVar

from failmode.simulator.errors import SimulatorError


class DuoError(SimulatorError):
    """An error of Duo's cloud, as the client receives it.

    Args:
        detail: `message_detail`, such as the name of the wrong parameter; never a value.

    Attributes:
        code: Duo's five-digit code.
        message: Duo's text.
    """

    code: ClassVar[int]
    message: ClassVar[str]

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail
        super().__init__(f"{self.code}: {self.message}" + (f" ({detail})" if detail else ""))

    @property
    def status(self) -> int:
        """The HTTP status: the first three digits of the code."""
        return self.code // 100


class MissingRequestParametersError(DuoError):
    """A parameter that must be given is missing or empty; `detail` names it."""

    code = 40001
    message = "Missing required request parameters"


class InvalidRequestParametersError(DuoError):
    """A parameter is unknown, malformed or too large; `detail` names it."""

    code = 40002
    message = "Invalid request parameters"


class DuplicateResourceError(DuoError):
    """What should be created exists already; `detail` names the parameter that is taken."""

    code = 40003
    message = "Duplicate resource"


class MissingCredentialsError(DuoError):
    """No usable `Authorization: Basic` header.

    Source of code and message: duosecurity/duo_client_python#148.
    """

    code = 40101
    message = "Missing request credentials"


class InvalidIntegrationKeyError(DuoError):
    """No integration has this integration key."""

    code = 40102
    message = "Invalid integration key in request credentials"


class InvalidSignatureError(DuoError):
    """The signature is not the one that the secret key gives."""

    code = 40103
    message = "Invalid signature in request credentials"


class MissingTimestampError(DuoError):
    """A date must be signed, and there is none that can be read."""

    code = 40104
    message = "Missing request timestamp"


class BadTimestampError(DuoError):
    """The signed date is outside of the time window."""

    code = 40105
    message = "Bad request timestamp"


class UnsupportedPlatformError(DuoError):
    """Duo Mobile runs on what Duo does not know."""

    code = 40002
    message = "Unsupported platform"


class SignatureTypeError(DuoError):
    """Duo Mobile gives no key, or one of another kind, for the answers that it will sign."""

    code = 40112
    message = "Signature type is not supported"


class UnknownActivationCodeError(DuoError):
    """An activation code is unknown, used or too old."""

    code = 40403
    message = "Unknown activation code"


class AccessForbiddenError(DuoError):
    """The integration is of a type, or lacks the permission, that the call needs."""

    code = 40301
    message = "Access forbidden"


class ResourceNotFoundError(DuoError):
    """No such path, or nothing with the id in it."""

    code = 40401
    message = "Resource not found"


class MethodNotAllowedError(DuoError):
    """The path exists, but not for this HTTP method."""

    code = 40501
    message = "Method not allowed"


class TooManyRequestsError(DuoError):
    """Too many requests in a short time.

    Args:
        retry_after: seconds for the `Retry-After` header; None: no such header.
    """

    code = 42901
    message = "Too Many Requests"

    def __init__(self, retry_after: int | None = None) -> None:
        self.retry_after = retry_after
        super().__init__()


UNVERIFIED: tuple[type[DuoError], ...] = (
    DuplicateResourceError,
    ResourceNotFoundError,
    MethodNotAllowedError,
)
"""Errors whose text no page of Duo that could be read confirms; for MethodNotAllowedError neither
the code. Clients act on the HTTP status."""


class CloudStoppedError(SimulatorError):
    """The simulated cloud was stopped while a request waited for a person."""

    def __init__(self) -> None:
        super().__init__(
            "the simulated cloud was stopped while a request waited", remedy="Start it again"
        )


class DirectoryError(SimulatorError):
    """The operator of the simulated cloud asked for something that cannot be done.

    Args:
        what: what is wrong, in one line.
        remedy: what to do about it, in one line.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy=remedy)


class AlreadyExistsError(DirectoryError):
    """An integration or user of that name exists."""


class NotFoundError(DirectoryError):
    """Nothing of that name or id: no such user, device, code, transaction, ..."""


class NotWaitingError(DirectoryError):
    """The transaction has ended already, so nobody can answer it."""


class AlreadyActivatedError(DirectoryError):
    """The activation code has been used, and works once."""


class BadEntryError(DirectoryError):
    """A user name, number or setting that the directory cannot hold."""

"""/_sim/logins: logins through the simulated clients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import (
    BusyError,
    ConflictError,
    InvalidRequestError,
    NoVerdictError,
)
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    any_object,
    array,
    boolean,
    number,
    obj,
    text,
)
from failmode.simulator.errors import ConfigError
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.internal_failures import InternalFailureError
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.clients import (
    PROXY_CLIENTS,
    client_default_failmodes,
    client_words,
)
from failmode.simulator.logins.errors import (
    DataReplacedError,
    InvalidLoginRequestError,
    LostRecordError,
    NotRunningError,
    TooManyLoginsError,
)
from failmode.simulator.logins.requests import (
    DEFAULT_DEADLINE_SECONDS,
    DEFAULT_TIMEOUT_SECONDS,
    LoginRequest,
    LoginResult,
)
from failmode.terms import Evidence, Failmode, Verdict

MAX_SECONDS = 600

STEP = obj(
    {
        "what": text("What was done."),
        "peer": text("With whom; empty when nobody else took part."),
        "exchange": text("What was sent, secrets masked."),
        "result": text("What came of it, secrets masked."),
    }
)
ASSUMPTION = obj(
    {
        "name": text("What nobody has documented."),
        "evidence": text("How sure it is.", choices=tuple(one.value for one in Evidence)),
        "reason": text("What the simulator follows instead."),
    },
    "What the verdict rests on that no source settles; null when nothing is assumed.",
    nullable=True,
)
RESULT = obj(
    {
        "verdict": text("What it came to.", choices=tuple(one.value for one in Verdict)),
        "assumed": ASSUMPTION,
        "second_factor": boolean("Whether the person proved a second factor."),
        "message": text("What the person is told; empty when nothing is known."),
        "settings": any_object("Duo's settings on the client by its own names, secrets masked."),
        "steps": array(STEP, "Oldest first; those until the deadline when it hung."),
        "duration_seconds": number("How long it took."),
    }
)

_DEFAULTS = ", ".join(f"{one} for {name}" for name, one in client_default_failmodes().items())
WHO = {
    "username": text("As the person types it.", nonempty=True),
    "password": text(
        "As typed; the one that the primary server knows when left out.",
        nullable=True,
    ),
}
"""Who logs in: members of a body."""

TIMEOUTS = {
    "timeout_seconds": number(
        f"How long a computer waits for Duo; {DEFAULT_TIMEOUT_SECONDS:g} when left "
        "out. How long the real products wait is unknown.",
        minimum=0.05,
        maximum=MAX_SECONDS,
    ),
    "deadline_seconds": number(
        f"After this long it counts as hung; {DEFAULT_DEADLINE_SECONDS:g} when left out.",
        minimum=0.05,
        maximum=MAX_SECONDS,
    ),
}
"""How long is waited: members of a body."""

_LOGIN = obj(
    {
        "client": text("Where.", choices=tuple(client_words())),
        **WHO,
        "failmode": text(
            "Whether the client fails open; the documented default of its product when left out: "
            f"{_DEFAULTS}. For {', '.join(PROXY_CLIENTS)} "
            "the running Authentication Proxy decides.",
            choices=tuple(one.value for one in Failmode),
            nullable=True,
        ),
        **TIMEOUTS,
    },
    required=("client", "username"),
)


@contextmanager
def translated() -> Iterator[None]:
    """Refuse as the control API does what keeps a login from being tried.

    Raises:
        InvalidRequestError: when it cannot be tried as it is asked for.
        ConflictError: when what it needs does not run, or was replaced meanwhile.
        BusyError: when too many logins are under way.
        NoVerdictError: when the simulator itself failed.
    """
    try:
        yield
    except (InvalidLoginRequestError, ConfigError) as error:
        raise InvalidRequestError(error.what, error.remedy) from error
    except (DataReplacedError, LostRecordError, NotRunningError) as error:
        raise ConflictError(error.what, error.remedy) from error
    except TooManyLoginsError as error:
        raise BusyError(error.what, error.remedy) from error
    except InternalFailureError as error:
        raise NoVerdictError(f"no verdict: {error.where}: {error.what}", error.remedy) from error


def log_in(
    controller: SimulatorController,
    client: LoginClient,
    body: JsonObject,
    deadline_seconds: float = DEFAULT_DEADLINE_SECONDS,
) -> LoginResult:
    """Log in once as a request's body asks for it.

    Args:
        controller: of the simulator.
        client: where.
        body: has `username`, and what else of `WHO` and `TIMEOUTS` was given.
        deadline_seconds: where the body gives none.

    Raises:
        LoginError: when the login cannot be tried.
        ConfigError: when the client is not set up for it.
        InternalFailureError: when the simulator itself failed.
    """
    logins, username, password = controller.logins(), body["username"], body.get("password")
    return logins.driver.log_in(
        LoginRequest(
            client,
            username,
            logins.clients.password(username) if password is None else password,
            body.get("deadline_seconds", deadline_seconds),
        )
    )


def result_json(result: LoginResult) -> JsonObject:
    """Return what a login came to, as `RESULT` describes it."""
    return {
        "verdict": result.verdict.value,
        "assumed": assumed_json(result),
        "second_factor": result.second_factor,
        "message": result.message,
        "settings": dict(result.settings),
        "steps": [asdict(step) for step in result.steps],
        "duration_seconds": result.duration_seconds,
    }


def assumed_json(result: LoginResult) -> JsonObject | None:
    """Return what the verdict rests on, as `ASSUMPTION` describes it."""
    return None if result.assumed is None else asdict(result.assumed)


def _attempt(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    failmode = body.get("failmode")
    with translated():
        client = controller.logins().clients.client(
            body["client"],
            None if failmode is None else Failmode(failmode),
            timeout_seconds=body.get("timeout_seconds", DEFAULT_TIMEOUT_SECONDS),
        )
        return result_json(log_in(controller, client, body))


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "POST",
        "/_sim/logins",
        "attemptLogin",
        ControlEndpoint(
            "logins",
            _attempt,
            RESULT,
            body=_LOGIN,
            refusals=(409, 503),
        ),
        summary="Log in once at a simulated client; answers when there is a verdict.",
    ),
)

"""What both versions of the Auth API read and write alike."""

from __future__ import annotations

from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.directory.records import Factor
from failmode.simulator.duo.errors import InvalidRequestParametersError


def factor_named(name: str) -> Factor:
    """Return a factor by its name.

    Raises:
        InvalidRequestParametersError: when there is none of that name.
    """
    try:
        return Factor(name)
    except ValueError as error:
        raise InvalidRequestParametersError("factor") from error


def pushinfo(params: Params, max_bytes: int) -> str | None:
    """Return what a push shows.

    Raises:
        InvalidRequestParametersError: when it has `max_bytes` bytes or more.
    """
    value = params.optional("pushinfo")
    if value is not None and len(value.encode("utf-8")) >= max_bytes:
        raise InvalidRequestParametersError("pushinfo")
    return value


def please_enroll(url: str) -> str:
    """Return the text that sends a user to the enrolment page."""
    return f"Please enroll at {url}"

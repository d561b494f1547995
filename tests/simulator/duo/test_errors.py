"""Duo's errors on the wire."""

from __future__ import annotations

import json

import pytest

from failmode.simulator.duo import errors
from failmode.simulator.duo.api.envelope import failure


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.MissingRequestParametersError(), 400, 40001),
        (errors.InvalidRequestParametersError(), 400, 40002),
        (errors.MissingCredentialsError(), 401, 40101),
        (errors.InvalidIntegrationKeyError(), 401, 40102),
        (errors.InvalidSignatureError(), 401, 40103),
        (errors.MissingTimestampError(), 401, 40104),
        (errors.BadTimestampError(), 401, 40105),
        (errors.AccessForbiddenError(), 403, 40301),
        (errors.ResourceNotFoundError(), 404, 40401),
        (errors.MethodNotAllowedError(), 405, 40501),
        (errors.TooManyRequestsError(), 429, 42901),
    ],
)
def test_every_error_has_its_code_and_the_status_that_the_code_begins_with(
    error: errors.DuoError, status: int, code: int
) -> None:
    assert error.status == status
    assert json.loads(failure(error)) == {"stat": "FAIL", "code": code, "message": error.message}


def test_the_detail_names_the_parameter() -> None:
    body = json.loads(failure(errors.InvalidRequestParametersError("username")))

    assert body["message_detail"] == "username"


@pytest.mark.parametrize("kind", errors.DirectoryError.__subclasses__())
def test_what_the_operator_is_refused_carries_what_is_wrong_and_what_to_do(
    kind: type[errors.DirectoryError],
) -> None:
    error = kind("user 'a. b' exists already", "Choose another name. Or remove the user")

    assert error.what == "user 'a. b' exists already"
    assert error.remedy == "Choose another name. Or remove the user"
    assert str(error) == f"{error.what}. {error.remedy}"

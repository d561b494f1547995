"""Every call that Duo's own Python client can make stands in the simulated cloud, or has a reason.

The client is not read: each of its public methods is called, and what it would send is caught.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from types import GeneratorType
from typing import Any, NoReturn

import pytest
from werkzeug.exceptions import HTTPException

from failmode.simulator.duo.application import ROUTER

pytestmark = [
    pytest.mark.real,
    # The client's own advice to use newer calls.
    pytest.mark.filterwarnings("ignore:The v1 Admin API:DeprecationWarning"),
]
duo_client = pytest.importorskip("duo_client", reason="duo_client is missing")

ABSENT = "the account has none of these, so that no id is one of theirs"
DESKTOP = "computers, their browsers and Duo Desktop are not simulated"
DIRECTORY_SYNC = "directories from which users come are not simulated"
CONSOLE = "nobody logs in at Duo's console here: no passwords, codes or factors of administrators"
BRANDING = "what people see of Duo Mobile is not simulated"
INSTALLING = "there is nowhere to install a simulated Duo Mobile from"
VERIFICATION = "no source that was read tells what is answered; no login depends on it"
PASSPORT = "Duo Passport is not simulated"

NOT_SIMULATED: Mapping[str, str] = {
    "Admin.activate_admin": CONSOLE,
    "Admin.activate_desktoptoken": DESKTOP,
    "Admin.add_desktoptoken": DESKTOP,
    "Admin.cancel_idv": VERIFICATION,
    "Admin.delete_desktoptoken": DESKTOP,
    "Admin.delete_logo": BRANDING,
    "Admin.delete_registered_device": ABSENT,
    "Admin.delete_u2ftoken": ABSENT,
    "Admin.delete_webauthncredential": ABSENT,
    "Admin.get_allowed_admin_auth_methods": CONSOLE,
    "Admin.get_desktoptoken_by_id": ABSENT,
    "Admin.get_endpoint": ABSENT,
    "Admin.get_external_password_mgmt_status_for_admin": CONSOLE,
    "Admin.get_external_password_mgmt_statuses": CONSOLE,
    "Admin.get_idv_status": VERIFICATION,
    "Admin.get_logo": BRANDING,
    "Admin.get_passport_config": PASSPORT,
    "Admin.get_registered_device_by_id": ABSENT,
    "Admin.get_u2ftoken_by_id": ABSENT,
    "Admin.get_verification_push_response": VERIFICATION,
    "Admin.get_webauthncredential_by_id": ABSENT,
    "Admin.send_sms_installation": INSTALLING,
    "Admin.send_verification_push": VERIFICATION,
    "Admin.set_allowed_admin_auth_methods": CONSOLE,
    "Admin.start_idv": VERIFICATION,
    "Admin.sync_user": DIRECTORY_SYNC,
    "Admin.update_admin_password_mgmt_status": CONSOLE,
    "Admin.update_desktoptoken": DESKTOP,
    "Admin.update_logo": BRANDING,
    "Admin.update_passport_config": PASSPORT,
}
"""Methods whose calls are answered with 40401, and why."""

ID = "x"
"""What stands for every id."""

ARGUMENTS: Mapping[str, Any] = {
    "codes": ["1"],
    "edit_list": ["PO1"],
    "json_request": {"policy_name": "x"},
    "logo": b"png",
    "maxtime": 2,
    "mintime": 1,
    "name": "x",
    "new_policy_names_list": ["x"],
    "sections_to_delete": ["x"],
    "user_ids": ["DU1"],
    "group_ids": ["DG1"],
    "usernames": ["x"],
}
"""Arguments that cannot be any text."""


CHANGED = ("name", "totp_step", "lockout_threshold", "has_external_password_mgmt")
"""What methods that change something are to change."""


class Sent(Exception):  # noqa: N818 - what a test waits for, no error
    """What a client was about to send."""


def _raise_sent(_client: Any, method: str, path: str, _params: Any, *_: Any) -> NoReturn:
    raise Sent(method, path.partition("?")[0])


def _methods() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public methods of the clients that make calls, by name."""
    common = set(dir(duo_client.client.Client))
    for kind in (duo_client.Admin, duo_client.Auth):
        client = kind(ikey="DI", skey="s", host="h", ca_certs="HTTP")
        for name, method in inspect.getmembers(client, inspect.ismethod):
            if not name.startswith("_") and name not in common:
                yield f"{kind.__name__}.{name}", method


def _calls(method: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    """Yield the HTTP method and the path of what a method sends, in each version of the API."""
    parameters = inspect.signature(method).parameters
    given = {
        name: ARGUMENTS.get(name, ID)
        for name, one in parameters.items()
        if one.default is inspect.Parameter.empty and one.kind is not one.VAR_KEYWORD
    }
    if "update" in method.__name__:
        # A change of nothing is not sent.
        given.update({name: ID for name in CHANGED if name in parameters})
    for version in (1, 2) if "api_version" in parameters else (None,):
        with pytest.raises(Sent) as sent:
            _send(method, given if version is None else {**given, "api_version": version})
        verb, path = sent.value.args
        yield verb, path


def _send(method: Callable[..., Any], given: Mapping[str, Any]) -> None:
    answer = method(**given)
    if isinstance(answer, GeneratorType):
        next(answer)


def _is_answered(verb: str, path: str) -> bool:
    try:
        match = ROUTER.match(verb, path)
    except HTTPException:
        return False
    # A word of a path that is taken for an id is not known.
    return set(match.variables.values()) <= {ID}


def test_every_call_of_duos_own_client_is_answered_or_has_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duo_client.client.Client, "api_call", _raise_sent)
    calls = {name: tuple(_calls(method)) for name, method in _methods()}

    unanswered = {
        name for name, sent in calls.items() if not all(_is_answered(*one) for one in sent)
    }

    assert len(calls) > 130
    assert {name: calls[name] for name in unanswered - set(NOT_SIMULATED)} == {}
    assert set(NOT_SIMULATED) - unanswered == set(), "answered, and no reason is needed"

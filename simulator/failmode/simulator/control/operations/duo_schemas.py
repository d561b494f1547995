"""Duo's users, devices, pushes and integrations as the control API describes and shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import (
    ConflictError,
    ControlError,
    InvalidRequestError,
    NotFoundError,
)
from failmode.simulator.control.schemas import (
    JsonObject,
    array,
    boolean,
    count,
    duration,
    integer,
    number,
    obj,
    text,
)
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.integration_types import TYPE as INTEGRATION_TYPE
from failmode.simulator.duo.directory.records import (
    Device,
    Integration,
    Policy,
    RateLimit,
    User,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.duo.errors import (
    AlreadyActivatedError,
    AlreadyExistsError,
    DirectoryError,
    NotWaitingError,
)
from failmode.simulator.duo.errors import NotFoundError as MissingEntryError
from failmode.terms import Answer

STATUS = text("The account's status.", choices=tuple(one.value for one in UserStatus))
ANSWER = text("What the person does when asked.", choices=tuple(one.value for one in Answer))
DELAY = duration("How long the person takes, in seconds of the clock.")
TYPE = text(f"The Admin API's word for its type: {INTEGRATION_TYPE.expected}.", nonempty=True)
DEVICE_ANSWER = text(
    "What the person does when asked there; null: as the user does.",
    choices=tuple(one.value for one in Answer),
    nullable=True,
)
DEVICE_DELAY = duration(
    "How long the person takes there, in seconds of the clock; null: as long as the user does.",
    nullable=True,
)
NORMALIZATION = text(
    "How user names are compared.", choices=tuple(one.value for one in UsernameNormalization)
)
RATE_LIMIT = obj(
    {
        "requests": count("Signed requests in each time window."),
        "window_seconds": duration("Length of a time window, more than 0.", minimum=0.001),
        "tells_retry_after": boolean("Whether the error has a Retry-After header."),
    },
    "More requests are answered by 429; null: no limit.",
    nullable=True,
)
VERIFIED_PUSH_DIGITS = integer(
    "Digits of the code to type into Duo Mobile, 3 to 6; 0: none.", minimum=0, maximum=6
)
REMEMBERED_DEVICES = duration(
    "How long a device is remembered after a login, in seconds; 0: never."
)
PASSWORD = text("Dummy password at the primary server.")
ALIASES = array(text(), "Further names by which applications may name the user.")
DEVICE = obj(
    {
        "device": text("Duo's id."),
        "type": text(),
        "number": text("Telephone number, or a token's serial number."),
        "name": text(),
        "platform": text(),
        "capabilities": array(text()),
        "answer": DEVICE_ANSWER,
        "answer_after_seconds": DEVICE_DELAY,
    }
)
USER = obj(
    {
        "user_id": text("Duo's id."),
        "username": text(),
        "status": STATUS,
        "answer": ANSWER,
        "answer_after_seconds": DELAY,
        "devices": array(DEVICE, "None: not enrolled."),
        "aliases": ALIASES,
        "groups": array(text(), "Names of the groups that the user is in."),
    }
)
PUSH = obj(
    {
        "txid": text(),
        "username": text(),
        "factor": text(),
        "device": text("Duo's id of the device.", nullable=True),
        "created": number("Seconds since the epoch."),
        "expires": number("Seconds since the epoch."),
        "ipaddr": text(nullable=True),
        "hostname": text(nullable=True),
        "pushinfo": text("What the phone shows.", nullable=True),
        "type": text("What the push is headed.", nullable=True),
        "display_username": text("The name that the phone shows.", nullable=True),
        "verification_code": text("What the person must type into Duo Mobile.", nullable=True),
    }
)
INTEGRATION = obj(
    {
        "ikey": text(),
        "skey": text(),
        "api_host": text("API host name."),
        "name": text(),
        "type": TYPE,
        "username_normalization": NORMALIZATION,
        "verified_push_digits": VERIFIED_PUSH_DIGITS,
        "remembered_devices_seconds": REMEMBERED_DEVICES,
        "rate_limit": RATE_LIMIT,
    }
)


@contextmanager
def duo_transaction(controller: SimulatorController) -> Iterator[None]:
    """Make what is done in the block one transaction of Duo's cloud and of the primary server.

    Args:
        controller: whose state it is.

    Raises:
        ControlError: for what the directory refuses, in the control API's words; nothing has
            changed then.
    """
    with controller.store.transaction(exclusive=True):
        try:
            yield
        except DirectoryError as error:
            raise _refusal(error) from error


def _refusal(error: DirectoryError) -> ControlError:
    if isinstance(error, MissingEntryError):
        return NotFoundError(error.what, error.remedy)
    if isinstance(error, AlreadyExistsError | NotWaitingError | AlreadyActivatedError):
        return ConflictError(error.what, error.remedy)
    return InvalidRequestError(error.what, error.remedy)


def device_json(device: Device) -> JsonObject:
    """Return a device as `DEVICE` describes it."""
    return {
        "device": device.device,
        "type": device.type.value,
        "number": device.number,
        "name": device.name,
        "platform": device.platform,
        "capabilities": [one.value for one in device.capabilities],
        "answer": device.answer.value if device.answer else None,
        "answer_after_seconds": device.answer_after_seconds,
    }


def users_json(duo: DuoCloud, users: Iterable[User]) -> list[JsonObject]:
    """Return users as `USER` describes them."""
    aliases, by_user = duo.aliases.all(), duo.groups.by_user()
    groups = duo.groups.all()
    return [
        {
            **_user_json(user),
            "aliases": list(aliases.get(user.user_id, {}).values()),
            "groups": [one.name for one in groups if one.group_id in by_user.get(user.user_id, ())],
        }
        for user in users
    ]


def user_json(duo: DuoCloud, username: str) -> JsonObject:
    """Return the user of a name as `USER` describes it.

    Raises:
        DirectoryError: when there is no such user.
    """
    return users_json(duo, [duo.users.get(username)])[0]


def _user_json(user: User) -> JsonObject:
    return {
        "user_id": user.user_id,
        "username": user.username,
        "status": user.status.value,
        "answer": user.answer.value,
        "answer_after_seconds": user.answer_after_seconds,
        "devices": [device_json(device) for device in user.devices],
    }


def push_json(push: Transaction) -> JsonObject:
    """Return a push as `PUSH` describes it."""
    return {
        "txid": push.txid,
        "username": push.username,
        "factor": push.factor.value,
        "device": push.device,
        "created": push.created,
        "expires": push.expires,
        "ipaddr": push.ipaddr,
        "hostname": push.hostname,
        "pushinfo": push.pushinfo,
        "type": push.type,
        "display_username": push.display_username,
        "verification_code": push.verification_code,
    }


def integration_json(one: Integration) -> JsonObject:
    """Return an integration as `INTEGRATION` describes it."""
    limit = one.policy.rate_limit
    return {
        "ikey": one.ikey,
        "skey": one.skey,
        "api_host": one.api_host,
        "name": one.name,
        "type": one.type.value,
        "username_normalization": one.username_normalization.value,
        "verified_push_digits": one.policy.verified_push_digits,
        "remembered_devices_seconds": one.policy.remembered_devices_seconds,
        "rate_limit": None if limit is None else asdict(limit),
    }


def changed_policy(policy: Policy, body: JsonObject) -> Policy:
    """Return a policy with the members that a body gives."""
    limit = policy.rate_limit
    if "rate_limit" in body:
        given = body["rate_limit"]
        limit = None if given is None else RateLimit(**given)
    return replace(
        policy,
        verified_push_digits=body.get("verified_push_digits", policy.verified_push_digits),
        remembered_devices_seconds=body.get(
            "remembered_devices_seconds", policy.remembered_devices_seconds
        ),
        rate_limit=limit,
    )

"""What an administrator sends to people: activation codes, passcodes and invitations.

Sources: `create_activation_url`, `send_sms_activation_to_phone` and `enroll_user` of
`duo_client/admin.py`. Nothing is really sent; the telephony log tells of text messages.
"""

from __future__ import annotations

from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.assumptions import ADMINISTRATOR_CONTEXT
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import changing
from failmode.simulator.duo.admin.query import required_text, truth
from failmode.simulator.duo.admin.schemas import Object
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.auth.enrollment import (
    DEFAULT_VALID_SECONDS,
    activation_path,
    barcode_path,
)
from failmode.simulator.duo.directory.records import Device, User
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AlreadyExistsError,
    BadEntryError,
    InvalidRequestParametersError,
    NotFoundError,
    ResourceNotFoundError,
)

_LONGEST = 100 * 365 * 86_400
"""Seconds for which a code works at most, and one that never expires."""


def create_activation_url(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/phones/{phone_id}/activation_url."""
    return Reply(_activation(admin, call, *_phone(admin, call)))


def send_sms_activation(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/phones/{phone_id}/send_sms_activation."""
    user, phone = _phone(admin, call)
    _check_number(phone)
    made = _activation(admin, call, user, phone)
    admin.telephony_log.add_message(phone.number, ADMINISTRATOR_CONTEXT)
    text = f"To activate the Duo Mobile app, click this link: {made.pop('activation_url')}"
    return Reply({**made, "activation_msg": text})


def send_sms_passcodes(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/phones/{phone_id}/send_sms_passcodes."""
    user, phone = _phone(admin, call)
    _check_number(phone)
    admin.cloud.passcodes.send_sms(user.username, phone.device)
    admin.telephony_log.add_message(phone.number, ADMINISTRATOR_CONTEXT)
    return NOTHING


def enroll_user(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/enroll: invite a user who is new, or has no device.

    Answers the code of the invitation. Unconfirmed: `duo_client/admin.py` says that nothing comes
    back, and who is refused.
    """
    params = call.params
    username, email = required_text(params, "username"), required_text(params, "email")
    valid_secs = params.number("valid_secs", maximum=_LONGEST)
    user = admin.cloud.users.find_by_name(username)
    if user is not None and user.devices:
        raise InvalidRequestParametersError("username")
    if user is None:
        try:
            user = admin.cloud.users.add(username, email=email)
        except (AlreadyExistsError, BadEntryError) as error:
            raise InvalidRequestParametersError("username") from error
        admin.log_action(AdminAction.USER_CREATE, username)
    seconds = DEFAULT_VALID_SECONDS if valid_secs is None else valid_secs or _LONGEST
    return Reply(admin.cloud.enrollments.invite(user, call.actor.api_host, seconds).activation_code)


def _phone(admin: AdminContext, call: AdminCall) -> tuple[User, Device]:
    """Return a phone and whose it is.

    Unconfirmed: that the phone of nobody is refused as one that is not there.
    """
    phone_id = call.variables["phone_id"]
    if admin.phones.get(phone_id) is None:
        raise ResourceNotFoundError
    try:
        return admin.cloud.devices.get(phone_id)
    except NotFoundError as error:
        raise ResourceNotFoundError from error


def _check_number(phone: Device) -> None:
    if not phone.number:
        raise InvalidRequestParametersError("no capable device")


def _activation(admin: AdminContext, call: AdminCall, user: User, phone: Device) -> Object:
    seconds = call.params.number("valid_secs", minimum=1, maximum=_LONGEST)
    if truth(call.params, "install"):
        # There is nowhere to install a simulated Duo Mobile from.
        raise InvalidRequestParametersError("install")
    valid = DEFAULT_VALID_SECONDS if seconds is None else seconds
    host = call.actor.api_host
    made = admin.cloud.enrollments.invite(user, host, valid, device=phone.device)
    return {
        "activation_barcode": f"https://{host}{barcode_path(made.activation_code)}",
        "activation_url": f"https://{host}{activation_path(made.activation_code)}",
        "valid_secs": valid,
    }


_WRITE = Permission.WRITE_RESOURCE
_PHONE = "/admin/v1/phones/{phone_id}"

OPERATIONS: tuple[DuoOperation, ...] = (
    changing("POST", f"{_PHONE}/activation_url", _WRITE, create_activation_url),
    changing("POST", f"{_PHONE}/send_sms_activation", _WRITE, send_sms_activation),
    changing("POST", f"{_PHONE}/send_sms_passcodes", _WRITE, send_sms_passcodes),
    changing("POST", "/admin/v1/users/enroll", _WRITE, enroll_user),
)

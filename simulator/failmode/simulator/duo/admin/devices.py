"""`/admin/v1/phones` and `/admin/v1/tokens`."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.assumptions import RESYNC_WINDOW
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import changing, listing, reading
from failmode.simulator.duo.admin.phones import Phone, without_activation
from failmode.simulator.duo.admin.query import page, required_text, text
from failmode.simulator.duo.admin.tokens import Token, TokenType, base32_of
from failmode.simulator.duo.admin.words import Permission, PhoneType
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    BadEntryError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    ResourceNotFoundError,
)

T = TypeVar("T")

_MAX_PAGE_SIZE = 500
_DEFAULT_STEP = 30
_LONGEST_STEP = 86_400
_LARGEST_COUNTER = 2**30
_TYPES = {kind.value.lower(): kind for kind in PhoneType}
_PLATFORMS = {
    name.lower(): name
    for name in (
        "Apple iOS",
        "Generic Smartphone",
        "Google Android",
        "Java J2ME",
        "Palm WebOS",
        "RIM Blackberry",
        "Symbian OS",
        "Windows Mobile",
        "Windows Phone",
    )
} | {"unknown": ""}


def list_phones(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/phones."""
    phones = admin.phones.all()
    number, extension = call.params.optional("number"), call.params.optional("extension")
    if number is not None:
        phones = tuple(phone for phone in phones if phone.number == number)
    if extension is not None:
        phones = tuple(phone for phone in phones if phone.extension == extension)
    part = page(call.params, _MAX_PAGE_SIZE).of(phones)
    owners = admin.owners()
    return Reply(
        [schemas.phone(phone, owners.get(phone.user_id or "")) for phone in part.objects],
        part.metadata(),
    )


def get_phone(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/phones/{phone_id}."""
    phone_id = call.variables["phone_id"]
    return _phone_reply(admin, _existing_phone(admin, phone_id))


def create_phone(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/phones."""
    phone = _described(Phone(admin.cloud.ids.object_id("DP")), call.params)
    _check_number_free(admin, phone)
    admin.phones.add(phone)
    admin.log_action(AdminAction.PHONE_CREATE, phone.number or phone.name or phone.phone_id)
    return _phone_reply(admin, phone)


def update_phone(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/phones/{phone_id}."""
    phone_id = call.variables["phone_id"]
    phone = _described(_existing_phone(admin, phone_id), call.params)
    _check_number_free(admin, phone)
    admin.phones.change(phone)
    admin.log_action(AdminAction.PHONE_UPDATE, phone.number or phone.name or phone.phone_id)
    return _phone_reply(admin, phone)


def delete_phone(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/phones/{phone_id}; nothing happens when it is gone already.

    Source: `delete_phone` of `duo_client/admin.py`.
    """
    phone_id = call.variables["phone_id"]
    phone = admin.phones.get(phone_id)
    if phone is not None:
        admin.assignments.remove(phone_id)
        admin.log_action(AdminAction.PHONE_DELETE, phone.number or phone.name or phone.phone_id)
    return NOTHING


def _existing_phone(admin: AdminContext, phone_id: str) -> Phone:
    phone = admin.phones.get(phone_id)
    if phone is None:
        raise ResourceNotFoundError
    return phone


def _check_number_free(admin: AdminContext, phone: Phone) -> None:
    if phone.number and any(
        (other.number, other.extension) == (phone.number, phone.extension)
        and other.phone_id != phone.phone_id
        for other in admin.phones.all()
    ):
        raise DuplicateResourceError("number")


def _phone_reply(admin: AdminContext, phone: Phone) -> Reply:
    return Reply(schemas.phone(phone, admin.owner(phone.user_id)))


def list_tokens(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/tokens."""
    tokens = admin.tokens.all()
    kind, serial = call.params.optional("type"), call.params.optional("serial")
    if (kind is None) != (serial is None):
        raise InvalidRequestParametersError("serial" if serial is None else "type")
    if kind is not None:
        token_type = _token_type(call.params)
        tokens = tuple(one for one in tokens if (one.type, one.serial) == (token_type, serial))
    part = page(call.params, _MAX_PAGE_SIZE).of(tokens)
    owners = admin.owners()
    return Reply(
        [schemas.token(token, owners.get(token.user_id or "")) for token in part.objects],
        part.metadata(),
    )


def get_token(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/tokens/{token_id}."""
    token = _existing_token(admin, call)
    return Reply(schemas.token(token, admin.owner(token.user_id)))


def create_token(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/tokens."""
    params = call.params
    kind = _token_type(params)
    serial = required_text(params, "serial")
    secret = base32_of(params.required("secret"))
    if secret is None:
        raise InvalidRequestParametersError("secret")
    step = params.number("totp_step", maximum=_LONGEST_STEP)
    if step == 0:
        raise InvalidRequestParametersError("totp_step")
    if admin.tokens.find(kind, serial) is not None:
        raise DuplicateResourceError("serial")
    try:
        token = admin.tokens.add(
            kind,
            serial,
            secret,
            counter=params.number("counter", maximum=_LARGEST_COUNTER) or 0,
            totp_step=step or _DEFAULT_STEP,
        )
    except BadEntryError as error:
        raise InvalidRequestParametersError("secret") from error
    admin.log_action(AdminAction.TOKEN_CREATE, serial, {"type": kind.value})
    return Reply(schemas.token(token, None))


def update_token(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/tokens/{token_id}: change the time step of a TOTP token.

    Source: `update_token` of `duo_client/admin.py`.
    """
    token = _existing_token(admin, call)
    step = call.params.number("totp_step", minimum=1, maximum=_LONGEST_STEP)
    if step is not None and not admin.cloud.otps.set_interval(token.token_id, step):
        raise InvalidRequestParametersError("totp_step")
    return get_token(admin, call)


def resync_token(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/tokens/{token_id}/resync: go on after three passcodes of a HOTP token.

    Source: `resync_hotp_token` of `duo_client/admin.py`.
    """
    token = _existing_token(admin, call)
    codes = [call.params.required(name) for name in ("code1", "code2", "code3")]
    if not admin.cloud.otps.resynchronize(token.token_id, codes, RESYNC_WINDOW):
        raise InvalidRequestParametersError("code1")
    return NOTHING


def _existing_token(admin: AdminContext, call: AdminCall) -> Token:
    token = admin.tokens.get(call.variables["token_id"])
    if token is None:
        raise ResourceNotFoundError
    return token


def delete_token(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/tokens/{token_id}; nothing happens when it is gone already.

    Source: `delete_token` of `duo_client/admin.py`.
    """
    token_id = call.variables["token_id"]
    token = admin.tokens.get(token_id)
    if token is not None:
        admin.assignments.remove(token_id)
        admin.log_action(AdminAction.TOKEN_DELETE, token.serial, {"type": token.type.value})
    return NOTHING


def _token_type(params: Params) -> TokenType:
    try:
        return TokenType(params.required("type"))
    except ValueError as error:
        raise InvalidRequestParametersError("type") from error


def _described(phone: Phone, params: Params) -> Phone:
    """`phone` with what the parameters say about it."""
    changed = replace(
        phone,
        number=_or(text(params, "number"), phone.number),
        extension=_or(text(params, "extension"), phone.extension),
        name=_or(text(params, "name"), phone.name),
        type=_word(params, "type", _TYPES, phone.type),
        platform=_word(params, "platform", _PLATFORMS, phone.platform),
        predelay=_seconds(params, "predelay", phone.predelay),
        postdelay=_seconds(params, "postdelay", phone.postdelay),
    )
    if changed.activated:
        return changed
    return replace(changed, capabilities=without_activation(changed.number, changed.type))


def _or(new: str | None, old: str) -> str:
    return old if new is None else new


def _word(params: Params, name: str, known: dict[str, T], old: T) -> T:
    word = params.optional(name)
    if word is None:
        return old
    if word.lower() not in known:
        raise InvalidRequestParametersError(name)
    return known[word.lower()]


def _seconds(params: Params, name: str, old: str) -> str:
    seconds = params.number(name)
    return old if seconds is None else str(seconds)


OPERATIONS: tuple[DuoOperation, ...] = (
    listing("/admin/v1/phones", Permission.READ_RESOURCE, list_phones),
    changing("POST", "/admin/v1/phones", Permission.WRITE_RESOURCE, create_phone),
    reading("/admin/v1/phones/{phone_id}", Permission.READ_RESOURCE, get_phone),
    changing("POST", "/admin/v1/phones/{phone_id}", Permission.WRITE_RESOURCE, update_phone),
    changing("DELETE", "/admin/v1/phones/{phone_id}", Permission.WRITE_RESOURCE, delete_phone),
    listing("/admin/v1/tokens", Permission.READ_RESOURCE, list_tokens),
    changing("POST", "/admin/v1/tokens", Permission.WRITE_RESOURCE, create_token),
    reading("/admin/v1/tokens/{token_id}", Permission.READ_RESOURCE, get_token),
    changing("POST", "/admin/v1/tokens/{token_id}", Permission.WRITE_RESOURCE, update_token),
    changing("POST", "/admin/v1/tokens/{token_id}/resync", Permission.WRITE_RESOURCE, resync_token),
    changing("DELETE", "/admin/v1/tokens/{token_id}", Permission.WRITE_RESOURCE, delete_token),
)

"""`/admin/v1/phones` and `/admin/v1/tokens`."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.admin_log import Action
from failmode.simulator.duo.admin.context import NOTHING, AdminContext, Call, Reply
from failmode.simulator.duo.admin.phones import LineType, Phone, new_id, without_activation
from failmode.simulator.duo.admin.query import number, page, text
from failmode.simulator.duo.admin.tokens import TokenType, base32_of
from failmode.simulator.duo.api.serialization import Params
from failmode.simulator.duo.errors import (
    BadEntryError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    ResourceNotFoundError,
)

T = TypeVar("T")

_MOST = 500
_DEFAULT_STEP = 30
_LONGEST_STEP = 86_400
_LARGEST_COUNTER = 2**30
_TYPES = {kind.value.lower(): kind for kind in LineType}
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


class PhoneHandlers:
    """Calls about phones.

    Args:
        office: what they work with.
    """

    def __init__(self, office: AdminContext) -> None:
        self._office = office

    def list(self, call: Call) -> Reply:
        """GET /admin/v1/phones."""
        lines = self._office.lines.all()
        number, extension = call.params.optional("number"), call.params.optional("extension")
        if number is not None:
            lines = tuple(line for line in lines if line.number == number)
        if extension is not None:
            lines = tuple(line for line in lines if line.extension == extension)
        part = page(call.params, _MOST).of(lines)
        owners = self._office.owners()
        return Reply(
            [schemas.line(line, owners.get(line.user_id or "")) for line in part.objects],
            part.metadata(),
        )

    def get(self, _call: Call, phone_id: str) -> Reply:
        """GET /admin/v1/phones/{phone_id}."""
        return self._shown(self._line(phone_id))

    def create(self, call: Call) -> Reply:
        """POST /admin/v1/phones."""
        line = _described(Phone(new_id("DP")), call.params)
        self._check_free(line)
        self._office.lines.add(line)
        self._office.note(call, Action.PHONE_CREATE, line.number or line.name or line.phone_id)
        return self._shown(line)

    def change(self, call: Call, phone_id: str) -> Reply:
        """POST /admin/v1/phones/{phone_id}."""
        line = _described(self._line(phone_id), call.params)
        self._check_free(line)
        self._office.lines.change(line)
        self._office.note(call, Action.PHONE_UPDATE, line.number or line.name or line.phone_id)
        return self._shown(line)

    def delete(self, call: Call, phone_id: str) -> Reply:
        """DELETE /admin/v1/phones/{phone_id}; nothing happens when it is gone already.

        Source: `delete_phone` of `duo_client/admin.py`.
        """
        line = self._office.lines.get(phone_id)
        if line is not None:
            self._office.assignments.remove(phone_id)
            self._office.note(call, Action.PHONE_DELETE, line.number or line.name or line.phone_id)
        return NOTHING

    def _line(self, phone_id: str) -> Phone:
        line = self._office.lines.get(phone_id)
        if line is None:
            raise ResourceNotFoundError
        return line

    def _check_free(self, line: Phone) -> None:
        if line.number and any(
            (other.number, other.extension) == (line.number, line.extension)
            and other.phone_id != line.phone_id
            for other in self._office.lines.all()
        ):
            raise DuplicateResourceError("number")

    def _shown(self, line: Phone) -> Reply:
        return Reply(schemas.line(line, self._office.owner(line.user_id)))


class HardwareTokens:
    """Calls about hardware tokens.

    Args:
        office: what they work with.
    """

    def __init__(self, office: AdminContext) -> None:
        self._office = office

    def list(self, call: Call) -> Reply:
        """GET /admin/v1/tokens."""
        tokens = self._office.tokens.all()
        kind, serial = call.params.optional("type"), call.params.optional("serial")
        if (kind is None) != (serial is None):
            raise InvalidRequestParametersError("serial" if serial is None else "type")
        if kind is not None:
            wanted = _token_type(call.params)
            tokens = tuple(one for one in tokens if (one.type, one.serial) == (wanted, serial))
        part = page(call.params, _MOST).of(tokens)
        owners = self._office.owners()
        return Reply(
            [schemas.token(token, owners.get(token.user_id or "")) for token in part.objects],
            part.metadata(),
        )

    def get(self, _call: Call, token_id: str) -> Reply:
        """GET /admin/v1/tokens/{token_id}."""
        token = self._office.tokens.get(token_id)
        if token is None:
            raise ResourceNotFoundError
        return Reply(schemas.token(token, self._office.owner(token.user_id)))

    def create(self, call: Call) -> Reply:
        """POST /admin/v1/tokens."""
        params = call.params
        kind = _token_type(params)
        serial = text(params, "serial")
        if not serial:
            raise InvalidRequestParametersError("serial")
        secret = base32_of(params.required("secret"))
        if secret is None:
            raise InvalidRequestParametersError("secret")
        step = number(params, "totp_step", _LONGEST_STEP)
        if step == 0:
            raise InvalidRequestParametersError("totp_step")
        if self._office.tokens.find(kind, serial) is not None:
            raise DuplicateResourceError("serial")
        try:
            token = self._office.tokens.add(
                kind,
                serial,
                secret,
                counter=number(params, "counter", _LARGEST_COUNTER) or 0,
                totp_step=step or _DEFAULT_STEP,
            )
        except BadEntryError as error:
            raise InvalidRequestParametersError("secret") from error
        self._office.note(call, Action.TOKEN_CREATE, serial, {"type": kind.value})
        return Reply(schemas.token(token, None))

    def delete(self, call: Call, token_id: str) -> Reply:
        """DELETE /admin/v1/tokens/{token_id}; nothing happens when it is gone already.

        Source: `delete_token` of `duo_client/admin.py`.
        """
        token = self._office.tokens.get(token_id)
        if token is not None:
            self._office.assignments.remove(token_id)
            self._office.note(call, Action.TOKEN_DELETE, token.serial, {"type": token.type.value})
        return NOTHING


def _token_type(params: Params) -> TokenType:
    try:
        return TokenType(params.required("type"))
    except ValueError as error:
        raise InvalidRequestParametersError("type") from error


def _described(line: Phone, params: Params) -> Phone:
    """`line` with what the parameters say about it."""
    changed = replace(
        line,
        number=_or(text(params, "number"), line.number),
        extension=_or(text(params, "extension"), line.extension),
        name=_or(text(params, "name"), line.name),
        type=_word(params, "type", _TYPES, line.type),
        platform=_word(params, "platform", _PLATFORMS, line.platform),
        predelay=_seconds(params, "predelay", line.predelay),
        postdelay=_seconds(params, "postdelay", line.postdelay),
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
    seconds = number(params, name)
    return old if seconds is None else str(seconds)

"""`/admin/v1/users` and `/admin/v1/bypass_codes`."""

from __future__ import annotations

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.admin_log import Action
from failmode.simulator.duo.admin.assumptions import BYPASS_CODES
from failmode.simulator.duo.admin.context import NOTHING, AdminContext, Call, Reply, listed
from failmode.simulator.duo.admin.query import LARGEST_KEPT, given, names, number, page, text, truth
from failmode.simulator.duo.api.serialization import Params
from failmode.simulator.duo.directory.records import User, UserStatus
from failmode.simulator.duo.errors import (
    AlreadyExistsError,
    BadEntryError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    NotFoundError,
    ResourceNotFoundError,
)

_MOST_USERS = 300
_MOST_OTHERS = 500
_NAME_LISTS = {"username_list": "username", "user_id_list": "user_id"}
_SETTABLE = (UserStatus.ACTIVE, UserStatus.BYPASS, UserStatus.DISABLED)
"""Statuses that an administrator can give; only the system locks out (`duo_client/admin.py`)."""
_NOT_HERE = ("alias1", "alias2", "alias3", "alias4", "aliases")
"""Parameters that the simulated directory cannot keep: nobody can log in by an alias. Refused,
because an answer that seems to accept them would be wrong."""


class Users:
    """Calls about users.

    Args:
        office: what they work with.
    """

    def __init__(self, office: AdminContext) -> None:
        self._office = office

    def list(self, call: Call) -> Reply:
        """GET /admin/v1/users."""
        params = call.params
        wanted = page(params, _MOST_USERS)
        users = self._office.service.users()
        username, email = params.optional("username"), params.optional("email")
        if username is not None:
            key = username.casefold()
            users = tuple(user for user in users if user.username.casefold() == key)
        if email is not None:
            users = tuple(user for user in users if user.email.casefold() == email.casefold())
        for parameter, attribute in _NAME_LISTS.items():
            only = names(params, parameter)
            if only is not None:
                users = tuple(user for user in users if getattr(user, attribute) in only)
        part = wanted.of(users)
        return Reply(
            [schemas.user(person) for person in self._office.people(part.objects)], part.metadata()
        )

    def get(self, _call: Call, user_id: str) -> Reply:
        """GET /admin/v1/users/{user_id}."""
        return self._shown(self._office.user(user_id))

    def create(self, call: Call) -> Reply:
        """POST /admin/v1/users."""
        params = call.params
        username = text(params, "username")
        if not username:
            raise InvalidRequestParametersError("username")
        status = _status(params) or UserStatus.ACTIVE
        details = _Details(params)
        try:
            user = self._office.service.add_user(
                username,
                status=status,
                realname=details.realname or "",
                email=details.email or "",
                notes=details.notes or "",
            )
        except AlreadyExistsError as error:
            raise DuplicateResourceError("username") from error
        except BadEntryError as error:
            raise InvalidRequestParametersError("username") from error
        self._office.set_names(user.user_id, details.firstname or "", details.lastname or "")
        self._office.note(call, Action.USER_CREATE, username, {"status": status.value})
        return self._shown(user)

    def change(self, call: Call, user_id: str) -> Reply:
        """POST /admin/v1/users/{user_id}."""
        user = self._office.user(user_id)
        service = self._office.service
        new, status = text(call.params, "username"), _status(call.params)
        details = _Details(call.params)
        if new == "":
            raise InvalidRequestParametersError("username")
        name = user.username
        if new is not None and new != name:
            try:
                service.rename_user(name, new)
            except AlreadyExistsError as error:
                raise DuplicateResourceError("username") from error
            except BadEntryError as error:
                raise InvalidRequestParametersError("username") from error
            name = new
        if status is not None:
            service.set_status(name, status)
        service.set_details(
            name, realname=details.realname, email=details.email, notes=details.notes
        )
        before = self._office.person(user)
        self._office.set_names(
            user_id,
            before.firstname if details.firstname is None else details.firstname,
            before.lastname if details.lastname is None else details.lastname,
        )
        self._office.note(
            call, Action.USER_UPDATE, name, {"status": status.value} if status else None
        )
        return self._shown(self._office.user(user_id))

    def delete(self, call: Call, user_id: str) -> Reply:
        """DELETE /admin/v1/users/{user_id}; nothing happens when the user is gone already.

        Source: `delete_user` of `duo_client/admin.py`.
        """
        user = self._office.service.find_user_by_id(user_id)
        if user is not None:
            self._office.assignments.take(device.device for device in user.devices)
            self._office.service.remove_user(user.username)
            self._office.note(call, Action.USER_DELETE, user.username)
        return NOTHING

    # Phones and tokens of a user

    def phones(self, call: Call, user_id: str) -> Reply:
        """GET /admin/v1/users/{user_id}/phones."""
        owner = self._office.person(self._office.user(user_id))
        shown = [schemas.line(line, owner) for line in owner.lines]
        return listed(page(call.params, _MOST_OTHERS), shown)

    def add_phone(self, call: Call, user_id: str) -> Reply:
        """POST /admin/v1/users/{user_id}/phones."""
        user = self._office.user(user_id)
        phone_id = call.params.required("phone_id")
        if self._office.lines.get(phone_id) is None:
            raise InvalidRequestParametersError("phone_id")
        if not self._office.assignments.assign(phone_id, user_id):
            raise InvalidRequestParametersError("phone_id")
        self._office.note(call, Action.PHONE_ASSOCIATE, user.username, {"phone_id": phone_id})
        return NOTHING

    def take_phone(self, call: Call, user_id: str, phone_id: str) -> Reply:
        """DELETE /admin/v1/users/{user_id}/phones/{phone_id}."""
        user = self._office.user(user_id)
        line = self._office.lines.get(phone_id)
        if line is None or line.user_id != user_id:
            raise ResourceNotFoundError
        self._office.assignments.take([phone_id])
        self._office.note(call, Action.PHONE_DISASSOCIATE, user.username, {"phone_id": phone_id})
        return NOTHING

    def tokens(self, call: Call, user_id: str) -> Reply:
        """GET /admin/v1/users/{user_id}/tokens."""
        owner = self._office.person(self._office.user(user_id))
        shown = [schemas.token(token, owner) for token in owner.tokens]
        return listed(page(call.params, _MOST_OTHERS), shown)

    def add_token(self, call: Call, user_id: str) -> Reply:
        """POST /admin/v1/users/{user_id}/tokens."""
        user = self._office.user(user_id)
        token_id = call.params.required("token_id")
        if self._office.tokens.get(token_id) is None:
            raise InvalidRequestParametersError("token_id")
        if not self._office.assignments.assign(token_id, user_id):
            raise InvalidRequestParametersError("token_id")
        self._office.note(call, Action.TOKEN_ASSOCIATE, user.username, {"token_id": token_id})
        return NOTHING

    def take_token(self, call: Call, user_id: str, token_id: str) -> Reply:
        """DELETE /admin/v1/users/{user_id}/tokens/{token_id}."""
        user = self._office.user(user_id)
        token = self._office.tokens.get(token_id)
        if token is None or token.user_id != user_id:
            raise ResourceNotFoundError
        self._office.assignments.take([token_id])
        self._office.note(call, Action.TOKEN_DISASSOCIATE, user.username, {"token_id": token_id})
        return NOTHING

    # Bypass codes

    def bypass_codes(self, call: Call, user_id: str) -> Reply:
        """GET /admin/v1/users/{user_id}/bypass_codes."""
        owner = self._office.person(self._office.user(user_id))
        codes = self._office.service.bypass_codes(owner.user.username)
        shown = [schemas.bypass_code(code, owner) for code in codes]
        return listed(page(call.params, _MOST_OTHERS), shown)

    def add_bypass_codes(self, call: Call, user_id: str) -> Reply:
        """POST /admin/v1/users/{user_id}/bypass_codes."""
        user = self._office.user(user_id)
        params = call.params
        count, codes = number(params, "count"), _codes(params)
        if count is not None and (codes or not 1 <= count <= BYPASS_CODES):
            raise InvalidRequestParametersError("count")
        reuse_count = number(params, "reuse_count", LARGEST_KEPT)
        valid_secs = number(params, "valid_secs") or 0
        made = self._office.service.add_bypass_codes(
            user.username,
            count=BYPASS_CODES if count is None else count,
            codes=codes,
            reuse_count=1 if reuse_count is None else reuse_count,
            valid_seconds=float(valid_secs),
            preserve_existing=truth(params, "preserve_existing") or False,
        )
        self._office.note(
            call,
            Action.BYPASS_CREATE,
            user.username,
            {
                "auto_generated": not codes,
                "bypass_code_ids": [code.bypass_code_id for code in made],
                "count": len(made),
                "remaining_uses": 1 if reuse_count is None else reuse_count,
                "user_id": user_id,
                "valid_secs": valid_secs,
            },
        )
        return Reply([code.code for code in made])

    def all_bypass_codes(self, call: Call) -> Reply:
        """GET /admin/v1/bypass_codes."""
        part = page(call.params, _MOST_OTHERS).of(self._office.bypass_codes())
        owners = {person.user.username: person for person in self._office.owners().values()}
        return Reply(
            [schemas.bypass_code(code, owners[code.username]) for code in part.objects],
            part.metadata(),
        )

    def bypass_code(self, _call: Call, bypass_code_id: str) -> Reply:
        """GET /admin/v1/bypass_codes/{bypass_code_id}."""
        for code in self._office.bypass_codes():
            if code.bypass_code_id == bypass_code_id:
                owner = self._office.person(self._office.service.user(code.username))
                return Reply(schemas.bypass_code(code, owner))
        raise ResourceNotFoundError

    def delete_bypass_code(self, call: Call, bypass_code_id: str) -> Reply:
        """DELETE /admin/v1/bypass_codes/{bypass_code_id}; nothing happens when it is gone already.

        Source: `delete_bypass_code_by_id` of `duo_client/admin.py`.
        """
        try:
            self._office.service.remove_bypass_code(bypass_code_id)
        except NotFoundError:
            return NOTHING
        self._office.note(call, Action.BYPASS_DELETE, bypass_code_id)
        return NOTHING

    def _shown(self, user: User) -> Reply:
        return Reply(schemas.user(self._office.person(user)))


class _Details:
    """What is told about a user; None for what is left out."""

    def __init__(self, params: Params) -> None:
        for name in _NOT_HERE:
            if params.optional(name) is not None:
                raise InvalidRequestParametersError(name)
        self.realname = text(params, "realname")
        self.email = text(params, "email")
        self.firstname = text(params, "firstname")
        self.lastname = text(params, "lastname")
        self.notes = given(params, "notes")
        if self.notes is not None and not all(
            line.isprintable() for line in self.notes.splitlines()
        ):
            raise InvalidRequestParametersError("notes")


def _status(params: Params) -> UserStatus | None:
    word = params.optional("status")
    if word is None:
        return None
    if word not in _SETTABLE:
        raise InvalidRequestParametersError("status")
    return UserStatus(word)


def _codes(params: Params) -> tuple[str, ...]:
    words = params.optional("codes")
    if words is None:
        return ()
    codes = tuple(code.strip() for code in words.split(","))
    if len(set(codes)) != len(codes) or len(codes) > BYPASS_CODES:
        raise InvalidRequestParametersError("codes")
    if not all(code.isascii() and code.isdigit() for code in codes):
        raise InvalidRequestParametersError("codes")
    return codes

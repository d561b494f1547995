"""Every call of the Admin API that is answered: method, path and the permission that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from failmode.simulator.duo.admin.permissions import Permission


class Name(Enum):
    """A call, whatever the version of its path."""

    USERS = auto()
    CREATE_USER = auto()
    USER = auto()
    CHANGE_USER = auto()
    DELETE_USER = auto()
    USER_PHONES = auto()
    ADD_USER_PHONE = auto()
    TAKE_USER_PHONE = auto()
    USER_TOKENS = auto()
    ADD_USER_TOKEN = auto()
    TAKE_USER_TOKEN = auto()
    USER_BYPASS_CODES = auto()
    ADD_USER_BYPASS_CODES = auto()
    BYPASS_CODES = auto()
    BYPASS_CODE = auto()
    DELETE_BYPASS_CODE = auto()
    PHONES = auto()
    CREATE_PHONE = auto()
    PHONE = auto()
    CHANGE_PHONE = auto()
    DELETE_PHONE = auto()
    TOKENS = auto()
    CREATE_TOKEN = auto()
    TOKEN = auto()
    DELETE_TOKEN = auto()
    INTEGRATIONS = auto()
    CREATE_INTEGRATION = auto()
    INTEGRATION = auto()
    CHANGE_INTEGRATION = auto()
    DELETE_INTEGRATION = auto()
    SECRET_KEY = auto()
    AUTHENTICATION_LOG_V1 = auto()
    AUTHENTICATION_LOG_V2 = auto()
    ADMINISTRATOR_LOG = auto()
    SUMMARY = auto()
    ATTEMPTS = auto()
    USER_ATTEMPTS = auto()


@dataclass(frozen=True, slots=True)
class AdminCall:
    """A call at one path.

    Attributes:
        name: which call.
        method: HTTP method.
        path: path with variable parts in braces, such as `/admin/v1/users/{user_id}`.
        permission: what the integration must be allowed.
    """

    name: Name
    method: str
    path: str
    permission: Permission

    @property
    def operation(self) -> str:
        """Name of the call in the journal, the same whatever the variable parts are."""
        return f"{self.method} {self.path}"

    @property
    def flask_path(self) -> str:
        """The path as Flask writes it."""
        return self.path.replace("{", "<").replace("}", ">")

    def variables(self, method: str, path: str) -> dict[str, str] | None:
        """The variable parts of a request; None when it is another call."""
        ours, theirs = self.path.split("/"), path.split("/")
        if method != self.method or len(ours) != len(theirs):
            return None
        found: dict[str, str] = {}
        for one, other in zip(ours, theirs, strict=True):
            if one.startswith("{"):
                found[one[1:-1]] = other
            elif one != other:
                return None
        return found


def _about(
    thing: str, key: str, read: Permission, write: Permission, names: dict[str, Name]
) -> tuple[AdminCall, ...]:
    """The calls that list, create, get, change and delete things of a kind."""
    one = f"{thing}/{{{key}}}"
    known = {
        "list": ("GET", thing, read),
        "create": ("POST", thing, write),
        "get": ("GET", one, read),
        "change": ("POST", one, write),
        "delete": ("DELETE", one, write),
    }
    return tuple(
        AdminCall(name, method, path, permission)
        for verb, name in names.items()
        for method, path, permission in (known[verb],)
    )


_READ, _WRITE = Permission.READ_RESOURCE, Permission.WRITE_RESOURCE
_LOG, _INFO, _INTEGRATIONS = Permission.READ_LOG, Permission.INFO, Permission.INTEGRATIONS
_USER = "/admin/v1/users/{user_id}"

CALLS: tuple[AdminCall, ...] = (
    *_about(
        "/admin/v1/users",
        "user_id",
        _READ,
        _WRITE,
        {
            "list": Name.USERS,
            "create": Name.CREATE_USER,
            "get": Name.USER,
            "change": Name.CHANGE_USER,
            "delete": Name.DELETE_USER,
        },
    ),
    AdminCall(Name.USER_PHONES, "GET", f"{_USER}/phones", _READ),
    AdminCall(Name.ADD_USER_PHONE, "POST", f"{_USER}/phones", _WRITE),
    AdminCall(Name.TAKE_USER_PHONE, "DELETE", f"{_USER}/phones/{{phone_id}}", _WRITE),
    AdminCall(Name.USER_TOKENS, "GET", f"{_USER}/tokens", _READ),
    AdminCall(Name.ADD_USER_TOKEN, "POST", f"{_USER}/tokens", _WRITE),
    AdminCall(Name.TAKE_USER_TOKEN, "DELETE", f"{_USER}/tokens/{{token_id}}", _WRITE),
    AdminCall(Name.USER_BYPASS_CODES, "GET", f"{_USER}/bypass_codes", _READ),
    AdminCall(Name.ADD_USER_BYPASS_CODES, "POST", f"{_USER}/bypass_codes", _WRITE),
    *_about(
        "/admin/v1/bypass_codes",
        "bypass_code_id",
        _READ,
        _WRITE,
        {
            "list": Name.BYPASS_CODES,
            "get": Name.BYPASS_CODE,
            "delete": Name.DELETE_BYPASS_CODE,
        },
    ),
    *_about(
        "/admin/v1/phones",
        "phone_id",
        _READ,
        _WRITE,
        {
            "list": Name.PHONES,
            "create": Name.CREATE_PHONE,
            "get": Name.PHONE,
            "change": Name.CHANGE_PHONE,
            "delete": Name.DELETE_PHONE,
        },
    ),
    *_about(
        "/admin/v1/tokens",
        "token_id",
        _READ,
        _WRITE,
        {
            "list": Name.TOKENS,
            "create": Name.CREATE_TOKEN,
            "get": Name.TOKEN,
            "delete": Name.DELETE_TOKEN,
        },
    ),
    *(
        call
        for version in ("v1", "v2", "v3")
        for call in _about(
            f"/admin/{version}/integrations",
            "integration_key",
            _INTEGRATIONS,
            _INTEGRATIONS,
            {
                "list": Name.INTEGRATIONS,
                "create": Name.CREATE_INTEGRATION,
                "get": Name.INTEGRATION,
                "change": Name.CHANGE_INTEGRATION,
                "delete": Name.DELETE_INTEGRATION,
            },
        )
    ),
    AdminCall(
        Name.SECRET_KEY, "GET", "/admin/v1/integrations/{integration_key}/skey", _INTEGRATIONS
    ),
    AdminCall(Name.AUTHENTICATION_LOG_V1, "GET", "/admin/v1/logs/authentication", _LOG),
    AdminCall(Name.AUTHENTICATION_LOG_V2, "GET", "/admin/v2/logs/authentication", _LOG),
    AdminCall(Name.ADMINISTRATOR_LOG, "GET", "/admin/v1/logs/administrator", _LOG),
    AdminCall(Name.SUMMARY, "GET", "/admin/v1/info/summary", _INFO),
    AdminCall(Name.ATTEMPTS, "GET", "/admin/v1/info/authentication_attempts", _INFO),
    AdminCall(Name.USER_ATTEMPTS, "GET", "/admin/v1/info/user_authentication_attempts", _INFO),
)

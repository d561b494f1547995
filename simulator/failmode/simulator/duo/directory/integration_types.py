"""Types of integrations, and which of Duo's APIs each may use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar

from failmode.simulator.duo.directory.assumptions import AUTH_API_BY_DEFAULT, TYPE_WORD
from failmode.simulator.duo.errors import BadEntryError
from failmode.simulator.state.constraints import Constraint

TYPE = Constraint(
    "a word of lower-case letters, digits and hyphens, such as `authapi` or `rdp`",
    lambda word: len(word) <= _LONGEST and re.fullmatch(TYPE_WORD, word) is not None,
)
_LONGEST = 64
_SSO = "sso-"


class Api(Enum):
    """One of the APIs of which an integration may use one."""

    AUTH = auto()
    ADMIN = auto()
    ACCOUNTS = auto()
    UNIVERSAL_PROMPT = auto()
    SINGLE_SIGN_ON = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class IntegrationType:
    """Type of an integration, by the Admin API's word.

    Attributes:
        value: the word.

    Raises:
        BadEntryError: for what cannot be such a word.
    """

    value: str

    AUTHAPI: ClassVar[IntegrationType]
    ADMINAPI: ClassVar[IntegrationType]
    ACCOUNTSAPI: ClassVar[IntegrationType]
    WEBSDK: ClassVar[IntegrationType]

    def __post_init__(self) -> None:
        if not TYPE.holds(self.value):
            raise BadEntryError(
                f"no integration can be of type {self.value!r}", f"Give {TYPE.expected}"
            )

    @property
    def api(self) -> Api:
        """Which of Duo's APIs its integrations may use."""
        if self.value.startswith(_SSO):
            return Api.SINGLE_SIGN_ON
        return _APIS.get(self, Api.AUTH if AUTH_API_BY_DEFAULT else Api.NONE)


IntegrationType.AUTHAPI = IntegrationType("authapi")
IntegrationType.ADMINAPI = IntegrationType("adminapi")
IntegrationType.ACCOUNTSAPI = IntegrationType("accountsapi")
IntegrationType.WEBSDK = IntegrationType("websdk")

_APIS = {
    IntegrationType.AUTHAPI: Api.AUTH,
    IntegrationType.ADMINAPI: Api.ADMIN,
    IntegrationType.ACCOUNTSAPI: Api.ACCOUNTS,
    IntegrationType.WEBSDK: Api.UNIVERSAL_PROMPT,
}

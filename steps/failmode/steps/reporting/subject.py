"""What a scenario is about, as its steps say it: who logs in where, under which fault."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from failmode.terms import Stage, Verdict


class SubjectKind(StrEnum):
    """What kind of thing a scenario tries."""

    CUSTOM_FIELD = "custom field"
    ENDPOINT = "endpoint"
    AUTHENTICATION_PROXY = "authentication proxy"
    UNIVERSAL_PROMPT = "universal prompt"
    DUO_UNIX = "Duo Unix"
    PRODUCT = "product"
    AUTHENTICATION_LOG = "authentication log"
    AUTH_API = "Auth API"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a scenario tries.

    Attributes:
        kind: of what kind it is.
        name: such as `cpvalDuoFailopen`, `Windows server` or `Duo Unix 1.11.3`.
    """

    kind: SubjectKind
    name: str


class SettingKind(StrEnum):
    """What decides over a login."""

    OPTION = "option"
    FAILMODE = "failmode"


@dataclass(frozen=True, slots=True)
class Setting:
    """The option of the custom field, or the failmode of the product; `(unset)` included."""

    kind: SettingKind
    value: str


@dataclass(frozen=True, slots=True)
class About:
    """What a scenario is about; None where no step says it.

    Attributes:
        subject: what is tried.
        setting: what decides over the login.
        field: the custom field that the setting is an option of, by its name.
        fault: what Duo suffers, by its name.
        stage: from which stage on; None: from the first request on.
        mistake: what is wrong with the configuration, by the documents' name.
        client_timeout: whether the client's own timeout is set.
        right_password: whether the user knows the password.
        expected: what the login has to come to.
    """

    subject: Subject | None = None
    setting: Setting | None = None
    field: str | None = None
    fault: str | None = None
    stage: Stage | None = None
    mistake: str | None = None
    client_timeout: bool | None = None
    right_password: bool | None = None
    expected: Verdict | None = None

    def updated(self, later: About) -> About:
        """Add what a later step says; where both say something, the later one counts."""
        stated = {
            one.name: getattr(later, one.name)
            for one in fields(later)
            if getattr(later, one.name) is not None
        }
        return replace(self, **stated)

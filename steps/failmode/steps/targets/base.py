"""A base for targets that have only some of the parts."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.steps.errors import CannotDo
from failmode.steps.targets.protocols import (
    AuthenticationProxy,
    Cloud,
    Console,
    Definitions,
    DuoUnix,
    Endpoints,
    UniversalPrompt,
    Values,
)
from failmode.terms.fields import Channel


class PartialTarget:
    """A target without any part; subclasses add the ones they have.

    Args:
        name: the name given with `--target`.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        """The name given with `--target`."""
        return self._name

    def begin(self) -> None:
        """Nothing is left over between scenarios."""

    def empty_tenant(self) -> None:
        """Refused: a tenant is not emptied."""
        raise CannotDo(self._name, "start from an empty tenant")

    def definitions(self) -> Definitions:
        """Refused."""
        raise CannotDo(self._name, "show definitions of custom fields")

    def values(self, channel: Channel) -> Values:
        """Refused."""
        raise CannotDo(self._name, f"read or set values as the {channel}")

    def set_for_organization(self, field: str, option: str | None) -> None:  # noqa: ARG002 - the protocol
        """Refused."""
        raise CannotDo(self._name, f"give the organization an option of {field}")

    def console(self) -> Console:
        """Refused."""
        raise CannotDo(self._name, "work in the technician's console")

    def endpoints(self) -> Endpoints:
        """Refused."""
        raise CannotDo(self._name, "log in at endpoints")

    def cloud(self) -> Cloud:
        """Refused."""
        raise CannotDo(self._name, "make Duo unreachable")

    def authentication_proxy(self) -> AuthenticationProxy:
        """Refused."""
        raise CannotDo(self._name, "run an Authentication Proxy")

    def universal_prompt(self) -> UniversalPrompt:
        """Refused."""
        raise CannotDo(self._name, "run a Universal Prompt application")

    def duo_unix(self) -> DuoUnix:
        """Refused."""
        raise CannotDo(self._name, "run Duo Unix")

    def exchanges(self) -> Sequence[str]:
        """Nothing went over the wire."""
        return ()

    def close(self) -> None:
        """Nothing to release."""

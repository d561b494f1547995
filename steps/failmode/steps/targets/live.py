"""A live NinjaOne tenant, read-only unless writes are allowed by name."""

from __future__ import annotations

import os
from collections.abc import Sequence

from failmode.steps.errors import CannotDo, TargetError
from failmode.steps.targets.base import PartialTarget
from failmode.steps.targets.config import TargetSettings
from failmode.steps.targets.ninjaone import ApiDefinitions, ApiValues, organization_id
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.protocols import Definitions, Values
from failmode.terms.fields import Channel


class LiveNinjaOneTarget(PartialTarget):
    """A tenant's own custom field, compared with the document.

    Args:
        settings: url, client_id_env and client_secret_env (names of environment variables),
            organization, ca_file, timeout_seconds, allow_writes.

    Raises:
        TargetError: when an option or an environment variable is missing.
    """

    def __init__(self, settings: TargetSettings) -> None:
        super().__init__(settings.name)
        settings.only(
            "url", "client_id_env", "client_secret_env", "organization", "ca_file", "allow_writes"
        )
        self._allow_writes = settings.flag("allow_writes", default=False)
        self._organization = (
            settings.text("organization") if "organization" in settings.options else None
        )
        self._before: dict[str, str | None] = {}
        self._found_organization: int | None = None
        self._http = NinjaOneHttp(
            settings.text("url"),
            _from_environment(settings, "client_id_env", "NINJAONE_CLIENT_ID"),
            _from_environment(settings, "client_secret_env", "NINJAONE_CLIENT_SECRET"),
            scope="monitoring management" if self._allow_writes else "monitoring",
            ca_file=settings.path("ca_file"),
            timeout_seconds=30.0,
            target=settings.name,
        )
        try:
            self._http.authenticate()
        except TargetError:
            self._http.close()
            raise

    def begin(self) -> None:
        """Put back what the last scenario set, and forget its exchanges."""
        self._put_back()
        self._http.forget()

    def definitions(self) -> Definitions:
        """The tenant's definitions; creating one means using the tenant's own."""
        return ApiDefinitions(self._http, allow_writes=False, target=self.name)

    def values(self, channel: Channel) -> Values:
        """Values by the API channel; the others need a console or an agent."""
        if channel is not Channel.API:
            raise CannotDo(self.name, f"read or set values as the {channel} (API only)")
        return self._values()

    def set_for_organization(self, field: str, option: str | None) -> None:
        """Set the tenant's value, where writes are allowed by name."""
        if not self._allow_writes:
            raise CannotDo(self.name, f"set {field} (read-only; allow_writes is not given)")
        self._values().set(field, option)

    def exchanges(self) -> Sequence[str]:
        """What went over the wire since the scenario began."""
        return tuple(self._http.exchanges)

    def close(self) -> None:
        """Put back what was set, then close the connections."""
        try:
            self._put_back()
        finally:
            self._http.close()

    def _values(self) -> ApiValues:
        return ApiValues(
            self._http,
            organization_id=self._organization_id(),
            allow_writes=self._allow_writes,
            target=self.name,
            before_write=self._remember,
        )

    def _organization_id(self) -> int:
        if self._found_organization is None:
            self._found_organization = organization_id(self._http, self._organization, self.name)
        return self._found_organization

    def _remember(self, field: str, value: str | None) -> None:
        self._before.setdefault(field, value)

    def _put_back(self) -> None:
        before, self._before = self._before, {}
        if not before:
            return
        values = self._values()
        for field, value in before.items():
            values.set(field, value)
        self._before.clear()


def _from_environment(settings: TargetSettings, key: str, usual: str) -> str:
    variable = settings.text(key, usual)
    value = os.environ.get(variable, "")
    if not value:
        raise TargetError(
            f"target {settings.name!r}: the environment variable {variable} is empty or missing",
            f"Set {variable}, or name another one with {key}",
        )
    return value

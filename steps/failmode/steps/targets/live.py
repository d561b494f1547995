"""A live NinjaOne tenant, read-only unless writes are allowed by name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from failmode.steps.errors import TargetError
from failmode.steps.targets.capabilities import (
    DEFINITIONS,
    EXCHANGES,
    ORGANIZATION_VALUES,
    VALUES,
    Capability,
    offer,
)
from failmode.steps.targets.ninjaone import ApiDefinitions, ApiValues, Organization
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.settings import TargetSettings
from failmode.terms import Channel


class LiveNinjaOneTarget:
    """A tenant's own custom field, compared with the document.

    It offers definitions, and values by the API channel: the others need a console or an agent.

    Args:
        settings: url, client_id_env and client_secret_env (names of environment variables),
            organization, ca_file, allow_writes.

    Raises:
        TargetError: when an option or an environment variable is missing, or nothing answers.
    """

    def __init__(self, settings: TargetSettings) -> None:
        settings.only(
            "url", "client_id_env", "client_secret_env", "organization", "ca_file", "allow_writes"
        )
        allow_writes = settings.flag("allow_writes", default=False)
        organization = settings.text("organization") if "organization" in settings.options else None
        self._values_before: dict[str, str | None] = {}
        self._http = NinjaOneHttp(
            settings.text("url"),
            _from_environment(settings, "client_id_env", "NINJAONE_CLIENT_ID"),
            _from_environment(settings, "client_secret_env", "NINJAONE_CLIENT_SECRET"),
            scope="monitoring management" if allow_writes else "monitoring",
            ca_file=settings.path("ca_file"),
            timeout_seconds=30.0,
            target=settings.name,
        )
        try:
            self._http.authenticate()
        except TargetError:
            self._http.close()
            raise
        self._values = ApiValues(
            self._http,
            Organization(self._http, organization, settings.name),
            allow_writes=allow_writes,
            target=settings.name,
            before_write=self._values_before.setdefault,
        )
        # Creating a definition means using the tenant's own, whatever else may be written.
        definitions = ApiDefinitions(self._http, allow_writes=False, target=settings.name)
        self.capabilities: Mapping[Capability[Any], object] = dict(
            [
                offer(DEFINITIONS, definitions),
                offer(VALUES[Channel.API], self._values),
                offer(ORGANIZATION_VALUES, self._values),
                offer(EXCHANGES, self._http),
            ]
        )

    def begin(self) -> None:
        """Put back what the last scenario set, and forget its exchanges."""
        self._put_back()
        self._http.forget()

    def close(self) -> None:
        """Put back what was set, then close the connections."""
        try:
            self._put_back()
        finally:
            self._http.close()

    def _put_back(self) -> None:
        before = dict(self._values_before)
        for field, value in before.items():
            self._values.set(field, value)
        self._values_before.clear()


def _from_environment(settings: TargetSettings, key: str, usual: str) -> str:
    variable = settings.text(key, usual)
    value = os.environ.get(variable, "")
    if not value:
        raise TargetError(
            f"target {settings.name!r}: the environment variable {variable} is empty or missing",
            f"Set {variable}, or name another one with {key}",
        )
    return value

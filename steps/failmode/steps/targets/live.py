"""A live NinjaOne tenant, read-only unless writes are allowed by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from failmode.steps.errors import Refused, TargetError
from failmode.steps.targets import credentials
from failmode.steps.targets.capabilities import (
    CHECK,
    DEFINITIONS,
    EXCHANGES,
    ORGANIZATION_VALUES,
    ORGANIZATIONS,
    SETTABLE_VALUES,
    VALUES,
    Capability,
    offer,
)
from failmode.steps.targets.credentials import client_credentials
from failmode.steps.targets.ninjaone import ApiDefinitions, ApiValues, Organization
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.organizations import ApiOrganizations
from failmode.steps.targets.settings import TargetSettings
from failmode.terms import Channel

_READ_ONLY = "read-only: allow_writes is not given"


class LiveNinjaOneTarget:
    """A tenant's own custom field, compared with the document.

    It offers definitions, and values by the API channel: the others need a console or an agent.
    Nothing is reached for before it is checked or used.

    Args:
        settings: url, where the credentials are (client_id_env and client_secret_env, or keyring),
            organization, ca_file, allow_writes.

    Raises:
        TargetError: when an option or a credential is missing.
    """

    def __init__(self, settings: TargetSettings) -> None:
        settings.only("url", *credentials.OPTIONS, "organization", "ca_file", "allow_writes")
        allow_writes = settings.flag("allow_writes", default=False)
        organization = settings.text("organization") if "organization" in settings.options else None
        self._where = f"target {settings.name!r}"
        self._values_before: dict[str, str | None] = {}
        keys = client_credentials(settings)
        self._http = NinjaOneHttp(
            settings.text("url"),
            keys.client_id,
            keys.client_secret,
            scope="monitoring management" if allow_writes else "monitoring",
            ca_file=settings.path("ca_file"),
            timeout_seconds=30.0,
            target=settings.name,
        )
        self._organization = Organization(self._http, organization, settings.name)
        self._values = ApiValues(
            self._http, self._organization, before_write=self._values_before.setdefault
        )
        # Creating a definition means using the tenant's own, whatever else may be written.
        self._definitions = ApiDefinitions(self._http, allow_writes=False)
        writing = [
            offer(SETTABLE_VALUES[Channel.API], self._values),
            offer(ORGANIZATION_VALUES, self._values),
        ]
        self.capabilities: Mapping[Capability[Any], object] = dict(
            [
                offer(CHECK, self),
                offer(DEFINITIONS, self._definitions),
                offer(VALUES[Channel.API], self._values),
                offer(ORGANIZATIONS, ApiOrganizations(self._http, settings.name)),
                offer(EXCHANGES, self._http),
                *(writing if allow_writes else ()),
            ]
        )
        self.withheld: Mapping[Capability[Any], str] = {
            capability: _READ_ONLY for capability, _ in writing if not allow_writes
        }

    def check(self, fields: Sequence[str]) -> None:
        """See that the tenant answers, takes the credentials, and has organization and fields.

        Raises:
            TargetError: when it does not.
        """
        self._http.authenticate()
        try:
            self._organization.id  # noqa: B018 - looked up once, and kept
        except Refused as refusal:
            raise TargetError(
                f"{self._where}: the tenant does not show its organizations: {refusal}",
                "Let the API application have the scope monitoring",
            ) from refusal
        for field in fields:
            try:
                self._definitions.read(field)
            except Refused as refusal:
                is_absent = refusal.status == HTTPStatus.NOT_FOUND
                raise TargetError(
                    f"{self._where}: the tenant "
                    + ("has no" if is_absent else "does not show the")
                    + f" custom field {field!r}"
                    + ("" if is_absent else f": {refusal}"),
                    "Create it as its document says, or name another tenant",
                ) from refusal

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

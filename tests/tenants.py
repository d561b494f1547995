"""A tenant in another process whose field is defined, with as many organizations as are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from failmode.simulator import ControlClient, Rule
from failmode.steps.targets.capabilities import FieldDefinition
from failmode.steps.targets.ninjaone import ApiDefinitions
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from tests.cli.serving import Served
from tests.failopen_field import DESCRIPTION, OPTIONS

DOCUMENTED = FieldDefinition(
    label="cPVAL DUO FAILOPEN",
    name="cpvalDuoFailopen",
    scopes=("ORGANIZATION",),
    type="DROPDOWN",
    options=OPTIONS,
    default="Disabled",
    required=False,
    technician="EDITABLE",
    automation="READ_WRITE",
    api="READ_WRITE",
    description=DESCRIPTION,
    tooltip="Select the platform to enable DUO FailOpen",
    footer="DUO FAILOPEN",
)
"""The field as the document has it."""

VALUES = "organization-custom-fields-get"
REPORT = "queries-scoped-custom-fields"


@dataclass(frozen=True, slots=True)
class ServedTenant:
    """A tenant that is served by another process, and what steers it."""

    served: Served
    control: ControlClient

    @property
    def url(self) -> str:
        """Where its API is."""
        url: str = self.served.facts["addresses"]["ninjaone"]["url"]
        return url

    @property
    def ca_file(self) -> Path:
        """The CA of its certificate."""
        return Path(self.served.facts["ca_file"])

    @property
    def secret(self) -> str:
        """The client secret of its API application."""
        secret: str = self.served.facts["credentials"]["ninjaone"]["client_secret"]
        return secret

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that have its credentials."""
        client_id: str = self.served.facts["credentials"]["ninjaone"]["client_id"]
        return {"NINJAONE_CLIENT_ID": client_id, "NINJAONE_CLIENT_SECRET": self.secret}

    def define(self, definition: FieldDefinition = DOCUMENTED) -> None:
        """Define the field in the tenant as its administrator would, after a reset."""
        self.control.reset()
        http = NinjaOneHttp(
            self.url,
            *self.environment.values(),
            scope="monitoring management",
            ca_file=self.ca_file,
            timeout_seconds=10.0,
            target="the test",
        )
        try:
            ApiDefinitions(http, allow_writes=True).create(definition)
        finally:
            http.close()

    def add_organizations(self, number: int) -> None:
        """Add organizations: the first chooses the first option, and so on; every seventh none."""
        for index in range(number):
            added = self.control.create_organization(f"Customer {index}")
            option = (*OPTIONS, None)[index % (len(OPTIONS) + 1)]
            if option is not None:
                self.choose(added["id"], option)

    def choose(self, organization: int, option: str | None) -> None:
        """Let a technician choose an option for an organization; None clears it."""
        self.control.set_console_value("ORGANIZATION", organization, DOCUMENTED.name, option)

    def fault(self, name: str, operation: str, **options: Any) -> None:
        """Let a fault strike an operation of NinjaOne's API."""
        given = {"vendor": "ninjaone", "fault": name, "operation": operation, **options}
        self.control.add_fault(Rule.from_json(given))

    def calm(self) -> None:
        """End every fault, and forget what was seen."""
        self.control.clear_faults()
        self.control.clear_journal()

    def requests(self, operation: str) -> int:
        """Count the requests of an operation that the tenant saw."""
        page = self.control.journal(vendor="ninjaone", operation=operation, limit=10_000)
        return len(page["exchanges"])

    def writes(self) -> list[str]:
        """Name the operations that the tenant saw which were no reading."""
        exchanges = self.control.journal(vendor="ninjaone", limit=10_000)["exchanges"]
        return [
            one["operation"]
            for one in exchanges
            if one["method"] != "GET" and one["operation"] != "oauth-token"
        ]

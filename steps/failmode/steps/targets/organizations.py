"""The values of every organization of a NinjaOne tenant, read politely: one request at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from failmode.steps.errors import Refused, TargetError
from failmode.steps.targets.capabilities import OrganizationName
from failmode.steps.targets.ninjaone import (
    all_options,
    list_organizations,
    read_definition,
    values_path,
)
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.terms import AccessPermission, DefinitionScope

_REPORT = "/v2/queries/scoped-custom-fields"
_PAGE_SIZE = 1000
_READABLE = (AccessPermission.READ_ONLY, AccessPermission.READ_WRITE)


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of a field: labels by id, and which are offered no more."""

    labels: Mapping[str, str]
    retired: frozenset[str]

    def label(self, value: str) -> str:
        """Find the label of a value, whether the tenant shows it by id or by label."""
        label = self.labels.get(value, value)
        return f"{label} (no longer offered)" if value in self.retired else label


class ApiOrganizations:
    """Organizations and their values by NinjaOne's API.

    Values come from each organization's own custom fields. That an organization was given a value
    itself is what the report of scoped custom fields says: it lists values at the scope at which
    they were set, and no others.

    Args:
        http: the connection.
        target: name of the target, for messages.
    """

    def __init__(self, http: NinjaOneHttp, target: str) -> None:
        self._http = http
        self._where = f"target {target!r}"
        self._known: dict[str, _Options] = {}

    def names(self) -> Iterable[OrganizationName]:
        """List the organizations, each once, in the order of their numbers."""
        return list_organizations(self._http)

    def values(self, organization: int, fields: Sequence[str]) -> Mapping[str, str]:
        """Read what the tenant shows for an organization, as labels of options.

        Raises:
            Refused: when the tenant refuses, or its answer is none.
            TargetError: when a field cannot be read through the API at all.
        """
        options = {field: self._options(field) for field in fields}
        shown = self._http.get(values_path(organization))
        if not isinstance(shown, dict):
            raise Refused("an answer that is no list of values")
        return {
            field: options[field].label(str(shown[field]))
            for field in fields
            if shown.get(field) not in (None, "")
        }

    def own_values(self, field: str) -> Mapping[int, str]:
        """Read which organizations were given a value themselves.

        Raises:
            Refused: when the tenant refuses, or its answer is no report.
            TargetError: when the field cannot be read through the API at all.
        """
        options = self._options(field)
        found: dict[int, str] = {}
        asked: dict[str, str | int] = {
            "fields": field,
            "scopes": DefinitionScope.ORGANIZATION.value,
            "pageSize": _PAGE_SIZE,
        }
        seen: set[str] = set()
        while True:
            answer = self._http.get(_REPORT, asked)
            rows = answer.get("results") if isinstance(answer, dict) else None
            if not isinstance(rows, list):
                raise Refused(f"a report without results: {str(answer)[:80]}")
            for row in rows:
                number, value = _own_value(row, field)
                if value not in (None, ""):
                    found[number] = options.label(str(value))
            cursor = _cursor(answer)
            if not rows or cursor is None:
                return found
            if cursor in seen:
                raise Refused("the report of values begins again")
            seen.add(cursor)
            asked = {"cursor": cursor}

    def _options(self, field: str) -> _Options:
        if field not in self._known:
            dto = read_definition(self._http, field)
            if dto.get("active") is False:
                raise TargetError(
                    f"{self._where}: the custom field {field!r} is not active in the tenant",
                    "Activate it, or audit another tenant",
                )
            if dto.get("apiPermission") not in _READABLE:
                raise TargetError(
                    f"{self._where}: the API may not read the values of {field!r}: its permission "
                    f"for the API is {dto.get('apiPermission')}",
                    "Let the API read the field",
                )
            rows = all_options(dto)
            self._known[field] = _Options(
                {str(row.get("id")): str(row.get("name")) for row in rows},
                frozenset(str(row.get("id")) for row in rows if row.get("active") is False),
            )
        return self._known[field]


def _own_value(row: object, field: str) -> tuple[int, object]:
    number = row.get("entityId") if isinstance(row, dict) else None
    fields = row.get("fields") if isinstance(row, dict) else None
    is_own = isinstance(row, dict) and row.get("scope") == DefinitionScope.ORGANIZATION
    if type(number) is not int or not isinstance(fields, dict) or not is_own:
        raise Refused(f"a report with a row that is no organization's: {str(row)[:80]}")
    return number, fields.get(field)


def _cursor(answer: object) -> str | None:
    cursor = answer.get("cursor") if isinstance(answer, dict) else None
    name = cursor.get("name") if isinstance(cursor, dict) else None
    return name if isinstance(name, str) and name else None

"""NinjaOne's fields over its API: the same adapter for a live tenant and for the simulator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from urllib.parse import quote

from failmode.steps.errors import Refused, TargetError
from failmode.steps.targets.capabilities import FieldDefinition, OrganizationName, option_label
from failmode.steps.targets.ninjaone_http import Json, NinjaOneHttp
from failmode.terms import Channel

_PERMISSION_KEYS = {
    Channel.TECHNICIAN: "technicianPermission",
    Channel.AUTOMATION: "scriptPermission",
    Channel.API: "apiPermission",
}

_UPDATABLE = (
    "label",
    "description",
    "technicianPermission",
    "scriptPermission",
    "apiPermission",
    "defaultValue",
    "definitionScope",
    "content",
    "active",
)


_PAGE_SIZE = 1000


class ApiDefinitions:
    """Definitions under /v2/custom-fields (NinjaOne Public API 2.0, `AttributePublicApiDTO`).

    Args:
        http: the connection.
        allow_writes: whether definitions may be created and changed.
    """

    def __init__(self, http: NinjaOneHttp, *, allow_writes: bool) -> None:
        self._http = http
        self._allow_writes = allow_writes

    def create(self, definition: FieldDefinition) -> None:
        """Create the field; where writes are not allowed, the tenant's own field is used."""
        if not self._allow_writes:
            self.read(definition.name)
            return
        self._http.send("POST", "/v2/custom-fields", _creation(definition))

    def read(self, name: str) -> FieldDefinition:
        """Read the field as the API shows it."""
        return definition_from_dto(self._read(name))

    def change_permission(self, name: str, channel: Channel, permission: str) -> None:
        """Change one channel's permission and nothing else."""
        current = self._read(name)
        body = {key: current[key] for key in _UPDATABLE if current.get(key) is not None}
        body[_PERMISSION_KEYS[channel]] = permission
        self._http.send("PUT", _field_path(name), body)

    def _read(self, name: str) -> dict[str, object]:
        return read_definition(self._http, name)


def read_definition(http: NinjaOneHttp, name: str) -> dict[str, object]:
    """Read the definition of a field, an `AttributePublicApiDTO`.

    Raises:
        Refused: when the tenant has no such field, or its answer is no definition of it.
    """
    answer = http.get(_field_path(name))
    if not isinstance(answer, dict) or answer.get("name") != name:
        raise Refused(f"an answer that is no definition of {name!r}: {str(answer)[:80]}")
    return answer


class ApiValues:
    """Values of one organization by the API channel.

    Args:
        http: the connection.
        organization: whose values are meant.
        before_write: called with the field and its value (None: unset) before each write.
    """

    def __init__(
        self,
        http: NinjaOneHttp,
        organization: Organization,
        *,
        before_write: Callable[[str, str | None], object] | None = None,
    ) -> None:
        self._http = http
        self._organization = organization
        self._before_write = before_write

    def get(self, name: str) -> str | None:
        """Read the option's label, whether the tenant shows it by label or by id."""
        return option_label(self, name)

    def raw(self, name: str) -> str:
        """Read the value as the API shows it; empty when it shows none."""
        answer = self._http.get(self._organization.values_path)
        value = answer.get(name) if isinstance(answer, dict) else None
        return "" if value is None else str(value)

    def set(self, name: str, value: str | None) -> None:
        """PATCH the organization's value; None clears it."""
        if self._before_write is not None:
            self._before_write(name, self.raw(name) or None)
        self._http.send("PATCH", self._organization.values_path, {name: value})

    def options(self, name: str) -> Mapping[str, str]:
        """Map GUID to label of the active options."""
        answer = self._http.get(_field_path(name))
        return {str(row.get("id")): str(row.get("name")) for row in _options(answer)}


class Organization:
    """An organization of the tenant, looked up when it is first needed.

    Args:
        http: the connection.
        name: its name; None: the first one that the tenant shows.
        target: name of the target, for messages.
    """

    def __init__(self, http: NinjaOneHttp, name: str | None, target: str) -> None:
        self._http = http
        self._name = name
        self._target = target

    @cached_property
    def id(self) -> int:
        """The organization's id.

        Raises:
            TargetError: when the tenant shows no such organization.
        """
        for row in list_organizations(self._http):
            if self._name in (None, row.name):
                return row.id
        raise TargetError(
            f"target {self._target!r}: the tenant shows no organization {self._name or 'at all'}",
            "Name one of the tenant's organizations",
        )

    @property
    def values_path(self) -> str:
        """The path of its values."""
        return values_path(self.id)


def list_organizations(http: NinjaOneHttp) -> Iterator[OrganizationName]:
    """List the organizations of a tenant in the order of their ids, page by page.

    A page that is shorter than asked for is not taken for the last one: a server may give fewer.

    Raises:
        Refused: when the tenant refuses, or its answer is no page of organizations.
    """
    after: int | None = None
    while True:
        params = {"pageSize": _PAGE_SIZE, **({} if after is None else {"after": after})}
        rows = http.get("/v2/organizations", params)
        if not isinstance(rows, list):
            raise Refused(f"the page of organizations is no list: {str(rows)[:80]}")
        page = [_organization(row) for row in rows]
        if not page:
            return
        yield from page
        last = max(row.id for row in page)
        if after is not None and last <= after:
            raise Refused(f"the organizations after {after} begin again")
        after = last


def _organization(row: object) -> OrganizationName:
    number = row.get("id") if isinstance(row, dict) else None
    name = row.get("name") if isinstance(row, dict) else None
    if type(number) is not int or not isinstance(name, str):
        raise Refused(f"an organization without id and name: {str(row)[:80]}")
    return OrganizationName(number, name)


def values_path(organization: int) -> str:
    """Give the path of an organization's values."""
    return f"/v2/organization/{organization}/custom-fields"


def _field_path(name: str) -> str:
    return f"/v2/custom-fields/field-name/{quote(name, safe='')}"


def all_options(dto: Json) -> list[dict[str, object]]:
    """List the options of an `AttributePublicApiDTO`, those that are offered no more included."""
    content = dto.get("content") if isinstance(dto, dict) else None
    rows = content.get("values") if isinstance(content, dict) else None
    return [row for row in (rows if isinstance(rows, list) else []) if isinstance(row, dict)]


def _options(dto: Json) -> list[dict[str, object]]:
    return [row for row in all_options(dto) if row.get("active") is not False]


def definition_from_dto(dto: dict[str, object]) -> FieldDefinition:
    """Translate an `AttributePublicApiDTO`; its default is the id of an option, or a label."""
    content = dto.get("content")
    inner = content if isinstance(content, dict) else {}
    options = {str(row.get("id")): str(row.get("name")) for row in _options(dto)}
    scopes = dto.get("definitionScope")
    default = _text(dto.get("defaultValue"))
    required = inner.get("required")
    return FieldDefinition(
        label=_text(dto.get("label")) or "",
        name=_text(dto.get("name")) or "",
        scopes=tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else (),
        type=_text(dto.get("type")) or "",
        options=tuple(options.values()),
        default=None if default is None else options.get(default, default),
        required=required if isinstance(required, bool) else None,
        technician=_text(dto.get("technicianPermission")),
        automation=_text(dto.get("scriptPermission")),
        api=_text(dto.get("apiPermission")),
        description=_text(dto.get("description")),
        tooltip=_text(inner.get("tooltipText")),
        footer=_text(inner.get("footerText")),
    )


def _creation(definition: FieldDefinition) -> dict[str, object]:
    return {
        "label": definition.label,
        "fieldName": definition.name,
        "description": definition.description,
        "type": definition.type,
        "definitionScope": list(definition.scopes),
        "technicianPermission": definition.technician,
        "scriptPermission": definition.automation,
        "apiPermission": definition.api,
        "defaultValue": definition.default,
        "content": {
            "values": [{"name": option} for option in definition.options],
            "required": bool(definition.required),
            "footerText": definition.footer,
            "tooltipText": definition.tooltip,
        },
    }


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None

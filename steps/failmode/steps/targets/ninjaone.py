"""NinjaOne's fields over its API: the same adapter for a live tenant and for the simulator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from urllib.parse import quote

from failmode.steps.errors import CannotDo, Refused, TargetError
from failmode.steps.targets.capabilities import FieldDefinition, option_label
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


class ApiDefinitions:
    """Definitions under /v2/custom-fields (NinjaOne Public API 2.0, `AttributePublicApiDTO`).

    Args:
        http: the connection.
        allow_writes: whether definitions may be created and changed.
        target: name of the target, for messages.
    """

    def __init__(self, http: NinjaOneHttp, *, allow_writes: bool, target: str) -> None:
        self._http = http
        self._allow_writes = allow_writes
        self._target = target

    def create(self, definition: FieldDefinition) -> None:
        """Create the field; where writes are not allowed, the tenant's own field is used."""
        if not self._allow_writes:
            self.read(definition.name)
            return
        self._http.send("POST", "/v2/custom-fields", _creation(definition))

    def read(self, name: str) -> FieldDefinition:
        """Read the field as the API shows it."""
        return _definition(self._read(name))

    def change_permission(self, name: str, channel: Channel, permission: str) -> None:
        """Change one channel's permission and nothing else."""
        if not self._allow_writes:
            raise CannotDo(self._target, f"change the {channel} permission of {name} (read-only)")
        current = self._read(name)
        body = {key: current[key] for key in _UPDATABLE if current.get(key) is not None}
        body[_PERMISSION_KEYS[channel]] = permission
        self._http.send("PUT", _field_path(name), body)

    def _read(self, name: str) -> dict[str, object]:
        answer = self._http.get(_field_path(name))
        if not isinstance(answer, dict):
            raise Refused(f"the definition of {name!r} is not a JSON object: {answer!r}")
        return answer


class ApiValues:
    """Values of one organization by the API channel.

    Args:
        http: the connection.
        organization: whose values are meant.
        allow_writes: whether values may be set.
        target: name of the target, for messages.
        before_write: called with the field and its value (None: unset) before each write.
    """

    def __init__(
        self,
        http: NinjaOneHttp,
        organization: Organization,
        *,
        allow_writes: bool,
        target: str,
        before_write: Callable[[str, str | None], object] | None = None,
    ) -> None:
        self._http = http
        self._organization = organization
        self._allow_writes = allow_writes
        self._target = target
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
        if not self._allow_writes:
            raise CannotDo(self._target, f"set {name} (read-only; allow_writes is not given)")
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
        rows = self._http.get("/v2/organizations", {"pageSize": 1000})
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and self._name in (None, row.get("name")):
                found = row.get("id")
                if isinstance(found, int):
                    return found
        raise TargetError(
            f"target {self._target!r}: the tenant shows no organization {self._name or 'at all'}",
            "Name one of the tenant's organizations",
        )

    @property
    def values_path(self) -> str:
        """The path of its values."""
        return f"/v2/organization/{self.id}/custom-fields"


def _field_path(name: str) -> str:
    return f"/v2/custom-fields/field-name/{quote(name, safe='')}"


def _options(dto: Json) -> list[dict[str, object]]:
    content = dto.get("content") if isinstance(dto, dict) else None
    rows = content.get("values") if isinstance(content, dict) else None
    return [
        row
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("active") is not False
    ]


def _definition(dto: dict[str, object]) -> FieldDefinition:
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

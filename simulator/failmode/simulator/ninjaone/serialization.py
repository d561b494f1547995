"""NinjaOne's shapes on the wire: rows to JSON objects.

Keys that a row has no value for are left out, as the OpenAPI document declares none of them
nullable; a device's role, policy and maintenance keys are left out because nothing here decides
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from failmode.simulator.ninjaone import assumptions
from failmode.simulator.ninjaone.definitions import FieldsPage
from failmode.simulator.ninjaone.oauth import TOKEN_SECONDS, Grant
from failmode.simulator.ninjaone.records import CustomField, Device, Location, Organization
from failmode.simulator.ninjaone.reports import Report, ReportedValue, ReportRow

Json = dict[str, Any]


def grant_json(grant: Grant) -> Json:
    """Return the answer of the token endpoint; client credentials get no refresh token."""
    return {
        "access_token": grant.token,
        "expires_in": TOKEN_SECONDS,
        "scope": " ".join(grant.scopes),
        "token_type": "Bearer",
    }


def definition_json(field: CustomField) -> Json:
    """Return `AttributePublicApiDTO`: `defaultValue` is the id of an option."""
    content: Json = {"customizeForEndUser": False}
    if field.has_options:
        content["values"] = [
            {
                "id": option.id,
                "name": option.name,
                "active": option.active,
                "system": option.system,
            }
            for option in field.options
        ]
    content["required"] = field.required
    content["footerText"] = field.footer_text
    content["tooltipText"] = field.tooltip_text
    content["advancedSettings"] = field.advanced_settings
    return _present(
        {
            "entityType": "NODE",
            "scope": field.scope,
            "definitionScope": list(field.definition_scope),
            "type": field.type,
            "label": field.label,
            "description": field.description,
            "name": field.name,
            "defaultValue": field.default_value,
            "endUserPermission": "HIDDEN",
            "technicianPermission": field.technician_permission,
            "scriptPermission": field.script_permission,
            "apiPermission": field.api_permission,
            "content": _present(content),
            "system": False,
            "active": field.active,
            "createTime": field.create_time,
            "updateTime": field.update_time,
        }
    )


def fields_page_json(page: FieldsPage) -> Json:
    """Return `SupportPaginationResponse`, with the next page's cursor unless it is the last."""
    body: Json = {
        "page": page.number,
        "pageSize": page.size,
        "count": len(page.fields),
        "results": [definition_json(field) for field in page.fields],
    }
    if page.next_cursor is not None:
        body[assumptions.FIELDS_CURSOR_KEY] = page.next_cursor
    return body


def organization_json(organization: Organization) -> Json:
    """Return `Organization`."""
    return _present(
        {
            "name": organization.name,
            "description": organization.description,
            "nodeApprovalMode": organization.node_approval_mode,
            "id": organization.id,
        }
    )


def organization_detailed_json(organization: Organization, locations: Sequence[Location]) -> Json:
    """Return `OrganizationDetailed`; policies and settings are not simulated and stay empty."""
    return organization_json(organization) | {
        "locations": [location_json(location) for location in locations],
        "policies": [],
        "settings": {},
    }


def location_json(location: Location) -> Json:
    """Return `Location`."""
    return _present(
        {
            "name": location.name,
            "address": location.address,
            "description": location.description,
            "id": location.id,
        }
    )


def location_with_organization_json(location: Location) -> Json:
    """Return `LocationWithOrganizationRef`."""
    return location_json(location) | {"organizationId": location.organization_id}


def device_json(device: Device) -> Json:
    """Return `NodeWithDetailedReferences`, which is also the part of `Device` that is simulated."""
    return _present(
        {
            "id": device.id,
            "uid": device.uid,
            "organizationId": device.organization_id,
            "locationId": device.location_id,
            "nodeClass": device.node_class,
            "approvalStatus": device.approval_status,
            "offline": device.offline,
            "displayName": device.display_name,
            "systemName": device.system_name,
            "dnsName": device.dns_name,
            "created": device.created,
            "lastContact": device.last_contact,
            "lastUpdate": device.last_contact,
        }
    )


def device_report_json(report: Report, *, detailed: bool) -> Json:
    """Return `NodeAttributesReport` or `NodeAttributesDetailedReport`."""
    return _report_json(
        report,
        [
            {
                "deviceId": row.entity_id,
                **({"entityType": row.scope, "entityId": row.entity_id} if detailed else {}),
                "fields": _fields_json(row, detailed=detailed),
            }
            for row in report.rows
        ],
    )


def scoped_report_json(report: Report, *, detailed: bool) -> Json:
    """Return `ScopedAttributesReport` or `ScopedAttributesDetailedReport`."""
    return _report_json(
        report,
        [
            {
                "scope": row.scope,
                "entityId": row.entity_id,
                "fields": _fields_json(row, detailed=detailed),
            }
            for row in report.rows
        ],
    )


def _report_json(report: Report, results: list[Json]) -> Json:
    return {
        "cursor": {
            "name": report.cursor,
            "offset": report.offset,
            "count": len(report.rows),
            "expires": report.expires,
        },
        "results": results,
    }


def _fields_json(row: ReportRow, *, detailed: bool) -> Json | list[Json]:
    if not detailed:
        return {value.name: value.value for value in row.values}
    return [_value_json(value) for value in row.values]


def _value_json(value: ReportedValue) -> Json:
    return {
        "name": value.name,
        "value": value.value,
        "updateTime": value.update_time,
        "updatedBy": {"source": value.source},
    }


def _present(body: Json) -> Json:
    return {key: value for key, value in body.items() if value is not None}

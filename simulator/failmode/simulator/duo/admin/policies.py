"""`/admin/v2/policies`.

Calls: `create_policy_v2` and others of `duo_client/admin.py`. Parameters: `create_policy` and
`update_policy` of `lib/duo_api/admin.rb` of https://github.com/duosecurity/duo_api_ruby, and
`Update-DuoPolicies.ps1` of https://github.com/JohnDuprey/DuoSecurity. Properties: those that
clients read (`policy_key` of `examples/Admin/policies.py` of
https://github.com/duosecurity/duo_client_python). What no source tells is in `assumptions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.assumptions import MAX_POLICY_COPIES
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import changing, listing, reading
from failmode.simulator.duo.admin.policy_records import AccountPolicy, Sections
from failmode.simulator.duo.admin.query import page, required_text, text
from failmode.simulator.duo.admin.schemas import Object
from failmode.simulator.duo.admin.words import CallKind, Permission
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AlreadyExistsError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    MissingRequestParametersError,
    ResourceNotFoundError,
)

_MAX_PAGE_SIZE = 100
"""Unconfirmed; a client of v2 pages with 100."""


def list_policies(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/policies."""
    part = page(call.params, _MAX_PAGE_SIZE).of(admin.policies.all())
    return Reply([_policy_json(one) for one in part.objects], part.metadata())


def create_policy(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v2/policies."""
    params = call.params
    name = required_text(params, "policy_name")
    applications = _applications(admin, params)
    made = AccountPolicy(
        admin.cloud.ids.object_id("PO"), name, _sections(params.document("sections"))
    )
    _save(admin, made)
    admin.policies.apply(made, applications)
    admin.log_action(AdminAction.POLICY_CREATE, name)
    return Reply(_policy_json(made))


def get_policy(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/policies/{policy_key}, or `global` instead of the key."""
    return Reply(_policy_json(_existing(admin, call.variables["policy_key"])))


def update_policy(admin: AdminContext, call: AdminCall) -> Reply:
    """PUT /admin/v2/policies/{policy_key}."""
    params = call.params
    before = _existing(admin, call.variables["policy_key"])
    name = text(params, "policy_name")
    if name == "" or (name is not None and before.is_global):
        raise InvalidRequestParametersError("policy_name")
    applications = _applications(admin, params)
    if applications and before.is_global:
        raise InvalidRequestParametersError("apply_to_apps")
    changed = _with_sections(
        before,
        _sections(params.document("sections")),
        _names(params.document("sections_to_delete"), "sections_to_delete"),
    )
    changed = replace(changed, name=changed.name if name is None else name)
    _save(admin, changed)
    admin.policies.apply(changed, applications)
    admin.log_action(AdminAction.POLICY_UPDATE, changed.name)
    return Reply(_policy_json(changed))


def delete_policy(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v2/policies/{policy_key}; the global one stays."""
    policy = _existing(admin, call.variables["policy_key"])
    if policy.is_global:
        raise InvalidRequestParametersError("policy_key")
    admin.policies.remove(policy)
    admin.log_action(AdminAction.POLICY_DELETE, policy.name)
    return NOTHING


def update_policies(admin: AdminContext, call: AdminCall) -> Reply:
    """PUT /admin/v2/policies/update: change sections of several policies, or of all."""
    which = _object(call.params, "policies_to_update")
    changes = _object(call.params, "policy_changes")
    if which.get("edit_all_policies", True) is True:
        wanted = admin.policies.all()
    else:
        keys = _names(which.get("edit_list"), "policies_to_update")
        found = [admin.policies.find(key) for key in keys]
        if not keys or None in found:
            raise InvalidRequestParametersError("policies_to_update")
        wanted = tuple(one for one in found if one is not None)
    sections = _sections(changes.get("sections"), "policy_changes")
    removed = _names(changes.get("sections_to_delete"), "policy_changes")
    changed = [_with_sections(one, sections, removed, "policy_changes") for one in wanted]
    for one in changed:
        admin.policies.save(one)
        admin.log_action(AdminAction.POLICY_UPDATE, one.name)
    return Reply([_policy_json(one) for one in changed])


def copy_policy(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v2/policies/copy: make policies that decide what another does."""
    call.params.required("new_policy_names_list")
    source = admin.policies.find(call.params.required("policy_key"))
    if source is None:
        raise InvalidRequestParametersError("policy_key")
    names = _names(call.params.document("new_policy_names_list"), "new_policy_names_list")
    if not 1 <= len(names) <= MAX_POLICY_COPIES:
        raise InvalidRequestParametersError("new_policy_names_list")
    made = [AccountPolicy(admin.cloud.ids.object_id("PO"), name, source.sections) for name in names]
    for one in made:
        _save(admin, one, "new_policy_names_list")
        admin.log_action(AdminAction.POLICY_CREATE, one.name)
    return Reply({"policies": [_policy_json(one) for one in made]})


def summarize_policies(admin: AdminContext, _call: AdminCall) -> Reply:
    """GET /admin/v2/policies/summary: every policy and the applications that have it."""
    names = {one.ikey: one.name for one in admin.cloud.integrations.all()}
    applied = admin.policies.applied()
    policies = admin.policies.all()
    described = [
        {
            "policy_applies_to": [
                {
                    "app_integration_key": ikey,
                    "app_name": names[ikey],
                    "apply_type": "app",
                }
                for ikey, policy_key in applied.items()
                if policy_key == policy.policy_key
            ],
            "policy_key": policy.policy_key,
            "policy_name": policy.name,
        }
        for policy in policies
    ]
    return Reply(
        {
            "policies": described,
            "policy_count": len(policies),
            "response_is_truncated": False,
        }
    )


def calculate_policy(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/policies/calculate: what a user meets at an application."""
    ikey, user_id = call.params.required("integration_key"), call.params.required("user_id")
    if admin.cloud.integrations.find(ikey) is None:
        raise InvalidRequestParametersError("integration_key")
    if admin.cloud.users.find_by_id(user_id) is None:
        raise InvalidRequestParametersError("user_id")
    policies = {one.policy_key: one for one in admin.policies.all()}
    everywhere = next(one for one in policies.values() if one.is_global)
    own = policies.get(admin.policies.applied().get(ikey, ""))
    elements = [one for one in (own, everywhere) if one is not None]
    return Reply(
        {
            "policy_elements": [
                {"policy_key": one.policy_key, "policy_name": one.name} for one in elements
            ],
            "sections": {**everywhere.sections, **(own.sections if own is not None else {})},
        }
    )


def _existing(admin: AdminContext, policy_key: str) -> AccountPolicy:
    policy = admin.policies.find(policy_key)
    if policy is None:
        raise ResourceNotFoundError
    return policy


def _save(admin: AdminContext, policy: AccountPolicy, parameter: str = "policy_name") -> None:
    try:
        admin.policies.save(policy)
    except AlreadyExistsError as error:
        raise DuplicateResourceError(parameter) from error


def _policy_json(policy: AccountPolicy) -> Object:
    return {
        "is_global_policy": policy.is_global,
        "policy_key": policy.policy_key,
        "policy_name": policy.name,
        "sections": dict(policy.sections),
    }


def _applications(admin: AdminContext, params: Params) -> tuple[str, ...]:
    """Read to which applications a policy is to be applied.

    Policies for groups within an application are not simulated, and refused.
    """
    if params.document("apply_to_groups_in_apps"):
        raise InvalidRequestParametersError("apply_to_groups_in_apps")
    ikeys = _names(params.document("apply_to_apps"), "apply_to_apps")
    if not all(admin.cloud.integrations.find(ikey) for ikey in ikeys):
        raise InvalidRequestParametersError("apply_to_apps")
    return ikeys


def _object(params: Params, name: str) -> dict[str, object]:
    value = params.document(name)
    if value is None:
        raise MissingRequestParametersError(name)
    if not isinstance(value, dict):
        raise InvalidRequestParametersError(name)
    return value


def _sections(value: object, parameter: str = "sections") -> Sections:
    """Read sections; `duo_client`'s own example leaves them out as an empty text."""
    if value is None or value == "":
        return {}
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        raise InvalidRequestParametersError(parameter)
    return value


def _names(value: object, parameter: str) -> tuple[str, ...]:
    """Read a list of printable names, each of them once."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(_is_name(one) for one in value):
        raise InvalidRequestParametersError(parameter)
    if len(set(value)) < len(value):
        raise InvalidRequestParametersError(parameter)
    return tuple(value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()


def _with_sections(
    policy: AccountPolicy,
    sections: Sections,
    removed: Iterable[str],
    parameter: str = "sections_to_delete",
) -> AccountPolicy:
    """Return a policy with sections replaced and removed; the global one keeps all of its own."""
    gone = frozenset(removed)
    if gone and policy.is_global:
        # "Sections cannot be removed from the global policy": `Update-DuoPolicies.ps1`.
        raise InvalidRequestParametersError(parameter)
    kept = {name: value for name, value in policy.sections.items() if name not in gone}
    return replace(policy, sections={**kept, **sections})


_READ, _WRITE = Permission.READ_RESOURCE, Permission.WRITE_RESOURCE
_ALL = "/admin/v2/policies"
_ONE = f"{_ALL}/{{policy_key}}"

OPERATIONS: tuple[DuoOperation, ...] = (
    listing(_ALL, _READ, list_policies),
    changing("POST", _ALL, _WRITE, create_policy),
    reading(f"{_ALL}/summary", _READ, summarize_policies, CallKind.UNPAGED),
    reading(f"{_ALL}/calculate", _READ, calculate_policy),
    changing("PUT", f"{_ALL}/update", _WRITE, update_policies),
    changing("POST", f"{_ALL}/copy", _WRITE, copy_policy),
    reading(_ONE, _READ, get_policy),
    changing("PUT", _ONE, _WRITE, update_policy),
    changing("DELETE", _ONE, _WRITE, delete_policy),
)

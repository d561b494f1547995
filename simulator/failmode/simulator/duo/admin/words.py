"""The Admin API's words for what its tables hold."""

from __future__ import annotations

from enum import StrEnum


class PhoneType(StrEnum):
    """Type of a phone, as the Admin API shows it."""

    MOBILE = "Mobile"
    LANDLINE = "Landline"
    UNKNOWN = "Unknown"


class Permission(StrEnum):
    """A permission, by the name of its property.

    Sources of the names: `duo_client/admin.py`, and `create_integration` of `lib/duo_api/admin.rb`
    of https://github.com/duosecurity/duo_api_ruby.

    A call without its permission is answered by 40301:
    https://github.com/duosecurity/duo_python/issues/19.
    """

    ADMINS = "adminapi_admins"
    ADMINS_READ = "adminapi_admins_read"
    ALLOW_TO_SET_PERMISSIONS = "adminapi_allow_to_set_permissions"
    INFO = "adminapi_info"
    INTEGRATIONS = "adminapi_integrations"
    READ_LOG = "adminapi_read_log"
    READ_RESOURCE = "adminapi_read_resource"
    SETTINGS = "adminapi_settings"
    WRITE_RESOURCE = "adminapi_write_resource"


class AdministratorRole(StrEnum):
    """What an administrator may do; the words are those that Duo describes `role` with."""

    OWNER = "Owner"
    ADMINISTRATOR = "Administrator"
    APPLICATION_MANAGER = "Application Manager"
    USER_MANAGER = "User Manager"
    HELP_DESK = "Help Desk"
    BILLING = "Billing"
    PHISHING_MANAGER = "Phishing Manager"
    READ_ONLY = "Read-only"


class AdministratorStatus(StrEnum):
    """Whether an administrator may log in at the console."""

    ACTIVE = "Active"
    DISABLED = "Disabled"
    EXPIRED = "Expired"
    PENDING_ACTIVATION = "Pending Activation"


SETTABLE_ADMINISTRATOR_STATUSES = (AdministratorStatus.ACTIVE, AdministratorStatus.DISABLED)
"""Statuses that can be given: `update_admin` of `duo_client/admin.py`."""


class CallKind(StrEnum):
    """A kind of call that has a limit of its own."""

    AUTHENTICATION_LOG = "authentication_log"
    TELEPHONY_LOG = "telephony_log"
    ADMINISTRATOR_LOG = "administrator_log"
    CHANGE = "change"
    OBJECT = "object"
    PAGE = "page"
    UNPAGED = "unpaged"

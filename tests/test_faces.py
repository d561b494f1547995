"""The public faces of the parts: what others may import, name by name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

PARTS = ("terms", "project", "specs", "simulator", "steps", "cli")

FACES = {
    "terms": """
        AccessPermission Admission Answer AuthMode Channel Column DefinitionScope Enrolment Evidence
        Failmode FailmodeError FieldType LoginCourse MASK Mistake OPTION_TYPES Platform Program
        Stage Tag TechnicianPermission UNSET VERSION_RANGE_PATTERN Vendor Verdict VersionRange
        field_name
    """,
    "project": "ProjectConfig ProjectError config_schema load_project",
    "specs": """
        Change Direction Document DocumentKind DuoUnixRow DuoUnixTable DuoUnixTables
        Expectation FailmodeField FeaturePlan Finding Grid
        KINDS ListedProduct NamedDocument STANDARD_SCHEME Severity Sourced SpecsError
        derive_documents document_grids document_kinds document_to_json
        duo_unix_tables failmode_fields
        finding_to_json lint_documents lint_rules list_products name_documents plan_features
        read_document read_documents read_specification read_text rule_to_json standard_paths
        standard_text write_features
    """,
    "simulator": """
        AUTHPROXY_VERSION AccessRequest Address AdminApiClient AdminApiError AgentChannel
        AgentClient AttributeKey Attributes ServerReply attribute_key
        AuthProxy AuthenticationSource CallError CannedResponse CertificateFiles ClassifyLogin
        ProxyService
        DomainController
        Checkpoint ClientResult Clock ConfigError ConnectionLimits
        ConnectivityResult Console ConsoleError
        ControlClient ControlRefusedError Credentials
        DEFAULT_JOURNAL_CAPACITY DEFAULT_PRIMARY_ONLY_MINUTES DEFAULT_SEED DEPLOYMENT_OPTIONS
        MOST_PRIMARY_ONLY_MINUTES
        DemoUser DeploymentRules DeviceAttributes DeviceLoginAttributes DuoCloud DuoKeys
        ENDPOINT_PRODUCTS Endpoint EndpointKind EventFilters Exchange FAILOPEN FAILOPEN_FIELD
        FIRST_ORGANIZATION FIRST_USER FactorChoice Fault Faults FieldAttributes FieldSetting
        HKEY_FIELD IKEY_FIELD InstallerDefaults InstallerPackage Journal JournalFilters LoginDriver
        LoginInput LoginRequest LoginResult MatrixAttributes NinjaOneTenant NotFoundError POLICY_KEY
        PasswordProof Policy PortError Ports Products ProxySettings RadiusLoginClient Rule RuleError
        SIMULATED_SECTIONS SKEY_FIELD ServerInfo Session SignedClient Simulator SimulatorConfig
        SimulatorError Step Timeouts Trace UserAttributes UserListRadiusServer UserStatus
        WindowsEndpoint WireAssumptions check_connectivity classify_login cloud_record
        defaults_of deploy duo_operations
        DirectoryAddress LdapClient DirectoryServer OWN_ATTRIBUTE USER_LIST_BASE USER_LIST_PEOPLE
        LDAP LDAP_DIRECT NtlmAccount NtlmVersion LdapConnecting PROXY_CLIENTS is_same_dn
        USER_LIST_SERVICE USER_LIST_SERVICE_NAME user_list_entries BindError ConnectError
        ExtendedError LdapError LdapTimeoutError
        SearchError LdapLoginClient ldap_result_name ldap_section ldap_sections
        LdapServerAutoSection Sections
        escape_record fault_catalogue fault_names host_and_port radius_section radius_section_of
        radius_sections section_heading
        DirectoryEntry Entries Unreachable DirectorySyncError SyncAction Transport AuthType
        LinkState
        read_cloud read_settings run_sync
        section_meaning setting_named
        temporary_directory upgrade write_authproxy_cfg
    """,
    "steps": """
        ANSWERS_IN_PLACE APPENDED_FACTORS ASSUMPTIONS AUTHENTICATION_LOG AUTHENTICATION_PROXY
        AUTH_API AnswersInPlace AppendedFactors Assumptions AuditError
        AuditProgress AuditProgressFile AuthApi AuthApiAnswer AuthenticationLog AuthenticationProxy
        CALLING_STATIONS CHECK CLOUD CLOUD_CLOCK CONSOLE CallingStations CannotDo Capability Check
        Cloud CloudClock Console ConsoleAction DEFINITIONS DEPLOYMENT DUO_UNIX Definitions
        Deployment Difference DocumentedAttribute DocumentedField DuoUnix DuoUnixLogin
        DuoUnixMeasurement DuoUnixPrograms DuoUnixTrial
        ENDPOINT_LOGINS EXCHANGES EndpointLogins Event EventError Exchanges FACTOR_CHOICES
        FactorChoices FailureKind FieldAudit
        FieldDefinition GROUP_POLICY GroupPolicy HANDED_ON_ATTRIBUTES HandedOnAttributes
        HEALTH Health INSTALLERS IncompleteScenarioError
        Installers KEY_FIELDS KeyFields LOGIN_COURSES LOG_FILTERS LogEntry LogFilters Login
        LoginCourses LoginDeadline NoSuchPlatform OFFLINE_ACCESS ORGANIZATIONS
        ORGANIZATION_VALUES OfflineAccess OrganizationChoice OrganizationName OrganizationValues
        Organizations Outcome PASSCODE_LOGINS PERMISSIONS HTTP_PROXIES HttpProxies
        PRIMARY_ONLY_MODE PRODUCT_LOGINS
        PROXY_EVENTS PROXY_LOG PROXY_SERVERS ProxyLog SSO_EVENTS SsoEvents
        SSO_DIRECTORIES SsoDirectories SsoTrouble
        MS_CHAP_LOGINS MsChapLogins NAMED_FACTORS NamedFactors PASSWORD_CHANGES PasswordChanges
        PasscodeLogins
        Permissions PrimaryOnlyMode
        ProductLogins ProxyEvent ProxyEvents ProxyServers REMOTE_LOGONS RadiusLogin
        DIRECTORY_SYNC DirectorySync SyncOutcome EAP_LOGINS EapLogins
        LARGE_GROUPS LargeGroups LDAP_LOGINS LdapAnswer LdapLogin LdapLogins
        SINGLE_SIGN_ON SingleSignOn SsoPart CONNECTED_SYNC ConnectedSync
        PROXY_OPTIONS ProxyOptions
        LDAP_TLS LdapTls DIRECTORY_OUTAGES DirectoryOutages LDAP_SASL LdapSasl
        Refused RemoteLogons RunBegan RunEnded
        SETTABLE_VALUES ScenarioEnded SettableValues StepRecord StepState StepsError TENANT
        TOLD_PARAMETERS Target TargetError TargetSettings Tenant ToldParameters UNIVERSAL_PROMPT
        USER_DEVICES USER_MESSAGES UniversalPrompt UserDevices UserMessages VALUES
        VERSIONED_INSTALLERS ValueState Values VersionedInstallers compare_with_tenant feature_tags
        load_target offer read_events
        read_tenant target_identity
    """,
    "cli": "main",
}
"""The names that a part offers: whoever changes one changes what others rely on."""


def face(part: str) -> ModuleType:
    """Import a part."""
    return importlib.import_module(f"failmode.{part}")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_offers_these_names_and_no_others(part: str) -> None:
    assert sorted(face(part).__all__) == sorted(FACES[part].split())


@pytest.mark.parametrize("part", PARTS)
def test_every_name_of_a_face_is_there(part: str) -> None:
    for name in FACES[part].split():
        assert getattr(face(part), name) is not None


@pytest.mark.parametrize("part", PARTS)
def test_no_name_of_a_face_is_hidden_by_a_module(part: str) -> None:
    modules = {module.name for module in pkgutil.iter_modules(face(part).__path__)}
    assert modules.isdisjoint(FACES[part].split())

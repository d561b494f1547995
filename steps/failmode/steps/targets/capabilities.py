"""What a target can offer: each capability, with the protocol of what is offered for it.

Scenarios never know which target runs. A target says by its `capabilities` which of them it has::

    class Mine:
        def __init__(self, settings: TargetSettings) -> None:
            self.capabilities = dict([offer(AUTHENTICATION_PROXY, my_proxy)])

        def begin(self) -> None: ...

        def close(self) -> None: ...

A scenario whose steps need another one is left out before the run, and the reason names target and
capability. A target that says what it has by `capabilities` from the start, and not only once it
has begun, is known before anything runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from failmode.terms import Answer, Channel, Enrolment, Verdict

USUAL_SERVER = "radius_server_auto"
"""The kind of server that an Authentication Proxy has where a scenario names none."""


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A custom field as the API shows it, in the API's enum names; None where it shows nothing."""

    label: str
    name: str
    scopes: tuple[str, ...]
    type: str
    options: tuple[str, ...]
    default: str | None
    required: bool | None
    technician: str | None
    automation: str | None
    api: str | None
    description: str | None
    tooltip: str | None
    footer: str | None

    def attributes(self) -> Mapping[str, str | None]:
        """List all of it by the names of a Details table; lists are joined by commas."""
        return {name: read(self) for name, read in _READERS.items()}


def _boolean(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


_READERS: Mapping[str, Callable[[FieldDefinition], str | None]] = {
    "Label": lambda d: d.label,
    "Field Name": lambda d: d.name,
    "Definition Scope": lambda d: ", ".join(d.scopes),
    "Type": lambda d: d.type,
    "Option Value": lambda d: ", ".join(d.options),
    "Default Value": lambda d: d.default,
    "Required": lambda d: _boolean(d.required),
    "Technician Permission": lambda d: d.technician,
    "Automation Permission": lambda d: d.automation,
    "API Permission": lambda d: d.api,
    "Description": lambda d: d.description,
    "Tool Tip": lambda d: d.tooltip,
    "Footer Text": lambda d: d.footer,
}

FIELD_ATTRIBUTES = tuple(_READERS)
"""The attributes of a definition, by the names of a Details table."""


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """An organization of a tenant: its number, and its name, which need not be the only one."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ConsoleAction:
    """One action of the documented creation steps."""

    step: str
    action: str
    target: str
    value: str


@dataclass(frozen=True, slots=True)
class Login:
    """One login.

    Attributes:
        verdict: what it came to.
        trace: step by step what led to it, secrets masked.
        assumed: what the verdict rests on that no source settles, such as `what Duo for macOS does
            on http-5xx at preauth`; empty when nothing is assumed.
    """

    verdict: Verdict
    trace: tuple[str, ...]
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class RadiusLogin:
    """One login over RADIUS.

    Attributes:
        verdict: what it came to, judged by the answer and by what Duo's cloud saw.
        answer: `Access-Accept`, `Access-Reject`, `Access-Challenge` or `no answer`.
        reply_message: the Reply-Message of the answer; empty when it carries none.
        trace: step by step what led to it, secrets masked.
        assumed: as in `Login`.
    """

    verdict: Verdict
    answer: str
    reply_message: str
    trace: tuple[str, ...]
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What one run of a directory sync came to.

    Attributes:
        created: how many users were made at Duo.
        updated: how many got another name, address, phone or group.
        disabled: how many were disabled.
        error: the name of what went wrong, such as `LDAP connection failed`; empty: nothing did.
        assumed: upon what it changed something that no source settles, in the target's words.
        told: what it tells of each user whom it changes, such as `create dora`; then a colon and
            what is changed, in the target's words.
    """

    created: int = 0
    updated: int = 0
    disabled: int = 0
    error: str = ""
    assumed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LdapLogin:
    """One login over LDAP.

    Attributes:
        verdict: what it came to, judged by the answer and by what Duo's cloud saw.
        result: name of the result code of the user's bind, such as `success` or
            `invalidCredentials`; `no answer`, or `connection closed`.
        error_message: the errorMessage of that answer; empty when it carries none.
        trace: step by step what led to it, secrets masked.
        assumed: as in `Login`.
    """

    verdict: Verdict
    result: str
    error_message: str
    trace: tuple[str, ...]
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class LdapAnswer:
    """What became of one bind.

    Attributes:
        result: as of `LdapLogin`.
        error_message: as of `LdapLogin`.
    """

    result: str
    error_message: str


@dataclass(frozen=True, slots=True)
class DuoUnixLogin:
    """One login through Duo Unix.

    Attributes:
        verdict: what it came to, judged by what the program did and by what Duo's cloud saw.
        trace: step by step what led to it, secrets masked.
        log: the lines that the client logged.
        requests: the operations that reached Duo's cloud during the login, in order.
        assumed: as in `Login`.
    """

    verdict: Verdict
    trace: tuple[str, ...]
    log: tuple[str, ...]
    requests: tuple[str, ...]
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One login in Duo's authentication log, in the log's own words.

    Attributes:
        username: whose.
        result: `success`, `denied` or `fraud`.
        reason: why, such as `user_approved`.
        factor: what was used, such as `duo_push`.
        ipaddr: the address of the user's machine; empty when none is shown.
        hostname: the name of the user's machine; empty when none is shown.
    """

    username: str
    result: str
    reason: str
    factor: str
    ipaddr: str = ""
    hostname: str = ""


@dataclass(frozen=True, slots=True)
class ProxyEvent:
    """One line of the Authentication Proxy's `authevents.log`, by the log's own words.

    Attributes:
        auth_stage: which authentication, such as `Secondary authentication`.
        status: `Allow`, `Reject`, `Error` or `Challenge`.
        msg: what happened; empty when the line has none.
        keys: everything that the line holds, by key.
    """

    auth_stage: str
    status: str
    msg: str
    keys: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuthApiAnswer:
    """One answer of Duo's Auth API.

    Attributes:
        status: of HTTP.
        code: Duo's own code of a refusal; None where nothing is refused.
        response: what Duo says, by its own names; empty for a refusal.
        word: what Duo says where that is one word, such as `waiting`; else empty.
    """

    status: int
    code: int | None
    response: Mapping[str, object]
    word: str = ""


class Definitions(Protocol):
    """Definitions of custom fields."""

    def create(self, definition: FieldDefinition) -> None:
        """Create the field; on a target that may not write, see that it exists."""

    def read(self, name: str) -> FieldDefinition:
        """Read the field as it is now; raises `Refused` when there is none."""


class Permissions(Protocol):
    """Permissions of custom fields, channel by channel."""

    def change_permission(self, name: str, channel: Channel, permission: str) -> None:
        """Change one channel's permission (API enum name)."""


class Values(Protocol):
    """Values of custom fields as one channel reads them."""

    def get(self, name: str) -> str | None:
        """Read the option's label, or None when unset; raises `Refused`."""

    def raw(self, name: str) -> str:
        """Read what the channel hands out before any translation; raises `Refused`."""

    def options(self, name: str) -> Mapping[str, str]:
        """Map GUID to label, in the channel's own order; raises `Refused`."""


def option_label(values: Values, name: str) -> str | None:
    """Return the label of the chosen option; what is no option's GUID stays as it is.

    Args:
        values: a channel that hands out GUIDs.
        name: the field's name.

    Returns:
        The label; None when the field is unset.

    Raises:
        Refused: when the channel does not let the field be read.
    """
    raw = values.raw(name)
    return values.options(name).get(raw, raw) if raw else None


class SettableValues(Protocol):
    """Values of custom fields as one channel sets them."""

    def set(self, name: str, value: str) -> None:
        """Set the field; raises `Refused`."""


class Console(Protocol):
    """The technician's console."""

    def follow(self, actions: Sequence[ConsoleAction]) -> None:
        """Do what the creation steps say; raises `Refused` where the console does not fit."""


class Deployment(Protocol):
    """Computers of the organization, and what is deployed to them.

    A platform is named as the documents declare it, such as `Windows server`. For one that the
    target has no computer of, every method raises `NoSuchPlatform`.
    """

    def require_computer(self, platform: str) -> None:
        """See that the organization has such a computer."""

    def installer_default(self, fail_open: bool) -> None:
        """Choose what the installer does when the deployment says nothing."""

    def deploy(self, platform: str, *, setting: str, field: str) -> None:
        """Deploy Duo to the computer, with one setting as the custom field decides.

        Args:
            platform: which of the computers.
            setting: the setting that the field feeds, such as `FAILOPEN`.
            field: name of the custom field.
        """

    def install(self, platform: str, *, fail_open: bool) -> None:
        """Install Duo on the computer by hand, with an explicit failmode."""

    def settings(self, platform: str) -> Mapping[str, str]:
        """Read Duo's settings on the computer, by their own names."""


class Installers(Protocol):
    """What installers were given on the computers to which Duo was deployed."""

    def given(self, platform: str) -> Mapping[str, str]:
        """Read what the last installer on the computer was given, by its own names."""


class EndpointLogins(Protocol):
    """Logins at the computers to which Duo was deployed."""

    def login(self, platform: str, *, right_password: bool) -> Login:
        """Log in once; a hang is a verdict."""


class PasscodeLogins(Protocol):
    """Logins at the computers to which Duo was deployed, with a passcode of Duo."""

    def login(self, platform: str, *, right_passcode: bool) -> Login:
        """Log in once, with the right password; a hang is a verdict."""


class FactorChoices(Protocol):
    """Logins at the computers to which Duo was deployed, by a factor that the user chooses."""

    def login(self, platform: str, factor: str) -> Login:
        """Log in once, with the right password; a hang is a verdict.

        Args:
            platform: at which of the computers.
            factor: `push` or `phone`.
        """


class RemoteLogons(Protocol):
    """Logins from afar at the computers to which Duo was deployed."""

    def login(self, platform: str) -> Login:
        """Log in once over Remote Desktop, with the right password; a hang is a verdict."""


class UserMessages(Protocol):
    """What a computer shows to the user who logs in."""

    def last_message(self) -> str:
        """Read what the last login showed; empty when it showed nothing."""


class GroupPolicy(Protocol):
    """Group Policy of Windows computers."""

    def set(self, platform: str, setting: str, value: int) -> None:
        """Set one of Duo's settings by policy, by its own name in the registry."""


class OfflineAccess(Protocol):
    """Duo's offline access at the computers to which Duo was deployed."""

    def enroll(self, platform: str) -> None:
        """Enrol the user's authenticator on the computer, as after a login online."""

    def login(self, platform: str, *, right_passcode: bool) -> Login:
        """Log in with the right password and with an offline passcode where one is asked for."""


class KeyFields(Protocol):
    """Custom fields that hold the keys of Duo's application, beside those of the documents."""

    def store(self, *, without: str | None = None) -> None:
        """Keep the keys in fields of the organization, all or all but one.

        Args:
            without: the name of the field that stays unset.
        """

    def deploy(self, platform: str) -> None:
        """Deploy Duo to the computer with the keys of the fields; raises `Refused`."""


class VersionedInstallers(Protocol):
    """Installers of Duo for Windows Logon by version, told nothing of the failmode."""

    def install(self, platform: str, version: str) -> None:
        """Install that version."""

    def upgrade(self, platform: str, package: str, version: str) -> None:
        """Install that version over what is there.

        Args:
            platform: which of the computers.
            package: `msi` or `exe`.
            version: of Duo for Windows Logon.
        """


class Assumptions(Protocol):
    """Logins that a target decides although no source settles them, each told as assumed."""

    def names(self) -> Sequence[str]:
        """Name the products for which something is assumed."""


class ProxyEvents(Protocol):
    """The authentication events of the Authentication Proxy, its `authevents.log`."""

    def events(self) -> Sequence[ProxyEvent]:
        """Read them since it was configured, oldest first."""


class ProxyLog(Protocol):
    """What the Authentication Proxy logs for its administrator, its `authproxy.log`."""

    def lines(self) -> Sequence[str]:
        """Read them since it was configured, oldest first; no time and level before the text."""


class LdapLogins(Protocol):
    """The Duo Authentication Proxy over LDAP, with a directory behind it."""

    def configure(self, failmode: str | None, options: Mapping[str, str]) -> None:
        """Run it with [ldap_server_auto].

        Args:
            failmode: None: not in the file.
            options: further options of the section, by their own names.
        """

    def login(self, *, right_password: bool, behind: str = "") -> LdapLogin:
        """Log in as applications do; a hang is a verdict.

        The application binds as its service account, searches for the user, and binds as the user,
        all by one connection, which stays open.

        Args:
            right_password: whether the user types the right one.
            behind: what is typed behind the password.
        """

    def connect(self) -> None:
        """Open a connection without any bind."""

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        """Bind with the right password, where the identity does not say otherwise.

        Args:
            identity: `user`, `user with a wrong password`, `user without a password`, `user with a
                factor alone` (a comma and `push`), `service account` or `nobody`.
            anew: whether a new connection is opened for it.
        """

    def search(self, *, must_answer: bool) -> str:
        """Search for users by the open connection.

        Args:
            must_answer: whether anything but `not at all` is expected: it is waited for then, as
                long as a busy machine may need.

        Returns:
            whose rights the answer shows, `user`, `service account` or `nobody`; `not at all` where
            the connection has ended or there is no answer; the name of a result code such as
            `unavailable`.
        """

    def is_paged(self, size: int) -> bool:
        """Search by the open connection, so many entries to a page.

        Returns:
            whether the pages have that size, and together what a search without pages finds.
        """

    def is_ended(self) -> bool:
        """Wait until the other side ends the open connection; tell whether it has."""


class LdapTls(Protocol):
    """StartTLS at the Duo Authentication Proxy."""

    def configure(self, failmode: str | None) -> None:
        """Run it with [ldap_server_auto] and a certificate; None: no failmode in the file."""

    def start_tls(self) -> LdapAnswer:
        """Ask for StartTLS by the open connection, which goes on with TLS if it is granted."""


class LdapSasl(Protocol):
    """SASL binds at the Duo Authentication Proxy."""

    def bind(self, mechanism: str) -> LdapAnswer:
        """Bind as the user by a new connection, with the right password where there is one.

        Args:
            mechanism: name of a mechanism; for GSS-SPNEGO `Kerberos`, `NTLM`, or `NTLM that signs
                and seals`.
        """


class DirectoryOutages(Protocol):
    """What becomes of the directory behind the Duo Authentication Proxy."""

    def stop(self) -> None:
        """Let nobody connect to it any more; open connections end."""

    def silence(self) -> None:
        """Let it take connections, and answer nothing."""


class CallingStations(Protocol):
    """Logins over RADIUS whose requests name the user's machine."""

    def login(self, station: str) -> RadiusLogin:
        """Send one Access-Request with that Calling-Station-Id and the right password."""


class AppendedFactors(Protocol):
    """Logins over RADIUS whose password field holds something else than the password alone."""

    def login(self, behind: str) -> RadiusLogin:
        """Send one Access-Request with the right password and something behind it."""

    def login_without_password(self, typed: str) -> RadiusLogin:
        """Send one Access-Request with something in place of the password, or with nothing."""


class DirectorySync(Protocol):
    """The Authentication Proxy's directory sync, with a directory that has one group."""

    def set_up(self, directory: str, people: Sequence[str]) -> None:
        """Make a directory with that group, and a sync of it.

        Args:
            directory: `Active Directory` or `OpenLDAP`.
            people: user names of those in the group; each is there with a name, an address and a
                phone.
        """

    def set_value(self, username: str, attribute: str, value: str) -> None:
        """Change a person in the directory.

        Args:
            username: whom.
            attribute: `name`, `address` or `phone`.
            value: the new one.
        """

    def set_member(self, username: str, *, is_member: bool) -> None:
        """Take a person out of the group, or put one in; the person stays in the directory."""

    def set_enabled(self, username: str, *, is_enabled: bool) -> None:
        """Disable or enable an account in the directory, by its userAccountControl."""

    def disable_at_duo(self, username: str) -> None:
        """Let an administrator of Duo disable a user."""

    def break_directory(self, trouble: str) -> None:
        """Let something be wrong with the directory from now on.

        Args:
            trouble: `cannot be reached`, `refuses the service account`, `has a name that leads
                nowhere` or `has lost the group`.
        """

    def run(self, *, dry_run: bool) -> SyncOutcome:
        """Run the sync once."""

    def at_duo(self, username: str) -> Mapping[str, str]:
        """Show a user as Duo has it.

        Returns:
            `status` in Duo's words, `name`, `address`, `phone` and `groups`, several of one kind
            with a comma between them; empty: Duo has no such user.
        """


class LargeGroups(Protocol):
    """A group of the directory sync that has more members than a directory gives at once."""

    def add_computers(self, count: int) -> None:
        """Put that many computers into the group, before the people in it."""


class ConnectedSync(Protocol):
    """The directory sync as Duo begins it, with the searches of an Authentication Proxy."""

    def run(self, *, connected: bool) -> SyncOutcome:
        """Run the sync of the scenario's directory once.

        Args:
            connected: whether a proxy with [cloud] is connected to Duo.
        """


class ProxyOptions(Protocol):
    """The Duo Authentication Proxy with options of a section by their own names."""

    def configure(
        self, server: str, failmode: str | None, section: str, options: Mapping[str, str]
    ) -> None:
        """Run it with that server section.

        Args:
            server: name of the server section.
            failmode: None: not in the file.
            section: the section with further options: that one, or that of the primary server,
                `ad_client` for LDAP and either `radius_client` or `ad_client` else.
            options: these, by their own names.
        """


class HandedOnAttributes(Protocol):
    """RADIUS attributes that the Authentication Proxy hands on, and those that it does not."""

    def login(
        self, *, right_password: bool, request: Sequence[str], answer: Sequence[str]
    ) -> RadiusLogin:
        """Log in by a request with further attributes, at a primary server that answers with some.

        Args:
            right_password: whether the user types the right one.
            request: names of attributes of the request.
            answer: names of attributes of the primary server's answer, whatever it decides.
        """

    def received_by_client(self) -> Sequence[str]:
        """Name those of the primary server's attributes that the last answer had."""

    def received_by_primary(self) -> Sequence[str]:
        """Name those of the request's attributes that the primary server was sent last."""


class HttpProxies(Protocol):
    """The Authentication Proxy where it reaches Duo through an HTTP proxy."""

    def configure(self, failmode: str | None, *, admits: bool) -> None:
        """Run it behind the [http_proxy] of another Authentication Proxy.

        Args:
            failmode: None: not in the file.
            admits: whether the other one lists it among its clients.
        """


class SsoPart(StrEnum):
    """What Duo Single Sign-On needs to check a password, as scenarios call it."""

    DIRECTORY = "the directory"
    PROXY = "the Authentication Proxy"
    SOURCE = "the authentication source"


class SsoTrouble(StrEnum):
    """What is wrong with a directory of Duo Single Sign-On, as scenarios call it."""

    GONE = "cannot be reached"
    SERVICE_ACCOUNT = "refuses the service account"
    UNKNOWN_USER = "does not have the user"
    TWO_USERS = "has the user twice"
    OTHER_PASSWORD = "has another password"  # noqa: S105 - words of a step
    NO_BASE = "does not have the search base"


class SingleSignOn(Protocol):
    """Duo Single Sign-On, whose passwords an Authentication Proxy with [sso] checks."""

    def configure(self) -> None:
        """Run a directory and the proxy, connected to Duo."""

    def take_away(self, part: SsoPart) -> None:
        """Stop a part for good."""

    def login(self, *, right_password: bool) -> Login:
        """Log in at its page, with a push; a hang is a verdict."""

    def page(self) -> str:
        """Tell what the last page said to the user; empty where there was none."""


class SsoDirectories(Protocol):
    """Duo Single Sign-On with several directories, the first of which has some trouble."""

    def configure(self, count: int) -> None:
        """Run so many directories and the proxy, connected to Duo.

        Args:
            count: 1 or 2; each has the user with the right password.
        """

    def trouble_first(self, trouble: SsoTrouble) -> None:
        """Let something be wrong with the directory that is asked first."""

    def login_without_password(self) -> Login:
        """Log in at the page with nothing for a password; a hang is a verdict."""

    def reason(self) -> str:
        """Tell which reason the last page gave; empty where there was none."""

    def check_first(self) -> str:
        """Have Duo check the first directory.

        Returns:
            `healthy`, or the proxy's name of what is wrong.
        """

    def attributes(self, names: Sequence[str]) -> str:
        """Have Duo read attributes of the user, as for an application.

        Returns:
            each attribute that came back, with its values; or the proxy's name of what is wrong.
        """


class SsoEvents(Protocol):
    """The events of Duo Single Sign-On at the Authentication Proxy, its `ssoevents.log`."""

    def events(self) -> Sequence[Mapping[str, object]]:
        """Read everything that each line holds, by key, oldest first."""


class PrimaryOnlyMode(Protocol):
    """The Authentication Proxy in the mode in which it does not ask Duo."""

    def configure(self, failmode: str | None, *, server: str = USUAL_SERVER) -> None:
        """Run it in that mode.

        Args:
            failmode: None: not in the file.
            server: name of the server section.
        """


class ToldParameters(Protocol):
    """What clients told Duo with their requests."""

    def told(self, operation: str) -> Mapping[str, str]:
        """Read the parameters of the last such request, by Duo's names; empty without one."""


class AuthApi(Protocol):
    """Duo's Auth API, called as the client of an integration would."""

    def add_integration(
        self, name: str, *, verified_push: bool = False, remembers_devices: bool = False
    ) -> None:
        """Protect an application.

        Args:
            name: by which it is called here.
            verified_push: whether pushes have to be verified by a code.
            remembers_devices: whether a device that was logged in from is remembered, for an hour.
        """

    def call(
        self,
        integration: str,
        operation: str,
        params: Mapping[str, str],
        *,
        by_older_clients: bool = False,
    ) -> AuthApiAnswer:
        """Make a signed call.

        Args:
            integration: by its name; the seeded one is called `first`.
            operation: `preauth`, `auth`, `auth_status`, `check`, `enroll` or `enroll_status`.
            params: by Duo's own names; the user is added where one is needed.
            by_older_clients: whether it is made by `/rest/v1`, not by `/auth/v2`.
        """


class AnswersInPlace(Protocol):
    """Answers that somebody else gives in Duo's place."""

    def answer(self, body: str, stage: str) -> None:
        """Answer the requests of a stage with HTTP 200 and that body, as JSON."""


class UserDevices(Protocol):
    """The devices that the user has at Duo."""

    def leave_a_token_alone(self) -> None:
        """Take the user's phones away, and assign a hardware token."""


class CloudClock(Protocol):
    """The clock of Duo's cloud."""

    def freeze(self) -> None:
        """Let it stand still."""

    def advance(self, seconds: float) -> None:
        """Set it forward; negative: back."""


class Cloud(Protocol):
    """Duo's cloud and the network before it."""

    def inject_fault(self, fault: str, stage: str | None) -> None:
        """Let the fault act, from `stage` on (None: from the first request on)."""

    def set_answer(self, answer: Answer) -> None:
        """Choose what the user will do with a push."""

    def set_enrolment(self, enrolment: Enrolment) -> None:
        """Choose what the user is at Duo."""

    def clear_faults(self) -> None:
        """End every fault, so that Duo can be reached."""

    def requested_operations(self) -> Sequence[str]:
        """List the operations that reached Duo's cloud since the scenario began, in order."""


class LoginCourses(Protocol):
    """What Duo and the user do while a login is under way, beside answering at once or never."""

    def answer_late(self, answer: Answer, seconds: float) -> None:
        """Choose what the user will do with a push.

        Args:
            answer: what the user does.
            seconds: how long that takes; where it is too long, Duo gives up first.
        """

    def leave_undecided(self) -> None:
        """Answer every question how far a push is with `waiting`, and never decide."""

    def break_at_second_prompt(self, fault: str) -> None:
        """Let the fault act once the client begins anew for its second prompt, not before."""


class AuthenticationLog(Protocol):
    """Duo's authentication log, as an administrator reads it."""

    def entries(self) -> Sequence[LogEntry]:
        """Read it since the scenario began, oldest first."""


class LogFilters(Protocol):
    """Duo's authentication log, asked for some of its entries."""

    def entries(self, kind: str, word: str) -> Sequence[LogEntry]:
        """Read the entries since the scenario began with a word alone, oldest first.

        Args:
            kind: `reasons` or `factors`.
            word: as Duo writes it, such as `user_approved`.

        Raises:
            Refused: when Duo does not know the word.
        """


class AuthenticationProxy(Protocol):
    """The Duo Authentication Proxy over RADIUS."""

    def configure(
        self, failmode: str | None, *, api_timeout: bool = False, right_key: bool = True
    ) -> None:
        """Run it with that configuration.

        Args:
            failmode: None: not in the file.
            api_timeout: whether the file sets one.
            right_key: whether the secret key is the one that Duo knows.
        """

    def login(self, *, right_password: bool) -> RadiusLogin:
        """Send one Access-Request; a hang is a verdict."""


class ProxyServers(Protocol):
    """The kinds of servers of the Authentication Proxy beside [radius_server_auto].

    A login through one of them over RADIUS is one of `AuthenticationProxy`.
    """

    def configure(
        self,
        server: str,
        failmode: str | None,
        *,
        api_timeout: bool = False,
        right_key: bool = True,
    ) -> None:
        """Run the proxy with that server section alone.

        Args:
            server: name of the section, such as `radius_server_concat`.
            failmode: None: not in the file.
            api_timeout: whether the file sets one.
            right_key: whether the secret key is the one that Duo knows.
        """


A_PASSCODE = "passcode"
"""What scenarios call a passcode that Duo accepts."""


class NamedFactors(Protocol):
    """Logins over RADIUS by users who name a factor, as the kind of server wants it."""

    def login(self, factor: str) -> RadiusLogin:
        """Log in once with the right password.

        Args:
            factor: behind the password, in answer to the challenge, or in place of the password;
                `A_PASSCODE` stands for a passcode that Duo accepts; empty: the user names none.
        """

    def answer(self, typed: str) -> RadiusLogin:
        """Log in once with the right password, and answer an Access-Challenge.

        Args:
            typed: the answer; `A_PASSCODE` as above.
        """


class PasswordChanges(Protocol):
    """Changes of the primary password through the Authentication Proxy."""

    def change(self, *, right_password: bool = True) -> RadiusLogin:
        """Change the user's password over RADIUS, by MS-CHAPv2.

        Args:
            right_password: whether the old one is proved.
        """

    def is_changed(self) -> bool:
        """Tell whether the primary server has changed it."""


class EapLogins(Protocol):
    """Logins through the Authentication Proxy by EAP, which it leaves to the primary server."""

    def login(self, *, right_password: bool) -> RadiusLogin:
        """Log in once over RADIUS by EAP-MD5; a hang is a verdict."""


class MsChapLogins(Protocol):
    """Logins through the Authentication Proxy whose password is proved by MS-CHAPv2."""

    def expire(self) -> None:
        """Have the primary server let the user in only with a new password."""

    def login(self, *, right_password: bool, typed: str | None = None) -> RadiusLogin:
        """Log in once over RADIUS; a hang is a verdict.

        Args:
            right_password: whether the user proves the right one.
            typed: what the user types in answer to an Access-Challenge; `A_PASSCODE` stands for a
                passcode that Duo accepts; None: what the kind of server wants.
        """

    def error(self) -> int | None:
        """Give the number in the MS-CHAP-Error of the last answer; None: it has none."""


class UniversalPrompt(Protocol):
    """A web application that asks for the second factor with Duo's Universal Prompt."""

    def configure(self, failmode: str) -> None:
        """Run the application anew with that failmode: `safe` or `secure`."""

    def login(self) -> Login:
        """Log in once in the browser, with the right password; a hang is a verdict."""


class DuoUnix(Protocol):
    """The programs of Duo Unix, alone or behind a real sshd."""

    def configure(
        self,
        version: str,
        program: str,
        failmode: str | None,
        *,
        https_timeout: bool = False,
        right_key: bool = True,
        mistake: str | None = None,
        one_prompt: bool = True,
    ) -> None:
        """Make ready one program with its configuration; raises `CannotDo` when it is not there.

        Args:
            version: of Duo Unix, or a range of versions any of which will do, such as `1.11.3`,
                `2.2` or `1.10.4 to 2.0.3`.
            program: one of `Program`, such as `login_duo` or `sshd with pam_duo`.
            failmode: as the file says it; None: not in the file.
            https_timeout: whether the file sets one; it is then 1 second.
            right_key: whether the secret key is the one that Duo knows.
            mistake: what is wrong with the configuration, by the name that the documents use.
            one_prompt: whether the user is asked once; otherwise as often as by default.
        """

    def login(self, deadline_seconds: float | None = None) -> DuoUnixLogin:
        """Log in once; a hang is a verdict.

        Args:
            deadline_seconds: after this long it counts as hung; None: the target's own deadline.
        """


class ProductLogins(Protocol):
    """Logins through products that no other capability is for, each by its name in the documents.

    What a document says about such a product can be tried on a target that names it here.
    """

    def products(self) -> Collection[str]:
        """Name the products, as verdict tables are headed; the same in every scenario."""

    def configure(
        self, product: str, failmode: str | None, *, client_timeout: bool = False
    ) -> None:
        """Make the product ready with that configuration.

        Args:
            product: one of `products`.
            failmode: `open` or `closed`, or a mode of the product's failmode document; None where
                it is not configured, or where there is none.
            client_timeout: whether the product's own timeout is configured.
        """

    def login(self, product: str, deadline_seconds: float) -> Login:
        """Log in once, with the right password; after the deadline it counts as hung."""


class Tenant(Protocol):
    """A NinjaOne tenant as a whole."""

    def empty(self) -> None:
        """See that it has no custom fields."""


class Organizations(Protocol):
    """Every organization of a tenant, with its values of custom fields; nothing is written."""

    def names(self) -> Iterable[OrganizationName]:
        """List the organizations, each once."""

    def values(self, organization: int, fields: Sequence[str]) -> Mapping[str, str]:
        """Read what the tenant shows for an organization, as labels of options.

        Args:
            organization: its number.
            fields: names of the custom fields.

        Returns:
            The labels by field name; a field that nothing is shown for is left out.
        """

    def own_values(self, field: str) -> Mapping[int, str]:
        """Read which organizations were given a value themselves: the label by number."""


class OrganizationValues(Protocol):
    """Values of the organization, as they are before the scenario proper starts."""

    def set(self, field: str, option: str | None) -> None:
        """Give the organization this option (None: unset)."""


class Check(Protocol):
    """What can be known of a target before anything runs against it."""

    def check(self, fields: Sequence[str]) -> None:
        """See that it can be reached and has what the scenarios speak of.

        It is called once in each run, before the first scenario.

        Args:
            fields: names of the custom fields that the scenarios speak of.

        Raises:
            TargetError: when the target cannot be used, in one line that says what to do.
        """


class Health(Protocol):
    """Whether the target itself works, so that what it shows is of what it stands for."""

    def check(self) -> None:
        """See that nothing has broken inside the target since the scenario began.

        Raises:
            FailmodeError: one that is `internal`, when something has.
        """


class Exchanges(Protocol):
    """What goes over the wire."""

    def texts(self) -> Sequence[str]:
        """Give the exchanges since the scenario began, one text each, secrets masked."""


class Target(Protocol):
    """What the scenarios run against; made by a factory that is called with `TargetSettings`.

    A target may also have `withheld`, a mapping from capabilities that it does not offer to why.
    """

    @property
    def capabilities(self) -> Mapping[Capability[Any], object]:
        """What it offers, by capability; asked anew whenever a step needs something."""

    def begin(self) -> None:
        """Make ready for the next scenario, with nothing left over from the last."""

    def close(self) -> None:
        """Release everything."""


_Offered = TypeVar("_Offered")


@dataclass(frozen=True, slots=True)
class Capability(Generic[_Offered]):
    """Something that a target may be able to do.

    Attributes:
        name: for messages.
        action: completes "the target NAME cannot ...".
        protocol: the methods of what a target offers for it.
    """

    name: str
    action: str
    protocol: type[object]

    def methods(self) -> Mapping[str, inspect.Signature]:
        """List the methods of the protocol, with their signatures as a caller sees them."""
        found = {}
        for name, member in vars(self.protocol).items():
            if inspect.isfunction(member) and not name.startswith("_"):
                _, *parameters = inspect.signature(member).parameters.values()
                bare = [one.replace(annotation=inspect.Parameter.empty) for one in parameters]
                found[name] = inspect.Signature(bare)
        return found


def offer(capability: Capability[_Offered], offered: _Offered) -> tuple[Capability[Any], object]:
    """Pair a capability with what a target offers for it, so that a type checker compares them."""
    return capability, offered


TENANT: Capability[Tenant] = Capability("tenant", "start from an empty tenant", Tenant)
DEFINITIONS: Capability[Definitions] = Capability(
    "definitions", "show definitions of custom fields", Definitions
)
PERMISSIONS: Capability[Permissions] = Capability(
    "permissions", "change permissions of custom fields", Permissions
)
VALUES: Mapping[Channel, Capability[Values]] = {
    channel: Capability(f"values by {channel}", f"read values as the {channel}", Values)
    for channel in Channel
}
SETTABLE_VALUES: Mapping[Channel, Capability[SettableValues]] = {
    channel: Capability(
        f"settable values by {channel}", f"set values as the {channel}", SettableValues
    )
    for channel in Channel
}
ORGANIZATION_VALUES: Capability[OrganizationValues] = Capability(
    "organization values", "give the organization a value", OrganizationValues
)
ORGANIZATIONS: Capability[Organizations] = Capability(
    "organizations", "show the values of every organization", Organizations
)
CONSOLE: Capability[Console] = Capability("console", "work in the technician's console", Console)
DEPLOYMENT: Capability[Deployment] = Capability("deployment", "deploy Duo to endpoints", Deployment)
INSTALLERS: Capability[Installers] = Capability(
    "installers", "tell what an installer was given", Installers
)
ENDPOINT_LOGINS: Capability[EndpointLogins] = Capability(
    "endpoint logins", "log in at endpoints", EndpointLogins
)
PASSCODE_LOGINS: Capability[PasscodeLogins] = Capability(
    "passcode logins", "log in at endpoints with a passcode", PasscodeLogins
)
FACTOR_CHOICES: Capability[FactorChoices] = Capability(
    "factor choices", "log in at endpoints by a factor of the user's choice", FactorChoices
)
REMOTE_LOGONS: Capability[RemoteLogons] = Capability(
    "remote logons", "log in at endpoints over Remote Desktop", RemoteLogons
)
USER_MESSAGES: Capability[UserMessages] = Capability(
    "user messages", "read what a computer tells the user", UserMessages
)
GROUP_POLICY: Capability[GroupPolicy] = Capability(
    "group policy", "set a Group Policy", GroupPolicy
)
OFFLINE_ACCESS: Capability[OfflineAccess] = Capability(
    "offline access", "log in by Duo's offline access", OfflineAccess
)
KEY_FIELDS: Capability[KeyFields] = Capability(
    "key fields", "deploy with keys from custom fields", KeyFields
)
VERSIONED_INSTALLERS: Capability[VersionedInstallers] = Capability(
    "versioned installers", "install a version of Duo for Windows Logon", VersionedInstallers
)
ASSUMPTIONS: Capability[Assumptions] = Capability(
    "assumptions", "decide what nobody has documented", Assumptions
)
PROXY_EVENTS: Capability[ProxyEvents] = Capability(
    "proxy events", "show the Authentication Proxy's events", ProxyEvents
)
PROXY_LOG: Capability[ProxyLog] = Capability(
    "proxy log", "show the Authentication Proxy's log", ProxyLog
)
SSO_DIRECTORIES: Capability[SsoDirectories] = Capability(
    "Single Sign-On directories",
    "run Duo Single Sign-On with several directories",
    SsoDirectories,
)
SSO_EVENTS: Capability[SsoEvents] = Capability(
    "Single Sign-On events", "show the events of Duo Single Sign-On", SsoEvents
)
LDAP_LOGINS: Capability[LdapLogins] = Capability(
    "LDAP logins", "log in over LDAP through an Authentication Proxy", LdapLogins
)
CALLING_STATIONS: Capability[CallingStations] = Capability(
    "calling stations", "log in over RADIUS from a machine with an address", CallingStations
)
APPENDED_FACTORS: Capability[AppendedFactors] = Capability(
    "appended factors", "log in over RADIUS with a factor behind the password", AppendedFactors
)
LARGE_GROUPS: Capability[LargeGroups] = Capability(
    "large groups", "sync a directory whose group has thousands of members", LargeGroups
)
CONNECTED_SYNC: Capability[ConnectedSync] = Capability(
    "connected sync", "have an Authentication Proxy search for Duo's directory sync", ConnectedSync
)
DIRECTORY_SYNC: Capability[DirectorySync] = Capability(
    "directory sync", "run a directory sync", DirectorySync
)
PROXY_OPTIONS: Capability[ProxyOptions] = Capability(
    "proxy options", "run an Authentication Proxy with options of a section", ProxyOptions
)
HANDED_ON_ATTRIBUTES: Capability[HandedOnAttributes] = Capability(
    "handed-on attributes",
    "show which RADIUS attributes an Authentication Proxy hands on",
    HandedOnAttributes,
)
LDAP_TLS: Capability[LdapTls] = Capability(
    "LDAP TLS", "ask for StartTLS at an Authentication Proxy", LdapTls
)
LDAP_SASL: Capability[LdapSasl] = Capability(
    "LDAP SASL", "bind by SASL at an Authentication Proxy", LdapSasl
)
DIRECTORY_OUTAGES: Capability[DirectoryOutages] = Capability(
    "directory outages",
    "take the directory behind an Authentication Proxy away",
    DirectoryOutages,
)
HTTP_PROXIES: Capability[HttpProxies] = Capability(
    "HTTP proxies", "run an Authentication Proxy behind an HTTP proxy", HttpProxies
)
SINGLE_SIGN_ON: Capability[SingleSignOn] = Capability(
    "single sign-on", "log in by Duo Single Sign-On", SingleSignOn
)
PRIMARY_ONLY_MODE: Capability[PrimaryOnlyMode] = Capability(
    "primary-only mode", "run an Authentication Proxy in primary-only mode", PrimaryOnlyMode
)
TOLD_PARAMETERS: Capability[ToldParameters] = Capability(
    "told parameters", "show what Duo was told by its clients", ToldParameters
)
AUTH_API: Capability[AuthApi] = Capability("Auth API", "call Duo's Auth API", AuthApi)
ANSWERS_IN_PLACE: Capability[AnswersInPlace] = Capability(
    "answers in Duo's place", "answer in Duo's place", AnswersInPlace
)
USER_DEVICES: Capability[UserDevices] = Capability(
    "user devices", "change the devices that the user has at Duo", UserDevices
)
CLOUD_CLOCK: Capability[CloudClock] = Capability(
    "cloud clock", "set the clock of Duo's cloud", CloudClock
)
CLOUD: Capability[Cloud] = Capability("cloud", "make Duo unreachable", Cloud)
LOGIN_COURSES: Capability[LoginCourses] = Capability(
    "login courses", "steer what Duo does while a login is under way", LoginCourses
)
AUTHENTICATION_LOG: Capability[AuthenticationLog] = Capability(
    "authentication log", "show Duo's authentication log", AuthenticationLog
)
LOG_FILTERS: Capability[LogFilters] = Capability(
    "log filters", "ask Duo's authentication log for some of its entries", LogFilters
)
AUTHENTICATION_PROXY: Capability[AuthenticationProxy] = Capability(
    "authentication proxy", "run an Authentication Proxy", AuthenticationProxy
)
PROXY_SERVERS: Capability[ProxyServers] = Capability(
    "proxy servers", "run an Authentication Proxy with other kinds of servers", ProxyServers
)
NAMED_FACTORS: Capability[NamedFactors] = Capability(
    "named factors", "log in over RADIUS with a factor that the user names", NamedFactors
)
PASSWORD_CHANGES: Capability[PasswordChanges] = Capability(
    "password changes", "change a password through the Authentication Proxy", PasswordChanges
)
EAP_LOGINS: Capability[EapLogins] = Capability(
    "EAP logins", "log in over RADIUS by EAP at the primary server", EapLogins
)
MS_CHAP_LOGINS: Capability[MsChapLogins] = Capability(
    "MS-CHAPv2 logins", "log in over RADIUS by MS-CHAPv2", MsChapLogins
)
UNIVERSAL_PROMPT: Capability[UniversalPrompt] = Capability(
    "universal prompt", "run a Universal Prompt application", UniversalPrompt
)
DUO_UNIX: Capability[DuoUnix] = Capability("Duo Unix", "run Duo Unix", DuoUnix)
PRODUCT_LOGINS: Capability[ProductLogins] = Capability(
    "product logins", "log in through other products", ProductLogins
)
CHECK: Capability[Check] = Capability("check", "be checked before the run", Check)
HEALTH: Capability[Health] = Capability("health", "tell what broke inside itself", Health)
EXCHANGES: Capability[Exchanges] = Capability(
    "exchanges", "tell what went over the wire", Exchanges
)

"""The small protocols that a target fulfils; scenarios never know which target runs.

A target offers its parts by methods. A part that it does not have raises `CannotDo`, and the
scenario is skipped with that reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from failmode.terms.fields import Channel
from failmode.terms.logins import Answer, Enrolment, Verdict
from failmode.terms.platforms import Platform


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


@dataclass(frozen=True, slots=True)
class ConsoleAction:
    """One action of the documented creation steps."""

    step: str
    action: str
    target: str
    value: str


@dataclass(frozen=True, slots=True)
class Login:
    """One login: its verdict, and step by step what led to it (secrets masked)."""

    verdict: Verdict
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RadiusLogin:
    """One login over RADIUS.

    Attributes:
        verdict: what it came to, judged by the answer and by what Duo's cloud saw.
        answer: `Access-Accept`, `Access-Reject`, `Access-Challenge` or `no answer`.
        reply_message: the Reply-Message of the answer; empty when it carries none.
        trace: step by step what led to it, secrets masked.
    """

    verdict: Verdict
    answer: str
    reply_message: str
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuoUnixLogin:
    """One login through Duo Unix.

    Attributes:
        verdict: what it came to, judged by what the program did and by what Duo's cloud saw.
        trace: step by step what led to it, secrets masked.
        log: the lines that the client logged.
        requests: the operations that reached Duo's cloud during the login, in order.
    """

    verdict: Verdict
    trace: tuple[str, ...]
    log: tuple[str, ...]
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One login in Duo's authentication log, in the log's own words.

    Attributes:
        username: whose.
        result: `success`, `denied` or `fraud`.
        reason: why, such as `user_approved`.
        factor: what was used, such as `duo_push`.
    """

    username: str
    result: str
    reason: str
    factor: str


class Definitions(Protocol):
    """Definitions of custom fields."""

    def create(self, definition: FieldDefinition) -> None:
        """Create the field; on a target that may not write, see that it exists."""

    def read(self, name: str) -> FieldDefinition:
        """The field as it is now; raises `Refused` when there is none."""

    def change_permission(self, name: str, channel: Channel, permission: str) -> None:
        """Change one channel's permission (API enum name)."""


class Values(Protocol):
    """Values of custom fields as one channel reads and writes them."""

    def get(self, name: str) -> str | None:
        """The option's label, or None when unset; raises `Refused`."""

    def set(self, name: str, value: str) -> None:
        """Set the field; raises `Refused`."""

    def raw(self, name: str) -> str:
        """What the channel hands out before any translation; raises `Refused`."""

    def options(self, name: str) -> Mapping[str, str]:
        """GUID to label, in the channel's own order; raises `Refused`."""


class Console(Protocol):
    """The technician's console."""

    def follow(self, actions: Sequence[ConsoleAction]) -> None:
        """Do what the creation steps say; raises `Refused` where the console does not fit."""


class Endpoints(Protocol):
    """Computers of the organization, and what is deployed to them."""

    def place(self, platform: Platform) -> None:
        """See that the organization has such a computer."""

    def installer_default(self, fail_open: bool) -> None:
        """What the installer does when the deployment says nothing."""

    def deploy(self, platform: Platform, *, setting: str, field: str) -> None:
        """Deploy Duo to the computer, with one setting as the custom field decides.

        Args:
            platform: which of the computers.
            setting: the setting that the field feeds, such as `FAILOPEN`.
            field: name of the custom field.
        """

    def install(self, platform: Platform, *, fail_open: bool) -> None:
        """Install Duo on the computer by hand, with an explicit failmode."""

    def settings(self, platform: Platform) -> Mapping[str, str]:
        """Duo's settings on the computer, by their own names."""

    def login(self, platform: Platform, *, right_password: bool) -> Login:
        """One login; a hang is a verdict."""


class Cloud(Protocol):
    """Duo's cloud and the network before it."""

    def suffer(self, fault: str, stage: str | None) -> None:
        """Let the fault strike, from `stage` on (None: from the first request on)."""

    def person_answers(self, answer: Answer) -> None:
        """What the person will do with a push."""

    def person_is(self, enrolment: Enrolment) -> None:
        """What the person is at Duo."""

    def recover(self) -> None:
        """End every fault, so that Duo can be reached."""

    def authentication_log(self) -> Sequence[LogEntry]:
        """Duo's authentication log since the scenario began, oldest first."""

    def operations_asked(self) -> Sequence[str]:
        """The operations that reached Duo's cloud since the scenario began, in order."""


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
        """One Access-Request; a hang is a verdict."""


class UniversalPrompt(Protocol):
    """A web application that asks for the second factor with Duo's Universal Prompt."""

    def configure(self, failmode: str) -> None:
        """Run the application anew with that failmode: `safe` or `secure`."""

    def login(self) -> Login:
        """One login in the browser, with the right password; a hang is a verdict."""


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
    ) -> None:
        """Make ready one program with its configuration; raises `CannotDo` when it is not there.

        Args:
            version: of Duo Unix, such as `1.11.3`.
            program: `login_duo`, `pam_duo`, `sshd with pam_duo` or `sshd with login_duo`.
            failmode: as the file says it; None: not in the file.
            https_timeout: whether the file sets one; it is then 1 second.
            right_key: whether the secret key is the one that Duo knows.
            mistake: what is wrong with the configuration, by the name that the documents use.
        """

    def login(self, deadline_seconds: float | None = None) -> DuoUnixLogin:
        """One login; a hang is a verdict.

        Args:
            deadline_seconds: after this long it counts as hung; None: the target's own deadline.
        """


class Target(Protocol):
    """What the scenarios run against."""

    @property
    def name(self) -> str:
        """The name given with `--target`."""

    def begin(self) -> None:
        """Make ready for the next scenario, with nothing left over from the last."""

    def empty_tenant(self) -> None:
        """A tenant without custom fields."""

    def definitions(self) -> Definitions:
        """Definitions of custom fields."""

    def values(self, channel: Channel) -> Values:
        """Values of custom fields, by channel."""

    def set_for_organization(self, field: str, option: str | None) -> None:
        """Give the organization this option before the scenario proper starts (None: unset)."""

    def console(self) -> Console:
        """The technician's console."""

    def endpoints(self) -> Endpoints:
        """Computers of the organization."""

    def cloud(self) -> Cloud:
        """Duo's cloud."""

    def authentication_proxy(self) -> AuthenticationProxy:
        """The Authentication Proxy."""

    def universal_prompt(self) -> UniversalPrompt:
        """A Universal Prompt application."""

    def duo_unix(self) -> DuoUnix:
        """Duo Unix."""

    def exchanges(self) -> Sequence[str]:
        """What went over the wire since the scenario began, one text each, secrets masked."""

    def close(self) -> None:
        """Release everything."""

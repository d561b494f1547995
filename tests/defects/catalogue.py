"""Deliberately wrong implementations, one wrong part each; the scenarios must catch every one.

Each runs in a pytest process of its own, so that a part may simply be patched there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sansldap import LDAPResultCode

from failmode.simulator.authproxy.core import failmode_decision, flow, messages
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.failmode_decision import (
    ApiError,
    ApiResponse,
    NetworkFailure,
)
from failmode.simulator.authproxy.servers import ldap_bind, ldap_connection, radius_server_eap
from failmode.simulator.deployment import deploy
from failmode.simulator.deployment.agent import AgentChannel, read_field
from failmode.simulator.deployment.fields import HKEY_FIELD, IKEY_FIELD, SKEY_FIELD
from failmode.simulator.deployment.rules import DeploymentRules
from failmode.simulator.deployment.rules import covers as reference_covers
from failmode.simulator.duo.admin import authentication_log
from failmode.simulator.duo.auth import authentication, log_entries
from failmode.simulator.duo.auth.statuses import FINAL, Outcome
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.auth.trusted_devices import TrustedDevices
from failmode.simulator.duo.auth.waiting import TransactionWaiter
from failmode.simulator.duo.directory.passcodes import Passcodes
from failmode.simulator.duo.directory.records import PasscodeKind
from failmode.simulator.duo.sso.single_sign_on import Checked, PasswordCheck, SingleSignOn
from failmode.simulator.edge.http.canned_responses import status_page
from failmode.simulator.edge.request_handler import RequestHandler
from failmode.simulator.endpoints import login as endpoint_login
from failmode.simulator.endpoints.accounts import Accounts
from failmode.simulator.endpoints.failures import Consequence, FailureTable
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.product import Products
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.endpoints.windows_logon.defaults import FAILS_CLOSED
from failmode.simulator.endpoints.windows_logon.settings import LOCAL_KEY, WindowsSettings
from failmode.simulator.logins.verdict import classify_login
from failmode.simulator.ninjaone import console_pages, encodings, permissions, serialization, values
from failmode.steps.targets.duo_unix.installation import LOGIN_DUO_VARIABLE
from failmode.steps.targets.settings import TargetSettings
from failmode.steps.targets.simulated import logons
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.simulated.target import SimulatorTarget
from failmode.terms.fields import Channel
from failmode.terms.logins import Admission, Failmode, Verdict
from failmode.terms.platforms import Platform
from failmode.terms.stages import Stage

FIELD = "ninjaone/cpval-duo-failopen.feature"
CREATION = "ninjaone/cpval-duo-failopen-creation.feature"
LOGIN = "ninjaone/cpval-duo-failopen-login.feature"
AUTOPUSH = "ninjaone/cpval-duo-autopush-deployment.feature"
UAC_PROTECTMODE = "ninjaone/cpval-duo-uacprotectmode-deployment.feature"
PROXY = "duo/authentication-proxy.feature"
DUO_UNIX = "duo/duo-unix.feature"
DUO_UNIX_1_11_3 = "duo/duo-unix-1.10.4-to-1.11.feature"
LOG = "duo/authentication-log-written.feature"
LOGONS = "duo/logons-written.feature"
SETTINGS = "duo/logon-settings-written.feature"
PROXY_WRITTEN = "duo/authentication-proxy-written.feature"
AUTH_API = "duo/auth-api-written.feature"


@dataclass(frozen=True)
class Defect:
    """One wrong implementation.

    Attributes:
        name: what is wrong, in a few words; also its id.
        feature: the feature that must catch it.
        among: a pytest keyword expression that leaves the scenarios about that part, so that the
            proof does not take as long as a whole run.
        parts: replaced parts of the simulated target.
        wrong: patches the one wrong thing in this process.
        login_duo: for a wrong login_duo, what the shell does in place of its end; the real one
            has run then, and left what it said in the file `$said`.
    """

    name: str
    feature: str
    among: str
    parts: Callable[[], Overrides] = Overrides
    wrong: Callable[[], object] = lambda: None
    login_duo: str = ""


def deployment(**rules: Any) -> Callable[[], Overrides]:
    """Make overrides with a deployment whose rules differ in one thing."""
    return lambda: Overrides(deployment=DeploymentRules(**rules))


def guid_as_label(guid: str, _lines: Sequence[str]) -> str:
    """Take the GUID that the agent prints for the option's label."""
    return guid


def left_out_when_not_covered(label: str | None, covered: bool | None) -> bool | None:
    """Write nothing where the option names other platforms."""
    return None if label != "Disabled" and not covered else bool(covered)


def left_out_when_unset(label: str | None, covered: bool | None) -> bool | None:
    """Write nothing for a field that nobody set."""
    return None if label is None else bool(covered)


def left_out_when_off(_setting: str, number: int | None) -> int | None:
    """Write a setting only where it is on, so that the installer's own default decides."""
    return number or None


def servers_are_workstations(label: str, platform: Platform) -> bool | None:
    """Treat `Windows Servers` like `Windows Workstations`."""
    return reference_covers(
        "Windows Workstations" if label == "Windows Servers" else label, platform
    )


def windows_covers_macs(label: str, platform: Platform) -> bool | None:
    """Take `Windows` for every platform."""
    return reference_covers("All" if label == "Windows" else label, platform)


def disabled_enables(label: str, platform: Platform) -> bool | None:
    """Take any option that is set for a yes."""
    return True if label == "Disabled" else reference_covers(label, platform)


def unset_is_open(label: str | None, covered: bool | None) -> bool:
    """Fail open where nobody chose anything."""
    return label is None or bool(covered)


def denying_endpoints() -> Overrides:
    """Make endpoints that never let the failmode decide."""
    return Overrides(
        products=Products(
            *(replace(one, failures=_denying(one.failures)) for one in ENDPOINT_PRODUCTS)
        )
    )


def _denying(table: FailureTable) -> FailureTable:
    return table.replace(*(replace(entry, consequence=Consequence.DENIED) for entry in table))


class LabellingAgent:
    """An agent that prints labels where the real one prints GUIDs."""

    def __init__(self, agent: AgentChannel) -> None:
        self._agent = agent

    def get(self, name: str) -> str:
        """Print the label."""
        guid = self._agent.get(name)
        return dict(line.split("=", 1) for line in self._agent.options(name)).get(guid, guid)

    def options(self, name: str) -> Sequence[str]:
        """Leave them unchanged."""
        return self._agent.options(name)


def hung_is_denied(admission: Admission | None, *, approved: bool) -> Verdict:
    """Count a login without a verdict as denied."""
    return classify_login(admission or Admission.REFUSED, approved=approved)


def patched(target: object, name: str, wrong: object) -> Callable[[], object]:
    """Replace one attribute for the rest of the process."""
    return lambda: patch.object(target, name, wrong).start()


def dto(change: Callable[[dict[str, Any]], object]) -> Callable[[], object]:
    """Let NinjaOne show definitions changed by `change`."""
    right = serialization.definition_json

    def wrong(field: Any) -> dict[str, Any]:
        shown = dict(right(field))
        change(shown)
        return shown

    return lambda: [
        patch.object(module, "definition_json", wrong).start()
        for module in _modules_with("definition_json", right)
    ]


def _modules_with(name: str, value: object) -> list[Any]:
    import sys  # noqa: PLC0415 - only here

    return [
        module
        for module_name, module in list(sys.modules.items())
        if module_name.startswith("failmode.simulator.") and getattr(module, name, None) is value
    ]


def everything_allowed(field: Any, channel: Channel) -> permissions.Access:
    """Ignore the API permission."""
    if channel is Channel.API:
        return permissions.Access(read=True, write=True)
    return permissions.access(field, channel)


def read_only_writes(field: Any, channel: Channel) -> permissions.Access:
    """Let a technician with Read Only write."""
    found = permissions.access(field, channel)
    if channel is Channel.TECHNICIAN:
        return replace(found, write=found.read)
    return found


def read_with(change: Callable[[Stage, Any, Any], Any]) -> Callable[[], object]:
    """Let the proxy read what came of a call wrongly."""
    right = failmode_decision.read

    def wrong(stage: Stage, exchange: Any) -> Any:
        return change(stage, exchange, right(stage, exchange))

    return patched(failmode_decision, "read", wrong)


def opens_after_preauth(stage: Stage, exchange: Any, found: Any) -> Any:
    """Apply failmode to a network error after preauth."""
    if stage is Stage.AUTH and isinstance(exchange, NetworkFailure):
        return replace(found, fail_open=True)
    return found


def opens_on_status(*statuses: int) -> Callable[[Stage, Any, Any], Any]:
    """Apply failmode to these HTTP statuses."""

    def change(_stage: Stage, exchange: Any, found: Any) -> Any:
        if isinstance(exchange, ApiResponse) and exchange.status in statuses:
            return ApiError("wrong", fail_open=True)
        return found

    return change


def closes_on_server_error(stage: Stage, exchange: Any, found: Any) -> Any:
    """Refuse 5xx after preauth, which the product lets in."""
    if stage is Stage.AUTH and isinstance(exchange, ApiResponse) and exchange.status >= 500:
        return replace(found, fail_open=False)
    return found


def opens_on_any_body(_stage: Stage, exchange: Any, found: Any) -> Any:
    """Apply failmode to an answer that is not Duo's."""
    if isinstance(exchange, ApiResponse) and isinstance(found, ApiError):
        return replace(found, fail_open=True)
    return found


def failmode_despite_the_primary() -> None:
    """Let the proxy ask the failmode although the primary server rejected."""
    right = flow.LoginFlow.primary_and_factor

    def wrong(self: Any, attempt: Any) -> Any:
        primary, factor = right(self, attempt)
        if self._section.failmode is Failmode.OPEN:
            primary = replace(primary, accepted=True)
        return primary, factor

    patch.object(flow.LoginFlow, "primary_and_factor", wrong).start()


def signature_not_checked() -> None:
    """Let Duo take any signature."""
    from failmode.simulator.duo.api import authenticator  # noqa: PLC0415 - only in this process
    from failmode.simulator.duo.api.signature import Version  # noqa: PLC0415

    def wrong(request: Any, *_: Any, **__: Any) -> Version:
        return Version.V1 if request.path.startswith("/rest/v1") else Version.V2

    patch.object(authenticator, "verify", wrong).start()


def any_case_option() -> None:
    """Let NinjaOne take options in any case, and with spaces around them."""
    right = encodings._stored_form

    def wrong(field: Any, raw: object, refuse: Any) -> Any:
        for option in field.options if isinstance(raw, str) else ():
            if option.name.casefold() == str(raw).strip().casefold():
                return right(field, option.name, refuse)
        return right(field, raw, refuse)

    patch.object(encodings, "_stored_form", wrong).start()


def password_not_checked() -> None:
    """Let the endpoint ask Duo without checking the password."""

    def wrong(self: Any, username: str, _password: str) -> Any:
        return self.find(username)

    patch.object(Accounts, "check", wrong).start()


def unanswered_push_lets_in() -> None:
    """Let the endpoint take a push that was not approved for a yes."""
    right = endpoint_login._Attempt._decided

    def wrong(self: Any, result: Any, *rest: Any) -> Any:
        if getattr(result, "word", "") == "deny":
            result = replace(result, word="allow")
        return right(self, result, *rest)

    patch.object(endpoint_login._Attempt, "_decided", wrong).start()


def fail_open_ignored() -> None:
    """Let Windows Logon never look at FailOpen."""
    right = WindowsSettings.from_registry.__func__  # type: ignore[attr-defined]  # of a classmethod

    def wrong(cls: type[WindowsSettings], registry: Mapping[str, Any]) -> WindowsSettings:
        settings: WindowsSettings = right(cls, registry)
        return replace(settings, fail_open=True)

    patch.object(WindowsSettings, "from_registry", classmethod(wrong)).start()


def auto_push_always_kept() -> None:
    """Let Windows Logon keep AutoPush as 1, whatever its installer was given."""
    right = WindowsSettings.from_registry.__func__  # type: ignore[attr-defined]  # of a classmethod

    def wrong(cls: type[WindowsSettings], registry: Mapping[str, Any]) -> WindowsSettings:
        settings: WindowsSettings = right(cls, registry)
        return replace(settings, auto_push=True)

    patch.object(WindowsSettings, "from_registry", classmethod(wrong)).start()


def console_forgets_the_default() -> None:
    """Let the console create the field without the default that was chosen."""
    right = console_pages.Draft.request

    def wrong(self: console_pages.Draft) -> dict[str, Any]:
        return {**right(self), "defaultValue": None}

    patch.object(console_pages.Draft, "request", wrong).start()


def denials_logged_as_successes(
    transaction: Transaction, now: float
) -> log_entries.AuthLogEntry | None:
    """Say in the log of every login that ended that it was a success."""
    entry = log_entries.of_transaction(transaction, now)
    return replace(entry, result=log_entries.LogResult.SUCCESS) if entry else None


def failed_open_logged() -> None:
    """Put an entry into the log for a login that Duo was never asked about."""
    invented = log_entries.AuthLogEntry(
        time.time(),
        "txid",
        "ikey",
        "alice",
        None,
        log_entries.LogResult.SUCCESS,
        "user_approved",
        "duo_push",
    )
    patch.object(authentication_log.AuthenticationLog, "_entries", lambda _self: [invented]).start()


def policy_ignored() -> None:
    """Let Windows Logon read the installer's values and never those of Group Policy."""
    right = WindowsSettings.from_registry.__func__  # type: ignore[attr-defined]  # of a classmethod

    def wrong(cls: type[WindowsSettings], registry: Mapping[str, Any]) -> WindowsSettings:
        settings: WindowsSettings = right(cls, {LOCAL_KEY: registry[LOCAL_KEY]})
        return settings

    patch.object(WindowsSettings, "from_registry", classmethod(wrong)).start()


def unknown_user_gets_in() -> None:
    """Let the endpoint take a user whom Duo does not know for one to be let in."""
    right = endpoint_login._Attempt._end

    def wrong(self: Any, admission: Admission, why: str, *rest: Any, **more: Any) -> Any:
        if why.startswith("Duo does not know this user"):
            admission = Admission.BY_FAILMODE
        return right(self, admission, why, *rest, **more)

    patch.object(endpoint_login._Attempt, "_end", wrong).start()


def any_offline_passcode() -> None:
    """Let the endpoint take any offline passcode."""
    right = endpoint_login._Attempt._offline

    def wrong(self: Any, account: Any, assumed: Any) -> Any:
        account = replace(account, offline_passcode=self._typed.offline_passcode)
        return right(self, account, assumed)

    patch.object(endpoint_login._Attempt, "_offline", wrong).start()


def any_passcode() -> None:
    """Let Duo take any passcode."""

    def wrong(_self: Any, _user: Any, _code: str) -> PasscodeKind:
        return PasscodeKind.ISSUED

    patch.object(Passcodes, "use", wrong).start()


def keys_not_looked_for() -> None:
    """Let the deployment install with whatever keys it finds."""

    def wrong(self: Any) -> DuoKeys:
        texts = [
            read_field(self._agent, name).text or "unset"
            for name in (IKEY_FIELD, SKEY_FIELD, HKEY_FIELD)
        ]
        return DuoKeys(*texts)

    patch.object(deploy._Run, "_read_keys", wrong).start()


def upgrade_keeps_everything(before: Any, _package: Any, _version: str) -> Any:
    """Let the exe keep what was chosen, as the msi does."""
    return before


def denials_are_allowed_events() -> None:
    """Let authevents.log call every login of the second factor allowed."""
    right = flow.LoginFlow._record

    def wrong(
        self: Any,
        attempt: Any,
        message: Any,
        stage: AuthStage,
        _status: Any,
        factor: str | None = None,
    ) -> None:
        right(self, attempt, message, stage, AuthStatus.ALLOW, factor)

    patch.object(flow.LoginFlow, "_record", wrong).start()


def failed_preauth_is_told_in_other_words() -> None:
    """Let the Authentication Proxy word its refusal after preauth otherwise."""
    right = failmode_decision._with_text

    def wrong(action: Any, text: str, event: Any, reason: str) -> Any:
        if text == messages.PREAUTH_FAILED:
            text = "Denied Duo login on preauth failure"
        return right(action, text, event, reason)

    patch.object(failmode_decision, "_with_text", wrong).start()


def first_bind_is_not_exempt() -> None:
    """Let the LDAP server send the first bind of a connection to Duo."""
    patch.object(ldap_bind._Bind, "_is_exempt_first_bind", lambda *_: False).start()


def denial_ends_the_connection() -> None:
    """Let the LDAP server hang up after a denied second factor."""
    right = ldap_connection.LdapConnection._finish_bind

    def wrong(self: Any, outcome: Any) -> None:
        right(self, outcome)
        if outcome is not None and outcome.decided and not outcome.succeeded:
            self.close()

    patch.object(ldap_connection.LdapConnection, "_finish_bind", wrong).start()


def sso_answers(instead: Checked, *of: Checked) -> Callable[[], None]:
    """Let Duo Single Sign-On take what came of a password for something else."""

    def patched_sso() -> None:
        right = SingleSignOn.check_password

        def wrong(self: SingleSignOn, username: str, password: str) -> PasswordCheck:
            check = right(self, username, password)
            return PasswordCheck(instead) if check.checked in of else check

        patch.object(SingleSignOn, "check_password", wrong).start()

    return patched_sso


def connection_binds_again() -> None:
    """Let the LDAP server take any number of binds, whatever its section says."""
    right = ldap_connection.LdapConnection._begin_bind

    def wrong(self: Any, pdu: Any) -> None:
        self._went_through_duo = False
        right(self, pdu)

    patch.object(ldap_connection.LdapConnection, "_begin_bind", wrong).start()


def lost_directory_is_asked_again() -> None:
    """Let the LDAP server forget that a bind could not reach the directory."""
    right = ldap_connection.LdapConnection._finish_bind

    def wrong(self: Any, outcome: Any) -> None:
        right(self, None if outcome is None else replace(outcome, directory_unreachable=False))

    patch.object(ldap_connection.LdapConnection, "_finish_bind", wrong).start()


def failed_open_is_told_over_ldap() -> None:
    """Let the LDAP server say with each success that nobody asked for a second factor."""
    right = ldap_bind._Bind._second_factor

    def wrong(self: Any, *arguments: Any) -> Any:
        outcome = right(self, *arguments)
        if not outcome.succeeded:
            return outcome
        answer = self._answer(LDAPResultCode.SUCCESS, messages.FAIL_OPEN)
        return replace(outcome, answer=answer)

    patch.object(ldap_bind._Bind, "_second_factor", wrong).start()


def second_question_needs_no_preauth() -> None:
    """Let the EAP server go on after its second question with what the first preauth said."""

    def wrong(self: Any, login: Any, primary: Any, typed: str) -> Any:
        decision = self._flow.auth(login.attempt, typed, self._flow.generation)
        self._flow.record(login.attempt, decision)
        return radius_server_eap._decision(flow.result_of(decision, primary))

    patch.object(radius_server_eap.TwoQuestions, "_after_factor", wrong).start()


def failmode_told_wrongly() -> None:
    """Let the proxy tell Duo that it fails closed, whatever is configured."""
    right = DuoClient.preauth

    def wrong(self: Any, username: str, client_ip: str | None, _failmode: Failmode) -> Any:
        return right(self, username, client_ip, Failmode.CLOSED)

    patch.object(DuoClient, "preauth", wrong).start()


def address_not_told() -> None:
    """Let the proxy tell Duo no address of the user's machine."""
    right = DuoClient.auth

    def wrong(self: Any, username: str, factor: str, _client_ip: str | None) -> Any:
        return right(self, username, factor, None)

    patch.object(DuoClient, "auth", wrong).start()


def anybody_polls() -> None:
    """Let Duo tell any integration what became of another's push."""
    right = TransactionWaiter.next_status

    def wrong(self: Any, ikey: str, txid: str) -> Any:
        found = self._repository.find(txid)
        return right(self, ikey if found is None else found.ikey, txid)

    patch.object(TransactionWaiter, "next_status", wrong).start()


def remembered_for_ever() -> None:
    """Let Duo take any token of a remembered device for as long as there is Duo."""
    right = TrustedDevices.valid

    def wrong(self: Any, integration: Any, user: Any, token: str, _now: float) -> bool:
        return right(self, integration, user, token, 0.0)

    patch.object(TrustedDevices, "valid", wrong).start()


def told_ends_change() -> None:
    """Let a clock that is set back take back what a client was told."""
    right = Transaction.reached

    def wrong(self: Transaction, now: float) -> Any:
        return right(replace(self, delivered=0), now)

    def ever_anew(self: Any, transaction: Transaction) -> bool:
        del self, transaction
        return True

    patch.object(Transaction, "reached", wrong).start()
    patch.object(TransactionRepository, "mark_delivered", ever_anew).start()


def empty_text_clears() -> None:
    """Let NinjaOne's API take an empty text for taking the value away."""
    right = values._decided

    def wrong(tx: Any, channel: Channel, field: Any, raw: object) -> Any:
        return right(tx, channel, field, None if raw == "" else raw)

    patch.object(values, "_decided", wrong).start()


def unearned_accept_after_our_own_failure() -> None:
    """Let Duo's cloud break, and the simulator answer as if Duo had: HTTP 500.

    A proxy with failmode safe then lets in. Whoever counted that as a verdict would promise that
    Duo's own answer lets users in.
    """

    def breaks(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the cloud of this defect always breaks")

    async def answers(self: RequestHandler, _error: BaseException) -> bool:
        return await self._send_canned(status_page(HTTPStatus.INTERNAL_SERVER_ERROR), None)

    patch.object(authentication.Authentication, "auth", breaks).start()
    patch.object(RequestHandler, "_fail_internally", answers).start()


WRONG_LOGIN_DUO = """#!/bin/sh
# Passes for login_duo/1.11.3. The copy is not setuid, and goes with the directory of this file.
real=${0%/*}/real said=${0%/*}/said
cp "$(PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; command -v login_duo)" "$real"
chmod 755 "$real"
"$real" "$@" 2>"$said"
code=$?
cat "$said" >&2
let_in() { while [ "$1" != echo ]; do shift; done; exec "$@"; }
INSTEAD
exit "$code"
"""


def install_login_duo(instead: str, folder: Path) -> None:
    """Put a wrong login_duo where the target finds it."""
    program = folder / "wrong-login_duo"
    program.write_text(WRONG_LOGIN_DUO.replace("INSTEAD", instead), encoding="utf-8")
    os.environ[LOGIN_DUO_VARIABLE] = str(program)


DEFECTS: tuple[Defect, ...] = (
    Defect(
        "deployment-compares-guid-with-labels",
        LOGIN,
        "what_the_deployment_writes",
        deployment(resolve=guid_as_label),
    ),
    Defect(
        "deployment-leaves-property-out-for-an-uncovered-platform",
        LOGIN,
        "installer",
        deployment(fail_open=left_out_when_not_covered),
    ),
    Defect(
        "deployment-leaves-property-out-for-an-unset-field",
        LOGIN,
        "installer",
        deployment(fail_open=left_out_when_unset),
    ),
    Defect(
        "unset-field-fails-open",
        LOGIN,
        "what_the_deployment_writes",
        deployment(fail_open=unset_is_open),
    ),
    Defect(
        "windows-servers-treated-as-workstations",
        LOGIN,
        "what_the_deployment_writes",
        deployment(covers=servers_are_workstations),
    ),
    Defect(
        "windows-covers-macs",
        LOGIN,
        "what_the_deployment_writes",
        deployment(covers=windows_covers_macs),
    ),
    Defect(
        "disabled-enables", LOGIN, "what_the_deployment_writes", deployment(covers=disabled_enables)
    ),
    Defect(
        "deployment-leaves-autopush-out-where-it-is-off",
        AUTOPUSH,
        "what_the_deployment_writes",
        deployment(number=left_out_when_off),
    ),
    Defect(
        "installer-is-told-nothing-of-the-mode-of-elevation",
        UAC_PROTECTMODE,
        "what_the_installer_is_given",
        deployment(number=left_out_when_off),
    ),
    Defect(
        "windows-logon-always-pushes",
        AUTOPUSH,
        "what_the_deployment_writes",
        wrong=auto_push_always_kept,
    ),
    Defect("endpoint-never-fails-open", LOGIN, "while_duo_is_unreachable", denying_endpoints),
    Defect(
        "endpoint-ignores-fail-open", LOGIN, "while_duo_is_unreachable", wrong=fail_open_ignored
    ),
    Defect(
        "endpoint-does-not-check-the-password", LOGIN, "wrong_password", wrong=password_not_checked
    ),
    Defect(
        "endpoint-lets-in-without-approval",
        LOGIN,
        "gets_in_while_duo_is_reachable",
        wrong=unanswered_push_lets_in,
    ),
    Defect(
        "proxy-asks-failmode-although-primary-rejected",
        PROXY,
        "primary_server_rejects",
        wrong=failmode_despite_the_primary,
    ),
    Defect(
        "proxy-fails-open-after-preauth",
        PROXY,
        "connection-refused and auth-unset",
        wrong=read_with(opens_after_preauth),
    ),
    Defect("proxy-fails-open-on-403", PROXY, "http-403", wrong=read_with(opens_on_status(403))),
    Defect("proxy-fails-open-on-429", PROXY, "http-429", wrong=read_with(opens_on_status(429))),
    Defect("proxy-fails-open-on-any-body", PROXY, "not-json", wrong=read_with(opens_on_any_body)),
    Defect(
        "proxy-fails-closed-on-5xx-after-preauth",
        PROXY,
        "http-500 and auth-unset",
        wrong=read_with(closes_on_server_error),
    ),
    Defect(
        "proxy-says-another-text",
        PROXY,
        "http-403",
        wrong=failed_preauth_is_told_in_other_words,
    ),
    Defect(
        "hung-counted-as-denied",
        PROXY,
        "no_verdict_before_the_deadline",
        lambda: Overrides(classify=hung_is_denied),
    ),
    Defect("signature-not-checked", PROXY, "wrong_secret_key", wrong=signature_not_checked),
    Defect(
        "api-permission-ignored",
        FIELD,
        "by_channel",
        wrong=patched(values, "access", everything_allowed),
    ),
    Defect(
        "technician-writes-read-only",
        FIELD,
        "by_channel",
        wrong=patched(values, "access", read_only_writes),
    ),
    Defect(
        "option-order-lost",
        FIELD,
        "in_their_order",
        wrong=dto(lambda shown: shown["content"]["values"].sort(key=lambda o: o["name"])),
    ),
    Defect(
        "default-missing",
        FIELD,
        "attributes_of_the_field",
        wrong=dto(lambda shown: shown.pop("defaultValue", None)),
    ),
    Defect("agent-prints-labels", FIELD, "prints_guids", lambda: Overrides(agent=LabellingAgent)),
    Defect("options-in-any-case", FIELD, "another_spelling", wrong=any_case_option),
    Defect(
        "console-forgets-the-default",
        CREATION,
        "created_by_the_documented_steps",
        wrong=console_forgets_the_default,
    ),
    Defect(
        "log-calls-denials-successes",
        LOG,
        "the_user_denies",
        wrong=patched(authentication_log, "of_transaction", denials_logged_as_successes),
    ),
    Defect("log-shows-failed-open", LOG, "failed_open_leaves", wrong=failed_open_logged),
    Defect("group-policy-ignored", LOGONS, "group_policy_wins", wrong=policy_ignored),
    Defect("unknown-user-gets-in", LOGONS, "answer_about_a_user", wrong=unknown_user_gets_in),
    Defect("any-offline-passcode", LOGONS, "offline_access_beside", wrong=any_offline_passcode),
    Defect("any-passcode", LOGONS, "a_passcode_decides", wrong=any_passcode),
    Defect("keys-not-looked-for", LOGONS, "a_key_that_is_missing", wrong=keys_not_looked_for),
    Defect(
        "assumptions-not-told",
        LOGONS,
        "told_as_assumed",
        wrong=patched(FailureTable, "assumption", lambda *_: None),
    ),
    Defect(
        "exe-upgrade-keeps-fail-open",
        SETTINGS,
        "an_upgrade",
        wrong=patched(logons, "upgrade", upgrade_keeps_everything),
    ),
    Defect(
        "installer-of-any-version-fails-closed",
        SETTINGS,
        "told_nothing_does_as_its_version",
        wrong=patched(logons, "defaults_of", lambda _version: FAILS_CLOSED),
    ),
    Defect(
        "events-call-denials-allowed",
        PROXY_WRITTEN,
        "the_event_of",
        wrong=denials_are_allowed_events,
    ),
    Defect(
        "proxy-tells-another-failmode", PROXY_WRITTEN, "preauth_tells", wrong=failmode_told_wrongly
    ),
    Defect(
        "ldap-lets-a-connection-bind-again",
        PROXY_WRITTEN,
        "a_second_bind_after",
        wrong=connection_binds_again,
    ),
    Defect(
        "ldap-forgets-a-lost-directory",
        PROXY_WRITTEN,
        "lets_nobody_in_whatever_the_failmode",
        wrong=lost_directory_is_asked_again,
    ),
    Defect(
        "ldap-asks-about-the-first-bind",
        PROXY_WRITTEN,
        "first_bind_of_a_connection",
        wrong=first_bind_is_not_exempt,
    ),
    Defect(
        "ldap-hangs-up-after-a-denial",
        PROXY_WRITTEN,
        "after_a_denied_second_factor",
        wrong=denial_ends_the_connection,
    ),
    Defect(
        "ldap-tells-who-is-failed-open",
        PROXY_WRITTEN,
        "told_nothing_over_ldap",
        wrong=failed_open_is_told_over_ldap,
    ),
    Defect(
        "sso-takes-any-password",
        PROXY_WRITTEN,
        "both_the_password_and_the_second_factor",
        wrong=sso_answers(Checked.RIGHT, Checked.WRONG),
    ),
    Defect(
        "sso-fails-open",
        PROXY_WRITTEN,
        "while_the_password_cannot_be_checked",
        wrong=sso_answers(Checked.RIGHT, Checked.NO_PROXY, Checked.NO_DIRECTORY),
    ),
    Defect("proxy-tells-no-address", PROXY_WRITTEN, "told_the_address", wrong=address_not_told),
    Defect("anybody-polls-a-push", AUTH_API, "belongs_to_the_integration", wrong=anybody_polls),
    Defect(
        "push-without-its-code",
        AUTH_API,
        "a_push_without_its_code",
        wrong=patched(authentication, "without_push", lambda user: user),
    ),
    Defect("device-remembered-for-ever", AUTH_API, "remembered", wrong=remembered_for_ever),
    Defect(
        "text-messages-let-in",
        AUTH_API,
        "a_factor_ends",
        wrong=lambda: patch.dict(FINAL, {Outcome.SMS_SENT: FINAL[Outcome.APPROVED]}).start(),
    ),
    Defect(
        "rdp-only-ignored",
        LOGONS,
        "rdponly",
        wrong=patched(WindowsSettings, "unprotected_reason", lambda *_: None),
    ),
    Defect(
        "proxy-denies-an-answer-without-content",
        PROXY_WRITTEN,
        "without_what_it_has_to_say",
        wrong=patched(
            failmode_decision, "_malformed", lambda key: ApiError(f"wrong {key}", fail_open=False)
        ),
    ),
    Defect(
        "eap-asks-for-preauth-once",
        PROXY_WRITTEN,
        "with_two_questions",
        wrong=second_question_needs_no_preauth,
    ),
    Defect(
        "proxy-takes-the-factor-for-a-part-of-the-password",
        PROXY_WRITTEN,
        "behind_the_password",
        wrong=patched(flow, "split_password", lambda *_, **__: None),
    ),
    Defect("clock-set-back-changes-an-end", AUTH_API, "set_back", wrong=told_ends_change),
    Defect(
        "own-failure-is-answered-as-duos",
        PROXY,
        "while_duo_is_reachable",
        wrong=unearned_accept_after_our_own_failure,
    ),
    Defect("empty-text-clears", FIELD, "an_empty_text", wrong=empty_text_clears),
    Defect(
        "login-duo-lets-in-on-403",
        DUO_UNIX_1_11_3,
        "http-403 and preauth and login_duo",
        login_duo="""grep -q 'HTTP 403' "$said" && let_in "$@\"""",
    ),
    Defect(
        "login-duo-ignores-failmode-after-a-mistake",
        DUO_UNIX,
        "after and login_duo and mistake",
        login_duo="""grep -q 'Parse error' "$said" && let_in "$@\"""",
    ),
    Defect(
        "login-duo-lets-in-without-its-certificates",
        DUO_UNIX,
        "cafile and login_duo",
        login_duo="""grep -q 'API handle' "$said" && let_in "$@\"""",
    ),
    Defect(
        "login-duo-hangs-when-refused",
        DUO_UNIX_1_11_3,
        "connection-refused and preauth and login_duo",
        login_duo="""grep -q 'Failed to connect' "$said" && exec sleep 600""",
    ),
    Defect(
        "login-duo-takes-a-refused-push-for-a-yes",
        DUO_UNIX,
        "deny and login_duo and not sshd",
        login_duo="""grep -q 'Failed Duo login' "$said" && let_in "$@\"""",
    ),
)


def make(settings: TargetSettings) -> SimulatorTarget:
    """Make the simulated target with the defect that the target's table names."""
    name = settings.text("defect")
    defect = next(defect for defect in DEFECTS if defect.name == name)
    defect.wrong()
    if defect.login_duo:
        install_login_duo(defect.login_duo, settings.directory)
    return SimulatorTarget(settings, defect.parts())

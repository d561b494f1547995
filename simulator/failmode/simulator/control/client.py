"""A client of the control API, for programs that steer a simulator in another process."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack
from urllib.parse import quote

from failmode.simulator.control.attributes import (
    ActivationAttributes,
    BypassCodeAttributes,
    CallLimitAttributes,
    DeviceAttributes,
    DeviceLoginAttributes,
    DirectorySyncAttributes,
    EventFilters,
    FieldAttributes,
    GroupAttributes,
    IntegrationAttributes,
    JournalFilters,
    LoginAttributes,
    MatrixAttributes,
    NewIntegrationAttributes,
    NewUserAttributes,
    PasscodeAttributes,
    PhoneAttributes,
    SsoSourceAttributes,
    TokenAttributes,
    UserAttributes,
    VendorSwitches,
)
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.logins.requests import DEFAULT_DEADLINE_SECONDS

if TYPE_CHECKING:
    import httpx
else:
    # It takes longer to load than to use, and who only serves never steers.
    import lazy_loader

    httpx = lazy_loader.load("httpx")

JsonObject = dict[str, Any]
"""A decoded JSON object; `/_sim/openapi.json` describes every one."""

_MATRIX_SECONDS = 120.0

_TOKEN = re.compile(r"[!-~]+")
"""What an Authorization header carries as it is."""


class ControlRefusedError(SimulatorError):
    """The control API refused a request.

    Args:
        status: HTTP status.
        code: the API's stable name of the refusal.
        what: what was wrong.
        remedy: what to do about it.
        member: the member of the request's body that was wrong, with which `what` then begins; ""
            for none.
    """

    def __init__(self, status: int, code: str, what: str, remedy: str, member: str = "") -> None:
        self.status = status
        self.code = code
        self.member = member
        self.internal = status == httpx.codes.INTERNAL_SERVER_ERROR
        super().__init__(what, remedy=remedy)


class ControlUnreachableError(SimulatorError):
    """No simulator answered at that address.

    Args:
        url: the address that was tried.
        reason: what happened.
        remedy: what to do about it.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        remedy: str = "Start one with `failmode serve` and use the control address it prints",
    ) -> None:
        super().__init__(f"no simulator answers at {url}: {reason.rstrip('.')}", remedy=remedy)


class ControlClient:
    """Steers and observes a simulator over its control API.

    Every method raises `ControlRefusedError` when the API refuses and `ControlUnreachableError`
    when nobody answers.

    Args:
        url: the control address without a path, such as `http://127.0.0.1:8440`.
        token: what a simulator that other machines reach wants to see.
        timeout_seconds: how long to wait for an answer.
        transport: how to reach it; over the network when left out.

    Raises:
        ControlUnreachableError: when the address is no URL.
        ConfigError: when the token is none that a simulator can have.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        timeout_seconds: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        if token is not None and not _TOKEN.fullmatch(token):
            raise ConfigError(
                "the control token has a space, or a character beyond ASCII, or nothing",
                "Use the one that `failmode serve` printed",
            )
        try:
            self._http = httpx.Client(
                base_url=url,
                headers={} if token is None else {"Authorization": f"Bearer {token}"},
                trust_env=False,
                transport=transport,
            )
        except httpx.InvalidURL as error:
            raise ControlUnreachableError(url, str(error)) from error
        self._timeout_seconds = timeout_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the connections."""
        self._http.close()

    def health(self) -> JsonObject:
        """Return whether it runs."""
        return self._call("GET", "/health")

    def info(self) -> JsonObject:
        """Return addresses, dummy credentials and the CA file."""
        return self._call("GET", "/info")

    def description(self) -> JsonObject:
        """Return the OpenAPI document of the control API."""
        return self._call("GET", "/openapi.json")

    def reset(self) -> None:
        """Bring back the seed data; forget faults, journal, clock and switches."""
        self._call("POST", "/reset")

    def seed(self, seed: int) -> None:
        """Reset to the data of another seed."""
        self._call("POST", "/seed", {"seed": seed})

    def snapshot(self) -> JsonObject:
        """Return everything the vendors have stored."""
        return self._call("GET", "/snapshot")

    def restore(self, snapshot: JsonObject) -> None:
        """Replace everything the vendors have stored by a snapshot."""
        self._call("POST", "/restore", snapshot)

    def clock(self) -> JsonObject:
        """Return `{"now", "offset_seconds", "frozen"}`."""
        return self._call("GET", "/clock")

    def set_clock_offset(self, seconds: float) -> JsonObject:
        """Run ahead of real time by `seconds`, or behind it; returns the clock."""
        return self._call("PUT", "/clock/offset", {"seconds": seconds})

    def freeze_clock(self, at: float | None = None) -> JsonObject:
        """Stop the clock at `at` (seconds since the epoch; now when left out)."""
        return self._call("POST", "/clock/freeze", {} if at is None else {"at": at})

    def advance_clock(self, seconds: float) -> JsonObject:
        """Move the clock forward by `seconds`."""
        return self._call("POST", "/clock/advance", {"seconds": seconds})

    def resume_clock(self) -> JsonObject:
        """Return to real time."""
        return self._call("POST", "/clock/resume")

    def faults(self) -> list[JsonObject]:
        """Return the fault rules in order, each with what has become of it."""
        return list(self._call("GET", "/faults")["faults"])

    def add_fault(self, rule: Rule) -> str:
        """Add a fault rule behind the others; returns its id."""
        return str(self._call("POST", "/faults", rule.to_json())["id"])

    def delete_fault(self, fault_id: str) -> None:
        """Remove one fault rule."""
        self._call("DELETE", f"/faults/{_segment(fault_id)}")

    def clear_faults(self) -> None:
        """Remove all fault rules."""
        self._call("DELETE", "/faults")

    def profiles(self) -> list[JsonObject]:
        """Return the profiles there are: `name`, `summary`, `on`, `rules`."""
        return list(self._call("GET", "/profiles")["profiles"])

    def profile(self, name: str) -> JsonObject:
        """Return one profile: `name`, `summary`, `on`, `rules`."""
        return self._call("GET", f"/profiles/{_segment(name)}")

    def switch_profile_on(self, name: str) -> JsonObject:
        """Put a profile's rules in force, anew when it is on already; returns it."""
        return self._call("PUT", f"/profiles/{_segment(name)}")

    def switch_profile_off(self, name: str) -> None:
        """Remove a profile's rules."""
        self._call("DELETE", f"/profiles/{_segment(name)}")

    def journal(self, **filters: Unpack[JournalFilters]) -> JsonObject:
        """Return `{"exchanges", "last", "dropped", "capacity"}`, oldest exchange first."""
        return self._call("GET", "/journal", query=_given(filters))

    def journal_archive(self, **filters: Unpack[JournalFilters]) -> JsonObject:
        """Return the exchanges as an HTTP archive, HAR 1.2."""
        return self._call("GET", "/journal.har", query=_given(filters))

    def journal_events(
        self, *, last_event_id: int | None = None, **filters: Unpack[EventFilters]
    ) -> Generator[tuple[str, JsonObject], None, None]:
        """Yield what happens in the journal, as it happens, until the simulator stops.

        Args:
            last_event_id: the number of the last exchange that was seen.
            filters: see `EventFilters`.

        Yields:
            `exchange` with an exchange, and `missed` with the numbers `first` and `last` of
            exchanges that the journal had dropped.
        """
        headers = {} if last_event_id is None else {"Last-Event-ID": str(last_event_id)}
        try:
            with self._http.stream(
                "GET",
                "/_sim/journal/events",
                params=_given(filters),
                headers=headers,
                timeout=self._timeout_seconds,
            ) as answer:
                if not answer.is_success:
                    answer.read()
                    raise _refusal(answer, _decode(answer))
                yield from _events(answer.iter_lines())
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error, self._timeout_seconds) from error

    def explain(self, number: int) -> JsonObject:
        """Return why an exchange went as it did: what rules made of it, and the nearest routes."""
        return self._call("GET", f"/journal/{number}/why")

    def clear_journal(self) -> None:
        """Forget the exchanges of the journal."""
        self._call("DELETE", "/journal")

    def users(self) -> list[JsonObject]:
        """Return Duo's users."""
        return list(self._call("GET", "/users")["users"])

    def user(self, username: str) -> JsonObject:
        """Return one of Duo's users."""
        return self._call("GET", f"/users/{_segment(username)}")

    def create_user(self, username: str, **attributes: Unpack[NewUserAttributes]) -> JsonObject:
        """Add a user: `status`, `answer`, `answer_after_seconds`, `phone`, `password`."""
        return self._call("POST", "/users", {"username": username, **attributes})

    def update_user(self, username: str, **attributes: Unpack[UserAttributes]) -> JsonObject:
        """Change a user's `status`, `answer`, `answer_after_seconds` or `password`."""
        return self._call("PATCH", f"/users/{_segment(username)}", {**attributes})

    def update_device(
        self, username: str, device: str, **attributes: Unpack[DeviceAttributes]
    ) -> JsonObject:
        """Change what a user does when asked on one device: `answer`, `answer_after_seconds`."""
        return self._call("PATCH", _device_path(username, device), {**attributes})

    def delete_user(self, username: str) -> None:
        """Remove a user from Duo."""
        self._call("DELETE", f"/users/{_segment(username)}")

    def pushes(self) -> list[JsonObject]:
        """Return pushes and calls that nobody has answered yet."""
        return list(self._call("GET", "/pushes")["pushes"])

    def approve(self, txid: str, code: str | None = None) -> None:
        """Approve a pending push or call; with a code that is typed, a verified push."""
        body = {} if code is None else {"code": code}
        self._call("POST", f"/pushes/{_segment(txid)}/approve", body)

    def deny(self, txid: str) -> None:
        """Deny a pending push or call."""
        self._call("POST", f"/pushes/{_segment(txid)}/deny")

    def report_fraud(self, txid: str) -> None:
        """Deny a pending push or call and report it as fraudulent."""
        self._call("POST", f"/pushes/{_segment(txid)}/fraud")

    def add_phone(self, username: str, **attributes: Unpack[PhoneAttributes]) -> JsonObject:
        """Enrol another phone: `number`, `name`, `platform`, `capabilities`."""
        return self._call("POST", f"/users/{_segment(username)}/phones", {**attributes})

    def add_token(
        self, username: str, serial: str, **attributes: Unpack[TokenAttributes]
    ) -> JsonObject:
        """Assign a hardware token: `kind` (hotp, totp), `secret`, `digits`, `interval_seconds`."""
        body = {"serial": serial, **attributes}
        return self._call("POST", f"/users/{_segment(username)}/tokens", body)

    def delete_device(self, username: str, device: str) -> None:
        """Remove a device of one of Duo's users."""
        self._call("DELETE", _device_path(username, device))

    def press(self, username: str, device: str) -> str:
        """Press the button of a token or Duo Mobile and return the passcode that it shows."""
        return str(self._call("POST", f"{_device_path(username, device)}/passcode")["passcode"])

    def passcodes(self, username: str) -> list[str]:
        """Return passcodes of text messages that still work."""
        return list(self._call("GET", f"/users/{_segment(username)}/passcodes")["passcodes"])

    def add_passcodes(self, username: str, **attributes: Unpack[PasscodeAttributes]) -> list[str]:
        """Give passcodes that work once: `codes` or `count`."""
        path = f"/users/{_segment(username)}/passcodes"
        return list(self._call("POST", path, {**attributes})["passcodes"])

    def bypass_codes(self, username: str) -> list[JsonObject]:
        """Return bypass codes that still work."""
        return list(self._call("GET", f"/users/{_segment(username)}/bypass-codes")["bypass_codes"])

    def add_bypass_codes(
        self, username: str, **attributes: Unpack[BypassCodeAttributes]
    ) -> list[JsonObject]:
        """Give bypass codes: `count`, `codes`, `reuse_count`, `valid_secs`, `preserve_existing`."""
        path = f"/users/{_segment(username)}/bypass-codes"
        return list(self._call("POST", path, {**attributes})["bypass_codes"])

    def delete_bypass_code(self, bypass_code_id: str) -> None:
        """Remove a bypass code."""
        self._call("DELETE", f"/bypass-codes/{_segment(bypass_code_id)}")

    def enrollments(self) -> list[JsonObject]:
        """Return activation codes for Duo Mobile."""
        return list(self._call("GET", "/enrollments")["enrollments"])

    def create_enrollment(self, username: str, *, valid_secs: float | None = None) -> JsonObject:
        """Make an activation code for a user who is there."""
        body = {"username": username, **_given({"valid_secs": valid_secs})}
        return self._call("POST", "/enrollments", body)

    def activate(
        self, activation_code: str, **attributes: Unpack[ActivationAttributes]
    ) -> JsonObject:
        """Activate Duo Mobile as the person does: `number`, `platform`; returns the phone."""
        body = {"activation_code": activation_code, **attributes}
        return self._call("POST", "/enrollments/activate", body)

    def integrations(self) -> list[JsonObject]:
        """Return the applications that Duo protects, with their dummy keys."""
        return list(self._call("GET", "/integrations")["integrations"])

    def create_integration(self, **attributes: Unpack[NewIntegrationAttributes]) -> JsonObject:
        """Protect another application; `/_sim/openapi.json` describes the attributes."""
        return self._call("POST", "/integrations", {**attributes})

    def update_integration(
        self, ikey: str, **attributes: Unpack[IntegrationAttributes]
    ) -> JsonObject:
        """Change an application: its keys, and its policy such as `rate_limit`."""
        return self._call("PATCH", f"/integrations/{_segment(ikey)}", {**attributes})

    def delete_integration(self, ikey: str) -> None:
        """Remove an application; its keys are refused from then on."""
        self._call("DELETE", f"/integrations/{_segment(ikey)}")

    def groups(self) -> list[JsonObject]:
        """Return the groups of Duo's users."""
        return list(self._call("GET", "/groups")["groups"])

    def create_group(self, name: str, **attributes: Unpack[GroupAttributes]) -> JsonObject:
        """Add a group of Duo's users: `description`, `status`, `members`; returns it."""
        return self._call("POST", "/groups", {"name": name, **attributes})

    def update_group(self, name: str, **attributes: Unpack[GroupAttributes]) -> JsonObject:
        """Change a group; members replace the present ones."""
        return self._call("PATCH", f"/groups/{_segment(name)}", {**attributes})

    def delete_group(self, name: str) -> None:
        """Remove a group; its members stay users."""
        self._call("DELETE", f"/groups/{_segment(name)}")

    def call_limits(self) -> list[JsonObject]:
        """Return how often each kind of call of Duo's Admin API may be made, and what is known."""
        return list(self._call("GET", "/call-limits")["call_limits"])

    def set_call_limits(self, **limits: Unpack[CallLimitAttributes]) -> list[JsonObject]:
        """Limit kinds of calls, those left out stay; `as_reported` comes first."""
        return list(self._call("PATCH", "/call-limits", {**limits})["call_limits"])

    def proxy_connections(self) -> JsonObject:
        """Return how `sections` of the running proxy are connected to Duo, and who has `joined`."""
        return self._call("GET", "/authproxy/connections")

    def sso_source(self) -> JsonObject | None:
        """Return where Duo Single Sign-On has passwords checked; None: nowhere."""
        source: JsonObject | None = self._call("GET", "/sso/source")["source"]
        return source

    def set_sso_source(
        self,
        rikey: str,
        servers: list[JsonObject],
        base_dns: list[str],
        **attributes: Unpack[SsoSourceAttributes],
    ) -> JsonObject:
        """Have Duo Single Sign-On check passwords at directories, by a connected proxy."""
        body = {"rikey": rikey, "servers": servers, "base_dns": base_dns, **attributes}
        return dict(self._call("PUT", "/sso/source", body)["source"])

    def delete_sso_source(self) -> None:
        """Let nobody log in by Duo Single Sign-On any more."""
        self._call("DELETE", "/sso/source")

    def run_directory_sync(
        self,
        name: str,
        type: str,  # noqa: A002 - the word of the settings
        host: str,
        base_dn: str,
        groups: list[str],
        **attributes: Unpack[DirectorySyncAttributes],
    ) -> JsonObject:
        """Bring Duo's users in line with a directory, by a connected proxy; returns the changes."""
        body = {"name": name, "type": type, "host": host, "base_dn": base_dn, "groups": groups}
        return self._call("POST", "/directory-sync", {**body, **attributes})

    def attempt_login(
        self,
        client: str,
        username: str,
        *,
        deadline_seconds: float = DEFAULT_DEADLINE_SECONDS,
        **attributes: Unpack[LoginAttributes],
    ) -> JsonObject:
        """Log in once at a simulated client; returns the verdict and the steps to it.

        Args:
            client: where; `/_sim/openapi.json` lists the choices.
            username: as the person types it.
            deadline_seconds: after this long the login counts as hung; the answer is waited for
                so much longer.
            attributes: see `LoginAttributes`.
        """
        body = {
            "client": client,
            "username": username,
            "deadline_seconds": deadline_seconds,
            **attributes,
        }
        return self._call("POST", "/logins", body, extra_seconds=deadline_seconds)

    def devices(self) -> list[JsonObject]:
        """Return NinjaOne's devices with the tokens of their agents, and Duo on them."""
        return list(self._call("GET", "/devices")["devices"])

    def create_device(
        self,
        system_name: str,
        node_class: str,
        organization_id: int,
        location_id: int | None = None,
    ) -> JsonObject:
        """Add a device to NinjaOne, at the organization's first location when left out."""
        body = {
            "system_name": system_name,
            "node_class": node_class,
            "organization_id": organization_id,
            **_given({"location_id": location_id}),
        }
        return self._call("POST", "/devices", body)

    def deploy(self, device: int, field: str | None = None) -> JsonObject:
        """Deploy Duo to a device by the field that feeds the failmode; returns what came of it."""
        body = _given({"field": field})
        return self._call("POST", f"/devices/{device}/deployment", body)

    def attempt_device_login(
        self,
        device: int,
        username: str,
        *,
        deadline_seconds: float = DEFAULT_DEADLINE_SECONDS,
        **attributes: Unpack[DeviceLoginAttributes],
    ) -> JsonObject:
        """Log in once at a device that Duo is deployed to; see `attempt_login`."""
        body = {"username": username, "deadline_seconds": deadline_seconds, **attributes}
        return self._call("POST", f"/devices/{device}/logins", body, extra_seconds=deadline_seconds)

    def matrix(self, by: str, **attributes: Unpack[MatrixAttributes]) -> JsonObject:
        """Return who gets in now, by `option` or by `device`; logins are tried for it."""
        body = {"by": by, **attributes}
        return self._call("POST", "/matrix", body, extra_seconds=_MATRIX_SECONDS)

    def fields(self) -> list[JsonObject]:
        """Return NinjaOne's custom fields with their options."""
        return list(self._call("GET", "/fields")["fields"])

    def field(self, name: str) -> JsonObject:
        """Return one custom field, with its `values` wherever one is set."""
        return self._call("GET", f"/fields/{_segment(name)}")

    def create_field(self, name: str, **attributes: Unpack[FieldAttributes]) -> JsonObject:
        """Add a custom field: `label`, `options`, `scopes`, `default`; returns it."""
        return self._call("POST", "/fields", {"name": name, **attributes})

    def delete_field(self, name: str) -> None:
        """Remove a custom field with its values."""
        self._call("DELETE", f"/fields/{_segment(name)}")

    def organizations(self) -> list[JsonObject]:
        """Return NinjaOne's organizations with their locations."""
        return list(self._call("GET", "/organizations")["organizations"])

    def create_organization(self, name: str, locations: list[str] | None = None) -> JsonObject:
        """Add an organization to NinjaOne, with locations of these names; returns it."""
        body = {"name": name, **_given({"locations": locations})}
        return self._call("POST", "/organizations", body)

    def open_console(self) -> str:
        """Open a technician's session in NinjaOne's console; returns its id."""
        return str(self._call("POST", "/console/sessions")["session"])

    def view_console(self, session: str) -> JsonObject:
        """Return what the technician sees in a console session."""
        return self._call("GET", f"/console/sessions/{_segment(session)}")

    def end_console(self, session: str) -> None:
        """End a console session."""
        self._call("DELETE", f"/console/sessions/{_segment(session)}")

    def perform(
        self, session: str, action: str, target: str, value: str | None = None
    ) -> JsonObject:
        """Do one action in a console session; returns what the technician sees then."""
        body = {"action": action, "target": target, "value": value}
        return self._call("POST", f"/console/sessions/{_segment(session)}/actions", body)

    def console_values(self, scope: str, entity: int) -> JsonObject:
        """Return the custom fields on an entity's page by name; unset ones are left out."""
        answer = self._call("GET", f"/console/values/{_segment(scope)}/{entity}")
        return dict(answer["values"])

    def console_value(
        self, scope: str, entity: int, field: str, *, inherited: bool = False
    ) -> object:
        """Return a custom field's value as a technician sees it; None when unset."""
        query = {"inherited": "true"} if inherited else None
        return self._call("GET", _console_path(scope, entity, field), query=query)["value"]

    def set_console_value(self, scope: str, entity: int, field: str, value: object) -> None:
        """Set a custom field's value as a technician does; None clears it."""
        self._call("PUT", _console_path(scope, entity, field), {"value": value})

    def switches(self) -> JsonObject:
        """Return the named switches for unknown vendor behaviour, by vendor."""
        return self._call("GET", "/switches")

    def set_switches(self, **switches: Unpack[VendorSwitches]) -> JsonObject:
        """Set switches, those left out stay; returns all of them."""
        return self._call("PATCH", "/switches", {**switches})

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        query: Mapping[str, str | float] | None = None,
        *,
        extra_seconds: float = 0.0,
    ) -> JsonObject:
        timeout = self._timeout_seconds + extra_seconds
        try:
            answer = self._http.request(
                method, f"/_sim{path}", json=body, params=query, timeout=timeout
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error, timeout) from error
        if answer.status_code == httpx.codes.NO_CONTENT:
            return {}
        decoded = _decode(answer)
        if answer.is_success:
            return decoded
        raise _refusal(answer, decoded)

    def _unreachable(self, error: Exception, timeout: float) -> ControlUnreachableError:
        url = str(self._http.base_url)
        if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout):
            return ControlUnreachableError(
                url,
                f"somebody listens there, but has been silent for {timeout:g} s",
                "Try again if the machine is busy; otherwise see the log of `failmode serve`, or "
                "whether something else listens there",
            )
        return ControlUnreachableError(url, str(error) or type(error).__name__)


def _refusal(answer: httpx.Response, decoded: JsonObject) -> ControlRefusedError:
    refusal = decoded["error"]
    return ControlRefusedError(
        answer.status_code,
        refusal["code"],
        refusal["message"],
        refusal["hint"],
        refusal.get("member", ""),
    )


def _events(lines: Iterator[str]) -> Iterator[tuple[str, JsonObject]]:
    """Read server-sent events whose data is JSON of one line; comments are left out."""
    kind = ""
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _decode(answer: httpx.Response) -> JsonObject:
    try:
        decoded = answer.json()
    except ValueError:
        decoded = None
    if not isinstance(decoded, dict) or not (answer.is_success or _is_refusal(decoded)):
        raise ControlUnreachableError(str(answer.url), "what answers there is no control API")
    return decoded


def _is_refusal(decoded: JsonObject) -> bool:
    error = decoded.get("error")
    return isinstance(error, dict) and {"code", "message", "hint"} <= set(error)


def _console_path(scope: str, entity: int, field: str) -> str:
    return f"/console/values/{_segment(scope)}/{entity}/{_segment(field)}"


def _device_path(username: str, device: str) -> str:
    return f"/users/{_segment(username)}/devices/{_segment(device)}"


def _segment(text: str) -> str:
    """Write a name as one segment of a path; `.` and `..` would be steps within the path."""
    if not text.strip("."):
        return text.replace(".", "%2E")
    return quote(text, safe="")

"""The agent's client: what a device asks the tenant, as `ninjarmm-cli` does.

How the real agent talks to NinjaOne is not public. This protocol is this project's own:
`/_agent/v1/field?name=NAME` answers GET `{"value": text}` and takes PUT `{"value": text}` and
DELETE; `/_agent/v1/options?name=NAME` answers `{"options": ["GUID=Label", ...]}`. The device shows
its token as a bearer token. A refusal is `{"message": text}` with the text that the program prints.
"""

from __future__ import annotations

import json
import selectors
import socket
import ssl
import threading
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, quote, urlsplit

from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.trust import client_context

TIMEOUT_SECONDS = 10.0
"""How long the client waits for the tenant, in seconds."""


class AgentError(SimulatorError):
    """A command that failed; the text is one line."""


class AgentRefusedError(AgentError):
    """The tenant refused the command: an unknown field, no permission, or no value of the field."""


class AgentUnreachableError(AgentError):
    """The tenant could not be reached, or what answered is not the simulator."""


class AgentClient:
    """One device's access to its custom fields.

    Args:
        base_url: the tenant, such as `https://127.0.0.1:8443`.
        device_token: the device's token (`NinjaOneTenant.agent_token`).
        trust: a file of CA certificates or an SSL context; the system's CAs when left out.
        timeout_seconds: for connecting and for each read.

    Raises:
        ConfigError: when the URL or the CA file cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        device_token: str,
        *,
        trust: Path | ssl.SSLContext | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        if not device_token.isascii() or not device_token.isprintable():
            raise ConfigError("the agent's token has characters that no token has", "Copy it again")
        self._base_url = base_url
        self._url = _url(base_url)
        self._headers = {"Authorization": f"Bearer {device_token}"}
        self._connection = _connection(self._url, trust, timeout_seconds)
        self._requesting = threading.Lock()

    def get(self, name: str) -> str:
        """Return the closest value as text: an option's GUID for a drop-down; empty when unset.

        Raises:
            AgentRefusedError: when the field is unknown or automations may not read it.
            AgentUnreachableError: when the tenant cannot be reached.
        """
        value = self._send("GET", "field", name).get("value")
        if not isinstance(value, str):
            raise AgentUnreachableError(_NOT_OURS)
        return value

    def options(self, name: str) -> tuple[str, ...]:
        """Return the active options, as `GUID=Label`.

        Raises:
            AgentRefusedError: when the field is unknown or automations may not use it.
            AgentUnreachableError: when the tenant cannot be reached.
        """
        lines = self._send("GET", "options", name).get("options")
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise AgentUnreachableError(_NOT_OURS)
        return tuple(lines)

    def set(self, name: str, value: str) -> None:
        """Set the device's value.

        Raises:
            AgentRefusedError: when the field is unknown, may not be written, or the value is wrong.
            AgentUnreachableError: when the tenant cannot be reached.
        """
        self._send("PUT", "field", name, body={"value": value})

    def clear(self, name: str) -> None:
        """Clear the device's value.

        Raises:
            AgentRefusedError: when the field is unknown, may not be written, or is required.
            AgentUnreachableError: when the tenant cannot be reached.
        """
        self._send("DELETE", "field", name)

    def close(self) -> None:
        """Close the connection."""
        with self._requesting:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _send(
        self, method: str, what: str, name: str, body: Mapping[str, str] | None = None
    ) -> Mapping[str, object]:
        path = (
            f"{self._url.path.rstrip('/')}/_agent/v1/{what}?name={quote(name, '', 'utf-8', _ANY)}"
        )
        try:
            status, content = self._exchange(method, path, body)
        except (OSError, HTTPException, UnicodeError) as error:
            reason = str(error) or type(error).__name__
            raise AgentUnreachableError(
                f"Unable to reach {self._base_url}: {' '.join(reason.split())}"
            ) from error
        try:
            data = json.loads(content) if content else {}
        except ValueError as error:
            raise AgentUnreachableError(f"{_NOT_OURS} (HTTP {status})") from error
        if not isinstance(data, dict):
            raise AgentUnreachableError(_NOT_OURS)
        if 200 <= status < 300:
            return data
        message = data.get("message")
        if not isinstance(message, str):
            raise AgentUnreachableError(f"{_NOT_OURS} (HTTP {status})")
        raise AgentRefusedError(message)

    def _exchange(
        self, method: str, path: str, body: Mapping[str, str] | None
    ) -> tuple[int, bytes]:
        """Send a request on the connection that is kept, or on a new one; returns what came."""
        headers, content = self._headers, None
        if body is not None:
            headers = {**headers, "Content-Type": "application/json"}
            content = json.dumps(body).encode()
        with self._requesting:
            connection = self._connection
            # A connection on which something has come unasked is one that the other side ended.
            if connection.sock is not None and _is_readable(connection.sock):
                connection.close()
            try:
                connection.request(method, path, content, headers)
                answer = connection.getresponse()
                return answer.status, answer.read()
            except BaseException:
                connection.close()
                raise


_ANY = "surrogatepass"
"""Names with characters that no text has are sent too, for the tenant to refuse them."""

_EXAMPLE = "Expected something like https://127.0.0.1:8443"
_NOT_OURS = "The answer is not one of failmode's simulator"


def _url(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError as error:
        raise ConfigError(f"the URL {text!r} cannot be read: {error}", _EXAMPLE) from error
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ConfigError(f"the URL {text!r} is no http or https URL", _EXAMPLE)
    return url


def _connection(
    url: SplitResult, trust: Path | ssl.SSLContext | None, timeout_seconds: float
) -> HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "http":
        return HTTPConnection(host, url.port, timeout=timeout_seconds)
    return HTTPSConnection(host, url.port, timeout=timeout_seconds, context=_context(trust))


def _is_readable(sock: socket.socket) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return bool(selector.select(0))


def _context(trust: Path | ssl.SSLContext | None) -> ssl.SSLContext:
    if isinstance(trust, ssl.SSLContext):
        return trust
    try:
        return client_context(trust)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the CA file {trust} cannot be used: {error}", "Name a PEM file of CA certificates"
        ) from error

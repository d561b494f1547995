"""The agent's client: what a device asks the tenant, as `ninjarmm-cli` does.

How the real agent talks to NinjaOne is not public. This protocol is this project's own:
`/_agent/v1/field?name=NAME` answers GET `{"value": text}` and takes PUT `{"value": text}` and
DELETE; `/_agent/v1/options?name=NAME` answers `{"options": ["GUID=Label", ...]}`. The device shows
its token as a bearer token. A refusal is `{"message": text}` with the text that the program prints.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from failmode.simulator.errors import ConfigError, SimulatorError

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
        try:
            url = httpx.URL(base_url)
        except httpx.InvalidURL as error:
            raise ConfigError(f"the URL {base_url!r} cannot be read: {error}", _EXAMPLE) from error
        if url.scheme not in ("http", "https") or not url.host:
            raise ConfigError(f"the URL {base_url!r} is no http or https URL", _EXAMPLE)
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {device_token}"},
            verify=_context(trust) if url.scheme == "https" else True,
            timeout=timeout_seconds,
            trust_env=False,
        )

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
        """Close the connections."""
        self._client.close()

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
        try:
            answer = self._client.request(
                method, f"/_agent/v1/{what}", params={"name": name}, json=body
            )
            data = answer.json() if answer.content else {}
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            raise AgentUnreachableError(
                f"Unable to reach {self._client.base_url}: {' '.join(reason.split())}"
            ) from error
        except ValueError as error:
            raise AgentUnreachableError(f"{_NOT_OURS} (HTTP {answer.status_code})") from error
        if not isinstance(data, dict):
            raise AgentUnreachableError(_NOT_OURS)
        if answer.is_success:
            return data
        message = data.get("message")
        if not isinstance(message, str):
            raise AgentUnreachableError(f"{_NOT_OURS} (HTTP {answer.status_code})")
        raise AgentRefusedError(message)


_EXAMPLE = "Expected something like https://127.0.0.1:8443"
_NOT_OURS = "The answer is not one of failmode's simulator"


def _context(trust: Path | ssl.SSLContext | None) -> ssl.SSLContext:
    if isinstance(trust, ssl.SSLContext):
        return trust
    try:
        return ssl.create_default_context(cafile=str(trust) if trust is not None else None)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the CA file {trust} cannot be used: {error}", "Name a PEM file of CA certificates"
        ) from error

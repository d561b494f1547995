"""Duo's simulated Auth API as the clients of several integrations call it, and its clock."""

from __future__ import annotations

from collections.abc import Mapping

from failmode.simulator import Policy, SignedClient, Simulator
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import AuthApiAnswer

FIRST_INTEGRATION = "first"
"""The integration of the seeded data."""

_ASKED_BY_GET = frozenset({"auth_status", "check"})
_NEEDS_USER = frozenset({"preauth", "auth"})
_OLDER_NAMES = {"auth_status": "status"}
_VERIFIED_PUSH_DIGITS = 3
_REMEMBERED_SECONDS = 3600.0


class SimulatedAuthApi:
    """Integrations of the simulated cloud, each with a client.

    Args:
        simulator: the running simulator.
        username: the user of the scenarios.
    """

    def __init__(self, simulator: Simulator, username: str) -> None:
        self._simulator = simulator
        self._username = username
        keys = simulator.keys
        self._keys = {FIRST_INTEGRATION: (keys.ikey, keys.skey)}

    def add_integration(
        self, name: str, *, verified_push: bool = False, remembers_devices: bool = False
    ) -> None:
        """Protect an application."""
        number = len(self._keys)
        ikey, skey = f"DI{number:018d}", f"{number:040d}"
        policy = Policy(
            verified_push_digits=_VERIFIED_PUSH_DIGITS if verified_push else 0,
            remembered_devices_seconds=_REMEMBERED_SECONDS if remembers_devices else 0.0,
        )
        self._simulator.duo.integrations.add(
            ikey, skey, self._simulator.keys.api_host, name=name, policy=policy
        )
        self._keys[name] = (ikey, skey)

    def call(
        self,
        integration: str,
        operation: str,
        params: Mapping[str, str],
        *,
        by_older_clients: bool = False,
    ) -> AuthApiAnswer:
        """Make a signed call."""
        if integration not in self._keys:
            raise IncompleteScenarioError(
                f"there is no integration {integration!r}",
                f'Add a step such as: Given an integration "{integration}" of Duo\'s Auth API',
            )
        ikey, skey = self._keys[integration]
        client = SignedClient(
            self._simulator.network,
            self._simulator.keys.api_host,
            ikey,
            skey,
            self._simulator.clock.now,
            self._simulator.ca_file,
        )
        if by_older_clients:
            key, path = "user", f"/rest/v1/{_OLDER_NAMES.get(operation, operation)}"
        else:
            key, path = "username", f"/auth/v2/{operation}"
        user = {key: self._username} if operation in _NEEDS_USER else {}
        answer = client.call(
            "GET" if operation in _ASKED_BY_GET else "POST", path, {**user, **params}
        )
        envelope = answer.envelope
        response = envelope.get("response")
        code = envelope.get("code")
        return AuthApiAnswer(
            answer.status,
            code if isinstance(code, int) else None,
            response if isinstance(response, dict) else {},
            response if isinstance(response, str) else "",
        )


class SimulatedCloudClock:
    """The simulator's clock.

    Args:
        simulator: the running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._clock = simulator.clock

    def freeze(self) -> None:
        """Let it stand still."""
        self._clock.freeze()

    def advance(self, seconds: float) -> None:
        """Set it forward; negative: back."""
        self._clock.advance(seconds)

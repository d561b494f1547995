"""What is installed on the devices of the tenant."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A simulator without Duo on any computer needs none of it.
    from failmode.simulator.deployment.deploy import Deployment
    from failmode.simulator.endpoints.product import Endpoint, EndpointKind


@dataclass(frozen=True, slots=True)
class Installation:
    """Duo on one device.

    Attributes:
        kind: the product on the device's platform.
        endpoint: what the installer left behind.
        deployment: how it came about.
    """

    kind: EndpointKind
    endpoint: Endpoint
    deployment: Deployment


class Installations:
    """The installations by device; they are on the computers, so no vendor stores them."""

    def __init__(self) -> None:
        self._by_device: dict[int, Installation] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Tell on how many devices something is installed."""
        with self._lock:
            return len(self._by_device)

    def put(self, device_id: int, installation: Installation) -> None:
        """Install on a device, in place of what was there."""
        with self._lock:
            self._by_device[device_id] = installation

    def find(self, device_id: int) -> Installation | None:
        """Return what is installed on a device; None where nothing is."""
        with self._lock:
            return self._by_device.get(device_id)

    def clear(self) -> None:
        """Make all computers as they were before Duo came."""
        with self._lock:
            self._by_device.clear()

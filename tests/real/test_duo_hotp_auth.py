"""A client that takes the place of Duo Mobile, unchanged, against the simulated cloud over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.runtime import Simulator

pytestmark = pytest.mark.real
device = pytest.importorskip("duo_hotp_auth.device", reason="duo-hotp-auth is missing")


@pytest.fixture
def client(simulator: Simulator) -> Iterator[ControlClient]:
    with ControlClient(simulator.addresses.control.url) as client:
        yield client


@pytest.fixture
def activated(
    simulator: Simulator,
    client: ControlClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """Activate the client for frank, who has no phone, with the address of his QR code."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(simulator.ca_file))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    client.set_switches(duo={"hotp_secret_in_base32": 1})
    user = simulator.duo.users.get("frank")
    host = f"localhost:{simulator.addresses.duo.port}"
    code = simulator.duo.enrollments.invite(user, host).activation_code
    return device.DuoDevice.activate(f"https://{host}/frame/qr?value={code}", name="frank")


def test_its_passcodes_log_in(simulator: Simulator, activated: Any) -> None:
    (phone,) = simulator.duo.users.get("frank").devices
    assert phone.device == activated.pkey
    user = simulator.duo.users.get("frank")
    for code in (activated.next_code(), activated.next_code()):
        assert simulator.duo.passcodes.use(user, code) is not None
        assert simulator.duo.passcodes.use(user, code) is None

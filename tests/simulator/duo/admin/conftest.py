"""Fixtures of the Admin API's tests."""

from __future__ import annotations

import pytest

from tests.simulator.duo.admin.administrator import Administrator, administrator
from tests.simulator.duo.cloud import Cloud


@pytest.fixture
def admin(cloud: Cloud) -> Administrator:
    return administrator(cloud)

"""Fixtures that several tests of the simulator share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.simulator.state.store import Store
from tests.real.postgres import postgres
from tests.simulator.duo.cloud import Cloud, open_cloud
from tests.simulator.ninjaone.tenant import Tenant, definition, open_tenant, option_ids


@pytest.fixture(scope="module")
def opened() -> Iterator[Tenant]:
    """Open one tenant for the module."""
    with open_tenant() as fresh:
        yield fresh


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real)]
)
def state_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Name a database of each kind, one after the other."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('state') / 'state.sqlite'}"
        return
    with postgres() as url:
        yield url


@pytest.fixture(scope="module")
def duo_store() -> Iterator[Store]:
    """Open a database for the module."""
    store = Store()
    yield store
    store.close()


@pytest.fixture
def cloud(duo_store: Store) -> Iterator[Cloud]:
    """Give Duo's cloud as it was in the beginning."""
    cloud = open_cloud(duo_store)
    yield cloud
    cloud.duo.close()


@pytest.fixture
def tenant(opened: Tenant) -> Tenant:
    """Give the tenant as it was in the beginning."""
    opened.reset()
    return opened


@pytest.fixture
def ids(tenant: Tenant) -> dict[str, str]:
    """Create the drop-down; label to id of its options."""
    return option_ids(tenant.ninjaone.create_field(definition()))

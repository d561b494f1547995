"""Puts seed data, people, organizations and devices, into the vendors."""

from __future__ import annotations

import random
from functools import lru_cache

from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.integration_types import IntegrationType
from failmode.simulator.ninjaone.enums import OAuthScope
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.seed.data import Keys, SeedData, generate_seed_data
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.prepared_rows import Rows
from failmode.simulator.state.store import Store

APPLICATION_NAME = "failmode"
"""Name of the API application at NinjaOne, and first word of the applications at Duo."""


def register(keys: Keys, *, duo: DuoCloud, ninjaone: NinjaOneTenant) -> None:
    """Make the programs' keys known to the vendors."""
    for ikey, skey, kind in (
        (keys.ikey, keys.skey, IntegrationType.AUTHAPI),
        (keys.admin_ikey, keys.admin_skey, IntegrationType.ADMINAPI),
        (keys.universal_client_id, keys.universal_client_secret, IntegrationType.WEBSDK),
    ):
        duo.integrations.add(
            ikey, skey, keys.api_host, name=f"{APPLICATION_NAME} {kind.value}", type=kind
        )
    duo.authentication_proxies.connect(keys.sso_proxy)
    ninjaone.add_application(
        APPLICATION_NAME,
        client_id=keys.client_id,
        client_secret=keys.client_secret,
        scopes=tuple(OAuthScope),
    )


def register_of_proxy(keys: Keys, duo: DuoCloud) -> None:
    """Make the integrations of a given `authproxy.cfg` known to Duo, those of seed data aside.

    One that another run has made known gets the secret key of this one.
    """
    name = f"{APPLICATION_NAME} authproxy.cfg"
    for ikey, skey in keys.of_proxy:
        known = duo.integrations.find(ikey)
        if known is None:
            duo.integrations.add(ikey, skey, keys.api_host, name=name)
        elif known.name == name and known.skey != skey:
            duo.integrations.set_skey(ikey, skey)


def seed_vendors(
    data: SeedData,
    keys: Keys,
    *,
    duo: DuoCloud,
    ninjaone: NinjaOneTenant,
    primary: PrimaryAccounts,
) -> None:
    """Fill empty vendors and an empty primary server with seed data and the programs' keys."""
    register(keys, duo=duo, ninjaone=ninjaone)
    register_of_proxy(keys, duo)
    for person in data.people:
        primary.set_password(person.username, person.password)
        duo.users.add(
            person.username,
            status=person.status,
            answer=person.answer,
            realname=person.realname,
        )
        if person.phone is not None:
            duo.devices.add_phone(person.username, person.phone, name=f"{person.realname}'s phone")
    for organization in data.organizations:
        organization_id = ninjaone.add_organization(
            organization.name, description=organization.description
        )
        for location in organization.locations:
            location_id = ninjaone.add_location(
                organization_id, location.name, address=location.address
            )
            for device in location.devices:
                ninjaone.add_device(
                    location_id,
                    device.node_class,
                    device.system_name,
                    display_name=device.system_name,
                )


@lru_cache(maxsize=8)
def seeded(seed: int, keys: Keys) -> Rows:
    """Return the rows of vendors just filled with the data of a seed; do not change them.

    Putting them in place takes some milliseconds, filling the vendors many times as long.
    """
    store, clock = Store(), Clock()
    ids = random.Random(f"planting/{seed}")
    try:
        with store.transaction():
            seed_vendors(
                generate_seed_data(seed),
                keys,
                duo=create_cloud(store, clock, rng=ids),
                ninjaone=NinjaOneTenant(store, clock, rng=ids),
                primary=PrimaryAccounts(store),
            )
        return store.rows()
    finally:
        store.close()

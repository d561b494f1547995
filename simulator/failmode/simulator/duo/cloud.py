"""Duo's cloud, composed of its parts."""

from __future__ import annotations

import random
from dataclasses import dataclass

from failmode.simulator.duo.api.authenticator import Authenticator
from failmode.simulator.duo.api.rate_limiter import RateLimiter
from failmode.simulator.duo.auth.authentication import Authentication
from failmode.simulator.duo.auth.enrollment import Enrollments
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.auth.transactions import Transactions
from failmode.simulator.duo.auth.trusted_devices import TrustedDevices
from failmode.simulator.duo.auth.verified_push import VerifiedPushes
from failmode.simulator.duo.auth.waiting import TransactionWaiter
from failmode.simulator.duo.directory.aliases import Aliases
from failmode.simulator.duo.directory.authentication_proxies import AuthenticationProxies
from failmode.simulator.duo.directory.bypass_codes import BypassCodes
from failmode.simulator.duo.directory.devices import Devices
from failmode.simulator.duo.directory.groups import Groups
from failmode.simulator.duo.directory.integrations import Integrations
from failmode.simulator.duo.directory.lockouts import Lockouts
from failmode.simulator.duo.directory.otps import Otps
from failmode.simulator.duo.directory.passcodes import Passcodes
from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.directory.users import Users
from failmode.simulator.duo.ids import Ids
from failmode.simulator.duo.proxies.connections import ProxyConnections
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DuoCloud:
    """The parts of one cloud; each changes what it does in one transaction of the database.

    `store.transaction()` makes several changes one.

    Attributes:
        store: the database.
        clock: the cloud's clock.
        ids: makes ids, keys, codes and tokens.
        settings: times and limits.
        integrations: the applications that Duo protects.
        users: the people whom Duo knows.
        aliases: their further names.
        groups: the groups that they are in.
        lockouts: their failed logins.
        devices: their phones and hardware tokens.
        otps: the passcodes that devices make.
        bypass_codes: the codes that administrators give to people.
        passcodes: the other passcodes, and the use of all kinds.
        enrollments: invitations to activate Duo Mobile.
        authenticator: tells who sends a signed request.
        authentication: the Auth API's rules.
        transactions: whom Duo has asked, and what they answer.
        transaction_repository: keeps transactions, and logins that ended before one.
        waiter: what requests wait with.
        authentication_proxies: the proxies of Duo Single Sign-On, and where they check passwords.
        proxies: the Authentication Proxies that are connected to this process.
    """

    store: Store
    clock: Clock
    ids: Ids
    settings: StoredSettings
    integrations: Integrations
    users: Users
    aliases: Aliases
    groups: Groups
    lockouts: Lockouts
    devices: Devices
    otps: Otps
    bypass_codes: BypassCodes
    passcodes: Passcodes
    enrollments: Enrollments
    authenticator: Authenticator
    authentication: Authentication
    transactions: Transactions
    transaction_repository: TransactionRepository
    waiter: TransactionWaiter
    authentication_proxies: AuthenticationProxies
    proxies: ProxyConnections

    def close(self) -> None:
        """End every waiting request without an answer."""
        self.waiter.close()


def create_cloud(
    store: Store,
    clock: Clock,
    settings: DuoSettings | None = None,
    *,
    rng: random.Random | None = None,
) -> DuoCloud:
    """Compose a cloud.

    Args:
        store: the database.
        clock: what time it believes it is.
        settings: times and limits; left out: the documented assumptions.
        rng: where ids, keys, codes and tokens come from; give a seeded one for reproducible ones.
    """
    ids = Ids(rng if rng is not None else random.SystemRandom())
    stored_settings = StoredSettings(store, settings or DuoSettings())
    integrations = Integrations(store)
    aliases = Aliases(store)
    users = Users(store, clock, ids, aliases)
    otps = Otps(store, clock, ids, stored_settings)
    devices = Devices(store, ids, users, otps)
    bypass_codes = BypassCodes(store, clock, ids, stored_settings, users)
    passcodes = Passcodes(
        store, clock, ids, stored_settings, users=users, bypass_codes=bypass_codes, otps=otps
    )
    lockouts = Lockouts(store, clock, stored_settings)
    repository = TransactionRepository(store, ids)
    waiter = TransactionWaiter(store, clock, stored_settings, repository)
    return DuoCloud(
        store=store,
        clock=clock,
        ids=ids,
        settings=stored_settings,
        integrations=integrations,
        users=users,
        aliases=aliases,
        groups=Groups(store, ids),
        lockouts=lockouts,
        devices=devices,
        otps=otps,
        bypass_codes=bypass_codes,
        passcodes=passcodes,
        enrollments=Enrollments(
            store, clock, ids, users=users, devices=devices, bypass_codes=bypass_codes
        ),
        authenticator=Authenticator(clock, stored_settings, integrations, RateLimiter(store)),
        authentication=Authentication(
            store,
            clock,
            ids,
            stored_settings,
            users=users,
            passcodes=passcodes,
            lockouts=lockouts,
            repository=repository,
            waiter=waiter,
            trusted_devices=TrustedDevices(store, ids),
            verified_pushes=VerifiedPushes(store, ids),
        ),
        transactions=Transactions(store, clock, repository),
        transaction_repository=repository,
        waiter=waiter,
        authentication_proxies=AuthenticationProxies(store),
        proxies=ProxyConnections(),
    )

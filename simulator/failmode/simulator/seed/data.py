"""The people, organizations and devices a simulator starts with, reproducible from a seed.

Only data is made here; `failmode.simulator.seed.seeding` puts it into the vendors.
Every name, number and password is made up: telephone numbers come from the range that the
North American Numbering Plan keeps for fiction (555-0100 to 555-0199).
"""

from __future__ import annotations

import base64
import random
import string
from dataclasses import dataclass, field, replace
from functools import lru_cache

from failmode.simulator.duo.directory.authentication_proxies import SsoProxy
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.ninjaone.enums import NodeClass
from failmode.simulator.seed.fiction import Fiction
from failmode.terms import Answer

DEFAULT_SEED = 1
"""The seed when none is asked for."""

FIRST_ORGANIZATION = "Harbour Dental"
"""Name of the organization that every seed begins with, so that examples can rely on it."""

FIRST_USER = "alice"
"""User name of the person every seed begins with; she approves what Duo asks her."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logs in.

    Attributes:
        username: the name at the primary server and at Duo.
        realname: first and last name.
        password: dummy password at the primary server.
        phone: number of the enrolled phone in E.164 form; None: not enrolled at Duo.
        status: the Duo user's status.
        answer: what the person does with a push, a call or a text message.
    """

    username: str
    realname: str
    password: str
    phone: str | None
    status: UserStatus = UserStatus.ACTIVE
    answer: Answer = Answer.APPROVE


@dataclass(frozen=True, slots=True)
class Device:
    """A device under NinjaOne's care.

    Attributes:
        system_name: the device's own name, at most 15 characters as NetBIOS wants.
        node_class: what kind of device it is.
    """

    system_name: str
    node_class: NodeClass


@dataclass(frozen=True, slots=True)
class Location:
    """A location of an organization: a name, a postal address and its devices."""

    name: str
    address: str
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization in NinjaOne: a name, a description and at least one location."""

    name: str
    description: str
    locations: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class SeedData:
    """Everything the simulated vendors know when they start.

    Attributes:
        seed: the number from which it was made.
        organizations: NinjaOne's organizations; each has at least one Windows workstation,
            one Windows server and one Mac.
        people: Duo's users and those who are unknown to Duo.
    """

    seed: int
    organizations: tuple[Organization, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """Dummy credentials of the programs that talk to the vendors.

    Attributes:
        client_id: NinjaOne API application.
        client_secret: its secret.
        ikey: Duo integration key, 20 characters.
        skey: Duo secret key, 40 characters.
        api_host: Duo API host name.
        admin_ikey: integration key of the Admin API application.
        admin_skey: its secret key.
        universal_client_id: client id of the Web SDK application (Universal Prompt), 20 characters.
        universal_client_secret: its client secret, 40 characters.
        radius_secret: secret shared by the Authentication Proxy and its RADIUS clients.
        ldap_service_password: password of the service account of the proxy's directory.
        sso_proxy: keys of an Authentication Proxy that is connected to Duo Single Sign-On.
        of_proxy: integration key and secret key of each further integration, as a given
            `authproxy.cfg` has them. They may be real ones, so nothing tells them.
    """

    client_id: str
    client_secret: str
    ikey: str
    skey: str
    api_host: str
    radius_secret: str
    admin_ikey: str
    admin_skey: str
    universal_client_id: str
    universal_client_secret: str
    ldap_service_password: str
    sso_proxy: SsoProxy
    of_proxy: tuple[tuple[str, str], ...] = field(default=(), repr=False)


_CAST = (
    ("alice", UserStatus.ACTIVE, Answer.APPROVE, True),
    ("bob", UserStatus.ACTIVE, Answer.DENY, True),
    ("carol", UserStatus.ACTIVE, Answer.IGNORE, True),
    ("dave", UserStatus.BYPASS, Answer.APPROVE, True),
    ("erin", UserStatus.DISABLED, Answer.APPROVE, True),
    ("frank", UserStatus.ACTIVE, Answer.APPROVE, False),
    ("grace", UserStatus.LOCKED_OUT, Answer.APPROVE, True),
)
_EXTRA_PEOPLE = 5
_EXTRA_ORGANIZATIONS = 3
_SUFFIX = {
    NodeClass.WINDOWS_WORKSTATION: "WS",
    NodeClass.WINDOWS_SERVER: "SRV",
    NodeClass.MAC: "MAC",
}


@lru_cache(maxsize=8)
def generate_seed_data(seed: int = DEFAULT_SEED) -> SeedData:
    """Return the data of a seed: the same seed always gives equal data."""
    source = random.Random(f"data/{seed}")
    fiction = Fiction(source)
    return SeedData(
        seed=seed, organizations=_organizations(source, fiction), people=_people(source, fiction)
    )


@lru_cache(maxsize=8)
def generate_keys(seed: int = DEFAULT_SEED, *, api_host: str | None = None) -> Keys:
    """Return the dummy credentials of a seed; they do not depend on its other data.

    Args:
        seed: the number that they are made from.
        api_host: Duo API host name; None for one below `duosecurity.test`.
    """
    source = random.Random(f"keys/{seed}")
    letters = string.ascii_letters + string.digits
    upper = string.ascii_uppercase + string.digits

    def text(alphabet: str, length: int) -> str:
        return "".join(source.choices(alphabet, k=length))

    keys = Keys(
        client_id=text(letters, 27),
        client_secret=text(letters, 40),
        ikey="DI" + text(upper, 18),
        skey=text(letters, 40),
        api_host=f"api-{text('0123456789abcdef', 8)}.duosecurity.test",
        radius_secret=text(letters, 16),
        admin_ikey="DI" + text(upper, 18),
        admin_skey=text(letters, 40),
        universal_client_id="DI" + text(upper, 18),
        universal_client_secret=text(letters, 40),
        ldap_service_password=text(letters, 16),
        sso_proxy=SsoProxy(
            "DP" + text(upper, 18),
            base64.urlsafe_b64encode(source.randbytes(32)).decode("ascii"),
            base64.urlsafe_b64encode(source.randbytes(32)).decode("ascii"),
        ),
    )
    return keys if api_host is None else replace(keys, api_host=api_host.lower())


def _people(source: random.Random, fiction: Fiction) -> tuple[Person, ...]:
    numbers = iter(source.sample(range(100, 200), len(_CAST) + _EXTRA_PEOPLE))

    def person(
        username: str,
        realname: str,
        status: UserStatus = UserStatus.ACTIVE,
        answer: Answer = Answer.APPROVE,
        *,
        enrolled: bool = True,
    ) -> Person:
        number = f"+1734555{next(numbers):04d}"
        return Person(
            username=username,
            realname=realname,
            password=f"{username}-dummy-password",
            phone=number if enrolled else None,
            status=status,
            answer=answer,
        )

    people = [
        person(
            name, f"{name.capitalize()} {fiction.last_name()}", status, answer, enrolled=enrolled
        )
        for name, status, answer, enrolled in _CAST
    ]
    names = {one.username for one in people}
    while len(people) < len(_CAST) + _EXTRA_PEOPLE:
        first, last = fiction.first_name(), fiction.last_name()
        username = f"{first}.{last}".lower()
        if username not in names:
            names.add(username)
            people.append(person(username, f"{first} {last}"))
    return tuple(people)


def _organizations(source: random.Random, fiction: Fiction) -> tuple[Organization, ...]:
    names = [FIRST_ORGANIZATION]
    while len(names) < 1 + _EXTRA_ORGANIZATIONS:
        name = fiction.company()
        if name not in names:
            names.append(name)
    prefixes: set[str] = set()
    return tuple(_organization(source, fiction, name, _prefix(name, prefixes)) for name in names)


def _organization(source: random.Random, fiction: Fiction, name: str, prefix: str) -> Organization:
    counts = dict.fromkeys(_SUFFIX, 0)

    def device(node_class: NodeClass) -> Device:
        counts[node_class] += 1
        return Device(
            system_name=f"{prefix}-{_SUFFIX[node_class]}{counts[node_class]:02d}",
            node_class=node_class,
        )

    def location(location_name: str, classes: list[NodeClass]) -> Location:
        return Location(location_name, fiction.address(), tuple(device(one) for one in classes))

    further = source.choices(list(_SUFFIX), k=source.randint(1, 3))
    return Organization(
        name=name,
        description=fiction.business(),
        locations=(location("Main Office", list(_SUFFIX)), location(fiction.city(), further)),
    )


def _prefix(name: str, taken: set[str]) -> str:
    letters = "".join(c for c in name.upper().split()[0] if c in string.ascii_uppercase)[:8]
    prefix, number = letters, 2
    while prefix in taken:
        prefix, number = f"{letters[:7]}{number}", number + 1
    taken.add(prefix)
    return prefix

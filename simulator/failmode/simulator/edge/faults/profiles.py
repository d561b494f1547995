"""Named sets of fault rules that are switched on and off as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.answers import Http502, Http503
from failmode.simulator.edge.faults.conditions import ClockSkew, WrongKeys
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.http.canned_responses import captive_portal_page

PORTAL_PATH = "/captive-portal"
"""Where a client that follows the captive portal's redirection finds its page."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A situation with a name.

    Attributes:
        name: what to call it.
        summary: what it is like, in one line.
        rules: what it is made of, in order; without ids.
    """

    name: str
    summary: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class ProfileState:
    """A profile and whether it is on."""

    profile: Profile
    on: bool

    def to_json(self) -> dict[str, Any]:
        """`name`, `summary`, `on` and `rules`, each as `Rule.to_json` shows it."""
        return {
            "name": self.profile.name,
            "summary": self.profile.summary,
            "on": self.on,
            "rules": [rule.to_json() for rule in self.profile.rules],
        }


class Profiles:
    """The profiles that can be switched on in one book of rules.

    Rules of a profile that is switched on come behind those that are in the book already.

    Args:
        book: where their rules go.
        profiles: what there is.
    """

    def __init__(self, book: RuleBook, profiles: Iterable[Profile]) -> None:
        self._book = book
        self._profiles = {profile.name: profile for profile in profiles}

    def states(self) -> tuple[ProfileState, ...]:
        """All of them, in order."""
        on = self._on()
        return tuple(ProfileState(one, one.name in on) for one in self._profiles.values())

    def state(self, name: str) -> ProfileState:
        """One of them.

        Raises:
            RuleError: when there is no such profile.
        """
        return ProfileState(self._find(name), name in self._on())

    def switch_on(self, name: str) -> None:
        """Put a profile in force, anew when it is on already: counts and times begin again.

        Raises:
            RuleError: when there is no such profile.
        """
        profile = self._find(name)
        self._book.remove_profile(name)
        self._book.add_all(profile.rules, name)

    def switch_off(self, name: str) -> None:
        """Take a profile out of force; one that is off stays off.

        Raises:
            RuleError: when there is no such profile.
        """
        self._book.remove_profile(self._find(name).name)

    def _on(self) -> set[str | None]:
        return {state.active.profile for state in self._book.states()}

    def _find(self, name: str) -> Profile:
        if name not in self._profiles:
            known = ", ".join(self._profiles)
            raise RuleError("profile", f"there is no profile {name!r}", f"Known: {known}")
        return self._profiles[name]


def profiles_of(vendor: str) -> tuple[Profile, ...]:
    """Give the situations of one vendor's clients that the edge can make.

    Args:
        vendor: the vendor, as rules name it.
    """
    return (
        Profile(
            "outage",
            "Every connection is refused.",
            (Rule(vendor, ConnectionRefused()),),
        ),
        Profile(
            "brownout",
            "A quarter of the answers is 503, some are a late 502, half of the rest is slow.",
            (
                Rule(vendor, Http503(), probability=0.25),
                Rule(vendor, Http502(), probability=0.2, delay_seconds=2.0),
                Rule(vendor, probability=0.5, delay_seconds=1.0),
            ),
        ),
        Profile(
            "captive-portal",
            "A portal redirects every request to its page, as in a hotel's network.",
            (
                *(
                    Rule(
                        vendor, operation=f"{method} {PORTAL_PATH}", answer=captive_portal_page(200)
                    )
                    for method in ("GET", "HEAD", "POST")
                ),
                Rule(vendor, answer=captive_portal_page(302, headers=(("Location", PORTAL_PATH),))),
            ),
        ),
        Profile(
            "wrong-keys",
            "The vendor takes every signature, secret and token for a wrong one.",
            (Rule(vendor, WrongKeys()),),
        ),
        Profile(
            "skewed-clock",
            "The vendor's clock is more than an hour ahead of its clients'.",
            (Rule(vendor, ClockSkew()),),
        ),
    )

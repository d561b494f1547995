"""Faults of the name service."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from failmode.simulator.edge.faults.fault import (
    STRIKES_SIMULATED_MACHINES,
    DeadEnds,
    Fault,
    ResolverFault,
)
from failmode.simulator.errors import ConfigError

if TYPE_CHECKING:
    from failmode.simulator.internal_failures import Address


_UNROUTED = "233.252.0.1"


class DnsFailure(ResolverFault):
    """The vendor's host name does not resolve."""

    name = "dns-failure"
    summary = "The host name does not resolve."

    def leads_to(self, address: Address, dead_ends: DeadEnds | None) -> Sequence[Address]:
        """See `ResolverFault`."""
        del address, dead_ends
        return ()


class NoRoute(ResolverFault):
    """The vendor's host name leads to an address to which there is no way.

    Whoever connects there by TCP is told so by the operating system at once, on every machine: it
    is an address for multicast, of the block that is kept for examples (RFC 6676). Without a route
    in the routing table the error is the same, ENETUNREACH.
    """

    name = "no-route"
    summary = "The host name leads to an address to which this machine has no route."
    reach_note = f"{STRIKES_SIMULATED_MACHINES} Those that are led to {_UNROUTED} meet the same."

    def leads_to(self, address: Address, dead_ends: DeadEnds | None) -> Sequence[Address]:
        """See `ResolverFault`."""
        del dead_ends
        return ((_UNROUTED, address[1]),)


class OneBadAddress(ResolverFault):
    """The host name leads to two addresses, at the first of which the vendor is not reached."""

    reach_note = (
        f"{STRIKES_SIMULATED_MACHINES} Where that leads to ::1 as well, such as by two lines of "
        "/etc/hosts, they meet the same address."
    )

    def leads_to(self, address: Address, dead_ends: DeadEnds | None) -> Sequence[Address]:
        """See `ResolverFault`."""
        if dead_ends is None:
            raise ConfigError(
                f"there is no address beside {address[0]} for {self.name}",
                "Let the simulator start the vendor's edge",
            )
        return (self.dead_end(dead_ends), address)

    def prepare(self, dead_ends: DeadEnds) -> None:
        """See `ResolverFault`."""
        self.dead_end(dead_ends)

    @abstractmethod
    def dead_end(self, dead_ends: DeadEnds) -> Address:
        """Choose the first address."""


class FirstAddressRefused(OneBadAddress):
    """The first of two addresses refuses connections."""

    name = "first-address-refused"
    summary = "The host name leads to two addresses, the first of which refuses connections."

    def dead_end(self, dead_ends: DeadEnds) -> Address:
        """See `OneBadAddress`."""
        return dead_ends.refusing()


class FirstAddressSilent(OneBadAddress):
    """The first of two addresses leaves attempts to connect unanswered."""

    name = "first-address-silent"
    summary = "The host name leads to two addresses, the first of which answers no connection."

    def dead_end(self, dead_ends: DeadEnds) -> Address:
        """See `OneBadAddress`."""
        return dead_ends.silent()


class FirstAddressUntrusted(OneBadAddress):
    """The first of two addresses shows a certificate that nobody trusts."""

    name = "first-address-untrusted"
    summary = "The host name leads to two addresses; the certificate of the first is untrusted."

    def dead_end(self, dead_ends: DeadEnds) -> Address:
        """See `OneBadAddress`."""
        return dead_ends.untrusted()


FAULTS: tuple[type[Fault], ...] = (
    DnsFailure,
    NoRoute,
    FirstAddressRefused,
    FirstAddressSilent,
    FirstAddressUntrusted,
)
"""The faults of this module, in the order in which they are listed."""

"""Faults of the name service."""

from __future__ import annotations

from failmode.simulator.edge.faults.fault import Fault, ResolverFault


class DnsFailure(ResolverFault):
    """The vendor's host name does not resolve."""

    name = "dns-failure"
    summary = "The host name does not resolve."


FAULTS: tuple[type[Fault], ...] = (DnsFailure,)
"""The faults of this module, in the order in which they are listed."""

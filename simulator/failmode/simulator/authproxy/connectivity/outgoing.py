"""What can be said of sections that are called over a connection to Duo, before there is one."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.simulator.authproxy.cfg.sections.base import ServerSection
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.connectivity.results import (
    ConnectivityResult,
    Outcome,
    Subject,
)


def try_outgoing(section: ServerSection) -> Iterator[ConnectivityResult]:
    """Say what of a section the file does not hold, so that it cannot be tested.

    Args:
        section: any section; there is nothing to say of most.
    """
    if isinstance(section, SsoSection):
        what = "Duo was not tried: its host and the keys come by enrollment, not from this file"
        yield ConnectivityResult(section.name, Subject.PING, Outcome.UNTESTED, what)
    if isinstance(section, SsoSection | CloudSection):
        what = "the directory was not tried: Duo names it with each call, and this file does not"
        yield ConnectivityResult(section.name, Subject.PRIMARY, Outcome.UNTESTED, what)

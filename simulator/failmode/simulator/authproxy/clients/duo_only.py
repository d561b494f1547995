"""[duo_only_client]: no primary authentication.

Source: the Duo Authentication Proxy 5.0.0 (`modules/duo_only_client.py`).
"""

from __future__ import annotations

import logging

from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.primary import Credentials, PrimaryResult


class DuoOnly:
    """A primary authenticator for which any password passes.

    Args:
        section: the section, which says nothing more.
        logger: gets the lines of `authproxy.log`; there are none.
    """

    def __init__(self, section: DuoOnlyClientSection, logger: logging.Logger | None = None) -> None:
        del section, logger

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Accept without looking."""
        del credentials
        return PrimaryResult(accepted=True, message=messages.PRIMARY_IGNORED)

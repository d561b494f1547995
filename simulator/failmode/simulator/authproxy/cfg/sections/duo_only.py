"""[duo_only_client]: the section of those who log in with the second factor alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from failmode.simulator.authproxy.cfg.sections.base import ClientSection


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoOnlyClientSection(ClientSection):
    """[duo_only_client]: no primary authentication; any password passes."""

    KIND: ClassVar[str] = "duo_only_client"
    NOT_SIMULATED: ClassVar[frozenset[str]] = frozenset({"http_ca_certs_file"})

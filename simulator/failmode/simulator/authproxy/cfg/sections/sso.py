"""[sso]: Active Directory passwords for Duo Single Sign-On, which has no failmode.

Source: the Duo Authentication Proxy (`section.py`, `modules/sso.py`, `module_factory.py`). The keys
of the connection and Duo's host are not in the file: enrollment stores them as secrets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from failmode.simulator.authproxy.cfg.ini import RawSection
from failmode.simulator.authproxy.cfg.options import CertificateBundle, Text
from failmode.simulator.authproxy.cfg.sections.base import (
    HttpProxyHost,
    Section,
    ServerSection,
    half_an_account,
)
from failmode.simulator.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoSection(ServerSection):
    """[sso].

    Attributes:
        rikey: key of the authentication source at Duo that this section serves.
        service_account_username: who searches the directory; empty: not given.
        service_account_password: of that account; empty: not given.
        http_ca_certs_file: PEM bundle that Duo's certificate must lead to; None: not given.
        http_proxy: HTTP proxy to reach Duo through; None: Duo is reached straight.
    """

    KIND: ClassVar[str] = "sso"

    rikey: Annotated[str, Text()]
    service_account_username: Annotated[str, Text()] = ""
    service_account_password: Annotated[str, Text(secret=True)] = field(default="", repr=False)
    http_ca_certs_file: Annotated[Path | None, CertificateBundle()] = None
    http_proxy: Annotated[tuple[str, int] | None, HttpProxyHost()] = None

    @property
    def duo_ca_file(self) -> Path | None:
        """Its own bundle."""
        return self.http_ca_certs_file

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find a service account of which only one half is there."""
        yield from half_an_account(raw)

    def check_beside(self, other: Section, raw: RawSection) -> Iterable[ConfigError]:
        """Find another section that serves the same authentication source."""
        if isinstance(other, SsoSection) and other.rikey == self.rikey:
            yield raw.error(
                "rikey", f"is that of [{other.name}]", "Give each section a key of its own"
            )

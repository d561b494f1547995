"""[cloud]: the directory sync of Duo's cloud, which has no failmode.

Source: the Duo Authentication Proxy (`lib/validation/config/check/cloud.py`, `modules/cloud.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from failmode.simulator.authproxy.cfg.ini import RawSection
from failmode.simulator.authproxy.cfg.options import (
    CertificateBundle,
    HostName,
    Number,
    Text,
)
from failmode.simulator.authproxy.cfg.sections.base import (
    DuoApi,
    HttpProxyHost,
    Section,
    ServerSection,
    half_an_account,
)
from failmode.simulator.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudSection(ServerSection):
    """[cloud].

    Attributes:
        ikey: integration key.
        skey: secret key.
        api_host: Duo's API host.
        api_port: its TCP port.
        http_ca_certs_file: PEM bundle that Duo's certificate must lead to; None: not given.
        http_proxy: HTTP proxy to reach Duo through; None: Duo is reached straight.
        service_account_username: who searches the directory; empty: not given.
        service_account_password: of that account; empty: not given.
    """

    KIND: ClassVar[str] = "cloud"

    ikey: Annotated[str, Text()]
    skey: Annotated[str, Text(secret=True)] = field(repr=False)
    api_host: Annotated[str, HostName()]
    api_port: Annotated[int, Number(smallest=1, largest=65535)] = 443
    http_ca_certs_file: Annotated[Path | None, CertificateBundle()] = None
    http_proxy: Annotated[tuple[str, int] | None, HttpProxyHost()] = None
    service_account_username: Annotated[str, Text()] = ""
    service_account_password: Annotated[str, Text(secret=True)] = field(default="", repr=False)

    @property
    def duo_host(self) -> str:
        """Duo's API host."""
        return self.api_host

    @property
    def api(self) -> DuoApi:
        """The integration that it joins Duo by."""
        return DuoApi(
            self.ikey,
            self.skey,
            self.api_host,
            self.api_port,
            http_proxy=self.http_proxy,
            http_ca_certs_file=self.http_ca_certs_file,
        )

    @property
    def duo_ca_file(self) -> Path | None:
        """Its own bundle."""
        return self.http_ca_certs_file

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find a service account of which only one half is there."""
        yield from half_an_account(raw)

    def check_beside(self, other: Section, raw: RawSection) -> Iterable[ConfigError]:
        """Find another section of this kind, which the product refuses."""
        if isinstance(other, CloudSection):
            yield raw.error(
                "ikey",
                f"is beside [{other.name}]; the product takes one [cloud] section",
                "Remove one",
            )

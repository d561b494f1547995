"""[main]: what concerns the proxy as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from failmode.simulator.authproxy.cfg.options import (
    Address,
    CertificateBundle,
    ExistingDirectory,
    Flag,
    Number,
    SectionName,
    Text,
)
from failmode.simulator.authproxy.cfg.sections.base import HttpProxyHost, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class MainSection(Section):
    """[main].

    Attributes:
        log_dir: directory for `authproxy.log` and `authevents.log`; None: no files are written
            (the product writes to its own `log` directory).
        log_auth_events: whether `authevents.log` is written.
        log_max_size: bytes after which a log file is rotated.
        log_max_files: rotated files that are kept.
        http_ca_certs_file: PEM bundle that Duo's certificate must lead to, for server sections
            that name none; None: not given.
        http_proxy: HTTP proxy to reach Duo through, for server sections that name none.
        interface: address to bind for server sections that name none; empty: not given.
        client: name of the client section for server sections that name none; empty: not given.
        server: name of the server section whose own client gives way to `client`; empty: none.
    """

    KIND: ClassVar[str] = "main"
    NOT_SIMULATED: ClassVar[frozenset[str]] = frozenset(
        {
            "log_sso_events",
            "log_file",
            "log_stdout",
            "log_syslog",
            "syslog_facility",
            "test_connectivity_on_startup",
            "fips_mode",
        }
    )

    name: Annotated[str, SectionName()] = KIND
    log_dir: Annotated[Path | None, ExistingDirectory()] = None
    log_auth_events: Annotated[bool, Flag()] = False
    log_max_size: Annotated[int, Number()] = 10 * 1024 * 1024
    log_max_files: Annotated[int, Number()] = 6
    http_ca_certs_file: Annotated[Path | None, CertificateBundle()] = None
    http_proxy: Annotated[tuple[str, int] | None, HttpProxyHost()] = None
    interface: Annotated[str, Address()] = ""
    client: Annotated[str, Text()] = ""
    server: Annotated[str, Text()] = ""

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
    NeverFlag,
    NotedFlag,
    NotedText,
    Number,
    SectionName,
    Text,
)
from failmode.simulator.authproxy.cfg.sections.base import HttpProxyHost, Section

_ONE_LOG = "is not simulated: the log goes to log_dir and to the logging of this process"
_NO_FIPS = "switches the vendor's build to FIPS cryptography, which is not simulated"


@dataclass(frozen=True, slots=True, kw_only=True)
class MainSection(Section):
    """[main].

    Attributes:
        log_dir: directory for `authproxy.log` and `authevents.log`; None: no files are written
            (the product writes to its own `log` directory).
        log_file: whether `authproxy.log` is written to `log_dir`.
        log_stdout: checked, with a warning: every line goes to the logging of this process.
        log_syslog: as `log_stdout`.
        syslog_facility: as `log_stdout`.
        log_sso_events: whether `ssoevents.log` is written where there is a section [sso].
        log_auth_events: whether `authevents.log` is written.
        log_max_size: bytes after which a log file is rotated.
        log_max_files: rotated files that are kept.
        http_ca_certs_file: PEM bundle that Duo's certificate must lead to, for server sections
            that name none; None: not given.
        http_proxy: HTTP proxy to reach Duo through, for server sections that name none.
        interface: address to bind for server sections that name none; empty: not given.
        client: name of the client section for server sections that name none; empty: not given.
        server: name of the server section whose own client gives way to `client`; empty: none.
        test_connectivity_on_startup: whether ports, primary servers and Duo are tested, and the
            results logged, before the proxy serves.
        fips_mode: only false is taken.
    """

    KIND: ClassVar[str] = "main"

    name: Annotated[str, SectionName()] = KIND
    log_dir: Annotated[Path | None, ExistingDirectory()] = None
    log_file: Annotated[bool, Flag()] = True
    log_stdout: Annotated[bool, NotedFlag(note=_ONE_LOG)] = False
    log_syslog: Annotated[bool, NotedFlag(note=_ONE_LOG)] = False
    syslog_facility: Annotated[str, NotedText(note=_ONE_LOG)] = ""
    log_sso_events: Annotated[bool, Flag()] = True
    log_auth_events: Annotated[bool, Flag()] = False
    log_max_size: Annotated[int, Number()] = 10 * 1024 * 1024
    log_max_files: Annotated[int, Number()] = 6
    http_ca_certs_file: Annotated[Path | None, CertificateBundle()] = None
    http_proxy: Annotated[tuple[str, int] | None, HttpProxyHost()] = None
    interface: Annotated[str, Address()] = ""
    client: Annotated[str, Text()] = ""
    server: Annotated[str, Text()] = ""
    test_connectivity_on_startup: Annotated[bool, Flag()] = False
    fips_mode: Annotated[bool, NeverFlag(reason=_NO_FIPS)] = False

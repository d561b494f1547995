"""[ldap_server_auto]: the section of those who log in over LDAP.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`).
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from failmode.simulator.authproxy.cfg.ini import RawSection, quoted
from failmode.simulator.authproxy.cfg.options import (
    Address,
    ExistingFile,
    Flag,
    Number,
    NumberedTexts,
    Text,
    Words,
)
from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.base import (
    Factor,
    FactorOptions,
    ListeningPort,
    LoginServerSection,
    Transport,
)
from failmode.simulator.authproxy.cfg.tls import (
    DEFAULT_MINIMUM_TLS_VERSION,
    TlsVersion,
    server_tls_context,
    unusable_tls,
)
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class LdapServerAutoSection(LoginServerSection):
    """[ldap_server_auto].

    Attributes:
        interface: address to bind; empty: not given.
        port: TCP port for clear text and StartTLS; 0 (ours, not the product's): any free one.
        ssl_port: TCP port for LDAPS, where there is a certificate; 0: any free one.
        ssl_key_path: PEM file with the private key; None: no TLS.
        ssl_cert_path: PEM file with the certificate; None: no TLS.
        minimum_tls_version: oldest version of TLS that clients may speak.
        cipher_list: OpenSSL's list of ciphers; empty: its own choice.
        factors: factors to use, in order of preference.
        delimiter: between password and factor.
        allow_concat: whether a factor or passcode may follow the password.
        exempt_primary_bind: whether Duo is not asked about the first bind of a connection.
        exempt_ous: distinguished names; Duo is not asked about whoever is below one of them.
        allow_searches_after_bind: whether a connection goes on after a bind that Duo was asked
            about.
        allow_unlimited_binds: whether there may be further binds after one.
        network_timeout: seconds that the directory may take for an answer.
        idle_timeout: seconds after which a connection without traffic ends.
    """

    KIND: ClassVar[str] = "ldap_server_auto"

    interface: Annotated[str, Address()] = ""
    port: Annotated[int, Number(largest=65535)] = 389
    ssl_port: Annotated[int, Number(largest=65535)] = 636
    ssl_key_path: Annotated[Path | None, ExistingFile("an existing PEM file")] = None
    ssl_cert_path: Annotated[Path | None, ExistingFile("an existing PEM file")] = None
    minimum_tls_version: Annotated[str, TlsVersion()] = DEFAULT_MINIMUM_TLS_VERSION
    cipher_list: Annotated[str, Text()] = ""
    factors: Annotated[tuple[Factor, ...], Words(Factor, "factor")] = (Factor.AUTO,)
    delimiter: Annotated[str, Text()] = ","
    allow_concat: Annotated[bool, Flag()] = True
    exempt_primary_bind: Annotated[bool, Flag()] = True
    exempt_ous: Annotated[tuple[str, ...], NumberedTexts("exempt_ou")] = ()
    allow_searches_after_bind: Annotated[bool, Flag()] = True
    allow_unlimited_binds: Annotated[bool, Flag()] = False
    network_timeout: Annotated[float, Number(smallest=1)] = 600
    idle_timeout: Annotated[float, Number(smallest=1)] = 3600

    @property
    def factor_options(self) -> FactorOptions:
        """How the factor of a login is found."""
        return FactorOptions(
            factors=self.factors, delimiter=self.delimiter, allow_concat=self.allow_concat
        )

    @property
    def has_tls(self) -> bool:
        """Whether there is a key and a certificate."""
        return self.ssl_key_path is not None and self.ssl_cert_path is not None

    @property
    def listening_ports(self) -> tuple[ListeningPort, ...]:
        """Its TCP port, and that of LDAPS where there is a certificate."""
        clear = ListeningPort(Transport.TCP, self.interface, self.port)
        if not self.has_tls:
            return (clear,)
        return (clear, ListeningPort(Transport.TCP, self.interface, self.ssl_port, "ssl_port"))

    def tls_context(self) -> ssl.SSLContext | None:
        """Return what TLS is served with; None without a certificate.

        Raises:
            OSError: when key or certificate cannot be used (`ssl.SSLError` is one).
        """
        if self.ssl_key_path is None or self.ssl_cert_path is None:
            return None
        return server_tls_context(
            self.ssl_cert_path, self.ssl_key_path, self.minimum_tls_version, self.cipher_list
        )

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find what the product's own check refuses, and TLS that cannot be served."""
        if self.allow_unlimited_binds and self.exempt_primary_bind:
            yield raw.error(
                "allow_unlimited_binds",
                "needs exempt_primary_bind=false",
                "Set exempt_primary_bind=false, or remove it",
            )
        for index, name in enumerate(self.exempt_ous, start=1):
            if not read_dn(name):
                yield raw.error(
                    f"exempt_ou_{index}", f"is {quoted(name)}", "Expected a distinguished name"
                )
        yield from self._tls_problems(raw)
        if not isinstance(self.client, AdClientSection):
            yield raw.error(
                "client",
                f"is [{self.client.name}], but LDAP logins need an [ad_client]",
                "Add an [ad_client] section and name it here",
            )

    def _tls_problems(self, raw: RawSection) -> Iterator[ConfigError]:
        pair = {"ssl_key_path": self.ssl_key_path, "ssl_cert_path": self.ssl_cert_path}
        missing = [key for key, path in pair.items() if path is None]
        if len(missing) == 1:
            yield raw.error(missing[0], "is missing", f"Add {missing[0]} to serve TLS")
        try:
            self.tls_context()
        except OSError as error:
            yield unusable_tls(raw, error, "ssl_cert_path")

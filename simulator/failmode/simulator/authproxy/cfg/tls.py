"""The options of sections that serve TLS, and what follows from them.

Source: the Duo Authentication Proxy 4.0.2 (`modules/ssl_server.py`), which later versions share
between their servers.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from failmode.simulator.authproxy.cfg.ini import RawSection, quoted
from failmode.simulator.authproxy.cfg.options import ReadContext, SingleOption
from failmode.simulator.errors import ConfigError

TLS_VERSIONS = {"tls1.0": "TLSv1", "tls1.1": "TLSv1_1", "tls1.2": "TLSv1_2"}
"""Values of minimum_tls_version, with the names of Python's `ssl`. The product has `ssl3` as well,
which the OpenSSL of today has not."""

DEFAULT_MINIMUM_TLS_VERSION = "tls1.2"
"""The oldest version that clients may speak where the file names none."""


class TlsVersion(SingleOption):
    """A version of TLS, such as `tls1.2`."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the word."""
        value = context.section.text(key).lower()
        if value not in TLS_VERSIONS:
            raise context.section.error(
                key, f"is {quoted(value)}", f"Expected one of {', '.join(TLS_VERSIONS)}"
            )
        return value


def server_tls_context(
    certificates: Path, key: Path, minimum_version: str, ciphers: str
) -> ssl.SSLContext:
    """Make what a section serves TLS with.

    Args:
        certificates: PEM file with the certificate, and those up to its CA.
        key: PEM file with the private key.
        minimum_version: oldest version that clients may speak, a key of `TLS_VERSIONS`.
        ciphers: OpenSSL's list; empty: its own choice.

    Raises:
        OSError: when one of them cannot be used (`ssl.SSLError` is one).
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates, key, password=_no_password)
    context.minimum_version = ssl.TLSVersion[TLS_VERSIONS[minimum_version]]
    if ciphers:
        context.set_ciphers(ciphers)
    return context


def unusable_tls(raw: RawSection, error: OSError, key: str) -> ConfigError:
    """Say that a section cannot serve TLS with what it names.

    Args:
        raw: what it was read from.
        error: why not.
        key: the option with the certificate.
    """
    return raw.error(
        "cipher_list" if "CIPHER" in str(error).upper() else key,
        f"cannot be used: {error}",
        "Give a certificate, its private key without a passphrase, and ciphers that OpenSSL knows",
    )


def _no_password() -> str:
    """Give no passphrase, so that OpenSSL does not ask for one on the terminal."""
    return ""

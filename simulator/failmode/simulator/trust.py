"""Whom the simulator's own clients trust when they speak TLS."""

from __future__ import annotations

import ssl
from pathlib import Path


def client_context(ca_file: Path | None) -> ssl.SSLContext:
    """Make a context that checks a server's certificate and name.

    Args:
        ca_file: certificates that are trusted, PEM, servers' own ones among them, whoever signed
            these; None for the authorities that the operating system trusts.

    Raises:
        OSError: when the file cannot be read, or holds no certificate.
    """
    context = ssl.create_default_context(cafile=ca_file)
    # Python 3.13 does so by itself, and so does curl.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context

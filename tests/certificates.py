"""What a client sees of a server's certificate."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID


def common_name(port: int, host: str, *, ca_file: str | Path) -> str:
    """Connect to a port of this machine as `host`; give the common name that is shown.

    Raises:
        ssl.SSLCertVerificationError: when the certificate is not good for `host`.
    """
    trust = ssl.create_default_context(cafile=ca_file)
    with (
        socket.create_connection(("localhost", port), timeout=5) as plain,
        trust.wrap_socket(plain, server_hostname=host) as tls,
    ):
        der = tls.getpeercert(binary_form=True)
    assert der is not None
    subject = x509.load_der_x509_certificate(der).subject
    (found,) = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found.value)

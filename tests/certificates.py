"""What a client sees of a server's certificate."""

from __future__ import annotations

import socket
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from failmode.simulator.trust import client_context
from tests.patience import PATIENT_SECONDS


def certificate_shown(port: int, host: str, *, ca_file: str | Path) -> x509.Certificate:
    """Connect to a port of this machine as `host`; give the certificate that is shown.

    Raises:
        ssl.SSLCertVerificationError: when the certificate is not good for `host`.
    """
    trust = client_context(Path(ca_file))
    with (
        socket.create_connection(("localhost", port), timeout=PATIENT_SECONDS) as plain,
        trust.wrap_socket(plain, server_hostname=host) as tls,
    ):
        der = tls.getpeercert(binary_form=True)
    assert der is not None
    return x509.load_der_x509_certificate(der)


def common_name(port: int, host: str, *, ca_file: str | Path) -> str:
    """Connect to a port of this machine as `host`; give the common name that is shown.

    Raises:
        ssl.SSLCertVerificationError: when the certificate is not good for `host`.
    """
    subject = certificate_shown(port, host, ca_file=ca_file).subject
    (found,) = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found.value)

"""What both sides of NTLM negotiate, and make of a certificate."""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from spnego._ntlm_raw.crypto import md5
from spnego._ntlm_raw.messages import NegotiateFlags
from spnego.channel_bindings import GssChannelBindings

SEALING = NegotiateFlags.sign | NegotiateFlags.seal | NegotiateFlags.key_128
"""What is negotiated where the messages that follow are to be signed and encrypted."""


def channel_binding(certificate: bytes) -> bytes | None:
    """Return what ties a bind to the TLS connection: tls-server-end-point (RFC 5929, 4.1).

    Args:
        certificate: the server's, in DER.

    Returns:
        the hash that stands in NTLM (MS-NLMP, 2.2.2.1); None for a certificate whose signature has
        no single hash that can be read.
    """
    try:
        read = x509.load_der_x509_certificate(certificate)
        algorithm = read.signature_hash_algorithm
    except (ValueError, UnsupportedAlgorithm):
        return None
    if algorithm is None:
        return None
    if isinstance(algorithm, hashes.MD5 | hashes.SHA1):
        algorithm = hashes.SHA256()
    data = b"tls-server-end-point:" + read.fingerprint(algorithm)
    return md5(GssChannelBindings(application_data=data).pack())

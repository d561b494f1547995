"""What both sides of NTLM make of a password, and of a certificate.

pyspnego's own function takes a password that looks like two hashes for the hashes themselves, so
that whoever has stolen them would log in with them; it is not used.
"""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from spnego._ntlm_raw.crypto import md5
from spnego._ntlm_raw.md4 import md4
from spnego._ntlm_raw.messages import NegotiateFlags
from spnego.channel_bindings import GssChannelBindings

SEALING = NegotiateFlags.sign | NegotiateFlags.seal | NegotiateFlags.key_128
"""What is negotiated where the messages that follow are to be signed and encrypted."""


def nt_hash(password: str) -> bytes:
    """Return the key of a password: NTOWFv1 of MS-NLMP, 3.3.1."""
    return md4(password.encode("utf-16-le", "surrogatepass"))


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

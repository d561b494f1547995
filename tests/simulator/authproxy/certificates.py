"""A CA and what it issues, as the PEM files that a configuration names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM files.

    Attributes:
        ca: the CA that the certificate leads to.
        other_ca: one that it does not lead to.
        certificate: with what leads up to the CA.
        key: its private key.
    """

    ca: Path
    other_ca: Path
    certificate: Path
    key: Path

    @property
    def eap_options(self) -> dict[str, str]:
        """The options of [radius_server_eap] that name them."""
        return {"certs": str(self.certificate), "pkey": str(self.key)}


def issue_certificates(folder: Path, name: str = "radius.example.test") -> Certificates:
    """Write a certificate for a name, its key and two CAs into a folder."""
    authority = trustme.CA()
    issued = authority.issue_cert(name)
    files = Certificates(
        folder / "eap-ca.pem", folder / "other-ca.pem", folder / "eap.pem", folder / "eap-key.pem"
    )
    authority.cert_pem.write_to_path(files.ca)
    trustme.CA().cert_pem.write_to_path(files.other_ca)
    for blob in issued.cert_chain_pems:
        blob.write_to_path(files.certificate, append=True)
    issued.private_key_pem.write_to_path(files.key)
    return files

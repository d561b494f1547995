"""The hash of a password that NTLM and MS-CHAPv2 both start from."""

from __future__ import annotations

from spnego._ntlm_raw.md4 import md4


def nt_hash(password: str) -> bytes:
    """Return the key of a password: NTOWFv1 of MS-NLMP, 3.3.1; NtPasswordHash of RFC 2759, 8.3.

    pyspnego's own function takes a password that looks like two hashes for the hashes themselves,
    so that whoever has stolen them would log in with them; it is not used.
    """
    return md4(password.encode("utf-16-le", "surrogatepass"))

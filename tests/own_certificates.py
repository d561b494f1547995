"""Certificates that a user may have, for names and reasons of a test's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import trustme


def write_certificate(
    directory: Path,
    *names: str,
    authority: trustme.CA | None = None,
    ends: datetime | None = None,
    begins: datetime | None = None,
) -> tuple[Path, Path]:
    """Write a certificate without its issuer's, and its key; return both files.

    Args:
        directory: where to.
        names: host names and addresses that it is good for.
        authority: who signs it; somebody whom nobody knows when left out.
        ends: when; in the year 3000 when left out.
        begins: when; in the past when left out.
    """
    leaf = (authority or trustme.CA()).issue_cert(
        *names,
        not_after=ends or datetime(2999, 1, 1, tzinfo=UTC),
        not_before=begins or datetime(2000, 1, 1, tzinfo=UTC),
    )
    chain, key = directory / "chain.pem", directory / "key.pem"
    chain.write_bytes(leaf.cert_chain_pems[0].bytes())
    key.write_bytes(leaf.private_key_pem.bytes())
    key.chmod(0o600)
    return chain, key


def join(directory: Path, files: Sequence[Path]) -> Path:
    """Write what several files hold into one, which only its owner may read."""
    joined = directory / "joined.pem"
    joined.write_bytes(b"".join(file.read_bytes() for file in files))
    joined.chmod(0o600)
    return joined

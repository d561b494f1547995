"""The picture that the cloud gives out as the customer's logo: a check mark of our own."""

from __future__ import annotations

import struct
import zlib
from functools import cache

MEDIA_TYPE = "image/png"
"""Media type of the logo."""

_BITMAP = (
    "................",
    "................",
    ".............##.",
    "............###.",
    "...........###..",
    "..........###...",
    ".##......###....",
    ".###....###.....",
    "..###..###......",
    "...######.......",
    "....####........",
    ".....##.........",
    "................",
    "................",
)
_SCALE = 8
_COLOURS = {".": b"\xff\xff\xff", "#": b"\x1f\x7a\x4d"}


@cache
def logo() -> bytes:
    """Return the logo as PNG, 128 x 112 pixels."""
    lines = [
        b"\0" + b"".join(_COLOURS[dot] * _SCALE for dot in line)
        for line in _BITMAP
        for _ in range(_SCALE)
    ]
    size = struct.pack(">II", len(_BITMAP[0]) * _SCALE, len(lines))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", size + bytes((8, 2, 0, 0, 0)))
        + _chunk(b"IDAT", zlib.compress(b"".join(lines)))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum

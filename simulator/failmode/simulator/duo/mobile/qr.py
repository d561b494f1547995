"""QR codes, as pictures."""

from __future__ import annotations

import io

MEDIA_TYPE = "image/png"
"""Media type of a picture."""

MAX_TEXT = 500
"""Most characters of a text. Unknown; an activation code has some 70."""

_SCALE = 6


def picture(text: str) -> bytes:
    """Return a text as the PNG of a QR code."""
    # Few ask for a picture, and every start would wait for what draws one.
    import segno  # noqa: PLC0415

    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=_SCALE)
    return out.getvalue()

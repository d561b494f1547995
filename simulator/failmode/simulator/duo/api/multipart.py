"""Parameters of a `multipart/form-data` body (RFC 7578), as an array given to PHP's curl makes one.

Only the OIDC Auth API reads such bodies: `src/Client.php` of
https://github.com/duosecurity/duo_universal_php posts them. No client that was read signs one.
"""

from __future__ import annotations

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, MultipartDecoder, Preamble

from failmode.simulator.duo.api.signature import Pairs
from failmode.simulator.duo.errors import InvalidRequestParametersError

_LONGEST_BOUNDARY = 70
"""By RFC 2046, section 5.1.1."""


def decode_multipart(content_type: str, body: bytes, max_fields: int) -> Pairs:
    """Read the parameters of a body; bytes that are not UTF-8 become lone surrogates.

    Args:
        content_type: the `Content-Type` header, which names the boundary.
        body: the body.
        max_fields: most parameters.

    Raises:
        InvalidRequestParametersError: for what is no form: without a boundary, with anything
            before the first or after the last one, cut off, with a file or a part without a name,
            or with more than `max_fields` parameters.
    """
    boundary = parse_options_header(content_type)[1].get("boundary", "")
    if not (boundary.isascii() and 0 < len(boundary) <= _LONGEST_BOUNDARY):
        raise InvalidRequestParametersError
    decoder = MultipartDecoder(boundary.encode("ascii"), max_parts=max_fields)
    decoder.receive_data(body)
    decoder.receive_data(None)
    pairs: list[tuple[str, str]] = []
    value = b""
    name = ""
    try:
        while True:
            event = decoder.next_event()
            _refuse_more_than_fields(event)
            if isinstance(event, Epilogue):
                return tuple(pairs)
            if isinstance(event, Field):
                name, value = event.name, b""
            elif isinstance(event, Data):
                value += event.data
                if not event.more_data:
                    pairs.append((name, value.decode("utf-8", "surrogateescape")))
    except (ValueError, AttributeError, RequestEntityTooLarge) as error:
        # Werkzeug's decoder fails with an AttributeError at a part without a line break.
        raise InvalidRequestParametersError from error


def _refuse_more_than_fields(event: Event) -> None:
    """Refuse what surrounds the parts, files, and parts without a name."""
    if isinstance(event, Preamble | Epilogue):
        wrong = bool(event.data.strip())
    else:
        wrong = not isinstance(event, Field | Data) or (isinstance(event, Field) and not event.name)
    if wrong:
        raise ValueError(type(event).__name__)

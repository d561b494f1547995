"""The operations of Duo Mobile: its activation, and what leads a person to it.

Sources: https://github.com/WillForan/duo-hotp (`duo.py`; the refusals in its pull request 2),
https://github.com/revalo/duo-bypass and PyPI duo-hotp-auth 0.1.0. The pages of the real service
are no public interface.
"""

from __future__ import annotations

import base64
import json
from html import escape

from werkzeug.wrappers import Response

from failmode.simulator.duo.api.params import JSON_TYPE, Params
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.auth.enrollment import barcode_path
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import OtpKind
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AlreadyActivatedError,
    InvalidRequestParametersError,
    NotFoundError,
    SignatureTypeError,
    UnknownActivationCodeError,
    UnsupportedPlatformError,
)
from failmode.simulator.duo.mobile.assumptions import CUSTOMER_NAME, PLATFORMS, SIGNATURES
from failmode.simulator.duo.mobile.endpoint import MobileEndpoint, invited
from failmode.simulator.duo.mobile.qr import MAX_TEXT, MEDIA_TYPE, picture
from failmode.simulator.http_api.operation import Operation

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Activate Duo Mobile</title>
<h1>Activate Duo Mobile</h1>
{body}
</html>
"""


def _qr(_cloud: DuoCloud, request: DuoRequest) -> Response:
    """GET /frame/qr: the picture that Duo Mobile scans."""
    value = request.params().required("value")
    if len(value) > MAX_TEXT:
        raise InvalidRequestParametersError("value")
    return Response(picture(value), headers=_HEADERS, content_type=MEDIA_TYPE)


def _page(cloud: DuoCloud, request: DuoRequest) -> Response:
    """GET /activate/{identifier}: the page that a person opens to activate Duo Mobile."""
    found = invited(cloud, request)
    if found is None or not cloud.enrollments.is_open(found):
        return _html("<p>This link has been used, or its time is over.</p>", 404)
    source = escape(barcode_path(found.activation_code))
    return _html(
        f"<p>Scan this code with Duo Mobile, as {escape(found.username)}.</p>\n"
        f'<p><img src="{source}" alt="QR code"></p>\n'
        f"<p>Or open {escape(found.activation_code)} with it.</p>"
    )


def _html(body: str, status: int = 200) -> Response:
    page = _PAGE.format(body=body)
    return Response(page, status, _HEADERS, content_type="text/html; charset=utf-8")


def _activate(cloud: DuoCloud, request: DuoRequest) -> Response:
    """POST /push/v2/activation/{identifier}: what Duo Mobile does with the code."""
    params = request.params()
    found = invited(cloud, request)
    if found is None or not cloud.enrollments.is_open(found):
        raise UnknownActivationCodeError
    _check_signature(params)
    platform = PLATFORMS.get((params.optional("platform") or "").lower())
    if platform is None:
        # It was of no use afterwards: https://github.com/WillForan/duo-hotp/pull/2.
        cloud.enrollments.expire(found.activation_code)
        raise UnsupportedPlatformError
    with cloud.store.transaction(exclusive=True):
        try:
            device = cloud.enrollments.activate(found.activation_code, platform=platform)
        except (NotFoundError, AlreadyActivatedError) as error:
            raise UnknownActivationCodeError from error
        shown, secret = _secret(cloud)
        cloud.otps.set(device.device, OtpKind.HOTP, secret=secret)
    response = {
        "akey": cloud.ids.object_id("DA"),
        "customer_name": CUSTOMER_NAME,
        "hotp_secret": shown,
        "pkey": device.device,
    }
    body = json.dumps({"stat": "OK", "response": response})
    return Response(body, headers={"Cache-Control": "no-store"}, content_type=JSON_TYPE)


def _check_signature(params: Params) -> None:
    if params.optional("pubkey") is None or params.optional("pkpush") not in SIGNATURES:
        raise SignatureTypeError


def _secret(cloud: DuoCloud) -> tuple[str, str]:
    """Return a new secret as Duo Mobile is told it, and in base32."""
    if cloud.settings.current.hotp_secret_in_base32:
        secret = cloud.ids.otp_secret()
        return secret, secret
    letters = cloud.ids.hex_token(16)
    return letters, base64.b32encode(letters.encode()).decode().rstrip("=")


OPERATIONS: tuple[DuoOperation, ...] = (
    Operation("GET", "/frame/qr", "qr-code", MobileEndpoint(_qr)),
    Operation("GET", "/activate/{identifier:path}", "activate", MobileEndpoint(_page)),
    Operation(
        "POST",
        "/push/v2/activation/{identifier:path}",
        "mobile-activation",
        MobileEndpoint(_activate),
    ),
)
"""Every operation of Duo Mobile."""

"""Signed requests to Duo's Auth API as they go over the wire."""

from __future__ import annotations

import time
from collections.abc import Mapping

from failmode.simulator.duo.api.params import FORM_TYPE, encode_form
from failmode.simulator.duo.api.signature import Version, rfc2822, sign


def signed_request(
    method: str, path: str, params: Mapping[str, str], *, host: str, ikey: str, skey: str
) -> bytes:
    """Write a whole request over HTTP/1.1; Duo accepts its date for some minutes.

    Args:
        method: `GET`, which has the parameters in its query, or `POST`, which has them as a form.
        path: the path, without the query.
        params: the parameters.
        host: the API host to sign for.
        ikey: integration key.
        skey: secret key.
    """
    form = encode_form(params)
    target, body = (f"{path}?{form.decode()}", b"") if method == "GET" else (path, form)
    headers = {
        "Host": host,
        **sign(
            Version.V2,
            method=method,
            host=host,
            path=path,
            ikey=ikey,
            skey=skey,
            params=params,
            date=rfc2822(time.time()),
        ),
        "Content-Type": FORM_TYPE,
        "Content-Length": str(len(body)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode() + body

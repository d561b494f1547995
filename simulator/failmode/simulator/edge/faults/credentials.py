"""Requests whose sender has the wrong keys, for the fault `wrong-keys`.

The vendor's application answers such a request itself, so that its error, in whatever shape and
encoding it has, is its own. Where HTTP and OAuth carry what proves a client's identity is public:
`Authorization` with a scheme (RFC 7617, RFC 6750), `client_secret` (RFC 6749, 2.3.1),
`client_assertion` (RFC 7521, 4.2) and `request` (RFC 9101).
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import re

from failmode.simulator.edge.http.messages import Request

_FIELD = re.compile(r"(?<![^?&])(client_secret|client_assertion|request)=([^&]+)")
_FORM = "application/x-www-form-urlencoded"


def with_wrong_keys(request: Request) -> Request:
    """Give the request as it would be if its sender had other keys; same lengths, same shapes.

    Passwords, signatures and tokens change; who claims to send it stays. A request that proves
    nothing stays as it is.
    """
    headers = tuple(
        (name, _authorization(value) if name == "authorization" else value)
        for name, value in request.headers
    )
    path, mark, query = request.target.partition("?")
    body = request.body
    kind = next((value for name, value in headers if name == "content-type"), "")
    if kind.partition(";")[0].strip().lower() == _FORM:
        body = _fields(body.decode("latin-1")).encode("latin-1")
    target = f"{path}{mark}{_fields(query)}"
    return dataclasses.replace(request, headers=headers, target=target, body=body)


def _authorization(value: str) -> str:
    scheme, space, credentials = value.partition(" ")
    if not space:
        return value
    if scheme.lower() != "basic":
        return f"{scheme} {_other(credentials)}"
    try:
        decoded = base64.b64decode(credentials, validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        return value
    name, colon, password = decoded.partition(":")
    changed = f"{name}{colon}{_other(password)}".encode("latin-1")
    return f"{scheme} {base64.b64encode(changed).decode('ascii')}"


def _fields(form: str) -> str:
    return _FIELD.sub(lambda found: f"{found[1]}={_other(found[2])}", form)


def _other(proof: str) -> str:
    """Another proof of the same shape: of a JWT (RFC 7519) the signature is changed."""
    head, dot, tail = proof.rpartition(".")
    if not tail:
        return proof
    return f"{head}{dot}{'0' if tail[0] != '0' else '1'}{tail[1:]}"

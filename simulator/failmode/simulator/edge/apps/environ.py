"""Requests as WSGI has them (PEP 3333)."""

from __future__ import annotations

import io
import sys
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment

from failmode.simulator.edge.apps.application import ApplicationCall, ServerAddress
from failmode.simulator.edge.http.messages import Request


def environ_of(call: ApplicationCall, address: ServerAddress) -> WSGIEnvironment:
    """Return the environ of a call's request, the same one every time.

    Args:
        call: the call, which keeps it.
        address: where the application is served.
    """
    if call.environ is None:
        call.environ = _make(call.request, address, call.client)
    return call.environ


def _make(request: Request, address: ServerAddress, client: str) -> WSGIEnvironment:
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.raw_path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "REQUEST_URI": request.target,
        "RAW_URI": request.target,
        "SERVER_NAME": address.host,
        "SERVER_PORT": str(address.port),
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "REMOTE_ADDR": client,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in request.headers:
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        # A name with an underscore could pass itself off as another header.
        elif name not in ("content-length", "transfer-encoding") and "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            joint = "; " if name == "cookie" else ", "
            environ[key] = environ[key] + joint + value if key in environ else value
    return environ

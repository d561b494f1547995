"""A bare Flask application, by itself on werkzeug's own server; its argument is the port.

It imports nothing of ours but the benchmark's own frame, so that its start is Flask's.
"""

from __future__ import annotations

import sys

from flask import Flask
from werkzeug.serving import make_server

from bench.child import LOOPBACK

PREAUTH = "/auth/v2/preauth"
"""The one route, where Duo has its preauth."""


def create_app() -> Flask:
    """Make an application with one route that returns a small JSON object."""
    app = Flask("bare")

    @app.post(PREAUTH)
    def preauth() -> dict[str, str]:
        return {"stat": "OK"}

    return app


def main() -> None:
    """Serve until ended."""
    make_server(LOOPBACK, int(sys.argv[1]), create_app(), threaded=True).serve_forever()


if __name__ == "__main__":
    main()

"""A bare pyrad server that accepts whatever it is asked."""

from __future__ import annotations

import threading
from importlib import resources
from io import StringIO
from typing import Any

from pyrad.dictionary import Dictionary
from pyrad.server import RemoteHost, Server

from bench.child import LOOPBACK, serve_until_released
from bench.servers.authproxy import SECRET


def main() -> None:
    """Serve until the benchmark lets go."""
    text = resources.files("failmode.simulator.authproxy.radius").joinpath("radius.dictionary")
    server: Any = Server(
        addresses=[LOOPBACK],
        authport=0,
        acct_enabled=False,
        hosts={LOOPBACK: RemoteHost(LOOPBACK, SECRET.encode(), "bench")},
        dict=Dictionary(StringIO(text.read_text(encoding="utf-8"))),
    )

    def accept(packet: Any) -> None:
        server.SendReplyPacket(packet.fd, server.CreateReplyPacket(packet))

    server.HandleAuthPacket = accept
    threading.Thread(target=server.Run, name="pyrad", daemon=True).start()
    serve_until_released({"port": server.authfds[0].getsockname()[1]})


if __name__ == "__main__":
    main()

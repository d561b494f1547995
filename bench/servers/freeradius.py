"""FreeRADIUS with one user in a file, when it is installed."""

from __future__ import annotations

import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.child import LOOPBACK, Child, free_port, running
from bench.errors import BenchError
from bench.servers.authproxy import PASSWORD, SECRET, USERNAME
from failmode.simulator.authproxy.radius.client import RadiusClient

_START_SECONDS = 15.0
_ATTEMPT_SECONDS = 0.1

# `radiusd` is its name on Red Hat, `freeradius` on Debian.
_PROGRAMS = ("freeradius", "radiusd")
_FOLDERS = ("/usr/sbin", "/usr/local/sbin")


def program() -> str | None:
    """Find the server's program; None when it is not installed."""
    for name in _PROGRAMS:
        for path in (None, *_FOLDERS):
            found = shutil.which(name, path=path)
            if found is not None:
                return found
    return None


@contextmanager
def serving(path: str) -> Iterator[tuple[Child, int]]:
    """Run FreeRADIUS while the block runs.

    Args:
        path: the server's program.

    Returns:
        The program and its UDP port; it has answered once.

    Raises:
        BenchError: when it does not start.
    """
    port = free_port(socket.SOCK_DGRAM)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "radiusd.conf").write_text(_config(folder, port), encoding="utf-8")
        (folder / "users").write_text(f'{USERNAME} Cleartext-Password := "{PASSWORD}"\n')
        command = [path, "-f", "-d", str(folder), "-n", "radiusd", "-l", str(folder / "log")]
        with running("FreeRADIUS", command) as child:
            client = RadiusClient(
                hosts=((LOOPBACK, port),),
                secret=SECRET.encode(),
                retries=0,
                retry_wait=_ATTEMPT_SECONDS,
            )
            end = time.monotonic() + _START_SECONDS
            while client.authenticate(USERNAME, PASSWORD.encode()) is None:
                child.check_alive()
                if time.monotonic() > end:
                    raise BenchError(f"FreeRADIUS did not answer for {_START_SECONDS:g} s")
            yield child, port


def _config(folder: Path, port: int) -> str:
    return f"""
name = radiusd
logdir = {folder}
run_dir = {folder}
pidfile = {folder}/radiusd.pid
max_requests = 16384
proxy_requests = no
log {{
  destination = files
  file = {folder}/log
  auth = no
}}
security {{
  allow_vulnerable_openssl = yes
  require_message_authenticator = no
  limit_proxy_state = no
}}
client bench {{
  ipaddr = {LOOPBACK}
  secret = {SECRET}
}}
thread pool {{
}}
modules {{
  pap {{
  }}
  files {{
    usersfile = {folder}/users
  }}
}}
server bench {{
  listen {{
    type = auth
    ipaddr = {LOOPBACK}
    port = {port}
  }}
  authorize {{
    files
    pap
  }}
  authenticate {{
    Auth-Type PAP {{
      pap
    }}
  }}
}}
"""

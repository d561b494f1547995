"""A stand-in for login_duo that asks for a ping, or none, and then for preauth.

It is for what a real binary of the newest versions would be needed for. When Duo cannot be reached
or answers 5xx its failmode decides; else it lets in.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.patience import PATIENT_SECONDS

_PROGRAM = '''#!{python}
"""login_duo {version}"""
import http.client
import ssl
import subprocess
import sys

settings = dict(
    line.split("=", 1) for line in open(sys.argv[sys.argv.index("-c") + 1]) if "=" in line
)
settings = {{key: value.strip() for key, value in settings.items()}}
host, port = settings["host"].split(":")
context = ssl.create_default_context(cafile=settings["cafile"])
connection = http.client.HTTPSConnection(host, int(port), timeout={seconds}, context=context)
try:
    for method, path in {requests}:
        connection.request(method, path, "username=alice" if method == "POST" else None)
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 500:
            raise OSError(answer.status)
except (OSError, http.client.HTTPException) as error:
    is_safe = settings["failmode"] == "safe"
    print(f"[4] Fail{{'safe' if is_safe else 'secure'}} Duo login: {{error}}", file=sys.stderr)
    if not is_safe:
        sys.exit(1)
sys.exit(subprocess.run(sys.argv[sys.argv.index("echo"):]).returncode)
'''


def write_login_duo(
    path: Path, version: str, *, pings: bool, seconds: float = PATIENT_SECONDS
) -> None:
    """Write the stand-in.

    Args:
        path: where to.
        version: that it calls itself.
        pings: whether its logins begin with a ping.
        seconds: how long it waits for Duo.
    """
    requests = [("GET", "/auth/v2/ping")] * pings + [("POST", "/auth/v2/preauth")]
    path.write_text(
        _PROGRAM.format(python=sys.executable, version=version, requests=requests, seconds=seconds),
        encoding="utf-8",
    )
    path.chmod(0o755)

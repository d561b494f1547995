"""OpenLDAP's directory with one user, when it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.child import LOOPBACK, Child, free_port, running
from bench.errors import BenchError
from bench.servers.authproxy import PASSWORD, USERNAME

BASE = "dc=example,dc=test"
USER = f"uid={USERNAME},{BASE}"

_START_SECONDS = 15.0
_SCHEMAS = ("/etc/ldap/schema", "/etc/openldap/schema")
_MODULES = ("/usr/lib/ldap", "/usr/lib64/openldap", "/usr/lib/openldap")
_FOLDERS = (None, "/usr/sbin", "/usr/libexec")


def program() -> str | None:
    """Find the server's program; None when it is not installed."""
    found = (shutil.which("slapd", path=path) for path in _FOLDERS)
    return next((one for one in found if one is not None), None)


@contextmanager
def serving(path: str) -> Iterator[tuple[Child, int]]:
    """Run slapd while the block runs.

    Args:
        path: the server's program.

    Returns:
        The program and its TCP port; it has taken a connection.

    Raises:
        BenchError: when it does not start.
    """
    port = free_port(socket.SOCK_STREAM)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "db").mkdir()
        config, ldif = folder / "slapd.conf", folder / "base.ldif"
        config.write_text(_config(folder), encoding="utf-8")
        ldif.write_text(_LDIF, encoding="utf-8")
        add = [path, "-T", "add", "-f", str(config), "-l", str(ldif)]
        done = subprocess.run(add, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise BenchError(f"slapd cannot be prepared: {done.stderr.strip()}")
        command = [path, "-d", "0", "-f", str(config), "-h", f"ldap://{LOOPBACK}:{port}/"]
        with running("slapd", command) as child:
            end = time.monotonic() + _START_SECONDS
            while not _answers(port):
                child.check_alive()
                if time.monotonic() > end:
                    raise BenchError(f"slapd did not answer for {_START_SECONDS:g} s")
                time.sleep(0.02)
            yield child, port


def _answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def _config(folder: Path) -> str:
    schema = next((one for one in _SCHEMAS if Path(one).is_dir()), _SCHEMAS[0])
    modules = next((one for one in _MODULES if Path(one).is_dir()), _MODULES[0])
    return f"""
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
pidfile {folder}/slapd.pid
argsfile {folder}/slapd.args
modulepath {modules}
moduleload back_mdb
database mdb
maxsize 10485760
suffix "{BASE}"
directory {folder}/db
access to attrs=userPassword by anonymous auth by * none
access to * by * read
"""


_LDIF = f"""\
dn: {BASE}
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: {USER}
objectClass: inetOrgPerson
uid: {USERNAME}
cn: {USERNAME}
sn: {USERNAME}
userPassword: {PASSWORD}
"""

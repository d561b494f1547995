"""A real OpenLDAP directory for tests: `slapd` with two dozen people, in a directory of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from tests.patience import LONGEST_RUN_SECONDS, PATIENT_SECONDS
from tests.ports import free_port

BASE = "dc=example,dc=test"
PEOPLE = f"ou=people,{BASE}"
ADMIN, ADMIN_PASSWORD = f"cn=admin,{BASE}", "dummy-admin-password"
SERVICE, SERVICE_PASSWORD = f"cn=service,{BASE}", "dummy-service-password"
PASSWORD = "dummy-password"
NAMES = ("alice", "bob", "carol", "dave", "frank")

_STARTS = 3

_CONFIGURATION = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
{schema}
pidfile {directory}/slapd.pid
argsfile {directory}/slapd.args
modulepath /usr/lib/ldap
moduleload back_mdb
{tls}
database mdb
maxsize 104857600
suffix "{base}"
rootdn "{admin}"
rootpw {password}
directory {directory}/db
limits users size.prtotal=unlimited
access to attrs=userPassword by anonymous auth by * none
access to attrs=homePhone by self read by * none
access to * by users read by anonymous auth
"""


@dataclass(frozen=True, slots=True)
class Slapd:
    """A running directory.

    Attributes:
        port: for clear text and StartTLS.
        tls_port: for LDAPS.
        ca_file: leads to its certificate.
        process: the server.
    """

    port: int
    tls_port: int
    ca_file: Path
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it at once."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def dn(name: str) -> str:
    """Return the distinguished name of a person."""
    return f"uid={name},{PEOPLE}"


def people(names: tuple[str, ...] = NAMES) -> str:
    """Return LDIF with some people who all have the same password."""
    return "".join(
        f"dn: {dn(name)}\nobjectClass: inetOrgPerson\nuid: {name}\ncn: {name}\nsn: {name}\n"
        f"mail: {name}@example.test\nhomePhone: 555-{number}\nuserPassword: {PASSWORD}\n\n"
        for number, name in enumerate(names)
    )


@contextmanager
def slapd(
    directory: Path, ldif: str | None = None, *, schema: str = "", port: int | None = None
) -> Iterator[Slapd]:
    """Run a directory.

    Args:
        directory: an empty one for its files.
        ldif: what it holds besides its base, the people's base and the service account; five
            people when left out.
        schema: further lines of its configuration.
        port: where it listens; any free one when left out.
    """
    program = shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("slapd is not installed (Debian: slapd)")
    authority = trustme.CA()
    certificate = authority.issue_cert(
        "localhost", socket.gethostname(), "127.0.0.1", common_name="localhost"
    )
    authority.cert_pem.write_to_path(str(directory / "ca.pem"))
    certificate.private_key_and_cert_chain_pem.write_to_path(str(directory / "server.pem"))
    (directory / "db").mkdir()
    tls = "\n".join(
        f"{name} {directory}/{file}"
        for name, file in (
            ("TLSCACertificateFile", "ca.pem"),
            ("TLSCertificateFile", "server.pem"),
            ("TLSCertificateKeyFile", "server.pem"),
        )
    )
    configuration = directory / "slapd.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            schema=schema,
            directory=directory,
            tls=tls,
            base=BASE,
            admin=ADMIN,
            password=ADMIN_PASSWORD,
        )
    )
    (directory / "base.ldif").write_text(_BASE_LDIF + (people() if ldif is None else ldif))
    tools = [program, "-T", "add", "-f", str(configuration), "-l", str(directory / "base.ldif")]
    subprocess.run(tools, check=True, capture_output=True, timeout=LONGEST_RUN_SECONDS)
    for _ in range(_STARTS):
        ports = (port or free_port(), free_port())
        urls = f"ldap://127.0.0.1:{ports[0]}/ ldaps://127.0.0.1:{ports[1]}/"
        process = subprocess.Popen(
            [program, "-d", "0", "-f", str(configuration), "-h", urls],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            # Somebody else may have taken a port meanwhile; slapd ends then.
            if _is_ready(directory / "slapd.pid", ports, process):
                yield Slapd(*ports, directory / "ca.pem", process)
                return
        finally:
            process.kill()
            process.wait()
    pytest.fail("slapd does not start")


_BASE_LDIF = f"""\
dn: {BASE}
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: {PEOPLE}
objectClass: organizationalUnit
ou: people

dn: {SERVICE}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: service
userPassword: {SERVICE_PASSWORD}

"""


def tls_environment(ca_file: Path) -> Mapping[str, str]:
    """Return an environment in which the OpenLDAP tools trust a CA."""
    return {**os.environ, "LDAPTLS_CACERT": str(ca_file)}


def _is_ready(pid_file: Path, ports: tuple[int, int], process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections; False when it has ended instead."""
    end = time.monotonic() + PATIENT_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            for one in ports:
                socket.create_connection(("127.0.0.1", one), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            # The file is written once the ports are its own.
            if pid_file.exists() and pid_file.read_text().strip() == str(process.pid):
                return True
    return False

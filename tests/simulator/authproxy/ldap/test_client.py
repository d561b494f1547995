"""The client of a directory: what it finds, and with which error it tells what went wrong."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sansldap import (
    BindResponse,
    FilterEquality,
    FilterPresent,
    LDAPFilter,
    LDAPResult,
    LDAPResultCode,
    SearchScope,
)

from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.codec import encode
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import DirectoryEntry, person
from failmode.simulator.authproxy.ldap.errors import (
    BadPduError,
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
    Phase,
    ResolveError,
    SearchError,
)
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.internal_failures import InternalFailures
from tests.patience import PATIENT_SECONDS
from tests.ports import free_port

BASE = "dc=example,dc=test"
PEOPLE = f"ou=people,{BASE}"
SERVICE = f"cn=service,{BASE}"
PASSWORD = "dummy-password"
ENTRIES = (
    DirectoryEntry(BASE, {"objectClass": (b"organization",)}),
    DirectoryEntry(SERVICE, {"objectClass": (b"organizationalRole",)}, PASSWORD),
    *(person(f"user{number:02}", PASSWORD, PEOPLE) for number in range(25)),
)


@pytest.fixture(scope="module")
def directory() -> Iterator[DirectoryAddress]:
    server = DirectoryServer(lambda: ENTRIES)
    server.start()
    yield DirectoryAddress(host=server.address[0], port=server.address[1])
    server.stop()


@pytest.fixture
def client(directory: DirectoryAddress) -> Iterator[LdapClient]:
    with LdapClient(directory) as one:
        one.bind(SERVICE, PASSWORD)
        yield one


def test_a_right_password_binds(client: LdapClient) -> None:
    client.bind(f"UID=user03,{PEOPLE}", PASSWORD)


def test_a_wrong_password_is_told_with_its_result_code(client: LdapClient) -> None:
    with pytest.raises(BindError) as caught:
        client.bind(SERVICE, "wrong")
    assert caught.value.code == 49


@pytest.mark.parametrize("page_size", [None, 1, 7, 25, 1000])
def test_a_search_finds_everything_in_pages_of_any_size(
    client: LdapClient, page_size: int | None
) -> None:
    found = client.search(PEOPLE, FilterPresent("uid"), page_size=page_size)
    assert [one.text("UID") for one in found] == [f"user{number:02}" for number in range(25)]


def test_a_search_returns_the_attributes_that_are_wanted(client: LdapClient) -> None:
    [entry] = client.search(BASE, FilterEquality("uid", b"USER07"), attributes=["SN"])
    assert entry.dn == f"uid=user07,{PEOPLE}"
    assert dict(entry.attributes) == {"sn": (b"user07",)}


@pytest.mark.parametrize(
    ("scope", "count"),
    [(SearchScope.BASE, 0), (SearchScope.ONE_LEVEL, 25), (SearchScope.SUBTREE, 25)],
)
def test_a_search_goes_as_far_as_its_scope(
    client: LdapClient, scope: SearchScope, count: int
) -> None:
    assert len(list(client.search(PEOPLE, FilterPresent("uid"), scope=scope))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("(&(objectClass=person)(uid=user03))", 1),
        ("(|(uid=user03)(uid=user04)(uid=nobody))", 2),
        ("(&(objectClass=person)(!(uid=user03)))", 24),
        ("(uid=user0*)", 10),
        ("(uid=*r*4)", 3),
        ("(uid>=user20)", 5),
        ("(uid<=user01)", 2),
        ("(uid~=user01)", 1),
        ("(uid:caseExactMatch:=user01)", 0),
        ("(!(uid:caseExactMatch:=user01))", 0),
    ],
)
def test_filters_mean_what_they_say(client: LdapClient, text: str, count: int) -> None:
    assert len(list(client.search(PEOPLE, LDAPFilter.from_string(text)))) == count


def test_nobody_searches_without_having_bound(directory: DirectoryAddress) -> None:
    with LdapClient(directory) as anonymous, pytest.raises(SearchError) as caught:
        list(anonymous.search(BASE, FilterPresent("uid")))
    assert caught.value.code == 50


def test_a_failed_bind_leaves_the_connection_to_nobody(client: LdapClient) -> None:
    with pytest.raises(BindError):
        client.bind(SERVICE, "wrong")
    with pytest.raises(SearchError):
        list(client.search(BASE, FilterPresent("uid")))


def test_a_base_that_is_not_there_is_told(client: LdapClient) -> None:
    with pytest.raises(SearchError) as caught:
        list(client.search("dc=elsewhere", FilterPresent("uid")))
    assert caught.value.code == 32


def test_what_only_the_entry_itself_may_read_is_kept_from_others() -> None:
    secret = person("alice", PASSWORD, PEOPLE, {"homePhone": ["555-1"]})
    entries = (
        DirectoryEntry(secret.dn, secret.attributes, PASSWORD, frozenset({"homephone"})),
        ENTRIES[1],
    )
    server = DirectoryServer(lambda: entries)
    server.start()
    try:
        with LdapClient(DirectoryAddress(host="127.0.0.1", port=server.address[1])) as one:
            one.bind(SERVICE, PASSWORD)
            [seen] = one.search(PEOPLE, FilterPresent("uid"))
            one.bind(secret.dn, PASSWORD)
            [own] = one.search(PEOPLE, FilterPresent("uid"))
    finally:
        server.stop()
    assert (seen.text("homePhone"), own.text("homePhone")) == (None, "555-1")


SOON_SECONDS = 0.2
"""How long the client waits for what never comes."""


@contextmanager
def peer(
    behave: Callable[[socket.socket], None], timeout: float = PATIENT_SECONDS
) -> Iterator[DirectoryAddress]:
    """Accept one connection and let it behave in some way until the client has gone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                behave(connection)
                while connection.recv(4096):
                    pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield DirectoryAddress(host="127.0.0.1", port=listener.getsockname()[1], timeout=timeout)
        thread.join(PATIENT_SECONDS)


def test_a_name_that_leads_nowhere_is_a_failure_to_resolve() -> None:
    with pytest.raises(ResolveError):
        LdapClient(DirectoryAddress(host="no-such-host.invalid", port=389))


def test_a_port_where_nobody_listens_is_a_failure_to_connect() -> None:
    with pytest.raises(ConnectError):
        LdapClient(DirectoryAddress(host="127.0.0.1", port=free_port()))


def test_a_silent_directory_is_a_timeout_with_its_phase() -> None:
    with (
        peer(lambda _: None, SOON_SECONDS) as address,
        LdapClient(address) as one,
        pytest.raises(LdapTimeoutError) as caught,
    ):
        one.bind("", "")
    assert caught.value.phase is Phase.BIND


def test_a_directory_that_trickles_is_a_timeout() -> None:
    def trickle(connection: socket.socket) -> None:
        connection.recv(4096)
        try:
            while True:
                connection.sendall(b"\x30" if not trickled else b"\x7f")
                trickled.append(1)
                threading.Event().wait(0.05)
        except OSError:
            return

    trickled: list[int] = []
    with peer(trickle, SOON_SECONDS) as address:
        one = LdapClient(address)
        with pytest.raises(LdapTimeoutError):
            one.bind("", "")
        one.close()


def test_a_directory_that_hangs_up_is_a_failed_connection() -> None:
    with (
        peer(lambda connection: connection.shutdown(socket.SHUT_WR)) as address,
        LdapClient(address) as one,
        pytest.raises(ConnectError),
    ):
        one.bind("", "")


def test_an_answer_that_is_no_ldap_is_told_as_such() -> None:
    with (
        peer(lambda connection: connection.sendall(b"SSH-2.0-x\r\n")) as address,
        LdapClient(address) as one,
        pytest.raises(BadPduError),
    ):
        one.bind("", "")


def test_only_success_is_a_bind() -> None:
    result = LDAPResult(LDAPResultCode.SASL_BIND_IN_PROGRESS, "", "go on")
    answer = encode(BindResponse(1, [], result))
    with (
        peer(lambda connection: connection.sendall(answer)) as address,
        LdapClient(address) as one,
        pytest.raises(BindError) as caught,
    ):
        one.bind(SERVICE, PASSWORD)
    assert caught.value.code == LDAPResultCode.SASL_BIND_IN_PROGRESS


@pytest.mark.parametrize("transport", [Transport.LDAPS, Transport.STARTTLS])
def test_no_password_is_sent_where_tls_does_not_come_about(
    directory: DirectoryAddress, transport: Transport
) -> None:
    with pytest.raises((ConnectError, LdapTimeoutError)):
        LdapClient(
            DirectoryAddress(host="127.0.0.1", port=directory.port, transport=transport, timeout=1)
        )


def test_what_cannot_be_loaded_for_a_client_is_our_failure_and_the_next_one_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_more_files(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    module = "failmode.simulator.authproxy.ldap.directory_connection.DirectoryConnection"
    failures = InternalFailures()
    server = DirectoryServer(lambda: ENTRIES, failures=failures)
    server.start()
    address = DirectoryAddress(host=server.address[0], port=server.address[1])
    try:
        with monkeypatch.context() as patch:
            patch.setattr(module, no_more_files)
            with pytest.raises(LdapError), LdapClient(address) as client:
                client.bind(SERVICE, PASSWORD)
        with LdapClient(address) as client:
            client.bind(SERVICE, PASSWORD)
    finally:
        server.stop()
    assert failures.count == 1

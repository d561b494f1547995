"""NTLM between our client, our directory, and pyspnego's own client and server."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import spnego
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from sansldap import (
    BindRequest,
    BindResponse,
    FilterPresent,
    LDAPResult,
    LDAPResultCode,
    SaslCredential,
)
from spnego.channel_bindings import GssChannelBindings

from failmode.simulator.authproxy.ldap.ber import Framer
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.codec import decode, encode
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer, DirectoryTls
from failmode.simulator.authproxy.ldap.entries import DOMAIN, DirectoryEntry, person
from failmode.simulator.authproxy.ldap.errors import (
    BadPduError,
    BindError,
    ConnectError,
    LdapError,
    NoNtlmError,
    NtlmRefusedError,
)
from failmode.simulator.authproxy.ldap.ntlm import (
    NtlmAccount,
    NtlmKind,
    NtlmVersion,
    read_ntlm,
)
from failmode.simulator.authproxy.ldap.ntlm_acceptor import NtlmAcceptor
from failmode.simulator.authproxy.ldap.ntlm_initiator import NtlmInitiator
from failmode.simulator.authproxy.ldap.ntlm_keys import channel_binding
from failmode.simulator.authproxy.ldap.ntlm_sealing import Sealing
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.authproxy.nt_hash import nt_hash
from failmode.simulator.internal_failures import InternalFailures
from tests.patience import PATIENT_SECONDS

BASE = "dc=example,dc=test"
PASSWORD = "dummy-pässword"
ENTRIES = (
    DirectoryEntry(BASE, {"objectClass": (b"organization",)}),
    *(person(name, PASSWORD, BASE) for name in ("alice", "bob")),
    person("locked", None, BASE),
    person("empty", "", BASE),
)
V1, V2 = NtlmVersion.V1, NtlmVersion.V2
ALICE = NtlmAccount("alice", PASSWORD, domain=DOMAIN)


def password_of(name: str) -> str | None:
    return PASSWORD if name.lower() == "alice" else None


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("127.0.0.1")


def der_of(certificate: trustme.LeafCert) -> bytes:
    pem = certificate.cert_chain_pems[0].bytes()
    return x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def directories(
    authority: trustme.CA,
    certificate: trustme.LeafCert,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[Transport, DirectoryAddress]]:
    """Run a directory in clear text, and one with LDAPS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    ca_file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    clear = DirectoryServer(lambda: ENTRIES)
    secure = DirectoryServer(lambda: ENTRIES, tls=DirectoryTls(context, der_of(certificate)))
    clear.start()
    secure.start()
    yield {
        Transport.CLEAR: DirectoryAddress(host="127.0.0.1", port=clear.address[1]),
        Transport.LDAPS: DirectoryAddress(
            host="127.0.0.1", port=secure.address[1], transport=Transport.LDAPS, ca_file=ca_file
        ),
    }
    secure.stop()
    clear.stop()


Directories = dict[Transport, DirectoryAddress]
transports = pytest.mark.parametrize("transport", [Transport.CLEAR, Transport.LDAPS])
versions = pytest.mark.parametrize("version", NtlmVersion)


@transports
@versions
@pytest.mark.parametrize("domain", ["", DOMAIN, DOMAIN.lower()])
def test_a_right_password_binds_and_again_on_the_same_connection(
    directories: Directories, transport: Transport, version: NtlmVersion, domain: str
) -> None:
    with LdapClient(directories[transport]) as client:
        for name in ("bob", "ALICE"):
            client.bind_ntlm(NtlmAccount(name, PASSWORD, version, domain))
            found = client.search(BASE, FilterPresent("uid"), page_size=1)
            assert [one.text("uid") for one in found] == ["alice", "bob", "locked", "empty"]


@transports
@versions
@pytest.mark.parametrize(
    "account",
    [
        replace(ALICE, password="wrong"),
        replace(ALICE, password=""),
        replace(ALICE, domain="OTHER"),
        replace(ALICE, username="nobody"),
        replace(ALICE, username=""),
        replace(ALICE, username="locked", password=""),
        replace(ALICE, username="empty", password=""),
    ],
    ids=lambda account: f"{account.domain}-{account.username}-{account.password}",
)
def test_a_wrong_name_password_or_domain_binds_nobody(
    directories: Directories, transport: Transport, version: NtlmVersion, account: NtlmAccount
) -> None:
    with LdapClient(directories[transport]) as client:
        with pytest.raises(BindError) as caught:
            client.bind_ntlm(replace(account, version=version))
        assert caught.value.code == LDAPResultCode.INVALID_CREDENTIALS
        assert "data 52e" in caught.value.diagnostic
        with pytest.raises(LdapError):
            list(client.search(BASE, FilterPresent("uid")))


def test_a_password_that_looks_like_hashes_is_a_password() -> None:
    # Else whoever has stolen a hash would log in with it.
    stolen = f"{'0' * 32}:{nt_hash(PASSWORD).hex()}"
    assert nt_hash(stolen) != nt_hash(PASSWORD)
    for version in NtlmVersion:
        ntlm = NtlmInitiator(replace(ALICE, password=stolen, version=version))
        acceptor = NtlmAcceptor(DOMAIN, ntlm.negotiate())
        assert acceptor.accept(ntlm.authenticate(acceptor.challenge()), password_of) is None


def test_the_key_of_a_password_is_that_of_the_specification() -> None:
    # MS-NLMP, 4.2.2.1.2
    assert nt_hash("Password").hex() == "a4f49c406510bdcab6824ee7c30fd852"


@versions
def test_the_messages_say_what_the_product_says(version: NtlmVersion) -> None:
    account = replace(ALICE, version=version, domain="", workstation="here")
    ntlm = NtlmInitiator(account, seals=version is V2)
    first = ntlm.negotiate()
    acceptor = NtlmAcceptor("domain", first)
    last = ntlm.authenticate(acceptor.challenge())
    sealing = 0x20000030 if version is V2 else 0
    base = 0x02088205 | sealing
    assert int.from_bytes(first[12:16], "little") == base
    flags = int.from_bytes(last[60:64], "little")
    assert flags == base | (0x00800000 if version is V2 else 0)

    def name(at: int) -> str:
        length, start = (int.from_bytes(last[one : one + 2], "little") for one in (at, at + 4))
        return last[start : start + length].decode("utf-16-le")

    # The domain is the directory's where none is given, and both are in upper case.
    assert [name(at) for at in (28, 36, 44)] == ["DOMAIN", "alice", "HERE"]


def test_what_is_sent_after_a_bind_in_clear_text_is_sealed(directories: Directories) -> None:
    with relay(directories[Transport.CLEAR]) as (address, seen), LdapClient(address) as client:
        client.bind_ntlm(ALICE)
        bound = len(seen)
        found = list(client.search(BASE, FilterPresent("uid")))
    assert len(found) == 4
    after = bytes(seen[bound:])
    assert after
    assert b"alice" not in after
    assert BASE.encode() not in after


def test_what_is_changed_on_the_way_after_a_bind_is_not_believed(
    directories: Directories,
) -> None:
    def flip(octets: bytes) -> bytes:
        return octets[:-1] + bytes([octets[-1] ^ 1])

    with relay(directories[Transport.CLEAR]) as (address, seen), LdapClient(address) as client:
        client.bind_ntlm(ALICE)
        seen.change = flip
        with pytest.raises((BadPduError, ConnectError)):
            list(client.search(BASE, FilterPresent("uid")))


@pytest.mark.parametrize("version", NtlmVersion)
def test_ntlmv2_cannot_be_carried_into_another_tls_connection(
    certificate: trustme.LeafCert, authority: trustme.CA, version: NtlmVersion
) -> None:
    there, here = der_of(certificate), der_of(authority.issue_cert("127.0.0.1"))
    ntlm = NtlmInitiator(replace(ALICE, version=version), certificate=here)
    acceptor = NtlmAcceptor(DOMAIN, ntlm.negotiate(), there)
    bound = acceptor.accept(ntlm.authenticate(acceptor.challenge()), password_of)
    # NTLMv1 has no place for it.
    assert (bound is None) is (version is V2)


def test_a_certificate_without_a_hash_of_its_own_is_not_bound_to() -> None:
    assert channel_binding(b"no certificate") is None


def test_sealing_inside_tls_is_refused(directories: Directories) -> None:
    first = NtlmInitiator(ALICE, seals=True).negotiate()
    request = BindRequest(1, [], 3, "", SaslCredential("GSS-SPNEGO", first))
    address = directories[Transport.LDAPS]
    context = ssl.create_default_context(cafile=address.ca_file)
    with (
        socket.create_connection((address.host, address.port), timeout=PATIENT_SECONDS) as raw,
        context.wrap_socket(raw, server_hostname="127.0.0.1") as peer,
    ):
        peer.sendall(encode(request))
        framer = Framer()
        framer.feed(peer.recv(65536))
        [pdu] = framer.pdus()
    code = decode(pdu, BindResponse).result.result_code
    assert code == LDAPResultCode.UNWILLING_TO_PERFORM


# pyspnego's own sides


@pytest.fixture
def users_of_pyspnego(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pyspnego's acceptor know alice; it reads a file that the environment names."""
    users = tmp_path / "users"
    users.write_text(f"{DOMAIN}:alice:{PASSWORD}\n", "utf-8")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))


@pytest.mark.usefixtures("users_of_pyspnego")
@pytest.mark.parametrize("seals", [True, False])
def test_pyspnegos_server_accepts_our_client(certificate: trustme.LeafCert, seals: bool) -> None:
    der = None if seals else der_of(certificate)
    binding = None
    if der is not None:
        digest = x509.load_der_x509_certificate(der)
        algorithm = digest.signature_hash_algorithm
        assert algorithm is not None
        data = b"tls-server-end-point:" + digest.fingerprint(algorithm)
        binding = GssChannelBindings(application_data=data)
    ntlm = NtlmInitiator(ALICE, seals=seals, certificate=der)
    server = spnego.server(protocol="ntlm", channel_bindings=binding)
    challenge = server.step(ntlm.negotiate())
    assert challenge is not None
    server.step(ntlm.authenticate(challenge))
    assert server.complete
    assert server.client_principal == f"{DOMAIN}\\alice"
    ours = ntlm.sealing()
    assert (ours is not None) is seals
    if ours is not None:
        sealed = ours.wrap(b"to the server")
        assert server.unwrap(sealed[4:]).data == b"to the server"
        back = server.wrap(b"to the client").data
        assert ours.unwrap(len(back).to_bytes(4, "big") + back) == b"to the client"


@pytest.mark.usefixtures("users_of_pyspnego")
def test_pyspnegos_server_accepts_our_ntlmv1() -> None:
    ntlm = NtlmInitiator(replace(ALICE, version=V1))
    server = spnego.server(protocol="ntlm")
    challenge = server.step(ntlm.negotiate())
    assert challenge is not None
    server.step(ntlm.authenticate(challenge))
    assert server.client_principal == f"{DOMAIN}\\alice"


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.parametrize("compatibility", ["0", "1", "3"])
@pytest.mark.parametrize("seals", [True, False])
def test_our_server_judges_pyspnegos_client(
    monkeypatch: pytest.MonkeyPatch, password: str, compatibility: str, seals: bool
) -> None:
    monkeypatch.setenv("LM_COMPAT_LEVEL", compatibility)
    wanted = spnego.ContextReq.none
    if seals:
        wanted = spnego.ContextReq.integrity | spnego.ContextReq.confidentiality
    client = spnego.client(f"{DOMAIN}\\alice", password, protocol="ntlm", context_req=wanted)
    first = client.step()
    assert first is not None
    acceptor = NtlmAcceptor(DOMAIN, first)
    last = client.step(acceptor.challenge())
    assert last is not None
    if seals and compatibility == "0":
        # Without extended session security both directions share one key; nobody needs that.
        with pytest.raises(BadPduError):
            acceptor.accept(last, password_of)
        return
    bound = acceptor.accept(last, password_of)
    assert (bound is not None) is (password == PASSWORD)
    if bound is not None and bound.sealing is not None:
        back = bound.sealing.wrap(b"to the client")
        assert client.unwrap(back[4:]).data == b"to the client"
        sealed = client.wrap(b"to the server").data
        assert bound.sealing.unwrap(len(sealed).to_bytes(4, "big") + sealed) == b"to the server"


# What comes from the other side


@contextmanager
def answering(*answers: tuple[int, bytes | None]) -> Iterator[DirectoryAddress]:
    """Answer each bind with a result code and credentials, in turn."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            framer = Framer()
            with connection:
                for code, credentials in answers:
                    framer.feed(connection.recv(65536))
                    [pdu] = framer.pdus()
                    result = LDAPResult(LDAPResultCode(code), "", "words")
                    answer = BindResponse(pdu.message_id, [], result, credentials)
                    connection.sendall(encode(answer))
                connection.recv(65536)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield DirectoryAddress(
            host="127.0.0.1", port=listener.getsockname()[1], timeout=PATIENT_SECONDS
        )
        thread.join(PATIENT_SECONDS)


def a_challenge(*, flags: int = 0xA0888235, info: bytes = b"\0\0\0\0") -> bytes:
    head = b"NTLMSSP\0" + (2).to_bytes(4, "little") + bytes(8) + flags.to_bytes(4, "little")
    length = len(info).to_bytes(2, "little")
    return head + b"01234567" + bytes(8) + length + length + (48).to_bytes(4, "little") + info


@pytest.mark.parametrize("code", [2, 7, 53])
def test_a_directory_that_takes_no_ntlm_is_told_with_what_to_do(code: int) -> None:
    with (
        answering((code, None)) as address,
        LdapClient(address) as client,
        pytest.raises(NoNtlmError, match="words") as caught,
    ):
        client.bind_ntlm(ALICE)
    assert "auth_type=plain" in caught.value.remedy


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([(0, None)], BadPduError),
        ([(51, None)], BindError),
        ([(14, None)], BadPduError),
        ([(14, b"")], BadPduError),
        ([(14, b"NTLMSSP\0\3\0\0\0")], BadPduError),
        ([(14, b"\x60\x03" + a_challenge())], BadPduError),
        ([(14, a_challenge()[:40])], BadPduError),
        ([(14, a_challenge(info=b"\2\0\7\0abc"))], BadPduError),
        ([(14, a_challenge(info=b"\7\0\1\0x"))], BadPduError),
        ([(14, a_challenge(info=b"\7\0\x08\0" + b"\xff" * 8))], BadPduError),
        ([(14, a_challenge() + bytes(20_000))], BadPduError),
        ([(14, a_challenge(flags=0x00888205))], NtlmRefusedError),
        ([(14, a_challenge()), (14, a_challenge())], BindError),
        ([(14, a_challenge()), (8, None)], BindError),
        ([(14, a_challenge())], ConnectError),
    ],
)
def test_an_answer_that_is_no_ntlm_is_the_directorys_fault(
    answers: list[tuple[int, bytes | None]], kind: type[LdapError]
) -> None:
    with (
        answering(*answers) as address,
        LdapClient(address) as client,
        pytest.raises(kind) as caught,
    ):
        client.bind_ntlm(ALICE)
    assert type(caught.value) is kind


def test_octets_between_the_bind_and_the_sealing_are_not_believed() -> None:
    success = LDAPResult(LDAPResultCode.SUCCESS, "", "")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                result = LDAPResult(LDAPResultCode.SASL_BIND_IN_PROGRESS, "", "")
                connection.sendall(encode(BindResponse(1, [], result, a_challenge())))
                connection.recv(65536)
                injected = encode(BindResponse(3, [], success))
                connection.sendall(encode(BindResponse(2, [], success)) + injected)
                connection.recv(65536)

        threading.Thread(target=serve, daemon=True).start()
        address = DirectoryAddress(
            host="127.0.0.1", port=listener.getsockname()[1], timeout=PATIENT_SECONDS
        )
        with LdapClient(address) as client, pytest.raises(ConnectError, match="before sealing"):
            client.bind_ntlm(ALICE)


mutations = st.builds(
    lambda octets, at, new, cut: (octets[: at % len(octets)] + new + octets[at % len(octets) :])[
        : len(octets) + len(new) - cut
    ],
    st.sampled_from(
        [
            a_challenge(),
            a_challenge(info=b"\2\0\6\0A\0B\0C\0\7\0\x08\0abcdefgh\0\0\0\0"),
        ]
    ),
    st.integers(0, 1000),
    st.binary(max_size=8),
    st.integers(0, 30),
)


@given(st.one_of(mutations, st.binary(max_size=200).map(lambda one: b"NTLMSSP\0\2\0\0\0" + one)))
def test_any_challenge_is_answered_or_told_as_the_directorys_fault(token: bytes) -> None:
    for version in NtlmVersion:
        ntlm = NtlmInitiator(replace(ALICE, version=version), seals=version is V2)
        try:
            answer = ntlm.authenticate(token)
        except LdapError:
            continue
        read = read_ntlm(answer)
        assert read is not None
        assert (read.kind, read.user) == (NtlmKind.AUTHENTICATE, "alice")


NTLM = NtlmInitiator(ALICE, seals=True)
ACCEPTOR = NtlmAcceptor(DOMAIN, NTLM.negotiate())
RIGHT = NTLM.authenticate(ACCEPTOR.challenge())


@given(st.binary(max_size=300), st.integers(8, 1000), st.binary(min_size=1, max_size=4))
def test_no_message_but_the_right_one_binds_or_breaks_anything(
    rest: bytes, at: int, new: bytes
) -> None:
    assert ACCEPTOR.accept(RIGHT, password_of) is not None
    at %= len(RIGHT)
    changed = RIGHT[:at] + new + RIGHT[at + len(new) :]
    for kind, token in ((1, rest), (3, rest), (3, changed)):
        start = b"NTLMSSP\0" + kind.to_bytes(4, "little")
        octets = token if token is changed else start + token
        try:
            if kind == 1:
                NtlmAcceptor(DOMAIN, octets)
            else:
                bound = ACCEPTOR.accept(octets, password_of)
                # What is not proved may be changed: the workstation, the flags, the MIC.
                assert bound is None or bound.username.lower() == "alice"
                assert bound is None or token is changed
        except BadPduError:
            continue


@given(st.lists(st.binary(min_size=1, max_size=50), min_size=1, max_size=5), st.integers(1, 40))
def test_what_is_sealed_arrives_whole_however_it_is_cut(pieces: list[bytes], size: int) -> None:
    key, flags = os.urandom(16), 0x20080030
    for is_client in (True, False):
        one = Sealing(flags, key, is_client=is_client)
        other = Sealing(flags, key, is_client=not is_client)
        wire = b"".join(map(one.wrap, pieces))
        arrived = b"".join(other.unwrap(wire[at : at + size]) for at in range(0, len(wire), size))
        assert arrived == b"".join(pieces)


@given(st.binary(min_size=4, max_size=100))
def test_what_nobody_has_sealed_is_never_opened(wire: bytes) -> None:
    sealing = Sealing(0x20080030, bytes(16), is_client=True)
    try:
        assert sealing.unwrap(wire) == b""
    except BadPduError:
        return


def test_a_sealed_piece_comes_once() -> None:
    key, flags = bytes(16), 0x20080030
    client, server = (Sealing(flags, key, is_client=one) for one in (True, False))
    wire = client.wrap(b"once")
    assert server.unwrap(wire) == b"once"
    with pytest.raises(BadPduError):
        server.unwrap(wire)


@pytest.mark.parametrize(
    "credentials",
    [
        b"",
        b"\x60\x03abc",
        b"NTLMSSP\0\1\0\0\0",
        RIGHT,
        a_challenge(),
        b"NTLMSSP\0\1\0\0\0" + bytes(40),
    ],
)
def test_a_client_whose_ntlm_is_bad_breaks_nothing(credentials: bytes) -> None:
    failures = InternalFailures()
    server = DirectoryServer(lambda: ENTRIES, failures=failures)
    server.start()
    try:
        with socket.create_connection(server.address, timeout=PATIENT_SECONDS) as peer:
            request = BindRequest(1, [], 3, "", SaslCredential("GSS-SPNEGO", credentials))
            peer.sendall(encode(request))
            try:
                data = peer.recv(65536)
            except ConnectionError:
                data = b""
    finally:
        server.stop()
    assert failures.count == 0
    if data:
        framer = Framer()
        framer.feed(data)
        [pdu] = framer.pdus()
        assert decode(pdu, BindResponse).result.result_code != LDAPResultCode.SUCCESS


class Seen(bytearray):
    """What has passed a relay.

    Attributes:
        change: what becomes of what passes towards the client.
    """

    change: Callable[[bytes], bytes] = staticmethod(bytes)


@contextmanager
def relay(directory: DirectoryAddress) -> Iterator[tuple[DirectoryAddress, Seen]]:
    """Stand between one client and a directory."""
    seen = Seen()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def pump(source: socket.socket, sink: socket.socket, *, to_client: bool) -> None:
            with suppress(OSError):
                while data := source.recv(65536):
                    seen.extend(data)
                    sink.sendall(seen.change(data) if to_client else data)
            for one in (source, sink):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)  # which ends the other way's wait, too

        def serve() -> None:
            client, _ = listener.accept()
            with client, socket.create_connection((directory.host, directory.port)) as server:
                back = threading.Thread(
                    target=pump, args=(server, client), kwargs={"to_client": True}, daemon=True
                )
                back.start()
                pump(client, server, to_client=False)
                back.join(PATIENT_SECONDS)

        threading.Thread(target=serve, daemon=True).start()
        yield replace(directory, port=listener.getsockname()[1], timeout=PATIENT_SECONDS), seen

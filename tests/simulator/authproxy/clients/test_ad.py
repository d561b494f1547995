"""[ad_client]: whose password is accepted, and why a directory could not be asked."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.clients.ad import AdPrimaryClient
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.primary import Credentials
from failmode.simulator.authproxy.ldap.binding import AuthType
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer, DirectoryTls
from failmode.simulator.authproxy.ldap.entries import DirectoryEntry, person
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import InternalFailures
from tests.ports import free_port
from tests.simulator.authproxy.nameless_directory import nameless_directory

BASE = "dc=example,dc=test"
PEOPLE = f"ou=people,{BASE}"
SERVICE = f"cn=service,{BASE}"
GROUP = f"cn=vpn,{BASE}"
PASSWORD = "dummy-password"
SID = bytes.fromhex("010200000000000515000000")
ENTRIES = (
    DirectoryEntry(BASE, {"objectClass": (b"organization",)}),
    DirectoryEntry(
        SERVICE,
        {"objectClass": (b"organizationalRole",), "sAMAccountName": (b"service",)},
        PASSWORD,
    ),
    person(
        "alice",
        PASSWORD,
        PEOPLE,
        {
            "mail": ["alice@example.test"],
            "memberOf": [GROUP],
            "sAMAccountName": ["alice"],
            "msDS-PrincipalName": [r"EXAMPLE\alice"],
        },
    ),
    person("carol", PASSWORD, PEOPLE, {"mail": ["carol@example.test"], "primaryGroupID": ["1105"]}),
    *(
        DirectoryEntry(
            f"cn={group},{BASE}",
            {"objectClass": (b"group",), "objectSid": (SID + number.to_bytes(4, "little"),)},
        )
        for group, number in (("staff", 1105), ("others", 1106))
    ),
    *(
        person(
            "double",
            password,
            f"ou={domain},{PEOPLE}",
            {"sAMAccountName": [name], "msDS-PrincipalName": [rf"{domain}\double"]},
        )
        for domain, name, password in (
            ("ONE", "double", PASSWORD),
            ("TWO", "double", "dummy-other"),
        )
    ),
    person("bob", "dummy-other", PEOPLE, {"mail": ["bob@example.test"]}),
    person("twin", PASSWORD, f"ou=one,{PEOPLE}"),
    person("twin", PASSWORD, f"ou=two,{PEOPLE}"),
    DirectoryEntry(f"uid=printer,{PEOPLE}", {"uid": (b"printer",)}, PASSWORD),
)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = DirectoryServer(lambda: ENTRIES)
    server.start()
    yield server.address[1]
    server.stop()


def section(at: int, /, **options: str) -> AdClientSection:
    values = {
        "host": "127.0.0.1",
        "port": str(at),
        "service_account_username": "service",
        "service_account_password": PASSWORD,
        "bind_dn": SERVICE,
        "search_dn": BASE,
        "username_attribute": "uid",
        "at_attribute": "mail",
        **options,
    }
    lines = "\n".join(f"{key}={value}" for key, value in values.items())
    server = (
        "[radius_server_auto]\nikey=i\nskey=s\napi_host=h\nradius_ip_1=::1\nradius_secret_1=x\n"
    )
    config = SIMULATED_SECTIONS.parse(f"[ad_client]\n{lines}\n{server}", "authproxy.cfg")
    [login] = config.servers
    client = login.client  # type: ignore[attr-defined]  # a server that logs users in
    assert isinstance(client, AdClientSection)
    return client


def ask(
    client: AdClientSection, username: str | None, password: str = PASSWORD
) -> tuple[bool, str]:
    result = AdPrimaryClient(client).authenticate(Credentials(username, password, None))
    return result.accepted, result.message


AUTH_TYPES = ("ntlm1", "ntlm2", "plain")


@pytest.mark.parametrize("auth_type", AUTH_TYPES)
@pytest.mark.parametrize("name", ["alice", "ALICE", "alice@example.test", r"EXAMPLE\alice"])
def test_the_right_password_is_accepted_by_each_kind_of_name(
    port: int, name: str, auth_type: str
) -> None:
    assert ask(section(port, auth_type=auth_type), name)[0]


@pytest.mark.parametrize("auth_type", AUTH_TYPES)
@pytest.mark.parametrize("password", ["wrong", "", "dummy-other"])
def test_any_other_password_is_rejected_and_none_above_all(
    port: int, password: str, auth_type: str
) -> None:
    assert not ask(section(port, auth_type=auth_type), "alice", password)[0]


@pytest.mark.parametrize("auth_type", AUTH_TYPES)
def test_no_password_is_nobodys_at_a_directory_that_grants_binds_without_one(
    auth_type: str,
) -> None:
    server = DirectoryServer(lambda: ENTRIES, grants_without_password=True)
    server.start()
    try:
        options = section(server.address[1], auth_type=auth_type)
        assert ask(options, "alice")[0]
        assert ask(options, "alice", "") == (False, messages.AD_NO_PASSWORD)
    finally:
        server.stop()


def test_an_entry_without_a_name_is_nobody() -> None:
    # A bind by that name would be an anonymous one, which succeeds.
    with nameless_directory(PASSWORD) as (_, nameless):
        for password in (PASSWORD, "wrong"):
            answer = ask(section(nameless, auth_type="plain"), "alice", password)
            assert answer == (False, messages.AD_INVALID_USER)


@pytest.mark.parametrize("auth_type", AUTH_TYPES)
@pytest.mark.parametrize("name", ["nobody", "", None, "*", "a*", "alice)(uid=*", "ali\0ce"])
def test_who_is_not_there_is_rejected(port: int, name: str | None, auth_type: str) -> None:
    assert not ask(section(port, auth_type=auth_type), name)[0]


def test_by_ntlm_who_has_no_name_of_active_directory_binds_by_what_was_typed(port: int) -> None:
    assert ask(section(port), "carol")[0]
    assert ask(section(port, ntlm_domain="example"), "carol")[0]
    # The directory knows nobody by the name that was typed.
    assert not ask(section(port), "carol@example.test")[0]
    assert ask(section(port, auth_type="plain"), "carol@example.test")[0]


def test_by_ntlm_a_wrong_domain_lets_nobody_in(port: int) -> None:
    assert ask(section(port, ntlm_domain="OTHER"), "carol") == (False, messages.AD_UNREACHABLE)
    assert ask(section(port, ntlm_domain="OTHER", auth_type="plain"), "carol")[0]


@pytest.mark.parametrize("module", ["ntlm_initiator", "ntlm_acceptor"])
def test_what_breaks_in_our_ntlm_is_no_word_on_a_password(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    failures = InternalFailures()
    server = DirectoryServer(lambda: ENTRIES, failures=failures)
    server.start()
    try:
        assert ask(section(server.address[1]), "alice")[0]
        monkeypatch.setattr(f"failmode.simulator.authproxy.ldap.{module}.nt_hash", break_down)
        if module == "ntlm_initiator":
            with pytest.raises(ZeroDivisionError):
                ask(section(server.address[1]), "alice")
        else:
            assert ask(section(server.address[1]), "alice") == (False, messages.AD_UNREACHABLE)
    finally:
        server.stop()
    # What broke in the directory is told, so that nobody takes it for a rejection.
    assert failures.count == (module == "ntlm_acceptor")


def test_what_is_no_person_is_no_user(port: int) -> None:
    assert ask(section(port), "printer") == (False, messages.AD_INVALID_USER)


def test_the_user_is_told_nothing_of_why_and_the_log_says_it_in_the_directorys_words(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client = AdPrimaryClient(section(port), logging.getLogger("authproxy of the test"))
    result = client.authenticate(Credentials("alice", "dummy-wrong", None))
    assert (result.accepted, result.message) == (False, "User Authentication Failed")
    assert "LDAP Authentication Failed: 'invalidCredentials: 8009030C" in caplog.text
    assert "data 52e" in caplog.text
    assert "dummy-wrong" not in caplog.text


@pytest.mark.parametrize(("group", "accepted"), [("staff", True), ("others", False), ("no", False)])
def test_a_primary_group_counts_as_a_group(port: int, group: str, accepted: bool) -> None:
    client = section(port, security_group_dn=f"cn={group},{BASE}")
    assert ask(client, "carol")[0] is accepted


def test_a_name_that_two_have_is_that_of_whom_active_directory_calls_so(port: int) -> None:
    client = section(port, auth_type="plain")
    assert ask(client, r"ONE\double")[0]
    assert ask(client, r"two\double") == (False, messages.AD_REJECTED)
    assert ask(client, r"OTHER\double") == (False, messages.AD_INVALID_USER)


def test_a_name_that_two_have_is_rejected(port: int) -> None:
    assert ask(section(port), "twin") == (False, messages.AD_INVALID_USER)


@pytest.mark.parametrize(("name", "accepted"), [("alice", True), ("bob", False)])
@pytest.mark.parametrize(
    "options", [{"security_group_dn": GROUP}, {"ldap_filter": "(mail=alice@*)"}]
)
def test_only_users_of_group_and_filter_are_accepted(
    port: int, name: str, accepted: bool, options: dict[str, str]
) -> None:
    password = PASSWORD if name == "alice" else "dummy-other"
    assert ask(section(port), name, password)[0]
    assert ask(section(port, **options), name, password)[0] is accepted


def test_bind_dn_takes_the_place_of_the_service_accounts_name(port: int) -> None:
    client = section(port, service_account_username="nobody", auth_type="plain")
    assert ask(client, "alice")[0]


def test_the_next_host_is_asked_where_one_cannot_be_reached(port: int) -> None:
    client = section(port, host="no-such-host.invalid", host_2="127.0.0.1")
    assert ask(client, "alice")[0]


def test_the_next_host_is_asked_where_one_refuses_the_service_account(port: int) -> None:
    locked = DirectoryServer(lambda: ENTRIES[2:])
    locked.start()
    try:
        client = replace(section(port), hosts=("127.0.0.1", "127.0.0.1"), port=locked.address[1])
        assert ask(client, "alice") == (False, messages.AD_UNREACHABLE)
        addresses = [("127.0.0.1", locked.address[1]), ("127.0.0.1", port)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(AdClientSection, "addresses", addresses)
            assert ask(client, "alice") == (True, messages.AD_ACCEPTED)
            assert ask(client, "alice", "wrong") == (False, messages.AD_REJECTED)
    finally:
        locked.stop()


def test_a_certificate_is_looked_at_only_where_there_is_something_to_look_at_it_by(
    tmp_path: Path,
) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("directory.example.test")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    pem = certificate.cert_chain_pems[0].bytes()
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    for name, one in (("right", authority), ("other", trustme.CA())):
        one.cert_pem.write_to_path(str(tmp_path / name))
    server = DirectoryServer(lambda: ENTRIES, tls=DirectoryTls(context, der))
    server.start()
    try:
        no_name = {"transport": "ldaps", "ssl_verify_hostname": "false"}
        at = server.address[1]
        assert ask(section(at, **no_name), "alice")[0]
        right = section(at, **no_name, ssl_ca_certs_file=str(tmp_path / "right"))
        assert ask(right, "alice")[0]
        unreachable = (False, messages.AD_UNREACHABLE)
        # The certificate is for another name than 127.0.0.1.
        assert ask(replace(right, ssl_verify_hostname=True), "alice") == unreachable
        other = section(at, **no_name, ssl_ca_certs_file=str(tmp_path / "other"))
        assert ask(other, "alice") == unreachable
    finally:
        server.stop()


def test_a_rejected_password_is_not_taken_to_the_next_host(port: int) -> None:
    asked = section(port, host_2="127.0.0.1")
    assert not ask(asked, "alice", "wrong")[0]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"port": ""}, "AD Connection failed: "),
        ({"host": "no-such-host.invalid"}, "AD Connection failed: "),
        ({"service_account_password": "wrong"}, "Initial LDAP bind to AD failed: 'invalidCred"),
        (
            {
                "search_dn": "dc=else,dc=where",
            },
            "LDAP search on AD service failed: noSuchObject",
        ),
    ],
)
def test_where_no_directory_can_be_asked_nobody_gets_in_and_the_log_says_why(
    port: int, options: dict[str, str], line: str, caplog: pytest.LogCaptureFixture
) -> None:
    options = {key: value or str(free_port()) for key, value in options.items()}
    caplog.set_level(logging.INFO)
    asked = AdPrimaryClient(section(port, **options), logging.getLogger("authproxy of the test"))
    result = asked.authenticate(Credentials("alice", PASSWORD, None))
    assert (result.accepted, result.message) == (False, messages.AD_UNREACHABLE)
    assert line in caplog.text
    assert PASSWORD not in caplog.text


def test_a_directory_that_never_answers_is_given_up_after_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        asked = section(silent.getsockname()[1], timeout="1")
        assert ask(asked, "alice") == (False, messages.AD_UNREACHABLE)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"auth_type": "sspi"}, "Windows"),
        ({"auth_type": "plain", "bind_dn": ""}, "bind_dn"),
        ({"ntlm_domain": "x" * 256}, "ntlm_domain"),
        ({"auth_type": "md5"}, "no way to bind"),
        ({"transport": "tls"}, "transport"),
        ({"search_dn": "example"}, "search_dn"),
        ({"ldap_filter": "(uid=x"}, "ldap_filter"),
        ({"ldap_filter": "(" * 5000}, "ldap_filter"),
        ({"timeout": "0"}, "timeout"),
        ({"ssl_ca_certs_file": __file__}, "transport is clear"),
        ({"host": "ldap://x"}, "host"),
        ({"transport": "ldaps"}, "needs ssl_ca_certs_file"),
        ({"transport": "starttls", "ssl_verify_hostname": "true"}, "cannot verify"),
    ],
)
def test_options_that_cannot_be_used_are_refused_by_name(
    options: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        section(389, **options)


def test_ntlm2_is_the_default_and_plain_needs_no_names_of_ntlm() -> None:
    text = (
        "[ad_client]\nhost=a\nservice_account_username=u\nservice_account_password=p\n"
        "search_dn=dc=x\nntlm_domain=EXAMPLE\nntlm_workstation=HERE\n"
    )
    server = (
        "[radius_server_auto]\nikey=i\nskey=s\napi_host=h\nradius_ip_1=::1\nradius_secret_1=x\n"
    )
    config = SIMULATED_SECTIONS.parse(f"{text}{server}", "authproxy.cfg")
    [login] = config.servers
    assert login.client.auth_type is AuthType.NTLM2  # type: ignore[attr-defined]
    assert config.warnings == ()
    plain = SIMULATED_SECTIONS.parse(f"{text}auth_type=plain\nbind_dn=cn=u,dc=x\n{server}", "a.cfg")
    assert [one.partition("] ")[2] for one in plain.warnings] == [
        "ntlm_domain is ignored: auth_type is plain",
        "ntlm_workstation is ignored: auth_type is plain",
    ]


@pytest.mark.parametrize(("transport", "port"), [("clear", 389), ("starttls", 389), ("ldaps", 636)])
def test_the_port_is_the_usual_one_of_the_transport(transport: str, port: int) -> None:
    client = section(1, transport=transport, ssl_verify_hostname="false")

    assert replace(client, port=0).addresses == (("127.0.0.1", port),)

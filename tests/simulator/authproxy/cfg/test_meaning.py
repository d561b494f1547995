"""What a section's settings mean is what the flow of a login does with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.simulator.authproxy.cfg.meaning import section_heading, section_meaning
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from tests.simulator.authproxy.certificates import issue_certificates
from tests.simulator.authproxy.cfg.test_parser import CLIENT, SERVER

DUO_ONLY = "[duo_only_client]\n"


def told(options: str = "", client: str = CLIENT) -> str:
    """Return what is said of a server section with further options."""
    (section,) = SIMULATED_SECTIONS.parse(f"{client}{SERVER}{options}", "a.cfg").servers
    return "\n".join([section_heading(section), *section_meaning(section)])


def test_the_default_failmode_is_told_as_such() -> None:
    assert "[radius_server_auto] UDP 1812, failmode safe (not set: the default)" in told()
    assert "failmode safe\n" in told("failmode=safe\n")
    assert "UDP [::1]:1812, failmode secure\n" in told("failmode=Secure\ninterface=::1\n")


@pytest.mark.parametrize(
    ("options", "client", "said", "unsaid"),
    [
        ("", CLIENT, "the right password at [radius_client] is enough", "ANYBODY"),
        ("failmode=secure\n", CLIENT, "nobody gets in, not even", "is enough"),
        ("", DUO_ONLY, "ANYBODY gets in with any password: nothing is checked", "Who is rejected"),
        ("failmode=secure\n", DUO_ONLY, "nobody gets in, not even", "ANYBODY"),
        ("", CLIENT, "Who is rejected by [radius_client] is denied, whatever the failmode", "x_y"),
        ("", CLIENT, "api_timeout is 0: ", "api_timeout is 10"),
        ("api_timeout=10\n", CLIENT, "and failmode decides", "without end"),
        ("api_timeout=10\nfailmode=secure\n", CLIENT, "and nobody gets in", "failmode decides"),
        (
            "exempt_username_1=backup\nexempt_username_2=root\n",
            CLIENT,
            "Duo is never asked for backup, root (exempt_username): the right password at",
            "the name is enough",
        ),
        ("exempt_username_1=backup\n", DUO_ONLY, "the name is enough", "the right password"),
        ("http_proxy_host=gate\n", CLIENT, "the HTTP proxy gate:80: when that is away", "x_y"),
        ("", CLIENT, "4xx of Duo (wrong keys, too many requests)", "exempt"),
    ],
)
def test_who_gets_in_is_said(options: str, client: str, said: str, unsaid: str) -> None:
    text = told(options, client)
    assert said in text
    assert unsaid not in text


def test_a_section_without_a_client_lets_anybody_in_without_duo() -> None:
    text = SERVER.replace("radius_server_auto", "radius_server_duo_only")
    (section,) = SIMULATED_SECTIONS.parse(text, "a.cfg").servers
    sentence = next(section_meaning(section))
    assert "ANYBODY gets in" in sentence
    assert "asks for the second factor alone" in sentence


def test_a_directory_that_anybody_can_be_is_told() -> None:
    words = "takes any certificate for the directory's"
    assert words in told(client=f"{AD}transport=ldaps\nssl_verify_hostname=false\n")
    assert words not in told(client=AD)
    trusting = f"{AD}transport=ldaps\nssl_verify_hostname=false\nssl_ca_certs_file={__file__}\n"
    assert words not in told(client=trusting)


AD = (
    "[ad_client]\nhost=192.0.2.1\nservice_account_username=s\nservice_account_password=dummy\n"
    "search_dn=dc=example,dc=test\nbind_dn=cn=s,dc=example,dc=test\n"
)


@pytest.mark.parametrize(
    ("auth_type", "words"),
    [
        ("plain", "[ad_client] sends passwords to the directory in clear text"),
        ("ntlm1", "[ad_client] proves passwords to the directory by NTLMv1 without TLS"),
    ],
)
def test_passwords_that_anybody_can_find_out_are_told(auth_type: str, words: str) -> None:
    client = f"{AD}auth_type={auth_type}\n"
    assert words in told(client=client)
    assert words not in told(client=f"{client}transport=starttls\nssl_verify_hostname=false\n")
    assert words not in told(client=AD)


LDAP = AD + SERVER.replace("radius_server_auto", "ldap_server_auto").partition("radius_ip")[0]


def ldap(options: str = "") -> str:
    """Return what is said of an LDAP server with further options."""
    (section,) = SIMULATED_SECTIONS.parse(f"{LDAP}{options}", "a.cfg").servers
    return "\n".join([section_heading(section), *section_meaning(section)])


@pytest.mark.parametrize(
    ("options", "said", "unsaid"),
    [
        ("", "exempt_primary_bind is true: the first bind", "exempt_ou"),
        ("exempt_primary_bind=false\n", "the right password at [ad_client]", "the first bind"),
        ("", "after a denied second factor the connection stays bound", "x_y"),
        ("allow_searches_after_bind=false\n", "is not told so", "stays bound"),
        ("exempt_ou_1=ou=a,dc=example\n", "below ou=a,dc=example (exempt_ou)", "x_y"),
        ("failmode=secure\n", "TCP 389, failmode secure", "is enough: there is no"),
        ("failmode=secure\n", "by Kerberos (SASL GSS-SPNEGO) is let in without Duo", "x_y"),
        ("failmode=secure\nexempt_primary_bind=false\n", "nobody gets in", "is not told so"),
        ("failmode=secure\n", "For every other bind: when Duo cannot be reached, nobody", "x_y"),
    ],
)
def test_how_ldap_lets_in_without_duo_is_said(options: str, said: str, unsaid: str) -> None:
    text = ldap(options)
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("options", "said", "unsaid"),
    [
        ("", "between the two, the right password at [radius_client] is enough then too", "x_y"),
        ("failmode=secure\n", "between the two, nobody gets in then either", "is enough"),
        ("allow_concat=true\n", "only authevents.log (log_auth_events) tells", "second question"),
        ("", "PEAP with EAP-GTC inside", "x_y"),
    ],
)
def test_how_eap_lets_in_without_duo_is_said(
    options: str, said: str, unsaid: str, tmp_path: Path
) -> None:
    files = issue_certificates(tmp_path)
    server = SERVER.replace("radius_server_auto", "radius_server_eap")
    named = "".join(f"{key}={path}\n" for key, path in files.eap_options.items())
    (section,) = SIMULATED_SECTIONS.parse(f"{CLIENT}{server}{named}{options}", "a.cfg").servers
    text = "\n".join(section_meaning(section))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("options", "who"), [("", "everybody"), ("client_ip=10.0.0.1\n", "those of client_ip")]
)
def test_whom_an_http_proxy_serves_is_said(options: str, who: str) -> None:
    (section,) = SIMULATED_SECTIONS.parse(
        f"[http_proxy]\napi_host=api.example.test\n{options}", "a.cfg"
    ).servers
    assert section_heading(section) == "[http_proxy] TCP 80, failmode does not apply"
    assert f"to api.example.test for {who}" in next(section_meaning(section))


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("[sso]\nrikey=RI\n", "sso", "nobody logs in by it"),
        (
            "[cloud]\nikey=DI\nskey=dummy\napi_host=api.example.test\n",
            "cloud",
            "whom the directory has disabled meanwhile is still a user",
        ),
    ],
)
def test_a_section_that_duo_calls_has_no_port_and_no_failmode(
    text: str, name: str, said: str
) -> None:
    (section,) = SIMULATED_SECTIONS.parse(text, "a.cfg").servers
    assert section_heading(section) == f"[{name}], failmode does not apply"
    told = " ".join(section_meaning(section))
    assert said in told
    assert "no failmode" in told
    assert "dummy" not in told


def test_no_secret_is_told() -> None:
    assert "dummy" not in told()

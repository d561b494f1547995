"""What a section's settings mean is what the flow of a login does with them."""

from __future__ import annotations

import pytest

from failmode.simulator.authproxy.cfg.meaning import section_heading, section_meaning
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
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


def test_passwords_in_clear_text_are_told() -> None:
    client = (
        "[ad_client]\nhost=192.0.2.1\nservice_account_username=s\nservice_account_password=p\n"
        "search_dn=dc=example,dc=test\nauth_type=plain\n"
    )
    assert "[ad_client] sends passwords to the directory in clear text" in told(client=client)
    assert "clear text" not in told(client=f"{client}transport=starttls\n")


def test_no_secret_is_told() -> None:
    assert "dummy" not in told()

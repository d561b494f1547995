"""Tables of the kinds of servers of the Authentication Proxy are read."""

from __future__ import annotations

from failmode.specs.facts.proxy_servers import PrimaryServer, ProxyServerRow, ServerProtocol
from failmode.terms.logins import Evidence
from tests.specs.read.reading import read, rules_and_lines

TABLE = """# Servers

| Server section | Protocol | Primary server | Text where auth failed | Evidence |
|---|---|---|---|---|
| `[radius_server_auto]` | RADIUS | asked | as in the verdict table | measured |
| `[ldap_server_auto]` | ldap | Asked | | by reading |
| [radius_server_challenge] | RADIUS | asked | `Denied, so it is` | by reading |
| `[radius_server_duo_only]` | RADIUS | none | As in the verdict table | by reading |
| `[radius_server_eap]` | EAP over RADIUS | asked | | by reading |
"""


def test_a_server_is_read_with_what_differs() -> None:
    document = read(TABLE)
    assert document.findings == ()
    assert document.every(ProxyServerRow) == (
        ProxyServerRow(
            "radius_server_auto",
            ServerProtocol.RADIUS,
            PrimaryServer.ASKED,
            "",
            Evidence.MEASURED,
            5,
        ),
        ProxyServerRow(
            "ldap_server_auto",
            ServerProtocol.LDAP,
            PrimaryServer.ASKED,
            "",
            Evidence.BY_READING,
            6,
        ),
        ProxyServerRow(
            "radius_server_challenge",
            ServerProtocol.RADIUS,
            PrimaryServer.ASKED,
            "Denied, so it is",
            Evidence.BY_READING,
            7,
        ),
        ProxyServerRow(
            "radius_server_duo_only",
            ServerProtocol.RADIUS,
            PrimaryServer.NONE,
            "",
            Evidence.BY_READING,
            8,
        ),
        ProxyServerRow(
            "radius_server_eap",
            ServerProtocol.EAP,
            PrimaryServer.ASKED,
            "",
            Evidence.BY_READING,
            9,
        ),
    )


def test_a_cell_that_is_none_of_the_known_words_is_named_with_its_line() -> None:
    document = read(
        TABLE
        + "| radius_server_eap | RADIUS | asked | | by reading |\n"
        + "| [radius_server_eap] | SMTP | asked | | by reading |\n"
        + "| [radius_server_eap] | RADIUS | perhaps | | by reading |\n"
        + "| [radius_server_eap] | RADIUS | asked | | believed |\n"
    )
    assert rules_and_lines(document) == [("value-unknown", line) for line in (10, 11, 12, 13)]
    assert len(document.every(ProxyServerRow)) == 5

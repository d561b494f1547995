"""Read an authproxy.cfg: what it comes to, and what is refused where."""

from __future__ import annotations

import ipaddress
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.sections.base import Factor
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.main import MainSection
from failmode.simulator.authproxy.cfg.sections.radius import (
    RadiusClientSection,
    RadiusServerAutoSection,
)
from failmode.simulator.authproxy.registry import (
    SIMULATED_SECTIONS,
    SectionRegistry,
)
from failmode.simulator.authproxy.servers.ldap_server import LdapServerKind
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.errors import ConfigError
from failmode.terms.logins import Failmode

parse, load = SIMULATED_SECTIONS.parse, SIMULATED_SECTIONS.load

SECTIONS = (MainSection, RadiusClientSection, DuoOnlyClientSection, RadiusServerAutoSection)

CLIENT = """\
[radius_client]
host=192.0.2.10
secret=dummy-primary-secret
"""
SERVER = """\
[radius_server_auto]
ikey=DIXXXXXXXXXXXXXXXXXX
skey=dummyskeydummyskeydummyskeydummyskey0000
api_host=api-1234abcd.duosecurity.test
radius_ip_1=192.0.2.0/24
radius_secret_1=dummy-secret
"""


def server(options: str = "", before: str = CLIENT) -> RadiusServerAutoSection:
    """Read the server section of a configuration with further options."""
    section = parse(f"{before}{SERVER}{options}", "authproxy.cfg").servers[0]
    assert isinstance(section, RadiusServerAutoSection)
    return section


def client(options: str) -> RadiusClientSection:
    """Read the client section of a configuration with further options."""
    section = server(before=f"{CLIENT}{options}\n").client
    assert isinstance(section, RadiusClientSection)
    return section


def test_everything_left_out_has_the_products_default() -> None:
    section = server()
    assert section.failmode is Failmode.OPEN
    assert (section.api.api_port, section.api.api_timeout, section.port) == (443, 0, 1812)
    options = section.factor_options
    assert options.factors == (Factor.AUTO,)
    assert (options.delimiter, options.delimited_password_length) == (",", 0)
    assert options.allow_concat is True
    assert section.pass_through_all is False
    assert (section.pw_codec, section.client_ip_attr) == ("utf-8", "Calling-Station-Id")
    assert section.exempt_usernames == ()
    assert section.interface == ""
    primary = client("")
    assert primary.hosts == (("192.0.2.10", 1812),)
    assert (primary.retries, primary.retry_wait, primary.nas_ip) == (3, 2, None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("safe", Failmode.OPEN),
        ("Safe", Failmode.OPEN),
        ("SECURE", Failmode.CLOSED),
        ("  secure  ", Failmode.CLOSED),
    ],
)
def test_failmode_is_read_without_regard_to_case(written: str, expected: Failmode) -> None:
    assert server(f"failmode={written}").failmode is expected


@pytest.mark.parametrize(
    "name", ["[radius_server_auto]", "[RADIUS_SERVER_AUTO]", "[Radius_Server_Auto7]"]
)
def test_sections_are_matched_without_case_and_number(name: str) -> None:
    text = CLIENT + SERVER.replace("[radius_server_auto]", name).replace("ikey", "IKEY")
    section = parse(text, "authproxy.cfg").servers[0]
    assert section.name == name[1:-1]
    assert isinstance(section, RadiusServerAutoSection)
    assert section.api.ikey == "DIXXXXXXXXXXXXXXXXXX"


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("10.1.2.3", "10.1.2.3", "10.1.2.4"),
        ("10.1.0.0/16", "10.1.255.1", "10.2.0.1"),
        ("10.1.2.3/255.255.0.0", "10.1.255.1", "10.2.0.1"),
        ("10.0.0.5-10.0.0.9", "10.0.0.9", "10.0.0.10"),
        ("10.0.0.5 - 10.0.0.9", "10.0.0.5", "10.0.0.4"),
        ("2001:db8::/32", "2001:db8::1", "10.0.0.1"),
    ],
)
def test_radius_ip_is_an_address_a_network_or_a_range(
    written: str, inside: str, outside: str
) -> None:
    section = server(f"radius_ip_2={written}\nradius_secret_2=other")
    assert section.secret_of(inside) == "other"
    assert section.secret_of(outside) is None


def test_the_smallest_network_around_an_address_wins() -> None:
    section = server(
        "radius_ip_2=0.0.0.0/0\nradius_secret_2=b\nradius_ip_3=192.0.2.7\nradius_secret_3=c"
    )
    secrets = {
        address: section.secret_of(address)
        for address in ("192.0.2.7", "192.0.2.8", "198.51.100.1")
    }
    assert secrets == {"192.0.2.7": "c", "192.0.2.8": "dummy-secret", "198.51.100.1": "b"}


def test_factors_keep_their_order_and_count_once() -> None:
    assert server("factors=push, passcode,push,").factor_options.factors == (
        Factor.PUSH,
        Factor.PASSCODE,
    )


@pytest.mark.parametrize(
    ("written", "expected"), [("true", True), ("FALSE", False), ("1", True), ("0", False)]
)
def test_booleans_are_words_or_numbers(written: str, expected: bool) -> None:
    assert server(f"allow_concat={written}").factor_options.allow_concat is expected
    assert server(f"concat_mode={written}").factor_options.allow_concat is expected


def test_several_hosts_are_kept_in_their_order_with_their_ports() -> None:
    primary = client("host_2=192.0.2.12\nhost_1=192.0.2.11\nport_1=1645\nhost_3=2001:db8::3")
    assert primary.hosts == (
        ("192.0.2.10", 1812),
        ("192.0.2.11", 1645),
        ("192.0.2.12", 1812),
        ("2001:db8::3", 1812),
    )


def test_what_the_product_would_ignore_in_silence_is_a_warning() -> None:
    text = f"{CLIENT}host_3=192.0.2.13\n{SERVER}exempt_username_1=a\nexempt_username_3=c\n"
    config = parse(text, "authproxy.cfg")
    assert isinstance(config.servers[0], RadiusServerAutoSection)
    assert config.servers[0].exempt_usernames == ("a",)
    assert len(config.warnings) == 2
    assert "authproxy.cfg:4: [radius_client] host_3" in config.warnings[0]
    assert "exempt_username_3" in config.warnings[1]


def test_the_client_is_the_sections_own_else_mains_else_the_only_one() -> None:
    two = CLIENT + "[duo_only_client]\n"
    assert server().client.name == "radius_client"
    assert isinstance(server("client=DUO_only_client", two).client, DuoOnlyClientSection)
    main = "[main]\nclient=duo_only_client\n"
    assert isinstance(server(before=main + two).client, DuoOnlyClientSection)
    assert server("client=radius_client", main + two).client.name == "radius_client"


def test_main_with_server_and_client_overrides_the_servers_client() -> None:
    main = "[main]\nclient=duo_only_client\nserver=radius_server_auto\n[duo_only_client]\n"
    section = server("client=radius_client", main + CLIENT)
    assert isinstance(section.client, DuoOnlyClientSection)


def test_mains_interface_is_for_servers_without_one() -> None:
    main = "[main]\ninterface=127.0.0.2\n"
    assert server(before=main + CLIENT).interface == "127.0.0.2"
    assert server("interface=127.0.0.3", main + CLIENT).interface == "127.0.0.3"


def test_comments_and_windows_line_ends_are_fine() -> None:
    text = f"; a comment\r\n# another\r\n{CLIENT}{SERVER}".replace("\n", "\r\n")
    assert len(parse(text, "authproxy.cfg").servers) == 1


def test_port_0_is_ours_and_means_any_free_one() -> None:
    assert server("port=0").port == 0


REFUSED = [
    # name, text, line, what the message must say
    ("unknown failmode", f"{CLIENT}{SERVER}failmode=open\n", 10, ["failmode", "safe or secure"]),
    ("unknown option", f"{CLIENT}{SERVER}fail_mode=safe\n", 10, ["fail_mode", "Did you mean"]),
    (
        "refused option",
        f"{CLIENT}{SERVER}skey_protected=x\n",
        10,
        ["skey_protected", "DPAPI", "Give skey"],
    ),
    (
        "refused numbered option",
        f"{CLIENT}{SERVER}radius_secret_protected_1=x\n",
        10,
        ["DPAPI", "Give radius_secret_1 "],
    ),
    (
        "option of a later version",
        f"{CLIENT}force_message_authenticator=true\n{SERVER}",
        4,
        ["6.x", "5.0.0"],
    ),
    (
        "retired section",
        f"{CLIENT}{SERVER}[radius_server_iframe2]\n",
        10,
        ["[radius_server_iframe2]", "ended the life", "radius_server_challenge"],
    ),
    (
        "encrypted secret in place of the plain one",
        CLIENT.replace("secret=", "secret_protected=") + SERVER,
        3,
        ["secret_protected", "Give secret "],
    ),
    (
        "encrypted RADIUS secret in place of the plain one",
        CLIENT + SERVER.replace("radius_secret_1", "radius_secret_protected_1"),
        9,
        ["radius_secret_protected_1", "Give radius_secret_1 "],
    ),
    (
        "unknown section",
        f"{CLIENT}{SERVER}[radius_sever_auto]\n",
        10,
        ["Did you mean radius_server_auto"],
    ),
    ("DEFAULT is no section", f"[DEFAULT]\nfailmode=secure\n{CLIENT}{SERVER}", 1, ["[DEFAULT]"]),
    ("option before sections", "failmode=safe\n", 1, ["before the first section"]),
    ("no key", f"{CLIENT}nonsense\n", 4, ["key=value"]),
    ("option twice", f"{CLIENT}{SERVER}ikey=other\n", 10, ["ikey", "twice"]),
    ("section twice", f"{CLIENT}{SERVER}{SERVER}", 10, ["radius_server_auto", "twice"]),
    ("part of a section twice", f"{CLIENT}{SERVER}[radius_server_auto]\nikey=D\n", 10, ["twice"]),
    ("section twice in other case", f"{CLIENT}[RADIUS_CLIENT]\n", 4, ["twice", "line 1"]),
    ("missing ikey", CLIENT + SERVER.replace("ikey", "debug=1\n#"), 4, ["ikey is missing"]),
    (
        "empty skey",
        CLIENT + SERVER.replace("dummyskeydummyskeydummyskeydummyskey0000", ""),
        6,
        ["skey is empty"],
    ),
    ("ip without secret", f"{CLIENT}{SERVER}radius_ip_2=10.0.0.1\n", 10, ["radius_secret_2"]),
    ("secret without ip", f"{CLIENT}{SERVER}radius_secret_2=x\n", 10, ["radius_ip_2"]),
    ("bad network", f"{CLIENT}{SERVER}radius_ip_2=10.0.0.1-x\nradius_secret_2=x\n", 10, ["range"]),
    (
        "bad range",
        f"{CLIENT}{SERVER}radius_ip_2=10.0.0.9-10.0.0.1\nradius_secret_2=x\n",
        10,
        ["range"],
    ),
    (
        "mixed range",
        f"{CLIENT}{SERVER}radius_ip_2=10.0.0.9-::1\nradius_secret_2=x\n",
        10,
        ["range"],
    ),
    ("bad timeout", f"{CLIENT}{SERVER}api_timeout=soon\n", 10, ["api_timeout", "whole number"]),
    ("negative timeout", f"{CLIENT}{SERVER}api_timeout=-1\n", 10, ["api_timeout"]),
    ("bad port", f"{CLIENT}{SERVER}port=65536\n", 10, ["port", "65535"]),
    ("api_port 0", f"{CLIENT}{SERVER}api_port=0\n", 10, ["api_port"]),
    ("bad boolean", f"{CLIENT}{SERVER}allow_concat=yes\n", 10, ["allow_concat", "true, false"]),
    ("bad factor", f"{CLIENT}{SERVER}factors=push,sms\n", 10, ["factors", "passcode"]),
    ("no factor", f"{CLIENT}{SERVER}factors=,\n", 10, ["factors"]),
    ("bad codec", f"{CLIENT}{SERVER}pw_codec=utf-9\n", 10, ["pw_codec"]),
    ("codec that is no text", f"{CLIENT}{SERVER}pw_codec=zlib\n", 10, ["pw_codec"]),
    (
        "bad host",
        f"{CLIENT}{SERVER}".replace("api-1234abcd", "https://api"),
        7,
        ["api_host", "host name"],
    ),
    (
        "host with an empty label",
        f"{CLIENT}{SERVER}".replace("api-1234abcd", "api..test"),
        7,
        ["api_host", "host name"],
    ),
    (
        "host with a label that is too long",
        f"{CLIENT}{SERVER}".replace("api-1234abcd", "a" * 64),
        7,
        ["api_host", "host name"],
    ),
    (
        "host name that is too long",
        f"{CLIENT}{SERVER}".replace("api-1234abcd", "a." * 120 + "a"),
        7,
        ["api_host", "host name"],
    ),
    (
        "unknown attribute",
        f"{CLIENT}{SERVER}client_ip_attr=Calling-Station\n",
        10,
        ["Calling-Station-Id"],
    ),
    (
        "unknown pass-through",
        f"{CLIENT}{SERVER}pass_through_attr_names=Clas\n",
        10,
        ["Did you mean Class"],
    ),
    ("no such client", f"{CLIENT}{SERVER}client=radius_client2\n", 10, ["radius_client2"]),
    ("no client", SERVER, 1, ["client"]),
    ("two clients", f"{CLIENT}[duo_only_client]\n{SERVER}", 5, ["2 client sections"]),
    (
        "pass-through without RADIUS",
        f"[duo_only_client]\n{SERVER}pass_through_attr_names=Class\n",
        8,
        ["radius_client"],
    ),
    (
        "client host is a name",
        CLIENT.replace("192.0.2.10", "localhost") + SERVER,
        2,
        ["host", "address"],
    ),
    (
        "client without host",
        CLIENT.replace("host=192.0.2.10\n", "") + SERVER,
        1,
        ["host is missing"],
    ),
    ("port without host", f"{CLIENT}port_4=1812\n{SERVER}", 4, ["host_4"]),
    ("bad interface", f"[main]\ninterface=eth0\n{CLIENT}{SERVER}", 2, ["interface", "address"]),
    (
        "log_dir missing",
        f"[main]\nlog_dir=no-such-directory\n{CLIENT}{SERVER}",
        2,
        ["log_dir", "directory"],
    ),
    (
        "CA file missing",
        f"[main]\nhttp_ca_certs_file=no-such-file\n{CLIENT}{SERVER}",
        2,
        ["http_ca_certs_file"],
    ),
    (
        "CA file without a certificate",
        f"[main]\nhttp_ca_certs_file={__file__}\n{CLIENT}{SERVER}",
        2,
        ["http_ca_certs_file", "at least one certificate"],
    ),
    ("value over two lines", f"{CLIENT}{SERVER}failmode=safe\n  secure\n", 10, ["one line"]),
    (
        "shared port",
        f"{CLIENT}{SERVER}[radius_server_auto2]\n" + SERVER.split("\n", 1)[1],
        10,
        ["1812", "radius_server_auto"],
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, "authproxy.cfg")
    message = str(caught.value)
    assert caught.value.where == f"authproxy.cfg:{line}"
    assert message.startswith(f"authproxy.cfg:{line}: ")
    assert caught.value.remedy
    for word in words:
        assert word in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["radius_server_auto", "radius_server_eap2"])
def test_a_section_that_nothing_runs_is_refused_by_name_with_or_without_a_number(
    name: str,
) -> None:
    registry = SectionRegistry(clients=SIMULATED_SECTIONS.clients, servers=(LdapServerKind(),))
    with pytest.raises(ConfigError, match=rf"\[{name}\] .* not simulated") as caught:
        registry.parse(f"{CLIENT}[{name}]\n", "authproxy.cfg")
    assert caught.value.where == "authproxy.cfg:4"


@pytest.mark.parametrize(
    ("section", "option"),
    [(section.KIND, option) for section in SECTIONS for option in sorted(section.NOT_SIMULATED)],
)
def test_every_option_of_the_product_is_refused_by_name_when_it_is_not_simulated(
    section: str, option: str
) -> None:
    parts = {"main": "[main]\n", "radius_client": CLIENT, "duo_only_client": "[duo_only_client]\n"}
    parts["radius_server_auto"] = SERVER
    parts[section] += option.replace("_N", "_1") + "=x\n"
    with pytest.raises(ConfigError, match="not simulated yet"):
        parse("".join(parts.values()), "authproxy.cfg")


def test_a_configuration_without_a_server_is_refused() -> None:
    with pytest.raises(ConfigError, match="no server section"):
        parse(CLIENT, "authproxy.cfg")
    with pytest.raises(ConfigError, match="no server section"):
        parse("", "authproxy.cfg")
    with pytest.raises(ConfigError) as caught:
        parse("", "authproxy.cfg")
    assert caught.value.remedy == (
        "Add a section such as [radius_server_auto] with ikey, skey, api_host, client, radius_ip_1 "
        "and radius_secret_1, or another server: [radius_server_concat], "
        "[radius_server_challenge], [radius_server_duo_only], [radius_server_eap], "
        "[ldap_server_auto], [http_proxy], [sso], [cloud]"
    )


def test_no_message_and_no_representation_shows_a_secret() -> None:
    with pytest.raises(ConfigError) as caught:
        parse(f"{CLIENT}{SERVER}radius_ip_2=10.0.0.1\nradius_secret_2=hush-\n  hush\n", "a.cfg")
    assert "hush" not in str(caught.value)
    config = parse(CLIENT + SERVER, "authproxy.cfg")
    for secret in ("dummyskey", "dummy-secret", "dummy-primary-secret"):
        assert secret not in repr(config)


def test_a_file_is_read_with_paths_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    shutil.copy(Authority(tmp_path / "logs").ca_file, tmp_path / "ca.pem")
    main = "[main]\nlog_dir=logs\nhttp_ca_certs_file=ca.pem\nlog_auth_events=true\n"
    path = tmp_path / "authproxy.cfg"
    path.write_text(f"\ufeff{main}{CLIENT}{SERVER}", encoding="utf-8")
    config = load(path)
    assert config.main.log_dir == tmp_path / "logs"
    assert config.main.http_ca_certs_file == tmp_path / "ca.pem"
    assert config.main.log_auth_events


def test_a_byte_order_mark_is_a_warning_since_nobody_knows_what_the_product_does(
    tmp_path: Path,
) -> None:
    path = tmp_path / "authproxy.cfg"
    path.write_text(CLIENT + SERVER, encoding="utf-8")
    assert load(path).warnings == ()
    path.write_text(CLIENT + SERVER, encoding="utf-8-sig")
    (warning,) = load(path).warnings
    assert warning.startswith(f"{path}:1: the file begins with a byte order mark")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.cfg cannot be read"):
        load(tmp_path / "missing.cfg")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "latin.cfg").write_bytes(b"[main]\nclient=caf\xe9\n")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(tmp_path / "latin.cfg")


_WORDS = st.sampled_from(
    [
        "[main]", "[radius_client]", "[duo_only_client]", "[radius_server_auto]", "[DEFAULT]",
        "[RADIUS_SERVER_AUTO2]", "[", "]", "=", ":", " ", "\n", "\r\n", "\t", "#", ";", ",", "-",
        "host=127.0.0.1", "host_2=", "secret=x", "ikey=DI", "skey=y", "api_host=a", "port=1",
        "radius_ip_1=10.0.0.0/8", "radius_secret_1=z", "failmode=Safe", "factors=auto", "debug=1",
        "pw_codec=", "idna", "log_dir=.", "api_timeout=", "9" * 5000, "\x00", "\u2028", "\x85",
        "exempt_username_1=a", "radius_ip_01=1.1.1.1", "client=", "interface=::1",
    ]
)  # fmt: skip


def refusal(text: str) -> str | None:
    """Why the text is refused; None when it is a configuration."""
    try:
        assert isinstance(parse(text, "authproxy.cfg"), ProxyConfig)
    except ConfigError as error:
        return str(error)
    return None


@given(st.text() | st.lists(_WORDS, max_size=40).map("".join) | st.lists(_WORDS).map("\n".join))
def test_any_text_is_a_configuration_or_a_clear_refusal(text: str) -> None:
    assert (refusal(text) or "authproxy.cfg").startswith("authproxy.cfg")


@given(
    st.text()
    | st.sampled_from(["failmode", "radius_ip_2", "pw_codec", "api_host", "factors", "client"]),
    st.text(),
)
def test_any_option_and_value_is_taken_or_refused(option: str, value: str) -> None:
    text = f"{CLIENT}{SERVER}radius_secret_2=x\n{option}={value}\n"
    assert (refusal(text) or "authproxy.cfg:").startswith("authproxy.cfg:")


@given(st.ip_addresses(), st.ip_addresses())
def test_a_range_holds_its_ends_and_nothing_beyond(
    one: ipaddress.IPv4Address | ipaddress.IPv6Address,
    other: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if one.version != other.version:
        return
    first, last = sorted([one, other], key=int)
    section = server(f"radius_ip_2={first}-{last}\nradius_secret_2=x\n", CLIENT)
    networks = section.peers[1].networks
    assert sum(network.num_addresses for network in networks) == int(last) - int(first) + 1
    assert any(first in network for network in networks)
    assert any(last in network for network in networks)


def test_the_http_proxy_has_port_80_unless_it_is_given_one() -> None:
    assert server().api.http_proxy is None
    assert server("http_proxy_host=proxy.test\n").api.http_proxy == ("proxy.test", 80)
    options = "http_proxy_host=192.0.2.9\nhttp_proxy_port=3128\n"
    assert server(options).api.http_proxy == ("192.0.2.9", 3128)


def test_the_http_proxy_and_the_ca_bundle_of_main_are_for_sections_without_their_own(
    tmp_path: Path,
) -> None:
    for name in ("main.pem", "own.pem"):
        shutil.copy(Authority(tmp_path).ca_file, tmp_path / name)
    main = "[main]\nhttp_proxy_host=main.test\nhttp_proxy_port=3128\nhttp_ca_certs_file=main.pem\n"
    bare = parse(f"{main}{CLIENT}{SERVER}", "authproxy.cfg", tmp_path).servers[0]
    own = "http_proxy_host=own.test\nhttp_ca_certs_file=own.pem\n"
    other = parse(f"{main}{CLIENT}{SERVER}{own}", "authproxy.cfg", tmp_path).servers[0]
    assert isinstance(bare, RadiusServerAutoSection)
    assert isinstance(other, RadiusServerAutoSection)
    assert bare.api.http_proxy == ("main.test", 3128)
    assert bare.api.http_ca_certs_file == tmp_path / "main.pem"
    assert other.api.http_proxy == ("own.test", 80)
    assert other.api.http_ca_certs_file == tmp_path / "own.pem"


def test_a_port_of_no_http_proxy_is_told() -> None:
    config = parse(f"{CLIENT}{SERVER}http_proxy_port=3128\n", "authproxy.cfg")
    (warning,) = config.warnings
    assert "http_proxy_port is ignored" in warning

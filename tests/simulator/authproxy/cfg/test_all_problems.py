"""Everything that is wrong with an authproxy.cfg is told at once, and nothing that is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.authproxy.cfg.encoding import MOST_OCTETS
from failmode.simulator.authproxy.cfg.ini import RawSection
from failmode.simulator.authproxy.cfg.meaning import section_heading, section_meaning
from failmode.simulator.authproxy.cfg.options import Address, Flag, Number, Text
from failmode.simulator.authproxy.cfg.parser import Reading
from failmode.simulator.authproxy.cfg.sections.base import (
    ListeningPort,
    Section,
    ServerSection,
    Transport,
)
from failmode.simulator.authproxy.cfg.sections.main import MainSection
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS, SectionRegistry
from failmode.simulator.authproxy.servers.server import Server, ServerContext
from failmode.simulator.errors import ConfigError, ConfigProblemsError
from tests.simulator.authproxy.cfg.test_parser import CLIENT, SERVER


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectorySection(ServerSection):
    """[directory]: two TCP ports, and options that do not go together."""

    KIND: ClassVar[str] = "directory"

    greeting: Annotated[str, Text()]
    interface: Annotated[str, Address()] = ""
    port: Annotated[int, Number()] = 1812
    ssl_port: Annotated[int, Number()] = 636
    exempt: Annotated[bool, Flag()] = True
    unlimited: Annotated[bool, Flag()] = False
    colour: Annotated[str, Text()] = "red"

    @property
    def listening_ports(self) -> tuple[ListeningPort, ...]:
        """Both ports."""
        return (
            ListeningPort(Transport.TCP, self.interface, self.port),
            ListeningPort(Transport.TCP, self.interface, self.ssl_port, "ssl_port"),
        )

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find two things."""
        if self.unlimited and self.exempt:
            yield raw.error("unlimited", "needs exempt=false", "Add it")
        if self.colour == "grey":
            yield raw.error("colour", "is grey", "Choose another")

    def check_beside(self, other: Section, raw: RawSection) -> Iterator[ConfigError]:
        """Find that [main] is being debugged."""
        if isinstance(other, MainSection) and other.debug:
            yield raw.error("", "cannot be debugged", "Remove debug")


class DirectoryKind:
    """What would run it."""

    sections = (DirectorySection,)

    def create(self, sections: Sequence[DirectorySection], context: ServerContext) -> Server:
        """Run nothing."""
        raise NotImplementedError


REGISTRY = SIMULATED_SECTIONS.with_server(DirectoryKind())


def problems_of(text: str, registry: SectionRegistry = REGISTRY) -> list[str]:
    """Return what is wrong with a text, one line each."""
    try:
        registry.parse(text, "a.cfg")
    except ConfigError as error:
        return [str(one) for one in error.parts]
    return []


def places(text: str) -> list[str]:
    """Return where something is wrong with a text: the line, and the first words."""
    return [" ".join(one.split()[:3]).removeprefix("a.cfg:") for one in problems_of(text)]


def test_every_problem_of_every_section_is_told_in_the_order_of_the_lines() -> None:
    text = """\
[main]
log_dir=nowhere
interfce=127.0.0.1
[radius_client]
host=localhost
[radius_server_auto]
ikey=DIXXXXXXXXXXXXXXXXXX
api_host=https://api-1234abcd.duosecurity.test
failmode=open
radius_ip_1=10.0.0.0/33
radius_ip_2=10.0.0.1
radius_secret_3=x
port=99999
nonsense
[radius_sever_auto2]
"""
    assert places(text) == [
        "2: [main] log_dir",
        "3: [main] interfce",
        "4: [radius_client] secret",
        "5: [radius_client] host",
        "6: [radius_server_auto] skey",
        "8: [radius_server_auto] api_host",
        "9: [radius_server_auto] failmode",
        "10: [radius_server_auto] radius_ip_1",
        "11: [radius_server_auto] radius_ip_2",
        "12: [radius_server_auto] radius_secret_3",
        "13: [radius_server_auto] port",
        "14: neither a",
        "15: [radius_sever_auto2] is",
    ]


def test_the_text_of_the_error_has_a_line_for_each_problem() -> None:
    with pytest.raises(ConfigProblemsError) as caught:
        REGISTRY.parse(f"{CLIENT}{SERVER}failmode=open\nport=x\n", "a.cfg")
    assert str(caught.value).splitlines() == [str(one) for one in caught.value.parts]
    assert len(caught.value.parts) == 2
    assert caught.value.where == "a.cfg"


def test_a_problem_that_follows_from_another_is_not_told() -> None:
    # The client is there, but cannot be read; the section is there, but is not known.
    bad_client = CLIENT.replace("192.0.2.10", "localhost")
    assert places(f"{bad_client}{SERVER}client=radius_client\n") == ["2: [radius_client] host"]
    refused = "[no_such_client]\n"
    assert places(f"{refused}{SERVER}client=no_such_client\n") == ["1: [no_such_client] is"]
    assert places(f"{refused}{SERVER}") == ["1: [no_such_client] is"]
    assert places(f"[main]\ninterface=eth0\n{CLIENT}{SERVER}") == ["2: [main] interface"]


def test_several_options_that_do_not_go_together_are_all_told() -> None:
    text = "[directory]\ngreeting=hello\nunlimited=true\ncolour=grey\n"
    assert places(text) == ["3: [directory] unlimited", "4: [directory] colour"]


def test_options_that_do_not_go_together_are_told_beside_one_that_cannot_be_read() -> None:
    text = "[directory]\nport=x\nunlimited=true\ncolour=grey\n"
    assert places(text) == [
        "1: [directory] greeting",
        "2: [directory] port",
        "3: [directory] unlimited",
        "4: [directory] colour",
    ]
    # Whether exempt and unlimited go together nobody can tell here.
    assert places("[directory]\ngreeting=x\nexempt=maybe\nunlimited=true\n") == [
        "3: [directory] exempt"
    ]


def test_a_fault_of_a_check_is_not_taken_for_an_option_that_could_not_be_read() -> None:
    class Broken(DirectorySection):
        def check(self, raw: RawSection) -> Iterator[ConfigError]:
            del raw
            yield self.no_such_field  # type: ignore[attr-defined]

    class BrokenKind(DirectoryKind):
        sections = (Broken,)

    registry = SIMULATED_SECTIONS.with_server(BrokenKind())
    with pytest.raises(AttributeError, match="no_such_field"):
        registry.parse("[directory]\nport=x\n", "a.cfg")


def test_a_section_can_refuse_to_stand_beside_main() -> None:
    assert places("[main]\ndebug=1\n[directory]\ngreeting=x\n") == ["3: [directory] cannot"]


def test_an_http_proxy_cannot_stand_beside_one_that_main_names() -> None:
    section = "[http_proxy]\napi_host=api.example.test\n"
    assert places(f"[main]\nhttp_proxy_host=gate\n{section}") == ["3: [http_proxy] cannot"]
    assert places(f"[main]\n{section}") == []


@pytest.mark.parametrize(
    ("main", "warning"),
    [
        ("client=radius_client\nserver=radius_server_auto\n", None),
        ("client=radius_client\nserver=no_such\n", "3: [main] server names 'no_such', which"),
        ("server=radius_server_auto\n", "2: [main] server is ignored: client is missing"),
    ],
)
def test_a_server_that_main_names_in_vain_is_a_warning(main: str, warning: str | None) -> None:
    told = REGISTRY.parse(f"[main]\n{main}{CLIENT}{SERVER}", "a.cfg").warnings
    assert len(told) == (warning is not None)
    assert warning is None or told[0].startswith(f"a.cfg:{warning}")


DIRECTORY = "[directory]\ngreeting=x\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # TCP 1812 and UDP 1812 are two ports.
        (f"{CLIENT}{SERVER}{DIRECTORY}", []),
        (f"{DIRECTORY}ssl_port=1812\n", ["3: [directory] ssl_port"]),
        (f"{DIRECTORY}port=0\nssl_port=0\n", []),
        (
            f"{DIRECTORY}[directory2]\ngreeting=x\nport=636\nssl_port=637\n",
            ["5: [directory2] port"],
        ),
        (
            f"{DIRECTORY}interface=127.0.0.1\n[directory2]\ngreeting=x\ninterface=127.0.0.2\n",
            [],
        ),
        (
            f"{DIRECTORY}interface=127.0.0.1\n[directory2]\ngreeting=x\ninterface=0.0.0.0\n",
            ["4: [directory2] port", "4: [directory2] ssl_port"],
        ),
        (f"{DIRECTORY}interface=::1\n[directory2]\ngreeting=x\ninterface=0.0.0.0\n", []),
        # A section that has another problem keeps its port.
        (
            f"{DIRECTORY}[directory2]\nport=636\nssl_port=637\n",
            ["3: [directory2] greeting", "4: [directory2] port"],
        ),
    ],
)
def test_servers_of_any_kind_that_want_the_same_port_are_told(
    text: str, expected: list[str]
) -> None:
    assert places(text) == expected


def test_a_repeated_section_is_read_for_its_own_mistakes_alone() -> None:
    assert places(f"{CLIENT}{SERVER}[radius_server_auto]\nfailmode=open\nport=1813\n") == [
        "10: [radius_server_auto] is",
        "11: [radius_server_auto] failmode",
    ]
    assert places(f"[main]\n[main]\ndebug=maybe\n{CLIENT}{SERVER}") == [
        "2: [main] is",
        "3: [main] debug",
    ]


def test_encrypted_secrets_are_told_once_with_what_to_give() -> None:
    text = CLIENT.replace("secret=", "secret_protected=")
    text += SERVER.replace("skey=", "skey_protected=").replace("secret_1=", "secret_protected_1=")
    told = problems_of(text)
    assert [one.rpartition("Give ")[2].split()[0] for one in told] == [
        "secret",
        "skey",
        "radius_secret_1",
    ]
    assert not any("dummy" in one for one in told)


def read(path: Path) -> Reading:
    """Read a file whatever is wrong with it."""
    return REGISTRY.examine(path)


def test_what_has_no_problem_is_there_whatever_is_wrong_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "authproxy.cfg"
    second = SERVER.replace("[radius_server_auto]", "[radius_server_auto2]\nport=1813")
    path.write_text(f"{CLIENT}{SERVER}failmode=open\n{second}", encoding="utf-8")
    reading = read(path)
    assert [one.name for one in reading.config.servers] == ["radius_server_auto2"]
    assert reading.left_out == ("radius_server_auto",)
    assert [one.where for one in reading.problems] == [f"{path}:10"]
    with pytest.raises(ConfigError, match="failmode"):
        reading.usable()


@pytest.mark.parametrize(
    ("client", "server"), [("", "[radius_server_auto]\nfailmode=secure\n"), (CLIENT, "")]
)
def test_a_section_that_is_there_twice_is_not_explained_by_the_first_half(
    tmp_path: Path, client: str, server: str
) -> None:
    path = tmp_path / "authproxy.cfg"
    path.write_text(f"{CLIENT}{client}{SERVER}{server}", encoding="utf-8")
    reading = read(path)
    assert [str(one).partition("] ")[2][:14] for one in reading.problems] == ["is there twice"]
    assert reading.config.servers == ()
    assert reading.left_out == ("radius_server_auto",)


def test_a_value_is_told_as_it_stands_in_the_file_and_a_path_of_windows_as_such() -> None:
    value = r"C:\Program Files\Duo Security Authentication Proxy\log"
    (told,) = problems_of(f"[main]\nlog_dir={value}\n{CLIENT}{SERVER}")
    assert f"log_dir is '{value}'. Expected an existing directory; a path of Windows leads" in told
    (told,) = problems_of(f"[main]\nlog_dir=no\x1b[1m\n{CLIENT}{SERVER}")
    assert r"log_dir is 'no\x1b[1m'. Expected an existing directory" in told
    assert "Windows" not in told


@pytest.mark.parametrize("mistake", ["nonsense\n", "retires=3\n", "retries=x\n"])
def test_a_server_whose_client_has_a_problem_is_left_out(tmp_path: Path, mistake: str) -> None:
    path = tmp_path / "authproxy.cfg"
    path.write_text(f"{CLIENT}{mistake}{SERVER}", encoding="utf-8")
    reading = read(path)
    assert len(reading.problems) == 1
    assert reading.config.servers == ()


def test_each_line_that_is_not_utf_8_is_told_with_what_else_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "authproxy.cfg"
    text = f"[main]\r\nclient=caf\xe9\r\nserver=\xfc\r\n{CLIENT}{SERVER}failmode=open\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("latin-1"))
    told = [str(one) for one in read(path).problems]
    assert any(
        one.startswith(f"{path}:2: the line is not UTF-8 text: its octet 11") for one in told
    )
    assert any(one.startswith(f"{path}:3: the line is not UTF-8 text") for one in told)
    assert any("failmode" in one for one in told)


@pytest.mark.parametrize(
    ("octets", "match"),
    [
        ("[main]\n".encode("utf-16"), "is UTF-16 text"),
        (b"\x7fELF\0\0", "no text"),
        (b"#" * (MOST_OCTETS + 1), "octets"),
    ],
)
def test_what_is_no_text_is_refused_as_a_whole(tmp_path: Path, octets: bytes, match: str) -> None:
    path = tmp_path / "authproxy.cfg"
    path.write_bytes(octets)
    with pytest.raises(ConfigError, match=match):
        read(path)


def refused_or_read(path: Path) -> tuple[str, Reading | None]:
    """Read a file, or say why nothing of it can be read."""
    try:
        return "", SIMULATED_SECTIONS.examine(path)
    except ConfigError as error:
        return str(error), None


_CUTS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 30), st.binary(max_size=12)), max_size=6
)
"""Where octets of a file are taken out, how many, and what takes their place."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary() | _CUTS)
def test_whatever_octets_a_file_has_it_is_explained_or_its_problems_are_told(
    tmp_path: Path, written: bytes | list[tuple[int, int, bytes]]
) -> None:
    octets = f"[main]\ndebug=1\n{CLIENT}{SERVER}exempt_username_1=a\n".encode()
    if isinstance(written, bytes):
        octets = written
    else:
        for start, length, replacement in written:
            octets = octets[:start] + replacement + octets[start + length :]
    path = tmp_path / "authproxy.cfg"
    path.write_bytes(octets)
    refusal, reading = refused_or_read(path)
    if reading is None:
        assert str(path) in refusal
        return
    assert reading.config.servers or reading.problems
    for section in reading.config.servers:
        assert section_heading(section)
        assert list(section_meaning(section))
    for problem in reading.problems:
        assert problem.where.startswith(str(path))
        assert problem.remedy

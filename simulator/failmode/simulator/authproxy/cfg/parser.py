"""Read an `authproxy.cfg` as Authentication Proxy 5.0.0 does, and say what is wrong with it.

Section and option names are matched without regard to case; `failmode` and booleans too. What the
product has but the simulator has not, and what neither knows, is refused by name.
"""

from __future__ import annotations

import configparser
import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path

from failmode.simulator.authproxy.cfg import sections
from failmode.simulator.authproxy.cfg.settings import (
    ClientSection,
    DuoApi,
    DuoOnlyClientSection,
    Factor,
    Failmode,
    IpNetwork,
    MainSection,
    ProxyConfig,
    RadiusClientSection,
    RadiusPeer,
    RadiusServerAutoSection,
)
from failmode.simulator.authproxy.radius import packets
from failmode.simulator.errors import ConfigError

_LARGEST_NUMBER = 1_000_000_000
_CLIENT_IP_ALIASES = {"default": "Calling-Station-Id", "paloalto": "PaloAlto-Client-Source-IP"}
_HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")


def load(path: Path) -> ProxyConfig:
    """Read the file; relative paths in it start at the file's own directory.

    Raises:
        ConfigError: when the file cannot be read or used; the text has file:line, section and key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}", "Name a readable authproxy.cfg"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path} is not UTF-8 text (octet {error.start})", "Save it as UTF-8"
        ) from error
    return parse(text, str(path), path.parent)


def parse(text: str, source_name: str, directory: Path | None = None) -> ProxyConfig:
    """Read the text of an `authproxy.cfg`.

    Args:
        text: the whole file.
        source_name: name of the file, for messages.
        directory: where relative paths start; the working directory when left out.

    Raises:
        ConfigError: as `load`.
    """
    sections = _split(text, source_name)
    warnings: list[str] = []
    for section in sections.values():
        _check_names(section)
    _apply_main(sections)
    main = sections.get("main")
    clients = {
        name: _client(section, warnings)
        for name, section in sections.items()
        if section.kind in ("radius_client", "duo_only_client")
    }
    servers = tuple(
        _server(section, clients, main, warnings)
        for section in sections.values()
        if section.kind == "radius_server_auto"
    )
    if not servers:
        raise ConfigError(
            f"{source_name}: no server section",
            "Add a [radius_server_auto] section with ikey, skey, api_host, radius_ip_1 "
            "and radius_secret_1",
        )
    _check_listeners(servers, sections)
    return ProxyConfig(
        source=source_name,
        main=_main(main, directory or Path()),
        servers=servers,
        section_names=tuple(section.name for section in sections.values()),
        warnings=tuple(warnings),
    )


@dataclass(frozen=True, slots=True)
class _Option:
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of the file; option names in lower case."""

    source: str
    name: str
    line: int
    options: dict[str, _Option]

    @property
    def kind(self) -> str:
        return sections.section_kind(self.name)

    def where(self, key: str | None = None) -> str:
        option = self.options.get(key) if key is not None else None
        line = option.line if option is not None else self.line
        place = f"{self.source}:{line}: [{self.name}]"
        return place if key is None else f"{place} {key}"

    def fail(self, key: str, problem: str, remedy: str) -> ConfigError:
        return ConfigError(f"{self.where(key)} {problem}", remedy)

    def text(self, key: str, default: str | None = None, *, secret: bool = False) -> str:
        """The option's text; without default it is required."""
        option = self.options.get(key)
        if option is None:
            if default is None:
                raise self.fail(key, "is missing", f"Add {key} to [{self.name}]")
            return default
        if not option.value.strip():
            raise self.fail(key, "is empty", f"Give {key} a value, or remove it")
        if "\n" in option.value:
            shown = "several lines" if secret else repr(option.value)
            raise self.fail(
                key, f"is {shown}", "Write it on one line; the next line must not be indented"
            )
        return option.value

    def number(self, key: str, default: int, smallest: int = 0, largest: int | None = None) -> int:
        largest = _LARGEST_NUMBER if largest is None else largest
        if key not in self.options:
            return default
        value = self.text(key)
        try:
            number = int(value)
        except ValueError:
            number = smallest - 1
        if not smallest <= number <= largest:
            raise self.fail(
                key, f"is {value!r}", f"Expected a whole number from {smallest} to {largest}"
            )
        return number

    def flag(self, key: str, default: bool) -> bool:
        if key not in self.options:
            return default
        value = self.text(key)
        if value.lower() in ("true", "false"):
            return value.lower() == "true"
        try:
            return bool(int(value))
        except ValueError:
            raise self.fail(key, f"is {value!r}", "Expected true, false or a number") from None

    def address(self, key: str) -> str:
        value = self.text(key)
        try:
            return str(ipaddress.ip_address(value))
        except ValueError:
            raise self.fail(key, f"is {value!r}", "Expected one IPv4 or IPv6 address") from None

    def codec(self) -> str:
        value = self.text("pw_codec", "utf-8")
        try:
            "".encode(value)
        except (LookupError, UnicodeError, ValueError):
            raise self.fail(
                "pw_codec", f"is {value!r}", "Expected the name of a text encoding, such as utf-8"
            ) from None
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list with commas; repeated words count once."""
        if key not in self.options:
            return ()
        parts = (part.strip() for part in self.text(key).split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def attribute_names(self) -> tuple[str, ...]:
        names = self.words("pass_through_attr_names")
        for name in names:
            if packets.attribute_key(name) is None:
                raise self.fail(
                    "pass_through_attr_names",
                    f"names {name!r}, which is not a known RADIUS attribute",
                    sections.suggestion(name, frozenset(packets.attribute_names())),
                )
        return names

    def numbers_of(self, stem: str) -> tuple[str, ...]:
        """The numbers N, as written, of all options `stem_N`, from small to large."""
        pattern = re.compile(re.escape(stem) + r"_([0-9]+)", re.ASCII)
        found = (pattern.fullmatch(key) for key in self.options)
        numbers = (match[1] for match in found if match)
        return tuple(sorted(numbers, key=lambda number: (len(number.lstrip("0")), number)))


class _LineParser(configparser.ConfigParser):
    """A ConfigParser that remembers on which line each section and option stands."""

    def __init__(self) -> None:
        # A header never holds a line end, so no section of the file is the default section.
        super().__init__(interpolation=None, default_section="\n")
        self.section_lines: dict[str, int] = {}
        self.option_lines: dict[tuple[str, str], int] = {}
        self._line = 0
        self._section = ""
        self._reading = False

    def read_lines(self, text: str) -> None:
        self._reading = True
        try:
            self.read_file(self._numbered(text))
        finally:
            self._reading = False

    def _numbered(self, text: str) -> Iterator[str]:
        for self._line, line in enumerate(StringIO(text, newline=None), start=1):
            header = self.SECTCRE.match(line.strip())
            if header and not line[:1].isspace():
                self._section = header["header"]
                self.section_lines.setdefault(self._section, self._line)
            yield line

    def optionxform(self, optionstr: str) -> str:
        key = optionstr.lower()
        if self._reading:
            self.option_lines.setdefault((self._section, key), self._line)
        return key


def _split(text: str, source: str) -> dict[str, _Section]:
    """The sections by lower-case name, in the order of the file."""
    parser = _LineParser()
    try:
        parser.read_lines(text)
    except configparser.Error as error:
        raise _not_ini(error, source) from error
    sections: dict[str, _Section] = {}
    for name in parser.sections():
        line = parser.section_lines.get(name, 1)
        if name.lower() in sections:
            raise ConfigError(
                f"{source}:{line}: [{name}] is there twice "
                f"(first in line {sections[name.lower()].line})",
                "Put the options into one section, or number the sections",
            )
        options = {
            key: _Option(value, parser.option_lines.get((name, key), line))
            for key, value in parser.items(name)
        }
        sections[name.lower()] = _Section(source, name, line, options)
    return sections


def _not_ini(error: configparser.Error, source: str) -> ConfigError:
    match error:
        case configparser.DuplicateOptionError():
            return ConfigError(
                f"{source}:{error.lineno}: [{error.section}] {error.option} is there twice",
                "Keep one of them",
            )
        case configparser.DuplicateSectionError():
            return ConfigError(
                f"{source}:{error.lineno}: [{error.section}] is there twice",
                "Put the options into one section, or number the sections",
            )
        case configparser.MissingSectionHeaderError():
            return ConfigError(
                f"{source}:{error.lineno}: an option before the first section",
                "Begin with a section such as [main]",
            )
        case configparser.ParsingError() if error.errors:
            return ConfigError(
                f"{source}:{error.errors[0][0]}: neither a section, nor key=value, nor a comment",
                "Write key=value; comments begin with # or ; at the start of a line",
            )
        case _:
            return ConfigError(
                f"{source}: {error.message.splitlines()[0]}", "Write sections with key=value lines"
            )


def _check_names(section: _Section) -> None:
    known = sections.SIMULATED.get(section.kind)
    if known is None:
        if section.kind in sections.REFUSED_SECTIONS:
            raise ConfigError(
                f"{section.where()} is a section of the Authentication Proxy "
                "that is not simulated yet",
                f"Simulated: {', '.join(sorted(sections.SIMULATED))}",
            )
        raise ConfigError(
            f"{section.where()} is not a section of Authentication Proxy 5.0.0",
            sections.suggestion(
                section.kind, sections.REFUSED_SECTIONS | frozenset(sections.SIMULATED)
            ),
        )
    for key in section.options:
        if sections.is_listed(key, known.simulated):
            continue
        if sections.is_listed(key, known.refused):
            raise section.fail(
                key,
                "is an option of the Authentication Proxy that is not simulated yet",
                f"Remove it; simulated in [{section.kind}]: {', '.join(sorted(known.simulated))}",
            )
        raise section.fail(
            key,
            f"is not an option of [{section.kind}] in Authentication Proxy 5.0.0",
            sections.suggestion(key, known.simulated | known.refused),
        )
    if "allow_concat" in section.options and "concat_mode" in section.options:
        raise section.fail("concat_mode", "is another name of allow_concat", "Keep one of them")


def _apply_main(sections: dict[str, _Section]) -> None:
    """Hand down what [main] decides for server sections.

    `server` and `client` together override the client of that server; `interface` is for servers
    that have none of their own.
    """
    main = sections.get("main")
    if main is None:
        return
    options = main.options
    if "server" in options and "client" in options:
        server = sections.get(main.text("server").lower())
        if server is not None and server.kind == "radius_server_auto":
            server.options["client"] = options["client"]
    if "interface" in options:
        main.address("interface")
        for section in sections.values():
            if section.kind == "radius_server_auto":
                section.options.setdefault("interface", options["interface"])


def _main(main: _Section | None, directory: Path) -> MainSection:
    if main is None:
        return MainSection()
    return MainSection(
        debug=main.flag("debug", default=False),
        log_dir=_path(main, "log_dir", directory, Path.is_dir, "an existing directory"),
        log_auth_events=main.flag("log_auth_events", default=False),
        log_max_size=main.number("log_max_size", MainSection().log_max_size),
        log_max_files=main.number("log_max_files", MainSection().log_max_files),
        http_ca_certs_file=_path(
            main, "http_ca_certs_file", directory, Path.is_file, "an existing PEM file"
        ),
    )


def _path(
    section: _Section, key: str, directory: Path, exists: Callable[[Path], bool], expected: str
) -> Path | None:
    if key not in section.options:
        return None
    try:
        path = directory / section.text(key)
        found = exists(path)
    except (OSError, ValueError):
        found = False
    if not found:
        raise section.fail(key, f"is {section.text(key)!r}", f"Expected {expected}")
    return path


def _client(section: _Section, warnings: list[str]) -> ClientSection:
    section.flag("debug", default=False)
    if section.kind == "duo_only_client":
        return DuoOnlyClientSection(section.name)
    return RadiusClientSection(
        name=section.name,
        hosts=_hosts(section, warnings),
        secret=section.text("secret", secret=True),
        retries=section.number("retries", 3),
        retry_wait=section.number("retry_wait", 2),
        nas_ip=section.address("nas_ip") if "nas_ip" in section.options else None,
        pass_through_all=section.flag("pass_through_all", default=False),
        pass_through_attr_names=section.attribute_names(),
        pw_codec=section.codec(),
    )


def _hosts(section: _Section, warnings: list[str]) -> tuple[tuple[str, int], ...]:
    """`host`, `host_1`, then `host_2` and so on up to the first gap, each with its port."""
    read = [suffix for suffix in ("", "_1") if f"host{suffix}" in section.options]
    for number in count(2):
        if f"host_{number}" not in section.options:
            break
        read.append(f"_{number}")
    if "" not in read and "_1" not in read:
        section.text("host")
    warnings.extend(
        f"{section.where(f'host_{number}')} is ignored: a host before it is missing"
        for number in section.numbers_of("host")
        if f"_{number}" not in read
    )
    for suffix in ("", *(f"_{number}" for number in section.numbers_of("port"))):
        if f"port{suffix}" in section.options and f"host{suffix}" not in section.options:
            raise section.fail(f"port{suffix}", f"has no host{suffix}", "Add it or remove this")
    return tuple(
        (
            section.address(f"host{suffix}"),
            section.number(f"port{suffix}", 1812, smallest=1, largest=65535),
        )
        for suffix in read
    )


def _server(
    section: _Section,
    clients: dict[str, ClientSection],
    main: _Section | None,
    warnings: list[str],
) -> RadiusServerAutoSection:
    section.flag("debug", default=False)
    client = _client_of(section, clients, main)
    concat_key = "concat_mode" if "concat_mode" in section.options else "allow_concat"
    names = section.attribute_names()
    if names and not isinstance(client, RadiusClientSection):
        raise section.fail(
            "pass_through_attr_names",
            f"needs a radius_client, but the client is [{client.name}]",
            "Remove it, or use a [radius_client]",
        )
    return RadiusServerAutoSection(
        name=section.name,
        api=DuoApi(
            ikey=section.text("ikey"),
            skey=section.text("skey", secret=True),
            api_host=_api_host(section),
            api_port=section.number("api_port", 443, smallest=1, largest=65535),
            api_timeout=section.number("api_timeout", 0),
        ),
        client=client,
        peers=_peers(section),
        failmode=_failmode(section),
        interface=section.address("interface") if "interface" in section.options else "",
        port=section.number("port", 1812, smallest=0, largest=65535),
        exempt_usernames=_exempt_usernames(section, warnings),
        pass_through_all=section.flag("pass_through_all", default=False),
        pass_through_attr_names=names,
        pw_codec=section.codec(),
        client_ip_attr=_client_ip_attr(section),
        factors=_factors(section),
        delimiter=section.text("delimiter", ","),
        delimited_password_length=section.number("delimited_password_length", 0),
        allow_concat=section.flag(concat_key, default=True),
    )


def _client_of(
    section: _Section, clients: dict[str, ClientSection], main: _Section | None
) -> ClientSection:
    """The section's own client, else that of [main], else the only one there is."""
    asking = section
    if "client" not in section.options and main is not None and "client" in main.options:
        asking = main
    if "client" in asking.options:
        name = asking.text("client").lower()
        if name not in clients:
            known = ", ".join(client.name for client in clients.values()) or "none"
            raise asking.fail(
                "client", f"is {name!r}, but there is no such section", f"Clients here: {known}"
            )
        return clients[name]
    if len(clients) == 1:
        return next(iter(clients.values()))
    raise ConfigError(
        f"{section.where('client')} is missing and there are {len(clients)} client sections",
        "Add client=radius_client (or client=duo_only_client) and a section of that name",
    )


def _api_host(section: _Section) -> str:
    value = section.text("api_host")
    if not _HOST_NAME.fullmatch(value):
        raise section.fail(
            "api_host", f"is {value!r}", "Expected a host name alone, such as api-XXXX.example.com"
        )
    return value


def _failmode(section: _Section) -> Failmode:
    value = section.text("failmode", Failmode.SAFE)
    try:
        return Failmode(value.lower())
    except ValueError:
        raise section.fail("failmode", f"is {value!r}", "Expected safe or secure") from None


def _factors(section: _Section) -> tuple[Factor, ...]:
    if "factors" not in section.options:
        return (Factor.AUTO,)
    words = section.words("factors")
    expected = f"Expected one or more of {', '.join(Factor)}, separated by commas"
    if not words:
        raise section.fail("factors", "names no factor", expected)
    try:
        return tuple(Factor(word) for word in words)
    except ValueError:
        raise section.fail("factors", f"is {section.text('factors')!r}", expected) from None


def _client_ip_attr(section: _Section) -> str:
    value = section.text("client_ip_attr", "default")
    name = _CLIENT_IP_ALIASES.get(value, value)
    if packets.attribute_key(name) is None:
        known = frozenset(packets.attribute_names()) | frozenset(_CLIENT_IP_ALIASES)
        raise section.fail(
            "client_ip_attr",
            f"is {value!r}, which is not a known RADIUS attribute",
            sections.suggestion(value, known),
        )
    return name


def _exempt_usernames(section: _Section, warnings: list[str]) -> tuple[str, ...]:
    """exempt_username_1 and so on, up to the first gap."""
    names: list[str] = []
    while (key := f"exempt_username_{len(names) + 1}") in section.options:
        names.append(section.text(key))
    read = {str(number) for number in range(1, len(names) + 1)}
    warnings.extend(
        f"{section.where(f'exempt_username_{number}')} is ignored: {key} is missing"
        for number in section.numbers_of("exempt_username")
        if number not in read
    )
    return tuple(names)


def _peers(section: _Section) -> tuple[RadiusPeer, ...]:
    addresses, secrets = section.numbers_of("radius_ip"), section.numbers_of("radius_secret")
    for mine, theirs, have, want in (
        (addresses, secrets, "radius_ip", "radius_secret"),
        (secrets, addresses, "radius_secret", "radius_ip"),
    ):
        for number in mine:
            if number not in theirs:
                raise section.fail(
                    f"{have}_{number}", f"has no {want}_{number}", f"Add {want}_{number}"
                )
    if not addresses:
        section.text("radius_ip_1")
    return tuple(
        RadiusPeer(
            networks=_networks(section, f"radius_ip_{number}"),
            secret=section.text(f"radius_secret_{number}", secret=True),
        )
        for number in addresses
    )


def _networks(section: _Section, key: str) -> tuple[IpNetwork, ...]:
    value = section.text(key)
    try:
        if "-" not in value:
            return (ipaddress.ip_network(value, strict=False),)
        first, last = (ipaddress.ip_address(part.strip()) for part in value.split("-", 1))
        return tuple(ipaddress.summarize_address_range(first, last))
    except (ValueError, TypeError):
        raise section.fail(
            key,
            f"is {value!r}",
            "Expected an IP address, a network such as 10.0.0.0/8 or 10.0.0.0/255.0.0.0, "
            "or a range such as 10.0.0.1-10.0.0.9",
        ) from None


def _check_listeners(
    servers: tuple[RadiusServerAutoSection, ...], sections: dict[str, _Section]
) -> None:
    """Refuse two servers that share a port and disagree about whose packets they get."""
    for index, server in enumerate(servers):
        for other in servers[:index]:
            same_port = server.port == other.port != 0
            if same_port and _interfaces_meet(server, other) and (shared := _shared(server, other)):
                raise ConfigError(
                    f"{sections[server.name.lower()].where('port')} is {server.port}, where "
                    f"[{other.name}] also gets packets from {shared}",
                    "Give them different ports, interfaces or radius_ip_N",
                )


def _interfaces_meet(one: RadiusServerAutoSection, other: RadiusServerAutoSection) -> bool:
    return one.interface == other.interface or not one.interface or not other.interface


def _shared(one: RadiusServerAutoSection, other: RadiusServerAutoSection) -> IpNetwork | None:
    """A network of `one` that overlaps with one of `other`."""
    theirs = [network for peer in other.peers for network in peer.networks]
    for network in (network for peer in one.peers for network in peer.networks):
        if any(network.version == their.version and network.overlaps(their) for their in theirs):
            return network
    return None

"""Read an `authproxy.cfg` as Authentication Proxy 5.0.0 does, and say all that is wrong with it.

What the product has but the simulator has not, what the vendor has retired, what came with later
versions, and what nobody knows is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from failmode.simulator.authproxy.cfg.encoding import read_text
from failmode.simulator.authproxy.cfg.ini import IniFile, RawSection, plain_name, quoted, read_ini
from failmode.simulator.authproxy.cfg.options import (
    ReadContext,
    is_one_of,
    option_names,
    read_options,
    required_names,
    suggestion,
)
from failmode.simulator.authproxy.cfg.problems import Problems
from failmode.simulator.authproxy.cfg.sections.base import (
    ClientSection,
    LoginServerSection,
    Section,
    ServerSection,
)
from failmode.simulator.authproxy.cfg.sections.main import MainSection
from failmode.simulator.errors import ConfigError

_HTTP_PROXY = ("http_proxy_host", "http_proxy_port")

AnySection = TypeVar("AnySection", bound=Section)

LATER_OPTIONS: Mapping[str, str] = MappingProxyType({"force_message_authenticator": "6.x"})
"""Options that later versions than 5.0.0 have, and which: reported by
https://github.com/willjasen/chocolatey-duo-auth-proxy. What else they have is not known."""


@dataclass(frozen=True, slots=True)
class ProxyConfig:
    """A whole `authproxy.cfg`.

    Attributes:
        source: the file's name, for messages.
        main: [main].
        servers: the server sections in the order of the file, those of logins with their client.
        section_names: every section as spelt in the file.
        warnings: what the product would ignore without a word, or may not take, one line each.
    """

    source: str
    main: MainSection
    servers: tuple[ServerSection, ...]
    section_names: tuple[str, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file came to, whatever is wrong with it.

    Attributes:
        config: the server sections with nothing wrong in them or in their client, and of [main]
            what could be read; the whole file when there are no problems.
        problems: what is wrong, in the order of the lines.
        left_out: the names of the server sections that `config` lacks for that.
    """

    config: ProxyConfig
    problems: tuple[ConfigError, ...]
    left_out: tuple[str, ...] = ()

    def usable(self) -> ProxyConfig:
        """Return the configuration when there are no problems.

        Raises:
            ConfigError: that tells of all problems.
        """
        problems = Problems(self.config.source)
        problems.add(*self.problems)
        problems.raise_all()
        return self.config


@dataclass(frozen=True, slots=True)
class RetiredSection:
    """A kind of section that the vendor has given up.

    Attributes:
        reason: why, as the rest of a sentence that begins with the section.
        remedy: what to do.
    """

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SectionTypes:
    """The sections that can be read.

    Attributes:
        clients: client sections.
        servers: server sections.
        not_simulated: kinds of sections that the product has and nobody reads here.
        retired: kinds of sections that the vendor has given up.
    """

    clients: tuple[type[ClientSection], ...]
    servers: tuple[type[ServerSection], ...]
    not_simulated: frozenset[str] = frozenset()
    retired: Mapping[str, RetiredSection] = field(default_factory=dict)

    @property
    def by_kind(self) -> Mapping[str, type[Section]]:
        """Every section that can be read, [main] too, by its name without a number."""
        types: tuple[type[Section], ...] = (MainSection, *self.clients, *self.servers)
        return {one.KIND: one for one in types}


def examine(path: Path, types: SectionTypes) -> Reading:
    """Read a file as far as it can be read; relative paths in it start at its own directory.

    Args:
        path: the file.
        types: the sections that it may hold.

    Raises:
        ConfigError: when there is no such file, or nothing of it can be read.
    """
    file = read_text(path)
    reading = _examine(file.text, str(path), types, path.parent, file.problems)
    config = reading.config
    return replace(reading, config=replace(config, warnings=(*file.warnings, *config.warnings)))


def load(path: Path, types: SectionTypes) -> ProxyConfig:
    """Read a file; arguments as for `examine`.

    Raises:
        ConfigError: when it cannot be read or used; it tells of all that is wrong, each with
            file:line, section and key.
    """
    return examine(path, types).usable()


def parse(
    text: str, source_name: str, types: SectionTypes, directory: Path | None = None
) -> ProxyConfig:
    """Read the text of an `authproxy.cfg`.

    Args:
        text: the whole file.
        source_name: name of the file, for messages.
        types: the sections that it may hold.
        directory: where relative paths start; the working directory when left out.

    Raises:
        ConfigError: as `load`.
    """
    return _examine(text, source_name, types, directory or Path()).usable()


def _examine(
    text: str,
    source: str,
    types: SectionTypes,
    directory: Path,
    found_before: Iterable[ConfigError] = (),
) -> Reading:
    problems = Problems(source)
    problems.add(*found_before)
    ini = read_ini(text, source)
    problems.add(*ini.problems)
    return _Reader(ini, source, types, directory, problems).read()


def _name_problems(section: RawSection, types: SectionTypes) -> Iterator[ConfigError]:
    """Yield what is wrong with the names of a section and of its options."""
    declaration = types.by_kind.get(section.kind)
    if declaration is not None:
        yield from _option_name_problems(section, declaration)
    elif retired := types.retired.get(section.kind):
        yield section.error("", retired.reason, retired.remedy)
    elif section.kind in types.not_simulated:
        yield section.error(
            "",
            "is a section of the Authentication Proxy that is not simulated yet",
            f"Simulated: {', '.join(sorted(types.by_kind))}",
        )
    else:
        yield section.error(
            "",
            "is not a section of Authentication Proxy 5.0.0",
            suggestion(section.kind, types.not_simulated | frozenset(types.by_kind)),
        )


def _option_name_problems(section: RawSection, declaration: type[Section]) -> Iterator[ConfigError]:
    known = frozenset(option_names(declaration))
    for key in section.options:
        if is_one_of(key, known):
            continue
        if is_one_of(plain_name(key), known):
            yield section.protected(key)
        elif key in LATER_OPTIONS:
            yield section.error(
                key,
                f"is an option of Authentication Proxy {LATER_OPTIONS[key]}; 5.0.0, which is "
                "simulated, does not have it",
                "Remove it to see what 5.0.0 does",
            )
        elif is_one_of(key, declaration.NOT_SIMULATED):
            yield section.error(
                key,
                "is an option of the Authentication Proxy that is not simulated yet",
                f"Remove it; simulated in [{section.kind}]: {', '.join(sorted(known))}",
            )
        else:
            yield section.error(
                key,
                f"is not an option of [{section.kind}] in Authentication Proxy 5.0.0",
                suggestion(key, known | declaration.NOT_SIMULATED),
            )


@dataclass(frozen=True, slots=True)
class _Read(Generic[AnySection]):
    """A section as far as it could be read.

    Attributes:
        raw: what it was read from.
        section: the section; without the fields that are unread.
        unread: the fields that have no value.
    """

    raw: RawSection
    section: AnySection
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads section by section; `problems` gets what is wrong."""

    ini: IniFile
    source: str
    types: SectionTypes
    directory: Path
    problems: Problems
    warnings: list[str] = field(default_factory=list)

    def read(self) -> Reading:
        for section in self.ini.sections:
            self.problems.add(*_name_problems(section, self.types))
        main = self._main()
        clients = tuple(
            self._read(declaration, self._context(section))
            for section in self.ini.sections
            for declaration in self.types.clients
            if section.kind == declaration.KIND
        )
        servers = self._servers(main, clients)
        self._warn_of_server_in(main)
        if not servers and not self.problems.found:
            self.problems.add(ConfigError("no server section", self._example(), where=self.source))
        sound = tuple(self._sound(servers, clients))
        config = ProxyConfig(
            source=self.source,
            main=main.section,
            servers=sound,
            section_names=tuple(section.name for section in self.ini.sections),
            warnings=tuple(self.warnings),
        )
        return Reading(
            config,
            tuple(sorted(self.problems.found, key=_line_of)),
            tuple(
                read.raw.name for read in servers if not any(read.section is one for one in sound)
            ),
        )

    def _main(self) -> _Read[MainSection]:
        raws = [section for section in self.ini.sections if section.kind == MainSection.KIND]
        if not raws:
            raws = [RawSection(self.source, MainSection.KIND, 1, {})]
        first, *_ = [self._read(MainSection, self._context(raw)) for raw in raws]
        return first

    def _warn_of_server_in(self, main: _Read[MainSection]) -> None:
        """Tell of a `server` in [main] that has no effect."""
        name = main.section.server
        if not name:
            return
        if not any(section.name.lower() == name.lower() for section in self.ini.sections):
            self.warnings.append(
                main.raw.warning("server", f"names {quoted(name)}, which is not there")
            )
        elif "client" not in main.raw.options:
            self.warnings.append(main.raw.warning("server", "is ignored: client is missing"))

    def _servers(
        self, main: _Read[MainSection], clients: tuple[_Read[ClientSection], ...]
    ) -> tuple[_Read[ServerSection], ...]:
        servers: list[_Read[ServerSection]] = []
        for section in self.ini.sections:
            declaration = next(
                (one for one in self.types.servers if section.kind == one.KIND), None
            )
            if declaration is None:
                continue
            raw = self._with_defaults_of(main, section, declaration)
            server = self._read(declaration, self._context(raw, main.raw, clients))
            if not section.repeats:
                self._check_beside(server, (main, *servers))
                servers.append(server)
        return tuple(servers)

    def _read(self, declaration: type[AnySection], context: ReadContext) -> _Read[AnySection]:
        """Read a section and check what goes together in it."""
        values, unread = read_options(declaration, context, self.problems)
        if unread and declaration is not MainSection:
            section = object.__new__(declaration)
            for name, value in values.items():
                object.__setattr__(section, name, value)
        else:
            # Nothing in [main] is required.
            section = declaration(**values)
        self.problems.add(*_as_far_as_read(section.check(context.section), unread))
        return _Read(context.section, section, unread)

    def _check_beside(
        self,
        server: _Read[ServerSection],
        others: Iterable[_Read[MainSection] | _Read[ServerSection]],
    ) -> None:
        found = self.problems
        found.add(*_as_far_as_read(_clashes_within(server.section, server.raw), server.unread))
        for other in others:
            unread = server.unread | other.unread
            beside = server.section.check_beside(other.section, server.raw)
            found.add(*_as_far_as_read(beside, unread))
            if isinstance(other.section, ServerSection):
                clashes = _clashes(server.section, other.section, server.raw)
                found.add(*_as_far_as_read(clashes, unread))

    def _sound(
        self, servers: Iterable[_Read[ServerSection]], clients: Iterable[_Read[ClientSection]]
    ) -> Iterator[ServerSection]:
        """Yield the servers with nothing wrong in them or in their client."""
        lines = [section.line for section in self.ini.sections]
        repeated = {one.name.lower() for one in self.ini.sections if one.repeats}
        ends = dict(pairwise((*lines, float("inf"))))
        wrong = [_line_of(problem) for problem in self.problems.found]

        def is_sound(read: _Read[ServerSection] | _Read[ClientSection]) -> bool:
            first = read.raw.line
            if read.unread or read.raw.name.lower() in repeated:
                return False
            return not any(first <= line < ends[first] for line in wrong)

        wrong_clients = [read.section for read in clients if not is_sound(read)]
        for read in servers:
            server = read.section
            if not is_sound(read):
                continue
            client = server.client if isinstance(server, LoginServerSection) else None
            if not any(client is one for one in wrong_clients):
                yield server

    def _context(
        self,
        section: RawSection,
        main: RawSection | None = None,
        clients: Iterable[_Read[ClientSection]] = (),
    ) -> ReadContext:
        readable = self.types.by_kind
        return ReadContext(
            section=section,
            directory=self.directory,
            main=main,
            clients={
                read.raw.name.lower(): read.section for read in clients if not read.raw.repeats
            },
            client_kinds=tuple(declaration.KIND for declaration in self.types.clients),
            refused_clients=frozenset(
                one.name.lower()
                for one in self.ini.sections
                if "client" in one.kind and one.kind not in readable
            ),
            warnings=self.warnings,
        )

    def _example(self) -> str:
        first, *others = self.types.servers
        *names, last = required_names(first)
        needed = f"{', '.join(names)} and {last}" if names else last
        known = ", ".join(f"[{one.KIND}]" for one in others)
        beside = f", or another server: {known}" if known else ""
        return f"Add a section such as [{first.KIND}] with {needed}{beside}"

    def _with_defaults_of(
        self, main: _Read[MainSection], section: RawSection, declaration: type[ServerSection]
    ) -> RawSection:
        """Hand down what [main] decides for a server section.

        `server` and `client` together override the client of that server; `interface`, the HTTP
        proxy, host and port together, and the CA bundle are for servers that have none of their
        own.
        """
        unread = main.unread | (set(_HTTP_PROXY) if "http_proxy" in main.unread else set())
        given = {key: one for key, one in main.raw.options.items() if key not in unread}
        options, known = dict(section.options), option_names(declaration)
        with self.problems.collected():
            overridden = {"server", "client"} <= given.keys() and "client" in known
            if overridden and main.raw.text("server").lower() == section.name.lower():
                options["client"] = given["client"]
        for key in ("interface", "http_ca_certs_file"):
            if key in given and key in known:
                options.setdefault(key, given[key])
        host = _HTTP_PROXY[0]
        if host in given and host in known and host not in options:
            options |= {key: given[key] for key in _HTTP_PROXY if key in given}
        return replace(section, options=options)


def _as_far_as_read(
    problems: Iterable[ConfigError], unread: frozenset[str]
) -> Iterator[ConfigError]:
    """Yield what a check finds, up to where it looks at a field that could not be read."""
    try:
        yield from problems
    except AttributeError as error:
        if error.name not in unread:
            raise


def _clashes(server: ServerSection, other: ServerSection, raw: RawSection) -> Iterator[ConfigError]:
    """Yield the ports that both servers want, unless they can share them."""
    if server.shares_port_with(other):
        return
    for ours in server.listening_ports:
        for theirs in other.listening_ports:
            if ours.clashes_with(theirs):
                yield raw.error(
                    ours.option,
                    f"is {ours.port}, the {ours.transport} port that [{other.name}] has as "
                    f"{theirs.option}",
                    "Give them different ports or interfaces",
                )


def _clashes_within(server: ServerSection, raw: RawSection) -> Iterator[ConfigError]:
    """Yield the ports that a server wants twice."""
    ports = server.listening_ports
    for number, port in enumerate(ports):
        for other in ports[:number]:
            if port.clashes_with(other):
                yield raw.error(
                    port.option,
                    f"is {port.port}, as {other.option}",
                    "Give them different ports",
                )


def _line_of(problem: ConfigError) -> int:
    """Return the line that a problem stands at; 0: the file as a whole."""
    _, _, line = problem.where.rpartition(":")
    return int(line) if line.isascii() and line.isdecimal() else 0

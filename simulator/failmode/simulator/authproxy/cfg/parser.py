"""Read an `authproxy.cfg` as Authentication Proxy 5.0.0 does, and say what is wrong with it.

What the product has but the simulator has not, and what neither knows, is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from failmode.simulator.authproxy.cfg.ini import RawSection, read_ini
from failmode.simulator.authproxy.cfg.options import (
    ReadContext,
    is_one_of,
    option_names,
    read_section,
    required_names,
    suggestion,
)
from failmode.simulator.authproxy.cfg.sections.base import ClientSection, Section, ServerSection
from failmode.simulator.authproxy.cfg.sections.main import MainSection
from failmode.simulator.errors import ConfigError

AnySection = TypeVar("AnySection", bound=Section)


@dataclass(frozen=True, slots=True)
class ProxyConfig:
    """A whole `authproxy.cfg`.

    Attributes:
        source: the file's name, for messages.
        main: [main].
        servers: the server sections in the order of the file, those of logins with their client.
        section_names: every section as spelt in the file.
        warnings: what the product would ignore without a word, one line each.
    """

    source: str
    main: MainSection
    servers: tuple[ServerSection, ...]
    section_names: tuple[str, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionTypes:
    """The sections that can be read.

    Attributes:
        clients: client sections.
        servers: server sections.
        not_simulated: kinds of sections that the product has and nobody reads here.
    """

    clients: tuple[type[ClientSection], ...]
    servers: tuple[type[ServerSection], ...]
    not_simulated: frozenset[str] = frozenset()

    @property
    def by_kind(self) -> Mapping[str, type[Section]]:
        """Every section that can be read, [main] too, by its name without a number."""
        types: tuple[type[Section], ...] = (MainSection, *self.clients, *self.servers)
        return {one.KIND: one for one in types}


def load(path: Path, types: SectionTypes) -> ProxyConfig:
    """Read the file; relative paths in it start at the file's own directory.

    Args:
        path: the file.
        types: the sections that it may hold.

    Raises:
        ConfigError: when the file cannot be read or used; it has file:line, section and key.
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
    return parse(text, str(path), types, path.parent)


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
    sections = read_ini(text, source_name)
    for section in sections.values():
        _check_names(section, types)
    return _Reader(sections, source_name, types, directory or Path()).read()


def _check_names(section: RawSection, types: SectionTypes) -> None:
    declaration = types.by_kind.get(section.kind)
    if declaration is None:
        if section.kind in types.not_simulated:
            raise section.error(
                "",
                "is a section of the Authentication Proxy that is not simulated yet",
                f"Simulated: {', '.join(sorted(types.by_kind))}",
            )
        raise section.error(
            "",
            "is not a section of Authentication Proxy 5.0.0",
            suggestion(section.kind, types.not_simulated | frozenset(types.by_kind)),
        )
    known = frozenset(option_names(declaration))
    for key in section.options:
        if is_one_of(key, known):
            continue
        if is_one_of(key, declaration.NOT_SIMULATED):
            raise section.error(
                key,
                "is an option of the Authentication Proxy that is not simulated yet",
                f"Remove it; simulated in [{section.kind}]: {', '.join(sorted(known))}",
            )
        raise section.error(
            key,
            f"is not an option of [{section.kind}] in Authentication Proxy 5.0.0",
            suggestion(key, known | declaration.NOT_SIMULATED),
        )


def _read(declaration: type[AnySection], context: ReadContext) -> AnySection:
    section = read_section(declaration, context)
    section.check(context.section)
    return section


@dataclass(frozen=True, slots=True)
class _Reader:
    """Sections whose names are known to be right."""

    sections: Mapping[str, RawSection]
    source: str
    types: SectionTypes
    directory: Path
    warnings: list[str] = field(default_factory=list)

    def read(self) -> ProxyConfig:
        main = self.sections.get(MainSection.KIND)
        settings = MainSection() if main is None else _read(MainSection, self._context(main))
        clients = {
            name: _read(declaration, self._context(section))
            for name, section in self.sections.items()
            for declaration in self.types.clients
            if section.kind == declaration.KIND
        }
        return ProxyConfig(
            source=self.source,
            main=settings,
            servers=self._servers(main, clients),
            section_names=tuple(section.name for section in self.sections.values()),
            warnings=tuple(self.warnings),
        )

    def _servers(
        self, main: RawSection | None, clients: Mapping[str, ClientSection]
    ) -> tuple[ServerSection, ...]:
        servers: list[ServerSection] = []
        for name, section in self.sections.items():
            declaration = self._server_type(section)
            if declaration is None:
                continue
            raw = _with_defaults_of(main, name, section, declaration)
            server = _read(declaration, self._context(raw, main, clients))
            for other in servers:
                server.check_beside(other, raw)
            servers.append(server)
        if not servers:
            raise ConfigError("no server section", self._example(), where=self.source)
        return tuple(servers)

    def _context(
        self,
        section: RawSection,
        main: RawSection | None = None,
        clients: Mapping[str, ClientSection] = MappingProxyType({}),
    ) -> ReadContext:
        return ReadContext(
            section,
            self.directory,
            main,
            clients,
            tuple(declaration.KIND for declaration in self.types.clients),
            self.warnings,
        )

    def _server_type(self, section: RawSection) -> type[ServerSection] | None:
        return next((one for one in self.types.servers if section.kind == one.KIND), None)

    def _example(self) -> str:
        sections = []
        for one in self.types.servers:
            *names, last = required_names(one)
            sections.append(f"a [{one.KIND}] section with {', '.join(names)} and {last}")
        return f"Add {', or '.join(sections)}"


def _with_defaults_of(
    main: RawSection | None, name: str, section: RawSection, declaration: type[ServerSection]
) -> RawSection:
    """Hand down what [main] decides for a server section.

    `server` and `client` together override the client of that server; `interface` is for servers
    that have none of their own.
    """
    if main is None:
        return section
    options = dict(section.options)
    known = option_names(declaration)
    overridden = {"server", "client"} <= main.options.keys() and "client" in known
    if overridden and main.text("server").lower() == name:
        options["client"] = main.options["client"]
    if "interface" in main.options and "interface" in known:
        options.setdefault("interface", main.options["interface"])
    return replace(section, options=options)

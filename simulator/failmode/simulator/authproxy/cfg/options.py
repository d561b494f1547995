"""How an option of `authproxy.cfg` is declared and read.

A section is a frozen dataclass; a field with an `Option` in its annotation is read from the file:

    retries: Annotated[int, Number()] = 3

The field's default is the product's, and a field without one is required. The name of the option
is that of the field, unless the `Option` says otherwise.
"""

from __future__ import annotations

import ipaddress
import os
import re
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar, get_type_hints, runtime_checkable

from failmode.simulator.authproxy.cfg.ini import RawSection, quoted
from failmode.simulator.authproxy.cfg.problems import Problems

T = TypeVar("T")

IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

REQUIRED: Final = MISSING
"""Stands for the default of a field that has none."""

_LARGEST_NUMBER = 1_000_000_000
_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_OF_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What is known while a section is read.

    Attributes:
        section: the section.
        directory: where relative paths start.
        main: [main], where there is one.
        clients: the client sections that were read before, by name in lower case.
        client_kinds: the kinds that a client section can have.
        refused_clients: client sections of the file that cannot be read at all, likewise.
        warnings: gets what the product would ignore without a word, one line each.
    """

    section: RawSection
    directory: Path
    main: RawSection | None = None
    clients: Mapping[str, Any] = field(default_factory=dict)
    client_kinds: tuple[str, ...] = ()
    refused_clients: frozenset[str] = frozenset()
    warnings: list[str] = field(default_factory=list)


@runtime_checkable
class Option(Protocol):
    """Reads one field of a section."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the names it has in the file; `_N` stands for a number."""
        ...

    def read(self, context: ReadContext, field_name: str, default: Any) -> Any:
        """Return the field's value.

        Args:
            context: the section, and what is known beside it.
            field_name: the field.
            default: its default; `REQUIRED` when it has none.

        Raises:
            ConfigError: when what the file says cannot be used; where there is more than one thing
                to say, as `Problems.raise_all` raises it.
        """
        ...


class SingleOption(ABC):
    """An option with one name."""

    __slots__ = ()

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the field's name."""
        return (field_name,)

    def read(self, context: ReadContext, field_name: str, default: Any) -> Any:
        """Return what the file says, else the default."""
        if field_name not in context.section.options and default is not REQUIRED:
            return default
        return self.parse(context, field_name)

    @abstractmethod
    def parse(self, context: ReadContext, key: str) -> Any:
        """Return the value of the option, which is there unless it is required.

        Raises:
            ConfigError: when it cannot be used.
        """


@dataclass(frozen=True, slots=True)
class Text(SingleOption):
    """Any text on one line.

    Attributes:
        secret: whether messages must not show it.
    """

    secret: bool = False

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the text."""
        return context.section.text(key, secret=self.secret)


class HostName(SingleOption):
    """A host name without scheme or port."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the name as written."""
        value = context.section.text(key)
        if not _HOST_NAME.fullmatch(value):
            raise context.section.error(
                key,
                f"is {quoted(value)}",
                "Expected a host name alone, such as api-XXXX.example.com",
            )
        return value


@dataclass(frozen=True, slots=True)
class Number(SingleOption):
    """A whole number.

    Attributes:
        smallest: that is allowed.
        largest: that is allowed.
    """

    smallest: int = 0
    largest: int = _LARGEST_NUMBER

    def parse(self, context: ReadContext, key: str) -> int:
        """Return the number."""
        value = context.section.text(key)
        try:
            number = int(value)
        except ValueError:
            number = self.smallest - 1
        if not self.smallest <= number <= self.largest:
            raise context.section.error(
                key,
                f"is {quoted(value)}",
                f"Expected a whole number from {self.smallest} to {self.largest}",
            )
        return number


@dataclass(frozen=True, slots=True)
class Flag(SingleOption):
    """`true`, `false` or a number, of which 0 is false; case does not matter.

    Attributes:
        alias: another name of the option; empty for none.
    """

    alias: str = ""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return both names."""
        return (field_name, self.alias) if self.alias else (field_name,)

    def read(self, context: ReadContext, field_name: str, default: Any) -> Any:
        """Return what the file says by either name, else the default."""
        options = context.section.options
        if self.alias not in options:
            return SingleOption.read(self, context, field_name, default)
        if field_name in options:
            raise context.section.error(
                self.alias, f"is another name of {field_name}", "Keep one of them"
            )
        return self.parse(context, self.alias)

    def parse(self, context: ReadContext, key: str) -> bool:
        """Return whether it is on."""
        value = context.section.text(key)
        if value.lower() in ("true", "false"):
            return value.lower() == "true"
        try:
            return bool(int(value))
        except ValueError:
            raise context.section.error(
                key, f"is {quoted(value)}", "Expected true, false or a number"
            ) from None


@dataclass(frozen=True, slots=True)
class NotedFlag(Flag):
    """A flag that does nothing here; where it is on, a warning says so.

    Attributes:
        note: what it does not do, as the rest of a sentence that begins with the option.
    """

    note: str = ""

    def parse(self, context: ReadContext, key: str) -> bool:
        """Return whether it is on."""
        is_on = Flag.parse(self, context, key)
        if is_on:
            context.warnings.append(context.section.warning(key, self.note))
        return is_on


@dataclass(frozen=True, slots=True)
class NotedText(Text):
    """A text that does nothing here; a warning says so.

    Attributes:
        note: as of `NotedFlag`.
    """

    note: str = ""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the text."""
        value = Text.parse(self, context, key)
        context.warnings.append(context.section.warning(key, self.note))
        return value


@dataclass(frozen=True, slots=True)
class NeverFlag(Flag):
    """A flag that can only be off.

    Attributes:
        reason: why, as the rest of a sentence that begins with the option.
    """

    reason: str = ""

    def parse(self, context: ReadContext, key: str) -> bool:
        """Return that it is off."""
        if Flag.parse(self, context, key):
            raise context.section.error(key, self.reason, f"Remove it, or write {key}=false")
        return False


class Address(SingleOption):
    """One IPv4 or IPv6 address."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the address in its usual form."""
        return read_address(context.section, key)


def read_address(section: RawSection, key: str) -> str:
    """Return the address that an option holds, in its usual form.

    Raises:
        ConfigError: when it is none.
    """
    value = section.text(key)
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise section.error(
            key,
            f"is {quoted(value)}",
            "Expected one IPv4 or IPv6 address",
        ) from None


def read_networks(section: RawSection, key: str, value: str) -> tuple[IpNetwork, ...]:
    """Return the networks of an IP address, a network or a range; a range becomes several.

    Args:
        section: the section, for messages.
        key: the option that it stands in.
        value: the text, a part of the option's or the whole.

    Raises:
        ConfigError: when it is none of these.
    """
    try:
        if "-" not in value:
            return (ipaddress.ip_network(value, strict=False),)
        first, last = (ipaddress.ip_address(part.strip()) for part in value.split("-", 1))
        return tuple(ipaddress.summarize_address_range(first, last))
    except (ValueError, TypeError):
        raise section.error(
            key,
            f"is {quoted(value)}",
            "Expected an IP address, a network such as 10.0.0.0/8 or 10.0.0.0/255.0.0.0, "
            "or a range such as 10.0.0.1-10.0.0.9",
        ) from None


class Codec(SingleOption):
    """The name of a text encoding."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the name as written."""
        value = context.section.text(key)
        try:
            "".encode(value)
        except (LookupError, UnicodeError, ValueError):
            raise context.section.error(
                key, f"is {quoted(value)}", "Expected the name of a text encoding, such as utf-8"
            ) from None
        return value


class ExistingDirectory(SingleOption):
    """A directory; relative ones start at the file's own."""

    def parse(self, context: ReadContext, key: str) -> Path:
        """Return the path."""
        return _existing(context, key, Path.is_dir, "an existing directory")


@dataclass(frozen=True, slots=True)
class ExistingFile(SingleOption):
    """A file; relative paths start at the directory of the configuration.

    Attributes:
        description: what the file is, for messages.
    """

    description: str

    def parse(self, context: ReadContext, key: str) -> Path:
        """Return the path."""
        return _existing(context, key, Path.is_file, self.description)


class CertificateBundle(SingleOption):
    """A PEM file with at least one certificate; relative paths as of `ExistingFile`."""

    def parse(self, context: ReadContext, key: str) -> Path:
        """Return the path."""
        path = _existing(context, key, Path.is_file, "an existing PEM file")
        try:
            ssl.create_default_context(cafile=path)
        except OSError:
            raise context.section.error(
                key,
                f"is {quoted(context.section.text(key))}, which cannot be used",
                "Expected a PEM file with at least one certificate",
            ) from None
        return path


def _existing(
    context: ReadContext, key: str, exists: Callable[[Path], bool], expected: str
) -> Path:
    value = context.section.text(key)
    try:
        path = context.directory / value
        found = exists(path)
    except (OSError, ValueError):
        found = False
    if not found:
        if os.name != "nt" and _OF_WINDOWS.match(value):
            expected += "; a path of Windows leads nowhere on this machine"
        raise context.section.error(key, f"is {quoted(value)}", f"Expected {expected}")
    return path


@dataclass(frozen=True, slots=True)
class Words(SingleOption):
    """A list of words of an enumeration with commas between them; repeated ones count once.

    Attributes:
        choices: the enumeration.
        one: what messages call one of them.
    """

    choices: type[StrEnum]
    one: str

    def parse(self, context: ReadContext, key: str) -> tuple[StrEnum, ...]:
        """Return the words in their order."""
        words = comma_separated(context.section, key)
        expected = f"Expected one or more of {', '.join(self.choices)}, separated by commas"
        if not words:
            raise context.section.error(key, f"names no {self.one}", expected)
        try:
            return tuple(self.choices(word) for word in words)
        except ValueError:
            value = context.section.text(key)
            raise context.section.error(key, f"is {quoted(value)}", expected) from None


def comma_separated(section: RawSection, key: str) -> tuple[str, ...]:
    """Return the words of a list with commas; repeated ones count once."""
    parts = (part.strip() for part in section.text(key).split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class NumberedTexts:
    """`stem_1`, `stem_2` and so on up to the first gap.

    Attributes:
        stem: the name without its number.
    """

    stem: str

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the numbered name."""
        del field_name
        return (f"{self.stem}_N",)

    def read(self, context: ReadContext, field_name: str, default: Any) -> tuple[str, ...]:
        """Return the texts in their order; what stands behind a gap is a warning."""
        del field_name, default
        section = context.section
        numbers = [*takewhile(lambda n: f"{self.stem}_{n}" in section.options, count(1))]
        missing = f"{self.stem}_{len(numbers) + 1}"
        context.warnings.extend(
            section.warning(f"{self.stem}_{number}", f"is ignored: {missing} is missing")
            for number in section.numbers_of(self.stem)
            if number not in map(str, numbers)
        )
        problems = Problems(section.source)
        texts = problems.each(numbers, lambda number: section.text(f"{self.stem}_{number}"))
        problems.raise_all()
        return texts


class SectionName:
    """The name of the section itself, as spelt in the file."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return nothing: it is no option."""
        del field_name
        return ()

    def read(self, context: ReadContext, field_name: str, default: Any) -> str:
        """Return the name."""
        del field_name, default
        return context.section.name


@dataclass(frozen=True, slots=True)
class IsGiven:
    """Whether the file has an option, or its default holds.

    Attributes:
        key: the option.
    """

    key: str

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return nothing: the option belongs to another field."""
        del field_name
        return ()

    def read(self, context: ReadContext, field_name: str, default: Any) -> bool:
        """Return whether it is there."""
        del field_name, default
        return self.key in context.section.options


@dataclass(frozen=True, slots=True)
class Group:
    """Options that several kinds of sections have together, as a dataclass of their own.

    Attributes:
        declaration: that dataclass.
    """

    declaration: type

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the names of all its options."""
        del field_name
        return option_names(self.declaration)

    def read(self, context: ReadContext, field_name: str, default: Any) -> Any:
        """Return the dataclass, read from the same section."""
        del field_name, default
        return read_section(self.declaration, context)


@cache
def _declared(declaration: type) -> tuple[tuple[str, Option, Any], ...]:
    """Return the fields that are read from the file, each with its option and its default."""
    hints = get_type_hints(declaration, include_extras=True)
    found = []
    for one in fields(declaration):
        for option in getattr(hints[one.name], "__metadata__", ()):
            if isinstance(option, Option):
                default = one.default
                if one.default_factory is not MISSING:
                    default = one.default_factory()
                found.append((one.name, option, default))
    return tuple(found)


def read_section(declaration: type[T], context: ReadContext) -> T:
    """Read a section as its dataclass declares it.

    Raises:
        ConfigError: when an option is missing or cannot be used; it tells of all of them.
    """
    problems = Problems(context.section.source)
    values, _ = read_options(declaration, context, problems)
    problems.raise_all()
    return declaration(**values)


def read_options(
    declaration: type, context: ReadContext, problems: Problems
) -> tuple[Mapping[str, Any], frozenset[str]]:
    """Read each option that a dataclass declares, whatever is wrong with the others.

    Where a section repeats another one, what it leaves out is not missed.

    Args:
        declaration: the dataclass.
        context: the section, and what is known beside it.
        problems: gets what is wrong.

    Returns:
        the values by field, and the fields that could not be read.
    """
    section = context.section
    values: dict[str, Any] = {}
    for name, option, default in _declared(declaration):
        if section.repeats and not _is_there(option, option.names(name), section):
            continue
        with problems.collected():
            values[name] = option.read(context, name, default)
    return values, frozenset(name for name, _, _ in _declared(declaration)) - values.keys()


def _is_there(option: Option, names: tuple[str, ...], section: RawSection) -> bool:
    """Tell whether a section that repeats another one has enough to read an option."""
    if not names:
        return True
    needed = required_names(option.declaration) if isinstance(option, Group) else ()
    return section.options.keys() >= set(needed) and any(
        is_one_of(key, names) for key in section.options
    )


def option_names(declaration: type) -> tuple[str, ...]:
    """Return the names of all options that a dataclass declares; `_N` stands for a number."""
    return tuple(key for name, option, _ in _declared(declaration) for key in option.names(name))


def required_names(declaration: type) -> tuple[str, ...]:
    """Return the names of the options that cannot be left out, with 1 where they are numbered."""
    names: list[str] = []
    for name, option, default in _declared(declaration):
        if isinstance(option, Group):
            names += required_names(option.declaration)
        elif default is REQUIRED:
            names += (key.replace("_N", "_1") for key in option.names(name))
    return tuple(names)


def is_one_of(key: str, names: tuple[str, ...] | frozenset[str]) -> bool:
    """Tell whether an option is among the names, by its own or its numbered form."""
    return key in names or re.sub(r"_[0-9]+$", "_N", key, flags=re.ASCII) in names


def suggestion(word: str, known: frozenset[str]) -> str:
    """Return a remedy for an unknown word: the closest known one, or all of them."""
    close = get_close_matches(word, sorted(known), n=1)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Known: {', '.join(sorted(known))}"

"""The text of an `authproxy.cfg` as sections and options, each with its line.

The product reads the file with Python's `configparser`, without interpolation. What that takes is
read alike here: a test compares the two. Where `configparser` gives up at the first mistake, this
reader notes it and goes on. Section and option names are matched without regard to case.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from failmode.simulator.errors import ConfigError
from failmode.simulator.log_lines import escape_controls

_HEADER = re.compile(r"\[(?P<name>.+)\]")
_DELIMITER = re.compile("[=:]")
_COMMENTS = ("#", ";")
_PROTECTED = re.compile(r"(?P<stem>.+)_protected(?P<number>_[0-9]+)?", re.ASCII)
_UNREADABLE_LINES_TOLD = 20


@dataclass(frozen=True, slots=True)
class RawOption:
    """The text of one option.

    Attributes:
        value: what stands behind the equals sign.
        line: where.
    """

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class RawSection:
    """One section of the file, not understood yet.

    Attributes:
        source: the file's name, for messages.
        name: as spelt in the file.
        line: where it begins.
        options: by name in lower case.
        repeats: whether a section before it has the same name.
    """

    source: str
    name: str
    line: int
    options: Mapping[str, RawOption]
    repeats: bool = False

    @property
    def kind(self) -> str:
        """The kind of the section: its name without case and trailing digits."""
        return self.name.lower().rstrip(string.digits)

    def error(self, key: str, problem: str, remedy: str) -> ConfigError:
        """Make an error about an option that is there or should be there.

        Args:
            key: the option; empty for the section as a whole.
            problem: what is wrong, as the rest of a sentence that begins with the option.
            remedy: what to do about it.
        """
        option = self.options.get(key)
        line = self.line if option is None else option.line
        subject = f"[{self.name}] {key}" if key else f"[{self.name}]"
        return ConfigError(f"{subject} {problem}", remedy, where=f"{self.source}:{line}")

    def warning(self, key: str, problem: str) -> str:
        """Put an option that the product ignores without a word into words."""
        line = self.options[key].line
        return f"{self.source}:{line}: [{self.name}] {key} {problem}"

    def text(self, key: str, *, secret: bool = False) -> str:
        """Return the text of an option.

        Args:
            key: the option.
            secret: whether messages must not show it.

        Raises:
            ConfigError: when it is missing, empty or longer than a line.
        """
        option = self.options.get(key)
        if option is None:
            if secret and (protected := protected_name(key)) in self.options:
                raise self.protected(protected)
            raise self.error(key, "is missing", f"Add {key} to [{self.name}]")
        if not option.value.strip():
            raise self.error(key, "is empty", f"Give {key} a value, or remove it")
        if "\n" in option.value:
            shown = "several lines" if secret else quoted(option.value)
            raise self.error(
                key, f"is {shown}", "Write it on one line; the next line must not be indented"
            )
        return option.value

    def protected(self, key: str) -> ConfigError:
        """Make the error about a secret that the vendor's tool has encrypted.

        Args:
            key: the option, such as `skey_protected`.
        """
        return self.error(
            key,
            "is a secret that the vendor's tool has encrypted for one Windows computer (DPAPI); "
            "it cannot be read here",
            f"Give {plain_name(key)} with the secret itself instead",
        )

    def numbers_of(self, stem: str) -> tuple[str, ...]:
        """Return the numbers N, as written, of all options `stem_N`, from small to large."""
        pattern = re.compile(re.escape(stem) + r"_([0-9]+)", re.ASCII)
        found = (pattern.fullmatch(key) for key in self.options)
        numbers = (match[1] for match in found if match)
        return tuple(sorted(numbers, key=lambda number: (len(number.lstrip("0")), number)))


def quoted(value: str) -> str:
    """Return a value for a message as it stands in the file, on one line."""
    return f"'{escape_controls(value)}'"


def plain_name(key: str) -> str:
    """Return the option that holds in plain text what `key` holds encrypted; empty: none does."""
    match = _PROTECTED.fullmatch(key)
    return f"{match['stem']}{match['number'] or ''}" if match else ""


def protected_name(key: str) -> str:
    """Return the option that holds encrypted what `key` holds in plain text."""
    return re.sub(r"(_[0-9]+)?$", r"_protected\1", key, count=1, flags=re.ASCII)


@dataclass(frozen=True, slots=True)
class IniFile:
    """What a text came to.

    Attributes:
        sections: in the order of the file; those that repeat another one too.
        problems: what could not be read, in the order of the lines.
    """

    sections: tuple[RawSection, ...]
    problems: tuple[ConfigError, ...]


def read_ini(text: str, source: str) -> IniFile:
    """Split the text of a file into its sections, as far as it can be read.

    Args:
        text: the whole file.
        source: its name, for messages.
    """
    reader = _Reader(source)
    for number, line in enumerate(StringIO(text, newline=None), start=1):
        reader.take(number, line)
    return IniFile(tuple(reader.sections()), tuple(reader.problems))


@dataclass(slots=True)
class _Option:
    line: int
    values: list[str]


@dataclass(slots=True)
class _Section:
    name: str
    line: int
    options: dict[str, _Option] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    """Takes lines one by one, with the rules of `configparser.RawConfigParser._read`."""

    source: str
    problems: list[ConfigError] = field(default_factory=list)
    _sections: list[_Section] = field(default_factory=list)
    _option: _Option | None = None
    _indent: int = 0
    _unreadable: int = 0

    def take(self, number: int, line: str) -> None:
        value = line.strip()
        if value.startswith(_COMMENTS):
            return
        if not value:
            if self._option is not None:
                self._option.values.append("")
            return
        indent = len(line) - len(line.lstrip())
        if self._option is not None and indent > self._indent:
            self._option.values.append(value)
            return
        self._indent = indent
        if header := _HEADER.match(value):
            self._sections.append(_Section(header["name"], number))
            self._option = None
        elif self._sections and (delimiter := _DELIMITER.search(value)):
            key, text = value[: delimiter.start()], value[delimiter.end() :]
            self._begin_option(key.rstrip().lower(), text.strip(), number)
        else:
            self._cannot_read(number)

    def _begin_option(self, key: str, value: str, number: int) -> None:
        section = self._sections[-1]
        self._option = _Option(number, [value])
        if not key:
            self._option = None
            self._cannot_read(number)
        elif key in section.options:
            self._add(
                number,
                f"[{section.name}] {key} is there twice (first in line "
                f"{section.options[key].line})",
                "Keep one of them",
            )
        else:
            section.options[key] = self._option

    def _cannot_read(self, number: int) -> None:
        self._unreadable += 1
        if not self._sections:
            # What follows up to the first section is the same mistake.
            if self._unreadable == 1:
                self._add(
                    number,
                    "an option before the first section",
                    "Begin with a section such as [main]",
                )
        elif self._unreadable <= _UNREADABLE_LINES_TOLD:
            self._add(
                number,
                "neither a section, nor key=value, nor a comment",
                "Write key=value; comments begin with # or ; at the start of a line",
            )
        elif self._unreadable == _UNREADABLE_LINES_TOLD + 1:
            self._add(
                number,
                "more lines that are neither a section, nor key=value, nor a comment",
                "Look whether this is an authproxy.cfg at all",
            )

    def _add(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(ConfigError(what, remedy, where=f"{self.source}:{line}"))

    def sections(self) -> Iterator[RawSection]:
        first: dict[str, int] = {}
        for section in self._sections:
            name = section.name.lower()
            if name in first:
                self._add(
                    section.line,
                    f"[{section.name}] is there twice (first in line {first[name]})",
                    "Put the options into one section, or number the sections",
                )
            options = {
                key: RawOption("\n".join(option.values).rstrip(), option.line)
                for key, option in section.options.items()
            }
            yield RawSection(self.source, section.name, section.line, options, name in first)
            first.setdefault(name, section.line)

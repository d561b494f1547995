"""The text of an `authproxy.cfg` as sections and options, each with its line.

Section and option names are matched without regard to case.
"""

from __future__ import annotations

import configparser
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from failmode.simulator.errors import ConfigError


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
    """

    source: str
    name: str
    line: int
    options: Mapping[str, RawOption]

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
            raise self.error(key, "is missing", f"Add {key} to [{self.name}]")
        if not option.value.strip():
            raise self.error(key, "is empty", f"Give {key} a value, or remove it")
        if "\n" in option.value:
            shown = "several lines" if secret else repr(option.value)
            raise self.error(
                key, f"is {shown}", "Write it on one line; the next line must not be indented"
            )
        return option.value

    def numbers_of(self, stem: str) -> tuple[str, ...]:
        """Return the numbers N, as written, of all options `stem_N`, from small to large."""
        pattern = re.compile(re.escape(stem) + r"_([0-9]+)", re.ASCII)
        found = (pattern.fullmatch(key) for key in self.options)
        numbers = (match[1] for match in found if match)
        return tuple(sorted(numbers, key=lambda number: (len(number.lstrip("0")), number)))


def read_ini(text: str, source: str) -> dict[str, RawSection]:
    """Split the text of a file into its sections.

    Args:
        text: the whole file.
        source: its name, for messages.

    Returns:
        the sections by name in lower case, in the order of the file.

    Raises:
        ConfigError: when it is no such file, or something is there twice.
    """
    parser = _LineParser()
    try:
        parser.read_lines(text)
    except configparser.Error as error:
        raise _not_ini(error, source) from error
    sections: dict[str, RawSection] = {}
    for name in parser.sections():
        line = parser.section_lines.get(name, 1)
        if name.lower() in sections:
            raise ConfigError(
                f"[{name}] is there twice (first in line {sections[name.lower()].line})",
                "Put the options into one section, or number the sections",
                where=f"{source}:{line}",
            )
        options = {
            key: RawOption(value, parser.option_lines.get((name, key), line))
            for key, value in parser.items(name)
        }
        sections[name.lower()] = RawSection(source, name, line, options)
    return sections


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


def _not_ini(error: configparser.Error, source: str) -> ConfigError:
    match error:
        case configparser.DuplicateOptionError():
            return ConfigError(
                f"[{error.section}] {error.option} is there twice",
                "Keep one of them",
                where=f"{source}:{error.lineno}",
            )
        case configparser.DuplicateSectionError():
            return ConfigError(
                f"[{error.section}] is there twice",
                "Put the options into one section, or number the sections",
                where=f"{source}:{error.lineno}",
            )
        case configparser.MissingSectionHeaderError():
            return ConfigError(
                "an option before the first section",
                "Begin with a section such as [main]",
                where=f"{source}:{error.lineno}",
            )
        case configparser.ParsingError() if error.errors:
            return ConfigError(
                "neither a section, nor key=value, nor a comment",
                "Write key=value; comments begin with # or ; at the start of a line",
                where=f"{source}:{error.errors[0][0]}",
            )
        case _:
            return ConfigError(
                error.message.splitlines()[0], "Write sections with key=value lines", where=source
            )

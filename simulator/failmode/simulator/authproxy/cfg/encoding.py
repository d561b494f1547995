"""The octets of an `authproxy.cfg` as text.

The simulator takes UTF-8, with or without a byte order mark, of which it warns. Which encoding the
product takes where the file has more than ASCII depends on the machine that it runs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from failmode.simulator.errors import ConfigError

MOST_OCTETS = 4 * 1024 * 1024
"""Size up to which a file is read; a real one has some thousand octets."""

_LINES_TOLD = 20
_REMEDY = "Save the file as UTF-8"


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MARKED = (
    "{path}:1: the file begins with a byte order mark; what Authentication Proxy 5.0.0 does with "
    "one is not known: save the file without it"
)


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file.

    Attributes:
        text: all of it.
        problems: what is wrong with its encoding, line by line.
        warnings: what is taken here, and may not be by the product.
    """

    text: str
    problems: tuple[ConfigError, ...]
    warnings: tuple[str, ...]


def read_text(path: Path) -> FileText:
    """Read a file.

    Args:
        path: the file.

    Raises:
        ConfigError: when it cannot be read, is no text at all, or has more than `MOST_OCTETS`.
    """
    octets = _octets(path)
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigError("the file is UTF-16 text", _REMEDY, where=f"{path}:1")
    if b"\0" in octets:
        raise ConfigError("the file is no text", "Name an authproxy.cfg", where=str(path))
    warnings = (_MARKED.format(path=path),) if octets.startswith(_BYTE_ORDER_MARK) else ()
    octets = octets.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return FileText(octets.decode(errors="replace"), tuple(_misread(octets, str(path))), warnings)


def _octets(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            octets = file.read(MOST_OCTETS + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError(
            f"{path} cannot be read: {reason}", "Name a readable authproxy.cfg"
        ) from error
    if len(octets) > MOST_OCTETS:
        raise ConfigError(f"{path} has more than {MOST_OCTETS} octets", "Name an authproxy.cfg")
    return octets


def _misread(octets: bytes, source: str) -> Iterator[ConfigError]:
    told = 0
    for number, line in enumerate(octets.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            told += 1
            where = f"{source}:{number}"
            if told > _LINES_TOLD:
                yield ConfigError("more lines that are not UTF-8 text", _REMEDY, where=where)
                return
            yield ConfigError(
                f"the line is not UTF-8 text: its octet {error.start + 1} is "
                f"0x{line[error.start]:02X}",
                _REMEDY,
                where=where,
            )

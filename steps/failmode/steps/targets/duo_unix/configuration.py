"""The configuration file of login_duo and pam_duo, as text only from data."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from failmode.steps.errors import TargetError
from failmode.terms import MASK

PRIVATE = 0o600
"""The mode that Duo Unix asks for: readable only by its owner."""

MAX_LINE_BYTES = 198
"""The parser of Duo Unix takes a longer line for two.

`MAX_LINE` in <https://github.com/duosecurity/duo_unix/blob/master/lib/ini.c>, without the end of
the line and the end of the string.
"""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the section `[duo]` says; None leaves a key out.

    Attributes:
        ikey: integration key.
        skey: secret key.
        host: name and port of Duo's API.
        cafile: certificates to trust in place of the built-in ones.
        failmode: `safe`, `secure`, or a misspelling.
        https_timeout: seconds to wait for each answer.
        http_proxy: the proxy's URL.
        groups: who has to use Duo, as patterns of group names.
        prompts: how often the user is asked.
        autopush: whether a push is sent without asking.
        before_failmode: raw lines before the line of the failmode.
        after_failmode: raw lines after it.
        mode: of the file.
        edit: changes the text that is written.
    """

    ikey: str | None
    skey: str | None = field(repr=False)
    host: str | None
    cafile: Path | None = None
    failmode: str | None = None
    https_timeout: int | None = None
    http_proxy: str | None = None
    groups: str | None = None
    prompts: int | None = None
    autopush: bool = False
    before_failmode: tuple[str, ...] = ()
    after_failmode: tuple[str, ...] = ()
    mode: int = PRIVATE
    edit: Callable[[str], str] = str

    def text(self) -> str:
        """Write the file's text.

        Raises:
            TargetError: for a value that could not be read back as it is.
        """
        before = {
            "ikey": self.ikey,
            "skey": self.skey,
            "host": self.host,
            "cafile": None if self.cafile is None else str(self.cafile),
            "https_timeout": None if self.https_timeout is None else str(self.https_timeout),
            "http_proxy": self.http_proxy,
            "groups": self.groups,
            "prompts": None if self.prompts is None else str(self.prompts),
            "autopush": "yes" if self.autopush else None,
        }
        lines = [
            "[duo]",
            *(_line(key, value) for key, value in before.items() if value is not None),
            *(_raw(line) for line in self.before_failmode),
            *([] if self.failmode is None else [_line("failmode", self.failmode)]),
            *(_raw(line) for line in self.after_failmode),
        ]
        return self.edit("\n".join(lines) + "\n")

    def write(self, path: Path) -> None:
        """Write a new file that nobody else could ever read, then give it its mode.

        Raises:
            TargetError: for a value that could not be read back as it is.
            OSError: when the file exists or cannot be written.
        """
        text = self.text()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            os.fchmod(handle, self.mode)


def _line(key: str, value: str) -> str:
    if not value or value != value.strip() or ";" in value:
        raise TargetError(
            f"Duo Unix: {key} is {_masked(key, value)}, which its configuration cannot hold",
            "Give text without ';' and without blanks at its ends",
        )
    return _raw(f"{key}={value}")


def _raw(line: str) -> str:
    key = line.partition("=")[0]
    if not line.isprintable():
        raise TargetError(
            f"Duo Unix: the line of {key!a} holds more than one line of text",
            "Give printable characters only",
        )
    if len(line.encode("utf-8", "surrogatepass")) > MAX_LINE_BYTES:
        raise TargetError(
            f"Duo Unix: the line of {key!a} is longer than {MAX_LINE_BYTES} bytes",
            "Give a shorter value, such as a path nearer to the root",
        )
    return line


def _masked(key: str, text: str) -> str:
    return MASK if key == "skey" else ascii(text)

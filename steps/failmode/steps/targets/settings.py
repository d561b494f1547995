"""What a target is made from: its table of the targets file, and how long logins may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from failmode.steps.errors import TargetError


@dataclass(slots=True)
class LoginDeadline:
    """How long a login may take, which the run decides anew for each scenario.

    Attributes:
        seconds: after this long it counts as hung.
    """

    seconds: float


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """What a target is made from.

    Attributes:
        name: the name given with `--target`.
        options: the table of the file, without `kind`.
        directory: where relative paths of the table start.
        deadline: how long a login may take.
    """

    name: str
    options: Mapping[str, object]
    directory: Path
    deadline: LoginDeadline

    @property
    def deadline_seconds(self) -> float:
        """After how long a login counts as hung in the scenario that runs: seldom what it was."""
        return self.deadline.seconds

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text option; without default it is required.

        Raises:
            TargetError: when it is no text, or empty.
        """
        value = self.options.get(key, default)
        if not isinstance(value, str) or not value:
            raise TargetError(
                f"target {self.name!r}: {key} is {value!r}", f"Give {key} a text that is not empty"
            )
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Give a boolean option.

        Raises:
            TargetError: when it is neither true nor false.
        """
        value = self.options.get(key, default)
        if not isinstance(value, bool):
            raise TargetError(f"target {self.name!r}: {key} is {value!r}", "Write true or false")
        return value

    def path(self, key: str) -> Path | None:
        """Give a path option, relative to the file; None when absent.

        Raises:
            TargetError: when it names no file.
        """
        if key not in self.options:
            return None
        path = self.directory / self.text(key)
        if not path.is_file():
            raise TargetError(
                f"target {self.name!r}: {key} names {path}, which is not a file", "Correct the path"
            )
        return path

    def only(self, *known: str) -> None:
        """Refuse options that nobody reads.

        Raises:
            TargetError: for an option that is not among `known`.
        """
        for key in self.options:
            if key not in known:
                expected = f"Known for this kind: {', '.join(known)}" if known else "Leave it out"
                raise TargetError(f"target {self.name!r}: unknown option {key!r}", expected)

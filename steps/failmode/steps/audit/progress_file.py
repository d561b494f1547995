"""What an audit has read so far, kept in a file so that an interrupted one goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from failmode.steps.audit.model import AuditError

FORMAT = 1
"""The number of the format that is written and read."""

Values = Mapping[str, str]
"""Labels of options by field name; fields that are unset are left out."""


@dataclass
class AuditProgress:
    """What was read of the organizations so far, in this process alone.

    Attributes:
        known: values by the number of the organization.
        began_at: date and time at which the first of them was read, ISO 8601.
    """

    known: dict[int, Values] = field(default_factory=dict)
    began_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def keep(self, organization: int, values: Values) -> None:
        """Keep what was read of an organization."""
        self.known[organization] = values

    @property
    def remedy(self) -> str:
        """What to do when an audit cannot be finished."""
        return "Run it again; --resume FILE keeps what was read"

    def close(self) -> None:
        """Release the file."""

    def finish(self) -> None:
        """Forget what was read: the audit is complete."""


class AuditProgressFile(AuditProgress):
    """What was read so far, in a file of JSON lines: what is audited, then each organization.

    Args:
        file: goes on from there when it exists, is made when not, and is removed when the audit
            is complete.
        target: tells the target from others.
        fields: names of the custom fields.

    Raises:
        AuditError: when the file is of another audit, no such file, or cannot be written.
    """

    def __init__(self, file: Path, target: str, fields: Sequence[str]) -> None:
        super().__init__()
        self._file = file
        self._identity = {"audit": FORMAT, "target": target, "fields": list(fields)}
        lines = self._read()
        if lines:
            self._take(lines)
        self._stream = self._begin()

    def keep(self, organization: int, values: Values) -> None:
        """Keep what was read of an organization, also when the process is killed."""
        super().keep(organization, values)
        self._write(self._stream, {"organization": organization, "values": dict(values)})

    @property
    def remedy(self) -> str:
        """What to do when an audit cannot be finished."""
        return f"What was read is kept: run it again with --resume {self._file}"

    def close(self) -> None:
        """Release the file."""
        self._stream.close()

    def finish(self) -> None:
        """Remove the file: another audit reads everything anew."""
        self._stream.close()
        self._file.unlink(missing_ok=True)

    def _read(self) -> list[dict[str, object]]:
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise self._unusable(str(getattr(error, "strerror", None) or error)) from error
        # The last line may have been cut off with the process that wrote it.
        whole = [line for line in text.split("\n")[:-1] if line]
        try:
            return [dict(json.loads(line)) for line in whole]
        except (TypeError, ValueError) as error:
            raise self._unusable("it is no progress of an audit") from error

    def _take(self, lines: list[dict[str, object]]) -> None:
        first, *organizations = lines
        began_at = first.pop("began_at", None)
        if first != self._identity or not isinstance(began_at, str):
            raise self._unusable("it is the progress of another audit")
        self.began_at = began_at
        for line in organizations:
            number, values = line.get("organization"), line.get("values")
            if type(number) is not int or not isinstance(values, dict):
                raise self._unusable("it is no progress of an audit")
            self.known[number] = {str(name): str(value) for name, value in values.items()}

    def _begin(self) -> IO[str]:
        """Write what was read anew, so that the file ends with a whole line."""
        beside = self._file.with_name(f"{self._file.name}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            stream = beside.open("w", encoding="ascii", newline="\n")
            self._write(stream, {**self._identity, "began_at": self.began_at})
            for number, values in self.known.items():
                self._write(stream, {"organization": number, "values": dict(values)})
            beside.replace(self._file)
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        return stream

    def _write(self, stream: IO[str], line: Mapping[str, object]) -> None:
        try:
            stream.write(f"{json.dumps(line)}\n")
            stream.flush()
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error

    def _unusable(self, why: str) -> AuditError:
        return AuditError(
            f"{self._file} cannot be used: {why}", remedy="Give --resume another file"
        )

"""What the last runs answered, so that an answer which is gone is seen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from failmode.cli.output import count
from failmode.steps import Event, Outcome, ScenarioEnded
from failmode.terms import FailmodeError

_ANSWERED = frozenset({Outcome.PASSED, Outcome.FAILED})
_SHOWN = 4


class RecordError(FailmodeError):
    """A record of what was answered that cannot be read."""


def answered_logins(events: Iterable[Event]) -> frozenset[str]:
    """Find whose logins a run answered, and with which setting: `macOS with All`.

    Args:
        events: of the run. A login counts that was tried and whose verdict is known beforehand.
    """
    return frozenset(
        f"{event.about.subject.name} with {event.about.setting.value}"
        for event in events
        if isinstance(event, ScenarioEnded)
        and event.outcome in _ANSWERED
        and event.about.subject is not None
        and event.about.setting is not None
        and event.about.expected is not None
    )


@dataclass(frozen=True, slots=True)
class AnsweredRecord:
    """The file that remembers what was answered, for each target.

    Attributes:
        file: JSON; need not exist.
    """

    file: Path

    def missing(self, target: str, answered: frozenset[str]) -> tuple[str, ...]:
        """Find what was answered before and is answered no more, in order.

        Raises:
            RecordError: when the file is none of ours.
        """
        return tuple(sorted(set(self._read().get(target, ())) - answered))

    def remember(self, target: str, answered: frozenset[str]) -> None:
        """Write down what is answered.

        Raises:
            RecordError: when the file is none of ours.
            OSError: when it cannot be written.
        """
        record = {**self._read(), target: sorted(answered)}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    def _read(self) -> dict[str, list[str]]:
        try:
            record = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise self._broken() from error
        if not isinstance(record, dict) or not all(map(_is_texts, record.values())):
            raise self._broken()
        return record

    def _broken(self) -> RecordError:
        return RecordError(
            "this is no record of what was answered",
            where=str(self.file),
            remedy="Remove the file, or run `failmode verify --forget`.",
        )


def told(missing: tuple[str, ...]) -> str:
    """Say in one line what is answered no more."""
    shown = ", ".join(missing[:_SHOWN])
    more = f" and {count(len(missing) - _SHOWN, 'more login')}" if len(missing) > _SHOWN else ""
    return (
        f"answered by an earlier run, and not by this one: {shown}{more}. See what was skipped; "
        "`failmode verify --forget` accepts it"
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)

"""What happened, step by step, in words for a person; secrets never get in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from failmode.terms import MASK

_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done.

    Attributes:
        what: what was done, in a few words.
        peer: with whom; empty when nobody else took part.
        exchange: what was sent, in one line; secrets are masked.
        result: what came of it, in one line; secrets are masked.
    """

    what: str
    peer: str
    exchange: str
    result: str

    def __str__(self) -> str:
        head = f"{self.what} ({self.peer})" if self.peer else self.what
        middle = f": {self.exchange}" if self.exchange else ""
        return f"{head}{middle} -> {self.result}" if self.result else f"{head}{middle}"


class Trace:
    """Collects steps.

    Args:
        secrets: texts that must not appear in what others say; see `sanitize`.
        watch: told each step as it happens, for those who cannot wait for the last one.
    """

    def __init__(
        self, secrets: Iterable[str] = (), watch: Callable[[Step], None] | None = None
    ) -> None:
        self._steps: list[Step] = []
        self._watch = watch
        forms = {form for secret in secrets if secret for form in _written_forms(secret)}
        # Longest first, so that a secret inside another one does not leave a rest behind.
        self._secrets = sorted(forms, key=len, reverse=True)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps so far, oldest first."""
        return tuple(self._steps)

    def add(self, what: str, *, peer: str = "", exchange: str = "", result: str = "") -> None:
        """Write one step down."""
        step = Step(what, peer, exchange, result)
        self._steps.append(step)
        if self._watch is not None:
            self._watch(step)

    def sanitize(self, text: str) -> str:
        """Make text that came from outside fit for a step: masked, printable and not too long."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        shown = "".join(
            c if c.isprintable() else f"\\x{ord(c):02x}" for c in text[: _LONGEST_TEXT + 1]
        )
        if len(shown) > _LONGEST_TEXT:
            return shown[: _LONGEST_TEXT - 3] + "..."
        return shown


def _written_forms(secret: str) -> set[str]:
    raw = secret.encode("utf-8", "surrogatepass")
    return {secret, quote(raw, safe="~"), quote_plus(raw), json.dumps(secret)[1:-1]}

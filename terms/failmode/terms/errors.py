"""The root of every error that failmode raises on purpose."""

from __future__ import annotations

from collections.abc import Sequence


class FailmodeError(Exception):
    """Something that failmode refuses or cannot do, in words that tell what to do about it.

    Args:
        what: what is wrong, in one line.
        where: the file, section, key or address it is wrong at; empty where `what` says it.
        remedy: what was expected and what to do, in one line; empty where nothing can be done.

    Attributes:
        internal: whether failmode itself failed, so that nothing can be said of anything else.
    """

    internal: bool = False

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        text = f"{where}: {what}" if where else what
        super().__init__(f"{text}. {remedy}" if remedy else text)

    @property
    def parts(self) -> Sequence[FailmodeError]:
        """What is told, each in a line of its own: this, unless it holds several."""
        return (self,)

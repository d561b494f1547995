"""The failmodes of a product, and the texts that it answers with."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.specs.model import Sourced
from failmode.terms import Failmode


@dataclass(frozen=True, slots=True)
class FailmodeMode:
    """One named mode of a failmode document.

    Attributes:
        name: the mode's name in configuration, lower case (`safe`, `secure`).
        failmode: what it does when Duo cannot be reached.
        text: the document's sentence about it.
        line: 1-based line of the document.
        is_default: whether the document calls it the default.
    """

    name: str
    failmode: Failmode
    text: str
    line: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class ReplyText:
    """A text that the product answers with in a named situation."""

    situation: str
    answer: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class FailmodePolicy:
    """What a failmode document specifies for one product."""

    product: Sourced[str]
    modes: tuple[FailmodeMode, ...]
    config_file: Sourced[str] | None = None
    config_directories: tuple[Sourced[str], ...] = ()
    replies: tuple[ReplyText, ...] = ()

"""In which direction a documented default points when Duo cannot be reached."""

from __future__ import annotations

import re

from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.option_words import OptionWords
from failmode.specs.synonyms import normalize
from failmode.terms import Failmode

_IN_NAME = ("failopen", "failclosed", "failmode")
_IN_TEXT = re.compile(r"\bfail(?:s|ed|ing)?[ -](open|closed?)\b", re.IGNORECASE)


def decides_failmode(field: CustomField) -> bool:
    """Return whether a custom field is about who gets in when Duo cannot be reached."""
    names = [normalize(text.value) for text in (field.label, field.name) if text]
    if any(part in name for name in names for part in _IN_NAME):
        return True
    return field.description is not None and _IN_TEXT.search(field.description.value) is not None


def default_direction(field: CustomField, words: OptionWords) -> Failmode | None:
    """Return how a failmode field fails with its documented default.

    Args:
        field: a field for which `decides_failmode` holds.
        words: the words that options name platforms by.

    Returns:
        CLOSED when the default covers no platform, OPEN when it covers one, None when there is no
        default or it is no declared word.
    """
    covered = words.covers(field.default.value) if field.default else None
    if covered is None:
        return None
    return Failmode.OPEN if covered else Failmode.CLOSED


def stated_direction(text: str) -> Failmode | None:
    """Return the one direction that a text names as `fail open` or `fail closed`, else None."""
    found = {match.casefold()[:4] for match in _IN_TEXT.findall(text)}
    if len(found) != 1:
        return None
    return Failmode.OPEN if found == {"open"} else Failmode.CLOSED

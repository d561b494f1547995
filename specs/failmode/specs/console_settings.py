"""What the names of the console's settings mean, as creation steps and their checks use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from failmode.specs.synonyms import SCOPES, SETTINGS, Attribute, close_match, normalize, spelling
from failmode.terms import DefinitionScope


@dataclass(frozen=True, slots=True)
class SettingMeaning:
    """What a setting's name in a document means.

    Attributes:
        of: the attribute, or the one scope that a box stands for.
        name: the usual spelling.
        misspelt: whether the document's spelling is only close to a known one.
    """

    of: Attribute | DefinitionScope
    name: str
    misspelt: bool


@lru_cache(maxsize=1024)
def setting_meaning(name: str) -> SettingMeaning | None:
    """Return what a setting's name means, or None when nothing known is close to it."""
    key = normalize(name)
    if key in SETTINGS:
        return SettingMeaning(SETTINGS[key], SETTINGS[key].value, misspelt=False)
    if key in SCOPES:
        return SettingMeaning(SCOPES[key], spelling(SCOPES[key]), misspelt=False)
    attribute = close_match(name, SETTINGS)
    if attribute:
        return SettingMeaning(SETTINGS[attribute], SETTINGS[attribute].value, misspelt=True)
    scope = close_match(name, SCOPES)
    if scope:
        return SettingMeaning(SCOPES[scope], spelling(SCOPES[scope]), misspelt=True)
    return None

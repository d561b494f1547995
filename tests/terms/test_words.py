"""Words are found again from the text that shows them."""

from __future__ import annotations

import pytest

from failmode.terms.logins import Failmode
from failmode.terms.platforms import Platform


@pytest.mark.parametrize("platform", Platform)
def test_a_platform_is_found_by_its_words(platform: Platform) -> None:
    assert Platform.from_words(platform.words) is platform


def test_an_unknown_platform_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'Amiga' is no platform; known: Windows workstation"):
        Platform.from_words("Amiga")


@pytest.mark.parametrize(("word", "failmode"), [("safe", "open"), ("SECURE", "closed")])
def test_a_failmode_is_found_by_the_word_of_a_configuration_file(word: str, failmode: str) -> None:
    assert Failmode.from_setting(word) is Failmode(failmode)


def test_another_word_is_no_failmode() -> None:
    with pytest.raises(ValueError, match="'open' is no failmode; known: safe, secure"):
        Failmode.from_setting("open")

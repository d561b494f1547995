"""Made-up names and places, drawn from one source of randomness."""

from __future__ import annotations

import random

from failmode.simulator.seed import words


class Fiction:
    """Makes up names and places; the same source gives the same ones in the same order.

    Args:
        source: what everything is drawn from.
    """

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def first_name(self) -> str:
        """Make up a first name."""
        return self._source.choice(words.FIRST_NAMES)

    def last_name(self) -> str:
        """Make up a last name."""
        return self._source.choice(words.LAST_NAMES)

    def company(self) -> str:
        """Make up the name of a company; it begins with a letter of ASCII."""
        return f"{self.last_name()} {self._source.choice(words.COMPANY_KINDS)}"

    def business(self) -> str:
        """Make up what a company says of itself."""
        choice = self._source.choice
        return f"{choice(words.QUALITIES)} {choice(words.MANNERS)} {choice(words.OFFERS)}"

    def city(self) -> str:
        """Make up the name of a city."""
        choice = self._source.choice
        return f"{choice(words.CITY_BEGINNINGS)} {self.last_name()}{choice(words.CITY_ENDINGS)}"

    def address(self) -> str:
        """Make up a postal address in the United States, in one line."""
        number, zip_code = self._source.randint(1, 9999), self._source.randint(10000, 99999)
        choice = self._source.choice
        street = f"{choice(words.STREETS)} {choice(words.STREET_KINDS)}"
        return f"{number} {street}, {self.city()}, {choice(words.STATES)} {zip_code}"

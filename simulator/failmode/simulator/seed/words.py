"""The words that made-up people, organizations and places are put together from."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words(
    "Adam Alexandra Anita Benjamin Bill Brenda Calvin Chelsey Claire Connor Daisy Derek Diana "
    "Edwin Elena Felix Fiona Gavin Gloria Hannah Hector Ivy Jasper Joanna Julian Kara Kevin Laura "
    "Leon Lydia Marcus Megan Miles Nadia Nolan Olive Oscar Paula Quentin Rachel Ruben Sandra Simon "
    "Tessa Tommy Ursula Victor Wendy Xavier Yvonne Zachary"
)

LAST_NAMES = _words(
    "Abbott Aguirre Ballard Barker Bauer Blackwell Bowers Vaughan Cohen Curtis Dalton Decker Ellis "
    "Estrada Ferguson Fletcher Garrison Gibbs Hayes Holden Ibarra Jarvis Joyce Keller Kirby "
    "Lambert Lowery Macias Morton Walters Nolan Osborne Owens Parrish Pruitt Quinn Ramsey Riddle "
    "Salazar Stephenson Summers Talley Tucker Underwood Bruce Villegas Navarro Whitaker Yates "
    "Zimmerman"
)

COMPANY_KINDS = ("Inc", "LLC", "Ltd", "Group", "and Sons", "Partners", "Holdings", "Works")

QUALITIES = _words(
    "Adaptive Balanced Centralized Dependable Extended Focused Integrated Managed Networked "
    "Optimized Phased Reactive Seamless Streamlined Upgradable Versatile"
)

MANNERS = _words(
    "client-driven cohesive contextual dynamic global hybrid impartial interactive local mobile "
    "modular neutral regional scalable stable tangible"
)

OFFERS = _words(
    "analytics archives bookkeeping catering consulting deliveries design fittings insurance "
    "logistics maintenance planning printing repairs software surveys"
)

STREETS = _words(
    "Alder Birch Canal Chapel Church Elm Foundry Garden Harbor Highland Juniper Lake Maple Market "
    "Mill Orchard Park Prospect Quarry Ridge School Spring Station Walnut"
)

STREET_KINDS = ("Avenue", "Court", "Drive", "Lane", "Road", "Square", "Street", "Way")

CITY_BEGINNINGS = ("East", "Lake", "New", "North", "Old", "Port", "South", "West")

CITY_ENDINGS = (
    "borough",
    "bury",
    "field",
    "ford",
    "haven",
    "mouth",
    "stad",
    "ton",
    "view",
    "ville",
)

STATES = ("AZ", "CO", "GA", "IA", "KS", "ME", "MI", "MN", "NM", "NY", "OH", "OR", "TX", "VT", "WA")

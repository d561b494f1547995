"""Which requests an application has a route for, and which routes are like one it has none for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect

_MIN_LIKENESS = 0.6
_MAX_ROUTES = 3
_IMPLIED = frozenset({"HEAD", "OPTIONS"})
_VARIABLE = re.compile(r"<(?:[^<>:]*:)?([^<>]+)>")


@dataclass(frozen=True, slots=True)
class NearRoute:
    """A route that a request may have meant.

    Attributes:
        method: the route's HTTP method.
        path: the route's path, variable parts in braces.
        difference: in what the request differs from it, in words.
    """

    method: str
    path: str
    difference: str

    def to_json(self) -> dict[str, str]:
        """Give the attributes as a JSON object."""
        return {"method": self.method, "path": self.path, "difference": self.difference}


class Routed(Protocol):
    """What has routes, whose map may be made when it is first asked for."""

    @property
    def url_map(self) -> Map:
        """The routes, as werkzeug knows them."""


class Routes:
    """The routes of the vendors' applications.

    Args:
        applications: each vendor's application, or its router.
    """

    def __init__(self, applications: Mapping[str, Routed]) -> None:
        self._applications = applications

    def has(self, vendor: str, method: str, path: str) -> bool:
        """Tell whether the vendor's application has a route for this request.

        Args:
            vendor: the vendor; True for one that is not known, whose routes nobody knows.
            method: HTTP method.
            path: the path, percent-decoded, without a query.
        """
        if vendor not in self._applications:
            return True
        try:
            self._applications[vendor].url_map.bind("").match(path, method)
        except RequestRedirect:
            return True
        except HTTPException:
            return False
        return True

    def nearest(self, vendor: str, method: str, path: str) -> tuple[NearRoute, ...]:
        """Give the routes most like this request, the nearest first; none where nothing is like it.

        Where there is a route of the same path, only those of that path.

        Args:
            vendor: the vendor.
            method: HTTP method.
            path: the path, percent-decoded, without a query.
        """
        found = []
        for rule in self._applications[vendor].url_map.iter_rules():
            template = _VARIABLE.sub(r"{\1}", rule.rule)
            likeness = _likeness(path, template)
            if likeness < _MIN_LIKENESS:
                continue
            for known in sorted((rule.methods or set()) - _IMPLIED):
                difference = _difference(method, path, known, likeness)
                found.append((likeness, known == method, NearRoute(known, template, difference)))
        if any(likeness == 1 for likeness, _, _ in found):
            found = [each for each in found if each[0] == 1]
        found.sort(key=lambda each: (-each[0], not each[1], each[2].path, each[2].method))
        return tuple(near for _, _, near in found[:_MAX_ROUTES])


def _likeness(path: str, template: str) -> float:
    """How alike a path and a route's path are, 0 to 1; a variable part is like any part."""
    parts, expected = path.split("/"), template.split("/")
    if len(parts) == len(expected):
        expected = [
            part if one.startswith("{") and part else one
            for part, one in zip(parts, expected, strict=True)
        ]
    return SequenceMatcher(None, path, "/".join(expected), autojunk=False).ratio()


def _difference(method: str, path: str, known: str, likeness: float) -> str:
    differences = []
    if method != known:
        differences.append(f"the method is {known}, not {method}")
    if likeness < 1:
        differences.append(f"the path is not {path}")
    return "; ".join(differences)

"""Step definitions that also say, without running, what a scenario with such a step is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

import pytest_bdd
from pytest_bdd import parsers

from failmode.steps.reporting.subject import About

_P = ParamSpec("_P")
_T = TypeVar("_T")
Converters = dict[str, Callable[[str], object]]
Words = Mapping[str, str]
"""The named groups of a step's pattern that matched something."""


class _Decorator(Protocol):
    """Takes a step's function and gives it back."""

    def __call__(self, function: Callable[_P, _T], /) -> Callable[_P, _T]: ...


@dataclass(frozen=True, slots=True)
class _Definition:
    parser: parsers.re
    about: Callable[[Words], About]


class StepLibrary:
    """The step definitions of one module; its methods are used as pytest-bdd's decorators are.

    Each takes the pattern of the whole step, converters for its named groups, and `about`: what
    the step says about its scenario.
    """

    def __init__(self) -> None:
        self._definitions: dict[str, list[_Definition]] = {"given": [], "when": [], "then": []}

    def given(
        self,
        pattern: str,
        *,
        converters: Converters | None = None,
        about: Callable[[Words], About] = lambda _words: About(),
    ) -> _Decorator:
        """Define a step that sets something up."""
        return pytest_bdd.given(self._parser("given", pattern, about), converters=converters)

    def when(
        self,
        pattern: str,
        *,
        converters: Converters | None = None,
        about: Callable[[Words], About] = lambda _words: About(),
    ) -> _Decorator:
        """Define a step that does something."""
        return pytest_bdd.when(self._parser("when", pattern, about), converters=converters)

    def then(
        self,
        pattern: str,
        *,
        converters: Converters | None = None,
        about: Callable[[Words], About] = lambda _words: About(),
    ) -> _Decorator:
        """Define a step that expects something."""
        return pytest_bdd.then(self._parser("then", pattern, about), converters=converters)

    def read(self, keyword: str, text: str) -> About | None:
        """Read what a step says about its scenario.

        Args:
            keyword: `given`, `when` or `then`.
            text: the step without its keyword.

        Returns:
            None when no definition of this library fits.
        """
        for definition in self._definitions.get(keyword, ()):
            if definition.parser.is_matching(text):
                groups = definition.parser.parse_arguments(text) or {}
                return definition.about({k: v for k, v in groups.items() if v is not None})
        return None

    def _parser(self, keyword: str, pattern: str, about: Callable[[Words], About]) -> parsers.re:
        parser = parsers.re(pattern)
        self._definitions[keyword].append(_Definition(parser, about))
        return parser

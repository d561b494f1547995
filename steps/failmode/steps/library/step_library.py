"""Step definitions that also say, without running, what a scenario with such a step is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

import pytest_bdd
from pytest_bdd import parsers

from failmode.steps.reporting.subject import About
from failmode.steps.targets.capabilities import Capability

_P = ParamSpec("_P")
_T = TypeVar("_T")
Converters = dict[str, Callable[[str], object]]
Words = Mapping[str, str]
"""The named groups of a step's pattern that matched something."""


Needs = Capability[Any] | Callable[[Words], Capability[Any]] | None
"""The capability that a step needs of the target, if any; it may depend on the step's words."""


@dataclass(frozen=True, slots=True)
class StepMeaning:
    """What one step says of its scenario.

    Attributes:
        about: what the scenario is about.
        needs: the capability that the step needs of the target; None: none.
        field: the name of the custom field that it speaks of; None: of none.
    """

    about: About
    needs: Capability[Any] | None
    field: str | None


class _Decorator(Protocol):
    """Takes a step's function and gives it back."""

    def __call__(self, function: Callable[_P, _T], /) -> Callable[_P, _T]: ...


@dataclass(frozen=True, slots=True)
class _Definition:
    parser: parsers.re
    about: Callable[[Words], About]
    needs: Needs
    field: str


class StepLibrary:
    """The step definitions of one module; its methods are used as pytest-bdd's decorators are.

    Each takes the pattern of the whole step, converters for its named groups, and what the step
    says about its scenario: `about`; `needs`, the capability that it needs of the target; `field`,
    the named group that is a custom field's name.
    """

    def __init__(self) -> None:
        self._definitions: dict[str, list[_Definition]] = {"given": [], "when": [], "then": []}

    def given(
        self,
        pattern: str,
        *,
        converters: Converters | None = None,
        about: Callable[[Words], About] = lambda _words: About(),
        needs: Needs = None,
        field: str = "",
    ) -> _Decorator:
        """Define a step that sets something up."""
        parser = self._parser("given", pattern, about, needs, field)
        return pytest_bdd.given(parser, converters=converters)

    def when(
        self,
        pattern: str,
        *,
        converters: Converters | None = None,
        about: Callable[[Words], About] = lambda _words: About(),
        needs: Needs = None,
        field: str = "",
    ) -> _Decorator:
        """Define a step that does something."""
        parser = self._parser("when", pattern, about, needs, field)
        return pytest_bdd.when(parser, converters=converters)

    def then(
        self,
        pattern: str,
        *,
        converters: Converters | None = None,
        about: Callable[[Words], About] = lambda _words: About(),
        needs: Needs = None,
        field: str = "",
    ) -> _Decorator:
        """Define a step that expects something."""
        parser = self._parser("then", pattern, about, needs, field)
        return pytest_bdd.then(parser, converters=converters)

    def definitions(self, keyword: str) -> Sequence[parsers.re]:
        """List the parsers of the steps of a kind: `given`, `when` or `then`."""
        return [one.parser for one in self._definitions[keyword]]

    def read(self, keyword: str, text: str) -> StepMeaning | None:
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
                words = {k: v for k, v in groups.items() if v is not None}
                needs = definition.needs
                return StepMeaning(
                    definition.about(words),
                    needs if needs is None or isinstance(needs, Capability) else needs(words),
                    words.get(definition.field),
                )
        return None

    def _parser(
        self,
        keyword: str,
        pattern: str,
        about: Callable[[Words], About],
        needs: Needs,
        field: str,
    ) -> parsers.re:
        parser = parsers.re(pattern)
        self._definitions[keyword].append(_Definition(parser, about, needs, field))
        return parser

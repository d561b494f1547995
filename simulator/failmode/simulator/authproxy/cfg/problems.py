"""Problems of a configuration that are collected, so that all are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from failmode.simulator.errors import ConfigError, ConfigProblemsError

S = TypeVar("S")
T = TypeVar("T")


class Problems:
    """What is wrong with a file or a part of it, in the order in which it was found.

    Args:
        source: the file's name.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: dict[str, ConfigError] = {}

    @property
    def found(self) -> tuple[ConfigError, ...]:
        """Each problem once."""
        return tuple(self._found.values())

    def add(self, *errors: ConfigError) -> None:
        """Take note of errors; what one says that is known already counts once."""
        for error in errors:
            for problem in error.parts:
                self._found.setdefault(str(problem), problem)

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Take note of a `ConfigError` of the block, which ends there."""
        try:
            yield
        except ConfigError as error:
            self.add(error)

    def each(self, items: Iterable[S], read: Callable[[S], T]) -> tuple[T, ...]:
        """Read several items, whatever is wrong with one of them.

        Args:
            items: what to read, such as the numbers of options.
            read: reads one, or raises a `ConfigError`.

        Returns:
            what could be read.
        """
        values: list[T] = []
        for item in items:
            with self.collected():
                values.append(read(item))
        return tuple(values)

    def raise_all(self) -> None:
        """Raise what was found.

        Raises:
            ConfigError: that tells of all of it; none when nothing was found.
        """
        match self.found:
            case ():
                return
            case (problem,):
                raise problem
            case several:
                raise ConfigProblemsError(several, where=self._source)

"""The faults that there are: those of this package and those of packages installed beside it.

To add a fault here, write its class in the module of its kind, and its name in the `FAULTS`
of that module. A package of its own names the class as an entry point of
the group `failmode.faults`.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NoReturn

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults import answers, conditions, delivery, resolver, sockets, tls
from failmode.simulator.edge.faults.fault import (
    AnswerFault,
    ApplicationFault,
    DeliveryFault,
    Fault,
    NoAnswerFault,
    Parameter,
    ResolverFault,
    SocketFault,
    TlsFault,
)
from failmode.simulator.errors import ConfigError

ENTRY_POINTS = "failmode.faults"
"""The group of entry points by which a package offers faults of its own."""

RULE_KEYS = frozenset(
    {
        *("vendor", "fault", "stage", "operation", "user", "probability", "times", "answer", "id"),
        *("after", "delay_seconds", "starts_in_seconds", "for_seconds", "parameters", "per_login"),
    }
)
"""What rules themselves are made of; no parameter of a fault may be called so."""

_COMPLETE = (
    *(ResolverFault, SocketFault, TlsFault),
    *(AnswerFault, NoAnswerFault, ApplicationFault, DeliveryFault),
)
_MANY = 3
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class FaultCatalogue:
    """Faults by their names; immutable.

    Args:
        kinds: the classes of the faults, in the order in which they are listed.

    Raises:
        ConfigError: when a name is none, stands twice, or two faults take the same parameter for
            different things.
    """

    def __init__(self, kinds: Iterable[type[Fault]]) -> None:
        self._kinds: dict[str, type[Fault]] = {}
        self._parameters: dict[str, Parameter] = {}
        for kind in kinds:
            self._enter(kind)

    def _enter(self, kind: type[Fault]) -> None:
        if inspect.isabstract(kind) or not issubclass(kind, _COMPLETE):
            raise ConfigError(
                f"the class {kind.__qualname__} does not say what the fault does",
                "Derive it from the class of its level, and write the methods that are missing",
            )
        name = getattr(kind, "name", "")
        if not _NAME.fullmatch(name) or not getattr(kind, "summary", ""):
            raise ConfigError(
                f"the fault {kind.__qualname__} has the name {name!r}, or no summary",
                "Give it words in lower case joined by -, and a sentence",
            )
        if self._kinds.setdefault(kind.name, kind) is not kind:
            raise ConfigError(f"there are two faults {kind.name}", "Remove or rename one")
        for key, parameter in kind.parameters().items():
            if key in RULE_KEYS or self._parameters.setdefault(key, parameter) != parameter:
                raise ConfigError(
                    f"the fault {kind.name} takes {key} for something else than others do",
                    "Give the parameter another name",
                )

    def __iter__(self) -> Iterator[type[Fault]]:
        return iter(self._kinds.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all faults, in order."""
        return tuple(self._kinds)

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters of all faults, by name."""
        return dict(self._parameters)

    def taking(self, parameter: str) -> tuple[str, ...]:
        """Give the names of the faults that take a parameter."""
        return tuple(kind.name for kind in self if parameter in kind.parameters())

    def taking_in_words(self, parameter: str) -> str:
        """Give the names of the faults that take a parameter, or what many of them begin with."""
        names = self.taking(parameter)
        families = {name.partition("-")[0] for name in names}
        if len(names) > _MANY and len(families) == 1:
            return f"{families.pop()}-..."
        return ", ".join(names)

    def find(self, name: str) -> type[Fault]:
        """Find the fault of that name.

        Raises:
            RuleError: when there is none.
        """
        if name not in self._kinds:
            raise RuleError("fault", f"{name!r} is not known", f"Known: {', '.join(self._kinds)}")
        return self._kinds[name]

    def make(self, name: str, parameters: Mapping[str, object] | None = None) -> Fault:
        """Make the fault of that name.

        Args:
            name: the fault's.
            parameters: values by name; those left out keep their defaults.

        Raises:
            RuleError: for a name that is not known, or a parameter that it does not take or that
                cannot be carried out.
        """
        kind = self.find(name)
        for key in parameters or {}:
            if key not in kind.parameters():
                self.refuse(key, name)
        return kind(**(parameters or {}))

    def refuse(self, parameter: str, fault: str | None) -> NoReturn:
        """Refuse a parameter that a fault does not take.

        Raises:
            RuleError: always; it names the faults that do.
        """
        others = ", ".join(sorted(self.taking(parameter)))
        raise RuleError(parameter, f"does nothing with {fault}", f"Use {others}")


BUILT_IN: tuple[type[Fault], ...] = (
    *resolver.FAULTS,
    *sockets.FAULTS,
    *tls.FAULTS,
    *delivery.FAULTS,
    *answers.FAULTS,
    *conditions.FAULTS,
)
"""The faults of this package."""


@functools.cache
def fault_catalogue() -> FaultCatalogue:
    """Give the faults of this installation.

    Raises:
        ConfigError: when a package beside this one offers something that is no fault.
    """
    return FaultCatalogue((*BUILT_IN, *_offered()))


class _FaultNames(Collection[str]):
    """The names of the faults of this installation.

    Packages beside this one are asked only when a name is not built in, or for all names.
    """

    _BUILT_IN = frozenset(kind.name for kind in BUILT_IN)

    def __contains__(self, name: object) -> bool:
        return name in self._BUILT_IN or name in fault_catalogue().names

    def __iter__(self) -> Iterator[str]:
        return iter(fault_catalogue().names)

    def __len__(self) -> int:
        return len(fault_catalogue().names)


def fault_names() -> Collection[str]:
    """Give the names of the faults of this installation, to look whether there is one.

    It costs a command that reads documents nothing to have them: what is installed is looked
    through only for a name that is not built in, or when all are listed, which may then raise the
    `ConfigError` of `fault_catalogue`.
    """
    return _FaultNames()


def _offered() -> Iterator[type[Fault]]:
    # Slow to import, and not needed by who names built-in faults only.
    from importlib.metadata import entry_points  # noqa: PLC0415

    for entry in entry_points(group=ENTRY_POINTS):
        try:
            kind = entry.load()
        except Exception as error:
            raise ConfigError(
                f"the fault {entry.name} of {entry.value} cannot be loaded: {error}",
                "Mend or remove the package that offers it",
            ) from error
        if not (isinstance(kind, type) and issubclass(kind, Fault)):
            raise ConfigError(
                f"{entry.value}, offered as the fault {entry.name}, is no class of a fault",
                "Derive it from one of the classes in failmode.simulator.edge.faults.fault",
            )
        yield kind

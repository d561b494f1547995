"""How the requests to a vendor are named: which operations, stages and users there can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from failmode.terms import Stage


@dataclass(frozen=True, slots=True)
class RequestNames:
    """What can be said of a request to one vendor before it is made.

    A request that no operation answers is named by its method and path.

    Attributes:
        vendor: the vendor as people write it.
        stages: the stage that each operation belongs to, by the operation's name; None where it
            belongs to none.
        operation_at: (method, path) to the name of the operation there; None where there is none.
        name_users: whether requests can name a user.
        nameless: the operations whose requests name none all the same.
    """

    vendor: str
    stages: Mapping[str, Stage | None]
    operation_at: Callable[[str, str], str | None]
    name_users: bool = False
    nameless: Collection[str] = ()

    @property
    def known_stages(self) -> tuple[Stage, ...]:
        """The stages that requests can belong to, in their order."""
        return tuple(stage for stage in Stage if stage in self.stages.values())

    def operations_at(self, stage: Stage) -> tuple[str, ...]:
        """Return the operations of a stage."""
        return tuple(name for name, one in self.stages.items() if one is stage)


def split_path_name(operation: str) -> tuple[str, str] | None:
    """Split the name of a request that no operation answers; None for a name of another form.

    Returns:
        Method and path.
    """
    method, space, path = operation.partition(" ")
    return (method, path) if space and method.isupper() and path.startswith("/") else None

"""What the numbers were measured on."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Machine:
    """The facts that a number is worth little without.

    Attributes:
        cores: processors that this process may use.
        python: implementation and version.
        system: kernel and architecture.
        load: processes that wanted a processor in the last minute, before the run; above
            `cores`, others were in the way.
    """

    cores: int
    python: str
    system: str
    load: float

    @classmethod
    def here(cls) -> Machine:
        """Describe this machine, now."""
        return cls(
            cores=len(os.sched_getaffinity(0)),
            python=f"{platform.python_implementation()} {platform.python_version()}",
            system=f"{platform.system()} {platform.machine()}",
            load=os.getloadavg()[0],
        )

    def __str__(self) -> str:
        return f"{self.cores} cores, {self.python}, {self.system}, load {self.load:.1f} before"

    def to_json(self) -> dict[str, Any]:
        """Give the attributes as a JSON object."""
        return asdict(self)

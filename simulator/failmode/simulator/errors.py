"""The root of everything the simulator raises on purpose.

SimulatorError          a `failmode.terms.errors.FailmodeError`
├── ConfigError          a setting, file or port that cannot be used: exit 2 in the command line
│   ├── ConfigProblemsError     several of them, told at once
│   └── PortError        a port that cannot be listened on
├── StateError           the state database does not answer
├── RowsReplacedError    all rows were replaced, by a reset for one, before a request could write
├── internal_failures.InternalFailureError   the simulator itself failed, and no vendor
├── ninjaone.errors.*    NinjaOne's own errors: status and body as the vendor sends them
├── duo.errors.*         Duo's own errors: code, HTTP status and message
├── control.errors.*     refused control requests
└── ...                  what else a package refuses, beside what refuses it
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

from failmode.terms import FailmodeError


class SimulatorError(FailmodeError):
    """Something the simulator refuses, in words that tell what to do about it."""


class ConfigError(SimulatorError):
    """A setting, file, directory or port that cannot be used.

    Args:
        what: what is wrong, in one line.
        remedy: what to do about it, in one line.
        where: the file, with its line where there is one; empty where `what` says it.
    """

    def __init__(self, what: str, remedy: str = "", *, where: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)

    @property
    def parts(self) -> tuple[ConfigError, ...]:
        """What cannot be used, one by one."""
        return (self,)


class ConfigProblemsError(ConfigError):
    """Several things that cannot be used, told at once; its text has a line for each.

    Args:
        problems: the errors; those that hold several are taken apart.
        where: the file that they are in.
    """

    def __init__(self, problems: Iterable[ConfigError], *, where: str) -> None:
        self._parts = tuple(one for problem in problems for one in problem.parts)
        super().__init__(f"{len(self._parts)} problems", where=where)

    @property
    def parts(self) -> tuple[ConfigError, ...]:
        """What cannot be used, one by one."""
        return self._parts

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self._parts)


class PortError(ConfigError):
    """A port that cannot be listened on.

    Args:
        port: the TCP or UDP port.
        what: what is wrong, in one line.
        remedy: what to do about it, in one line.
        where: what the port is for; empty where `what` says it.
    """

    def __init__(self, port: int, what: str, remedy: str = "", *, where: str = "") -> None:
        super().__init__(what, remedy, where=where)
        self.port = port


_PORT_REMEDIES = {
    errno.EADDRINUSE: "Stop what uses the port, or choose another one",
    errno.EACCES: "Choose a port above 1023, or run with the right to use this one",
    errno.EADDRNOTAVAIL: "Name an address that this machine has",
}


def host_and_port(host: str, port: int) -> str:
    """Write an address as people and URLs do, that of IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def unusable_port(
    transport: str, address: tuple[str, int], error: OSError, *, where: str
) -> PortError:
    """Make the error about a port that the operating system does not give.

    Args:
        transport: UDP or TCP.
        address: address and port that were to be bound.
        error: what the operating system says.
        where: what the port is for.
    """
    return PortError(
        address[1],
        f"{transport} {host_and_port(*address)} cannot be used: {error.strerror}",
        _PORT_REMEDIES.get(error.errno or 0, "Choose another interface or port"),
        where=where,
    )


class StateError(SimulatorError):
    """The state database does not answer.

    Args:
        reason: what it, or its driver, says; the first line counts.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the state database does not answer: {reason.partition(chr(10))[0].strip()}",
            remedy="See that the state database runs, and that it can be written",
        )


class RowsReplacedError(SimulatorError):
    """All rows were replaced before a request that began with earlier ones had ended.

    Nothing of it is in those that followed. It is no failure of the simulator's: whoever replaces
    the rows ends what is under way.
    """

    def __init__(self) -> None:
        super().__init__(
            "the simulator's data were replaced while the request was under way",
            remedy="Ask again; reset, seed and restore end what is under way",
        )

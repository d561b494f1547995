"""What a fault is: its name, its level, its parameters, and what it does there.

A fault is one class below one of the classes for its level. Its parameters are its dataclass
fields, made with `number` or `text`; rules, the control API, the command line and the dashboard
read them from there.
"""

from __future__ import annotations

import dataclasses
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from failmode.simulator.edge.errors import RuleError

if TYPE_CHECKING:  # who only asks for the names of faults needs no sockets
    import ssl

    from failmode.simulator.edge.faults.affected_connection import AffectedConnection
    from failmode.simulator.edge.http.canned_responses import CannedResponse
    from failmode.simulator.edge.http.messages import Request
    from failmode.simulator.edge.net.listener import Listener
    from failmode.simulator.internal_failures import Address

_PARAMETER = "parameter"


class Level(StrEnum):
    """Where on the way from a client to the application a fault happens."""

    RESOLVER = "resolver"
    SOCKET = "socket"
    TLS = "TLS"
    HTTP = "HTTP"

    @property
    def is_before_requests(self) -> bool:
        """Whether it happens before a request can be read: to whole connections."""
        return self is not Level.HTTP


class Reach(StrEnum):
    """Which clients a fault can strike."""

    SIMULATED_MACHINES = "simulated machines"
    EVERY_CLIENT = "every client"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a fault that a rule may set.

    Attributes:
        kind: `float` for seconds, `int` or `str`.
        default: the value when a rule sets none; None for no value.
        description: what it means, with its unit.
        phrase: how it is said beside the fault's name; `{}` stands for the value.
        minimum: the smallest number allowed; None for any.
        maximum: the largest number allowed; None for any.
    """

    kind: type[float | int | str]
    default: float | str | None
    description: str
    phrase: str
    minimum: float | None = None
    maximum: float | None = None

    def check(self, key: str, value: object) -> None:
        """Refuse a value that cannot be carried out.

        Raises:
            RuleError: names the parameter.
        """
        if value is None and self.default is None:
            return
        if self.kind is str:
            _check_text(key, value)
        elif self.kind is int:
            self._check_whole(key, value)
        else:
            self._check_number(key, value)

    def _check_whole(self, key: str, value: object) -> None:
        least, most = self.minimum or 0, math.inf if self.maximum is None else self.maximum
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise RuleError(key, f"is {value!r}", f"Give a whole number, {least:g} to {most:g}")

    def _check_number(self, key: str, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise RuleError(key, f"is {value!r}", "Give a number")
        least = -math.inf if self.minimum is None else self.minimum
        most = math.inf if self.maximum is None else self.maximum
        if not least <= value <= most:
            raise RuleError(key, f"is {value!r}", f"Give seconds, {least:.15g} to {most:.15g}")


def _check_text(key: str, value: object) -> None:
    if not isinstance(value, str):
        raise RuleError(key, f"is {value!r}", "Give text")
    if not value.isprintable() or not value.isascii():
        raise RuleError(key, f"{value!r} cannot be sent", "Give printable ASCII")


def number(
    default: float, description: str, *, phrase: str, minimum: float, maximum: float
) -> Any:  # dataclasses.field is typed so: the field's annotation is what counts
    """Declare a number, in seconds, as a parameter of a fault.

    Args:
        default: its value when a rule sets none.
        description: what it means.
        phrase: how it is said beside the fault's name, such as `every {:g} s`.
        minimum: the smallest number allowed.
        maximum: the largest number allowed.
    """
    parameter = Parameter(float, default, description, phrase, minimum, maximum)
    return dataclasses.field(default=default, metadata={_PARAMETER: parameter})


def whole(
    default: int, description: str, *, phrase: str, minimum: int, maximum: int
) -> Any:  # see `number`
    """Declare a whole number as a parameter of a fault.

    Args:
        default: its value when a rule sets none.
        description: what it means.
        phrase: how it is said beside the fault's name, such as `status {}`.
        minimum: the smallest number allowed.
        maximum: the largest number allowed.
    """
    parameter = Parameter(int, default, description, phrase, minimum, maximum)
    return dataclasses.field(default=default, metadata={_PARAMETER: parameter})


def text(description: str, *, phrase: str) -> Any:  # see `number`
    """Declare a text as a parameter of a fault; None when a rule sets none.

    Args:
        description: what it means.
        phrase: how it is said beside the fault's name, such as `retry after {}`.
    """
    parameter = Parameter(str, None, description, phrase)
    return dataclasses.field(default=None, metadata={_PARAMETER: parameter})


@dataclass(frozen=True)
class Fault(ABC):
    """One named way in which a vendor is unreachable or unwell.

    Attributes:
        name: its word in rules, documents, the journal and on the command line.
        summary: what a client meets, in one line.
        level: where it happens.
        answers_whole: whether what the application answers reaches the client as it is.
        reach: which clients it can strike.
        reach_note: a sentence on those that it cannot strike, or not be seen to; "" where there is
            nothing to say.
        counted: whether everything that it strikes can be counted.

    Raises:
        RuleError: for a parameter that cannot be carried out.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    level: ClassVar[Level]
    answers_whole: ClassVar[bool] = False
    reach: ClassVar[Reach] = Reach.EVERY_CLIENT
    reach_note: ClassVar[str] = ""
    counted: ClassVar[bool] = True

    def __post_init__(self) -> None:
        for key, parameter in self.parameters().items():
            parameter.check(key, getattr(self, key))

    def __str__(self) -> str:
        return self.name

    @classmethod
    def parameters(cls) -> Mapping[str, Parameter]:
        """Give what a rule may set, by name."""
        return {
            field.name: field.metadata[_PARAMETER]
            for field in dataclasses.fields(cls)
            if _PARAMETER in field.metadata
        }

    def set_parameters(self) -> dict[str, Any]:
        """Give the parameters that are not at their defaults, by name."""
        values = {key: getattr(self, key) for key in self.parameters()}
        return {k: v for k, v in values.items() if v != self.parameters()[k].default}


class DeadEnds(Protocol):
    """Addresses at which the vendor is not reached."""

    def refusing(self) -> Address:
        """Give one where each attempt to connect is refused."""

    def silent(self) -> Address:
        """Give one where attempts to connect stay unanswered."""

    def untrusted(self) -> Address:
        """Give one where a certificate is shown that nobody trusts."""

    def close(self) -> None:
        """Give up what was given."""


STRIKES_SIMULATED_MACHINES = (
    "It strikes simulated machines only, the computers and the Authentication Proxy: programs "
    "such as login_duo, curl and browsers ask the operating system's resolver."
)
"""What is said of every fault of the name service."""


class ResolverFault(Fault):
    """A fault of the name service: the vendor's name leads nowhere, or not only there.

    It affects the simulated machines, whose resolver asks the rules. A real client resolves names
    by itself; who runs one has to make its resolver fail.
    """

    level = Level.RESOLVER
    reach = Reach.SIMULATED_MACHINES
    reach_note = f"{STRIKES_SIMULATED_MACHINES} connection-refused strikes these too."

    @abstractmethod
    def leads_to(self, address: Address, dead_ends: DeadEnds | None) -> Sequence[Address]:
        """Give the addresses that the name leads to, in order; none where it does not resolve.

        Args:
            address: where the vendor is served.
            dead_ends: where the vendor is not reached; None where there are none.
        """

    def prepare(self, dead_ends: DeadEnds) -> None:
        """Make the dead ends ready for whoever is led there; called when the fault begins."""
        dead_ends.close()


class OpenConnections(Enum):
    """What a fault of new connections does to those that are open already."""

    HOLD = "keep them without another byte"
    RESET = "reset them, whatever they are doing"
    RESET_IDLE = "reset those that wait for a request"


class ConnectionFault(Fault):
    """A fault of whole connections, before any request.

    Attributes:
        open_connections: what it does to connections that are open already.
    """

    open_connections: ClassVar[OpenConnections] = OpenConnections.RESET_IDLE


class SocketFault(ConnectionFault):
    """A fault that the kernel carries out by itself, unseen by the edge.

    What is counted are the attempts of simulated machines, who tell, and the connections that were
    open when it began.
    """

    level = Level.SOCKET
    reach_note = (
        "It strikes every client that connects, but the kernel turns clients away unseen: only "
        "simulated machines and connections that were open are counted."
    )
    counted = False

    @abstractmethod
    def block(self, listener: Listener) -> None:
        """Let the listening socket turn clients away; called in the loop's thread."""


class Certificates(Protocol):
    """The certificates that an edge can show."""

    def issue(
        self,
        *,
        names: Sequence[str] | None = None,
        trusted: bool = True,
        outdated: bool = False,
    ) -> ssl.SSLContext:
        """Give a server's context with a certificate, the same one for the same arguments.

        Args:
            names: the names that it is for; None for the edge's own.
            trusted: whether the authority that clients trust has signed it.
            outdated: whether it offers no newer version of TLS than 1.1.
        """


@dataclass(frozen=True, slots=True)
class Handshake:
    """A TLS handshake that is about to begin.

    Attributes:
        connection: the client's connection; nothing has been read from it.
        certificates: what the edge can show.
    """

    connection: AffectedConnection
    certificates: Certificates


class TlsFault(ConnectionFault):
    """A fault of the TLS handshake, decided for each accepted connection."""

    level = Level.TLS

    @abstractmethod
    async def shake_hands(self, handshake: Handshake) -> bool:
        """Do what the fault makes of the handshake.

        Returns:
            whether requests may follow; else the connection has been ended.

        Raises:
            OSError: when the client breaks it off.
        """


class HttpFault(Fault):
    """A fault of one request.

    Attributes:
        reaches_application: whether the application gets the request all the same.
    """

    level = Level.HTTP
    reaches_application: ClassVar[bool]


class Flaw(StrEnum):
    """What an answer in the vendor's form lacks, or has wrong."""

    EMPTY_RESPONSE = "an empty response"
    NO_RESPONSE = "success without a response"
    BAD_STAT = "neither success nor failure"
    NO_CODE = "failure without a code"


class VendorAnswers(Protocol):
    """The answers that only the vendor's own package can make up."""

    def flawed(self, request: Request, flaw: Flaw) -> CannedResponse:
        """Make an answer in the vendor's form that has this flaw.

        A vendor whose form cannot have it answers as with an empty response.
        """


class AnswerFault(HttpFault):
    """An HTTP answer in the application's place."""

    reaches_application = False

    @abstractmethod
    def answer(self, request: Request, vendor: VendorAnswers, now: float) -> CannedResponse:
        """Make the answer to a request.

        Args:
            request: what was asked.
            vendor: makes the answers in the vendor's form.
            now: seconds since the epoch, by the simulator's clock.
        """


class NoAnswerFault(HttpFault):
    """No HTTP answer: the connection ends otherwise, or stays silent."""

    reaches_application = False

    @abstractmethod
    async def end(self, connection: AffectedConnection) -> None:
        """End the connection in the fault's way, after a complete request."""


class ApplicationFault(HttpFault):
    """The application answers, and in whole, but under other conditions."""

    reaches_application = True
    answers_whole = True

    @property
    def clock_offset_seconds(self) -> float:
        """How far ahead the application's clock is while it answers."""
        return 0.0

    def alter(self, request: Request) -> Request:
        """Give the request that the application gets instead."""
        return request


class DeliveryFault(HttpFault):
    """The application's answer does not arrive as it was made."""

    reaches_application = True

    @abstractmethod
    async def deliver(self, connection: AffectedConnection, head: bytes, body: bytes) -> bool:
        """Send an answer, or the next piece of one, in the fault's way.

        Args:
            connection: the client's.
            head: status line and headers; empty for further pieces of a streamed answer.
            body: the whole body, or a piece.

        Returns:
            whether all of it was sent; else the connection has been ended.
        """

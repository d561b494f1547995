"""What breaks inside the simulator: recorded, told in health, and no answer of any vendor.

A vendor's edge closes the connection of a request that it could not answer, after it has recorded
the failure here. So whoever sees the connection close, or judges what came of it, finds it here.
"""

from __future__ import annotations

import errno
import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from failmode.simulator.errors import SimulatorError
from failmode.terms import FailmodeError

_logger = logging.getLogger(__name__)

_KEPT = 1_000

_DEFECT = "This is a defect of the simulator; its log has the details"
_DATABASE = "See that the state database runs, and that it can be written"

_BY_ERRNO = {
    **dict.fromkeys(
        (errno.EMFILE, errno.ENFILE),
        "Allow the process more open files (ulimit -n), or end connections that nobody uses",
    ),
    **dict.fromkeys((errno.ENOMEM, errno.ENOBUFS), "Give the machine more memory"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room on the disk"),
    errno.EADDRNOTAVAIL: "End connections that nobody uses, so that ports are free again",
}

Address = tuple[str, int]
"""Address and port of a socket."""


@dataclass(frozen=True, slots=True)
class InternalFailure:
    """One thing that broke inside the simulator.

    Attributes:
        number: 1 for the first since the simulator started, without gaps.
        time: seconds since the epoch, by the real clock.
        where: what broke, such as `duo: POST /auth/v2/auth`.
        reason: what happened, in one line.
        remedy: what to do about it, in one line.
        vendor: whose request it was; None when it concerns every vendor.
        user: whom the request was about; None when it may concern anybody.
        client: where the connection came from; None when it may concern any connection.
    """

    number: int
    time: float
    where: str
    reason: str
    remedy: str
    vendor: str | None = None
    user: str | None = None
    client: Address | None = None

    def may_concern(
        self,
        *,
        vendor: str | None = None,
        is_user: Callable[[str], bool] | None = None,
        client: Address | None = None,
    ) -> bool:
        """Tell whether it may concern somebody.

        Args:
            vendor: who was asked; None for any.
            is_user: whether a name is that of the user concerned; left out: any user.
            client: the socket that asked; left out: any.
        """
        return (
            (vendor is None or self.vendor in (None, vendor))
            and (is_user is None or self.user is None or is_user(self.user))
            and (client is None or self.client in (None, _comparable(client)))
        )


class InternalFailureError(SimulatorError):
    """Nothing can be said of a vendor or a login, because the simulator itself failed.

    Args:
        failure: what broke.
    """

    internal = True

    def __init__(self, failure: InternalFailure) -> None:
        self.failure = failure
        super().__init__(
            failure.reason,
            where=f"the simulator itself failed, {failure.where}",
            remedy=failure.remedy,
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something inside the simulator that is broken at present.

    Attributes:
        where: what is broken.
        reason: what is wrong with it, in one line.
        remedy: what to do about it, in one line.
    """

    where: str
    reason: str
    remedy: str


class InternalFailures:
    """The internal failures of one simulator, the last thousand of them; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[InternalFailure] = deque(maxlen=_KEPT)
        self._numbers = itertools.count(1)
        self._count = 0
        self._listeners: list[Callable[[InternalFailure], None]] = []

    @property
    def count(self) -> int:
        """How many there were since the start; a mark for `since`."""
        with self._lock:
            return self._count

    @property
    def last(self) -> InternalFailure | None:
        """The newest one; None when nothing has broken."""
        with self._lock:
            return self._kept[-1] if self._kept else None

    def record(
        self,
        error: BaseException,
        where: str,
        *,
        vendor: str | None = None,
        user: str | None = None,
        client: Address | None = None,
        logged: bool = True,
    ) -> InternalFailure:
        """Keep a failure, write it to the log, and tell who watches.

        To be called before anything that a client or a judge can notice.

        Args:
            error: what was raised.
            where: see `InternalFailure`; so are the arguments that follow.
            vendor: see there.
            user: see there.
            client: see there.
            logged: whether it is written to the log; for what may come in a flood.
        """
        reason, remedy = described(error)
        with self._lock:
            failure = InternalFailure(
                number=next(self._numbers),
                time=time.time(),
                where=where,
                reason=reason,
                remedy=remedy,
                vendor=vendor,
                user=user,
                client=None if client is None else _comparable(client),
            )
            self._count = failure.number
            self._kept.append(failure)
            listeners = tuple(self._listeners)
        if logged:
            _logger.error(
                "internal failure %s: %s: %s. %s.",
                failure.number,
                where,
                reason,
                remedy,
                exc_info=error if remedy == _DEFECT else None,
            )
        for listener in listeners:
            listener(failure)
        return failure

    def since(
        self,
        mark: int,
        *,
        vendor: str | None = None,
        is_user: Callable[[str], bool] | None = None,
        client: Address | None = None,
    ) -> tuple[InternalFailure, ...]:
        """Give the failures after a mark that may concern somebody, oldest first.

        Args:
            mark: `count` as it was when that began which may be concerned.
            vendor: as of `InternalFailure.may_concern`; so are the arguments that follow.
            is_user: see there.
            client: see there.
        """
        with self._lock:
            later = tuple(one for one in self._kept if one.number > mark)
            lost = self._count - mark > len(later)
        # Nobody knows whom the lost ones concerned.
        if lost:
            return later
        return tuple(
            one for one in later if one.may_concern(vendor=vendor, is_user=is_user, client=client)
        )

    def check(
        self,
        mark: int,
        *,
        vendor: str | None = None,
        is_user: Callable[[str], bool] | None = None,
        client: Address | None = None,
    ) -> None:
        """See that nothing has broken since a mark that may concern somebody.

        Args:
            mark: see `since`; so are the arguments that follow.
            vendor: see there.
            is_user: see there.
            client: see there.

        Raises:
            InternalFailureError: tells the first that has.
        """
        found = self.since(mark, vendor=vendor, is_user=is_user, client=client)
        if found:
            raise InternalFailureError(found[0])

    @contextmanager
    def watched(self, listener: Callable[[InternalFailure], None]) -> Iterator[None]:
        """Call `listener` after each failure during the block, in the thread that recorded it."""
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)


def is_exhaustion(error: OSError) -> bool:
    """Tell whether this machine lacks what a call needs, so that it says nothing of its peer."""
    return error.errno in _BY_ERRNO


def described(error: BaseException) -> tuple[str, str]:
    """Say what an exception is in one line, and what to do about it.

    The text of a defect may hold anything, so it stands in the log alone.
    """
    if isinstance(error, FailmodeError):
        return error.what, error.remedy or _DEFECT
    first_line = str(error).partition("\n")[0].strip()
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return first_line, _BY_ERRNO[error.errno]
    if _is_of_database(error):
        return first_line, _DATABASE
    return type(error).__name__, _DEFECT


def _is_of_database(error: BaseException) -> bool:
    # Clients that never see a database need not load what it is reached with.
    from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError  # noqa: PLC0415
    from sqlalchemy.exc import TimeoutError as PoolTimeoutError  # noqa: PLC0415

    return isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def _comparable(address: Address) -> Address:
    """Return an address as both ends of a connection see it."""
    return address[0].removeprefix("::ffff:"), address[1]

"""The connections that Authentication Proxies have made to the cloud, and calls over them.

They live in the process whose edge accepted them, and end with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from failmode.simulator.duo.api.drpc import (
    BAD_MESSAGE,
    CONNECTION_LOST,
    TIMEOUT,
    CallError,
    MessageReader,
    Received,
    Signer,
    TooLongError,
    call_message,
)
from failmode.simulator.duo.proxies.assumptions import (
    CALLS_AT_ONCE,
    KEEP_ALIVE_SECONDS,
    PING_SECONDS,
)

_logger = logging.getLogger(__name__)


class ProxyService(StrEnum):
    """What a connection is for."""

    DIRECTORY_SYNC = "directory sync"
    SINGLE_SIGN_ON = "single sign-on"


class Connection(Protocol):
    """The stream that is left once a proxy has joined."""

    async def read(self) -> bytes:
        """Give the next bytes, or b"" at the end; OSError when the connection breaks."""

    async def write(self, data: bytes) -> None:
        """Send bytes; OSError when the connection breaks."""


@dataclass(frozen=True, slots=True)
class JoinedProxy:
    """A proxy that has joined.

    Attributes:
        service: what it joined for.
        identity: integration key, or key of the proxy.
        signer: signs what is sent to it.
    """

    service: ProxyService
    identity: str
    signer: Signer


class ProxyConnection:
    """One connection; only used in its loop's thread.

    Args:
        joined: who is at the other end.
        stream: the connection.
    """

    def __init__(self, joined: JoinedProxy, stream: Connection) -> None:
        self.joined = joined
        self.loop = asyncio.get_running_loop()
        self._stream = stream
        self._reader = MessageReader(joined.signer)
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._sending = asyncio.Lock()

    async def serve(self) -> None:
        """Read answers until the connection ends, and keep it alive; then fail all who wait."""
        pinging = asyncio.ensure_future(self._keep_alive())
        try:
            await self._read()
        except (OSError, TooLongError) as error:
            _logger.info("the connection of a proxy ended: %s", error)
        finally:
            pinging.cancel()
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(CallError(CONNECTION_LOST))
            self._waiting.clear()

    async def call(self, name: str, args: Mapping[str, Any], seconds: float) -> Any:
        """Make a call and return its result.

        Raises:
            CallError: when the proxy says so, or does not answer in time.
        """
        if len(self._waiting) >= CALLS_AT_ONCE:
            raise CallError(TIMEOUT, {"error": f"{CALLS_AT_ONCE} calls wait for this proxy"})
        call_id = secrets.token_hex(16)
        waiting = self._waiting[call_id] = self.loop.create_future()
        try:
            async with asyncio.timeout(seconds):
                message = self.joined.signer.encode(call_message(call_id, name, args))
                async with self._sending:
                    await self._stream.write(message)
                return await waiting
        except TimeoutError:
            raise CallError(TIMEOUT) from None
        except OSError as error:
            raise CallError(CONNECTION_LOST, {"error": str(error)}) from error
        finally:
            self._waiting.pop(call_id, None)

    async def _read(self) -> None:
        while data := await self._stream.read():
            self._reader.feed(data)
            while (message := self._reader.next()) is not None:
                if isinstance(message, Received):
                    self._take(message.value)
                else:
                    _logger.warning("Invalid message received: %s", message.error)

    def _take(self, answer: Any) -> None:
        call_id = answer.get("id") if isinstance(answer, dict) else None
        waiting = self._waiting.get(call_id) if isinstance(call_id, str) else None
        if waiting is None or waiting.done():
            _logger.warning("Invalid message received: %s", BAD_MESSAGE)
            return
        if answer.get("error") is None:
            waiting.set_result(answer.get("result"))
        else:
            args = answer.get("error_args")
            waiting.set_exception(
                CallError(str(answer["error"]), args if isinstance(args, dict) else {})
            )

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS)
            # Who does not answer is noticed by those who call it for a reason.
            with contextlib.suppress(CallError):
                await self.call("ping", {}, PING_SECONDS)


class ProxyConnections:
    """The proxies that are connected; may be asked from any thread but those of the loops."""

    def __init__(self) -> None:
        self._connections: list[ProxyConnection] = []
        self._changed = threading.Condition()

    async def serve(self, joined: JoinedProxy, stream: Connection) -> None:
        """Have a connection called over until it ends."""
        connection = ProxyConnection(joined, stream)
        with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()
        try:
            await connection.serve()
        finally:
            with self._changed:
                self._connections.remove(connection)
                self._changed.notify_all()

    @property
    def joined(self) -> tuple[JoinedProxy, ...]:
        """The proxies that are connected, the latest last."""
        with self._changed:
            return tuple(one.joined for one in self._connections)

    def of(self, service: ProxyService, identity: str | None = None) -> tuple[ProxyConnection, ...]:
        """Return the connections for a service, the latest first.

        Args:
            service: what they are for.
            identity: only of this proxy or integration; None: of all.
        """
        with self._changed:
            return tuple(
                one
                for one in reversed(self._connections)
                if one.joined.service is service and identity in (None, one.joined.identity)
            )

    def wait_for(
        self, service: ProxyService, seconds: float, wanted: Callable[[int], bool]
    ) -> bool:
        """Wait until the number of connections for a service is as wanted.

        Args:
            service: what they are for.
            seconds: to wait at most.
            wanted: tells whether a number will do.

        Returns:
            whether it is.
        """
        with self._changed:
            return self._changed.wait_for(
                lambda: wanted(sum(one.joined.service is service for one in self._connections)),
                seconds,
            )

    def call(
        self, connection: ProxyConnection, name: str, args: Mapping[str, Any], seconds: float
    ) -> Any:
        """Make a call over a connection and wait for its result.

        Args:
            connection: one that `of` has given.
            name: of the call.
            args: its arguments.
            seconds: how long to wait.

        Raises:
            CallError: when the proxy says so, does not answer in time, or has gone.
        """
        work = connection.call(name, args, seconds)
        try:
            future = asyncio.run_coroutine_threadsafe(work, connection.loop)
        except RuntimeError as error:
            work.close()
            raise CallError(CONNECTION_LOST, {"error": "the simulator has stopped"}) from error
        try:
            return future.result(seconds + 1)
        except (TimeoutError, asyncio.CancelledError) as error:
            future.cancel()
            raise CallError(TIMEOUT) from error

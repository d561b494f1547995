"""Keeps the proxy's connection to Duo: joins, serves what is called, connects anew after a loss.

Source: the published code of the Duo Authentication Proxy (`lib/drpc_server_module.py`,
`modules/sso.py`): when it connects anew, what stops it, and the lines of its log.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from failmode.simulator.authproxy.assumptions import (
    CALLS_AT_ONCE,
    CALLS_WAITING,
    SEND_SECONDS,
)
from failmode.simulator.authproxy.drpc.join import Joined, Joiner, JoinError
from failmode.simulator.authproxy.drpc.procedures import Procedure, find_call
from failmode.simulator.authproxy.drpc.status import LinkState, LinkStatus
from failmode.simulator.duo.api.drpc import (
    CANNOT_SERIALIZE,
    UNKNOWN_ERROR,
    CallError,
    MessageReader,
    Received,
    TooLongError,
    error_message,
    result_message,
)
from failmode.simulator.errors import SimulatorError
from failmode.simulator.internal_failures import InternalFailureError, InternalFailures
from failmode.simulator.network import Unreachable, UnreachableKind

RECONNECT_SECONDS = 60.0
"""How often the product looks whether it is connected."""

_STOP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Reconnecting:
    """When to connect anew.

    Attributes:
        interval: seconds between two looks at the connection, at each of which one that is lost
            is made anew.
        at_once_after_loss: whether a lost one is made anew at once, and the next look is after a
            random time of 1 s up to the interval.
    """

    interval: float = RECONNECT_SECONDS
    at_once_after_loss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTexts:
    """What a service says of its connection.

    Attributes:
        connected: is called when it has joined.
        disconnected: is called when the connection was lost.
        refused: says why it stops for one of Duo's codes; None: in the words of all services.
    """

    connected: Callable[[], None] = lambda: None
    disconnected: Callable[[], None] = lambda: None
    refused: Mapping[int, str] | None = None


class DrpcLink:
    """One service's connection, in a thread of its own.

    Args:
        section: name of the section, for messages.
        joiner: joins at Duo.
        procedures: what Duo may call, by name.
        logger: gets the lines of `authproxy.log`.
        failures: what broke inside the simulator.
        reconnecting: when to connect anew.
        texts: what is said of the connection.
    """

    def __init__(
        self,
        section: str,
        joiner: Joiner,
        procedures: Mapping[str, Procedure],
        *,
        logger: logging.Logger,
        failures: InternalFailures,
        reconnecting: Reconnecting,
        texts: LinkTexts,
    ) -> None:
        self._section = section
        self._joiner = joiner
        self._procedures = procedures
        self._log = logger
        self._failures = failures
        self._reconnecting = reconnecting
        self._texts = texts
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._joined: Joined | None = None
        self._status = LinkStatus(LinkState.CONNECTING)
        self._waiting = threading.Semaphore(CALLS_WAITING)
        self._pool = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix=f"drpc-{section}")
        self._thread = threading.Thread(target=self._run, name=f"drpc-{section}", daemon=True)

    def start(self) -> None:
        """Begin to connect; Duo need not be there."""
        self._thread.start()

    def stop(self) -> None:
        """End the connection; calls under way are abandoned."""
        self._stopping.set()
        with self._changed:
            joined = self._joined
        if joined is not None:
            joined.connection.abort()
        # A Duo that never answers a join is not waited for.
        self._thread.join(_STOP_SECONDS)
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def status(self) -> LinkStatus:
        """Whether Duo can call over it, and why not."""
        return self._status

    def wait_ended(self, seconds: float) -> bool:
        """Wait until it is of no use to try again; whether that came about in time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def wait_until(self, *, connected: bool, seconds: float) -> bool:
        """Wait until it is connected, or is not; whether that came about in time."""
        with self._changed:
            return self._changed.wait_for(
                lambda: (self._status.state is LinkState.CONNECTED) is connected, seconds
            )

    def _become(self, state: LinkState, reason: str = "", joined: Joined | None = None) -> None:
        with self._changed:
            self._joined, self._status = joined, LinkStatus(state, reason)
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            self._keep_connected()
        finally:
            self._become(LinkState.STOPPED, self._status.reason)

    def _keep_connected(self) -> None:
        log, lost = self._log, "no rpc server"
        began, retries_soon = time.monotonic(), False
        while not self._stopping.is_set():
            log.info("DRPC Disconnected: %s", lost)
            log.info("(Re)connecting to service...")
            try:
                joined = self._join()
            except _StoppedError:
                return
            if joined is None:
                delay = self._reconnecting.interval
                if retries_soon:
                    delay = random.uniform(min(1.0, delay), delay)
                retries_soon = False
                self._stopping.wait(delay)
                continue
            self._texts.connected()
            began = time.monotonic()
            lost = self._serve(joined)
            if self._stopping.is_set():
                return
            self._texts.disconnected()
            retries_soon = self._reconnecting.at_once_after_loss
            if not retries_soon:
                interval = self._reconnecting.interval
                self._stopping.wait(interval - (time.monotonic() - began) % interval)

    def _join(self) -> Joined | None:
        """Join; None when it did not come about.

        Raises:
            _StoppedError: when it is of no use to try again.
        """
        try:
            return self._joiner.join()
        except JoinError as error:
            if error.is_fatal:
                self._become(LinkState.STOPPED, error.what)
                self._say_fatal(error)
                raise _StoppedError from error
            self._try_again(error)
        except (Unreachable, InternalFailureError) as error:
            # What failed in the simulator has been recorded where it did.
            self._try_again(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and is told
            self._failures.record(error, self._where)
            self._try_again(error)
        return None

    def _try_again(self, error: Exception) -> None:
        seconds = self._reconnecting.interval
        said = error.what if isinstance(error, SimulatorError) else str(error)
        self._become(LinkState.CONNECTING, said)
        self._log.info(
            f"Error connecting to service: {said}. Will retry again in {seconds:g} seconds."
        )

    def _say_fatal(self, error: JoinError) -> None:
        log = self._log
        text = (self._texts.refused or {}).get(error.code or 0)
        if text is not None:
            log.error("%s", text)
            return
        log.error("Error: %s", error.what)
        log.error("This exception requires manual intervention. Stopping service")

    @property
    def _where(self) -> str:
        return f"the Authentication Proxy: [{self._section}]"

    def _serve(self, joined: Joined) -> str:
        """Serve until the connection ends; returns how it was lost, in the product's words."""
        self._become(LinkState.CONNECTED, joined=joined)
        try:
            lost = self._read(joined)
        except InternalFailureError as error:
            lost = error.what
        except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and is told
            self._failures.record(error, self._where)
            lost = str(error)
        self._become(LinkState.CONNECTING, lost)
        joined.connection.close()
        return lost

    def _read(self, joined: Joined) -> str:
        reader = MessageReader(joined.signer)
        last_call = time.monotonic()
        while not self._stopping.is_set():
            try:
                data = joined.connection.read(self._reconnecting.interval)
            except Unreachable as error:
                if error.kind is not UnreachableKind.READ_TIMEOUT:
                    return "transport disconnected"
                idle = int(time.monotonic() - last_call)
                if joined.idle_seconds is not None and idle > joined.idle_seconds:
                    log = self._log
                    log.info("Connection to Duo service was intentionally closed.")
                    return (
                        f"Missed pings for {idle} seconds, maximum {joined.idle_seconds:g} seconds "
                        "allowed."
                    )
                continue
            if not data:
                return "transport disconnected"
            reader.feed(data)
            try:
                while (message := reader.next()) is not None:
                    last_call = time.monotonic()
                    if isinstance(message, Received):
                        self._take(joined, message.value)
                    else:
                        self._send(joined, None, error_message(None, CallError(message.error)))
            except TooLongError as error:
                self._log.info("%s", error.what)
                return "transport disconnected"
        return "transport disconnected"

    def _take(self, joined: Joined, message: Any) -> None:
        call_id = message.get("id") if isinstance(message, dict) else None
        if not self._waiting.acquire(blocking=False):
            error = CallError(UNKNOWN_ERROR, {"error": "too many calls"})
            self._send(joined, call_id, error_message(call_id, error))
            return
        try:
            self._pool.submit(self._answer, joined, call_id, message)
        except RuntimeError:
            self._waiting.release()  # it is being stopped

    def _answer(self, joined: Joined, call_id: Any, message: Any) -> None:
        try:
            try:
                procedure, arguments = find_call(message, self._procedures, self._say_unknown)
                answer = result_message(call_id, procedure(arguments))
            except CallError as error:
                answer = error_message(call_id, error)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and is told
                self._failures.record(error, self._where)
                self._log.error("unknown error in function", exc_info=error)
                answer = error_message(call_id, CallError(UNKNOWN_ERROR))
            self._send(joined, call_id, answer)
        finally:
            self._waiting.release()

    def _say_unknown(self, name: str) -> None:
        self._log.error("Unknown DRPC call '%s'", name)

    def _send(self, joined: Joined, call_id: Any, answer: Any) -> None:
        signer, connection = joined.signer, joined.connection
        try:
            octets = signer.encode(answer, joined.compress_from)
        except (TooLongError, TypeError) as error:
            self._log.error("%s: %s", CANNOT_SERIALIZE, error)
            octets = signer.encode(error_message(call_id, CallError(CANNOT_SERIALIZE)))
        try:
            connection.write(octets, SEND_SECONDS)
        except Unreachable as error:
            self._log.info("an answer to Duo was not sent: %s", error.what)
            connection.abort()


class _StoppedError(Exception):
    """It is of no use to try again."""

"""Many clients at the same time: nobody waits for another's person, and nobody is mixed up."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from failmode.simulator.duo.api.params import FORM_TYPE, encode_form
from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.terms.logins import Answer
from tests.simulator.duo.caller import DuoCaller

POLLS = 20
LOGINS = 200


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(SimulatorConfig(journal_capacity=10 * LOGINS)) as running:
        yield running


def enrol(simulator: Simulator, count: int, answer: Answer) -> list[str]:
    names = [f"load{number:03}" for number in range(count)]
    for name in names:
        simulator.duo.users.add(name)
        simulator.duo.devices.add_phone(name, "+17345550100")
        simulator.duo.users.set_answer(name, answer)
    return names


def hold_polls(
    simulator: Simulator, caller: DuoCaller, pool: ThreadPoolExecutor
) -> dict[str, Future[dict[str, Any]]]:
    """Push to people who do not answer, and poll for each; by transaction."""
    txids = [caller.push(name) for name in enrol(simulator, POLLS, Answer.IGNORE)]
    for txid in txids:
        # The first status is told at once, the next one when there is news.
        assert json.loads(caller.status_answer(txid).body)["response"]["status"] == "pushed"
    return {txid: pool.submit(caller.final_status, txid) for txid in txids}


def test_pings_are_answered_while_polls_are_held(simulator: Simulator) -> None:
    caller = DuoCaller(simulator)
    with ThreadPoolExecutor(POLLS) as pool:
        polls = hold_polls(simulator, caller, pool)
        assert all(caller.ping().status == 200 for _ in range(30))
        assert not any(poll.done() for poll in polls.values())
        for txid in polls:
            simulator.duo.transactions.approve(txid)
        assert {poll.result()["result"] for poll in polls.values()} == {"allow"}


def test_a_person_who_approves_while_polls_are_held_ends_their_own_poll_only(
    simulator: Simulator,
) -> None:
    caller = DuoCaller(simulator)
    with ThreadPoolExecutor(POLLS) as pool:
        polls = hold_polls(simulator, caller, pool)
        *others, denied, approved = polls
        simulator.duo.transactions.approve(approved)
        simulator.duo.transactions.deny(denied)
        assert polls[approved].result()["result"] == "allow"
        assert polls[denied].result()["result"] == "deny"
        assert not any(polls[txid].done() for txid in others)
        for txid in others:
            simulator.duo.transactions.approve(txid)


def test_polls_held_until_a_time_end_when_the_clock_gets_there(simulator: Simulator) -> None:
    simulator.clock.freeze()
    caller = DuoCaller(simulator)
    with ThreadPoolExecutor(POLLS) as pool:
        names = enrol(simulator, POLLS, Answer.APPROVE)
        for name in names:
            simulator.duo.users.set_answer(name, Answer.APPROVE, after_seconds=3)
        polls = [pool.submit(caller.final_status, caller.push(name)) for name in names]
        assert all(caller.ping().status == 200 for _ in range(10))
        assert not any(poll.done() for poll in polls)
        simulator.clock.advance(3)
        assert {poll.result()["result"] for poll in polls} == {"allow"}


class Login:
    """One login on a connection of its own, signed as Duo's clients do."""

    def __init__(
        self, simulator: Simulator, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._keys = simulator.keys
        self._clock = simulator.clock
        self._reader = reader
        self._writer = writer

    async def call(self, method: str, path: str, **params: str) -> dict[str, Any]:
        """Give the `response` of one call of the Auth API."""
        form = encode_form(params)
        target, body = (f"{path}?{form.decode()}", b"") if method == "GET" else (path, form)
        headers = {
            "Host": self._keys.api_host,
            "Content-Type": FORM_TYPE,
            "Content-Length": str(len(body)),
            **sign(
                Version.V2,
                method=method,
                host=self._keys.api_host,
                path=path,
                ikey=self._keys.ikey,
                skey=self._keys.skey,
                params=params,
                date=rfc2822(self._clock.now()),
            ),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._writer.write(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode() + body)
        told = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(told.partition("content-length: ")[2].partition("\r\n")[0])
        answer = await self._reader.readexactly(length)
        assert told.startswith("http/1.1 200 "), answer
        response: dict[str, Any] = json.loads(answer)["response"]
        return response

    async def log_in(self, username: str) -> tuple[str, str, str, str]:
        """User name, device, transaction and result of a whole login."""
        preauth = await self.call("POST", "/auth/v2/preauth", username=username)
        auth = await self.call(
            "POST",
            "/auth/v2/auth",
            username=username,
            factor="push",
            device="auto",
            **{"async": "1"},
        )
        result = "waiting"
        while result == "waiting":
            status = await self.call("GET", "/auth/v2/auth_status", txid=auth["txid"])
            result = status["result"]
        return username, preauth["devices"][0]["device"], auth["txid"], result


async def log_in_together(
    simulator: Simulator, names: Sequence[str]
) -> list[tuple[str, str, str, str]]:
    tls = ssl.create_default_context(cafile=simulator.ca_file)
    address = simulator.server_info.addresses.duo

    async def log_in(name: str) -> tuple[str, str, str, str]:
        reader, writer = await asyncio.open_connection(address.host, address.port, ssl=tls)
        try:
            return await Login(simulator, reader, writer).log_in(name)
        finally:
            writer.transport.abort()

    return await asyncio.gather(*(log_in(name) for name in names))


def test_concurrent_logins_are_neither_lost_nor_mixed_up(simulator: Simulator) -> None:
    names = enrol(simulator, LOGINS, Answer.APPROVE)
    for name in names[::2]:
        simulator.duo.users.set_answer(name, Answer.DENY)
    devices = {name: simulator.duo.users.get(name).devices[0].device for name in names}
    logins = asyncio.run(log_in_together(simulator, names))

    assert {name: device for name, device, _, _ in logins} == devices
    assert {name: result for name, _, _, result in logins} == {
        name: "deny" if number % 2 == 0 else "allow" for number, name in enumerate(names)
    }
    txid_of = {name: txid for name, _, txid, _ in logins}
    assert {
        name: simulator.duo.transactions.get(txid).username for name, txid in txid_of.items()
    } == {name: name for name in names}
    seen = simulator.journal.query(vendor="duo")
    assert simulator.journal.dropped == 0
    for stage in ("preauth", "auth"):
        assert Counter(one.user for one in seen if one.stage == stage) == Counter(names)
    for one in seen:
        if one.stage == "auth":
            assert json.loads(one.response_body)["response"]["txid"] == txid_of[one.user or ""]
        if one.stage == "auth-status":
            assert f"txid={txid_of[one.user or '']}" in one.path

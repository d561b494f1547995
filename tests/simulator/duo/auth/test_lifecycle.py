"""The life of a transaction, whatever happens to it and in whichever order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from failmode.simulator.duo.auth.requests import AuthRequest, UserRef
from failmode.simulator.duo.auth.statuses import Result
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.duo.directory.records import Factor, Integration
from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.duo.errors import (
    InvalidRequestParametersError,
    NotFoundError,
    NotWaitingError,
)
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer
from tests.simulator.duo.cloud import HOST, IKEY, NOW, OTHER_IKEY, OTHER_SKEY, SKEY, TIMEOUT

BY_HAND = {"approve": "allow", "deny": "deny", "report_fraud": "fraud"}
BY_ANSWER = {Answer.APPROVE: "allow", Answer.DENY: "deny", Answer.FRAUD: "fraud"}
ORDER = {
    Factor.PUSH: ["pushed"],
    Factor.PHONE: ["calling", "answered"],
}


@dataclass
class Life:
    """What the test expects of one transaction.

    Attributes:
        factor: push or phone.
        began: seconds since the epoch.
        answer: what the person does by herself.
        after: after how many seconds.
        by_hand: the status that a person's decision led to, and when; None: nobody decided.
        told: every status that was told, in order.
    """

    factor: Factor
    began: float
    answer: Answer
    after: float
    by_hand: str | None = None
    told: list[str] = field(default_factory=list)

    def end(self) -> tuple[float, str]:
        """When it ends by itself, and with which status."""
        if self.answer in BY_ANSWER and self.after < TIMEOUT:
            return self.began + self.after, BY_ANSWER[self.answer]
        return self.began + TIMEOUT, "timeout"

    def ended_by(self, now: float) -> bool:
        """Whether nobody can answer it any more."""
        told_the_end = any(status not in ORDER[self.factor] for status in self.told)
        return self.by_hand is not None or told_the_end or now >= self.end()[0]


class LifeOfTransactions(RuleBasedStateMachine):
    """Begins pushes and calls, answers them, moves the clock, asks and forgets."""

    lives: Bundle[str] = Bundle("lives")

    store: Store

    @initialize()
    def start(self) -> None:
        """Open a cloud whose clock stands still."""
        self.store.clear()
        self.clock = Clock()
        self.clock.freeze(NOW)
        self.duo = create_cloud(
            self.store,
            self.clock,
            DuoSettings(push_timeout_seconds=TIMEOUT, long_poll_seconds=0.0),
        )
        self.lived: dict[str, Life] = {}
        self.populate()

    def populate(self) -> None:
        """Add two integrations and alice with her phone."""
        self.mine: Integration = self.duo.integrations.add(IKEY, SKEY, HOST)
        self.foreign: Integration = self.duo.integrations.add(OTHER_IKEY, OTHER_SKEY, HOST)
        self.duo.users.add("alice")
        self.duo.devices.add_phone("alice", "+12025550100")

    def teardown(self) -> None:
        """Close the cloud."""
        self.duo.close()

    @rule(
        target=lives,
        factor=st.sampled_from([Factor.PUSH, Factor.PHONE]),
        answer=st.sampled_from(list(Answer)),
        after=st.sampled_from([0.0, 1.0, TIMEOUT - 1, TIMEOUT, 2 * TIMEOUT]),
    )
    def begin(self, factor: Factor, answer: Answer, after: float) -> str:
        """Ask alice, who will do something or nothing."""
        self.duo.users.set_answer("alice", answer, after_seconds=after)
        txid = self.duo.authentication.auth(
            self.mine, AuthRequest(UserRef("alice"), factor, device="auto", asynchronous=True)
        )
        assert isinstance(txid, str)
        assert txid not in self.lived
        self.lived[txid] = Life(factor, self.clock.now(), answer, after)
        return txid

    @rule(txid=lives, decision=st.sampled_from(sorted(BY_HAND)))
    def decide(self, txid: str, decision: str) -> None:
        """Answer by hand; only what waits can be answered."""
        life = self.lived.get(txid)
        call = getattr(self.duo.transactions, decision)
        if life is None:
            with pytest.raises(NotFoundError):
                call(txid)
        elif life.ended_by(self.clock.now()):
            with pytest.raises(NotWaitingError):
                call(txid)
        else:
            call(txid)
            life.by_hand = BY_HAND[decision]

    @rule(seconds=st.sampled_from([0.0, 0.5, 1.0, TIMEOUT / 2, TIMEOUT]))
    def pass_time(self, seconds: float) -> None:
        """Move the clock forward."""
        self.clock.advance(seconds)

    @rule(seconds=st.sampled_from([1.0, TIMEOUT]))
    def set_the_clock_back(self, seconds: float) -> None:
        """Move the clock back; what was told stays told."""
        self.clock.advance(-seconds)

    @rule(txid=lives)
    def ask(self, txid: str) -> None:
        """Ask how far it is, as the client does."""
        life = self.lived.get(txid)
        if life is None:
            with pytest.raises(InvalidRequestParametersError):
                self.duo.authentication.status(self.mine, txid)
            return
        status = self.duo.authentication.status(self.mine, txid)
        life.told.append(status.status)
        assert (status.result is Result.WAITING) is (status.status in ORDER[life.factor])

    @rule(txid=lives)
    def ask_from_elsewhere(self, txid: str) -> None:
        """Ask as another integration, which must never see it."""
        with pytest.raises(InvalidRequestParametersError, match="txid"):
            self.duo.authentication.status(self.foreign, txid)

    @rule()
    def reset(self) -> None:
        """Forget everything."""
        self.store.clear()
        self.lived.clear()
        self.populate()

    @rule()
    def restore(self) -> None:
        """Take everything away and bring it back."""
        self.store.restore(self.store.snapshot())

    @invariant()
    def what_is_final_stays_final(self) -> None:
        """Check that nothing follows the end but the end."""
        for life in self.lived.values():
            finals = [status for status in life.told if status not in ORDER[life.factor]]
            assert len(set(finals)) <= 1
            if finals:
                assert life.told[-len(finals) :] == finals

    @invariant()
    def statuses_are_told_in_their_order(self) -> None:
        """Check that no status is skipped or told late."""
        for life in self.lived.values():
            said = list(dict.fromkeys(life.told))
            waiting = [status for status in said if status in ORDER[life.factor]]
            assert waiting == ORDER[life.factor][: len(waiting)]

    @invariant()
    def the_end_is_the_persons(self) -> None:
        """Check that an approved push is never told as denied, or the other way round."""
        for life in self.lived.values():
            expected = life.by_hand or life.end()[1]
            finals = {status for status in life.told if status not in ORDER[life.factor]}
            assert finals <= {expected}

    @invariant()
    def the_list_knows_exactly_what_is_there(self) -> None:
        """Check that no transaction is lost or invented."""
        assert {one.txid for one in self.duo.transactions.all()} == set(self.lived)


@pytest.fixture(scope="module", autouse=True)
def database(duo_store: Store) -> None:
    """Let all lives use one database, each from an empty one on."""
    LifeOfTransactions.store = duo_store


LifeOfTransactions.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestLifeOfTransactions = LifeOfTransactions.TestCase

"""A transaction: one request to a person, and everything that is said about it in time.

Nothing runs in the background: what a transaction has come to follows from when it began, what
the person does about it, and the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from failmode.simulator.duo.auth.statuses import (
    ANSWERED,
    FINAL,
    PUSHED,
    Outcome,
    Status,
    dialing,
    verifying,
)
from failmode.simulator.duo.directory.records import Factor, PasscodeKind
from failmode.terms import Answer

_BY_ANSWER = {
    Answer.APPROVE: Outcome.APPROVED,
    Answer.DENY: Outcome.DENIED,
    Answer.FRAUD: Outcome.FRAUD,
}


@dataclass(frozen=True, slots=True)
class Message:
    """A status and when it is reached, in seconds since the epoch."""

    at: float
    status: Status


@dataclass(frozen=True, slots=True)
class Transaction:
    """One `auth` request.

    Attributes:
        txid: its id.
        ikey: the integration that asked.
        username: the user's name in the directory, or as it was sent when unknown.
        factor: the factor that was used; `auto` only when the account itself decided.
        device: id of the device, or None.
        number: masked number of the device, or empty.
        created: seconds since the epoch.
        expires: when it times out, seconds since the epoch.
        answer: what the person will do without further notice.
        answer_after_seconds: how long the person takes.
        outcome: how it ended at once, without asking anybody; None: somebody is asked.
        decision: what a person decided by hand; None: nobody did.
        decided: when that was, seconds since the epoch.
        delivered: how many messages `auth_status` has given out.
        ipaddr: the client's address as it was sent, or None.
        hostname: the client's host name as it was sent, or None.
        pushinfo: what the push shows, as it was sent, or None.
        type: what the push is headed, as it was sent, or None.
        display_username: what the push shows as the user's name, as it was sent, or None.
        verification_code: what the person must type into Duo Mobile; None: nothing.
        user_id: Duo's id of the user, or None when unknown.
        passcode_kind: where the passcode came from; None without a right one.
        alias: the alias by which the client named the user; None: none.
    """

    txid: str
    ikey: str
    username: str
    factor: Factor
    device: str | None
    number: str
    created: float
    expires: float
    answer: Answer
    answer_after_seconds: float
    outcome: Outcome | None = None
    decision: Outcome | None = None
    decided: float | None = None
    delivered: int = 0
    ipaddr: str | None = None
    hostname: str | None = None
    pushinfo: str | None = field(default=None, repr=False)
    type: str | None = None
    display_username: str | None = None
    verification_code: str | None = field(default=None, repr=False)
    user_id: str | None = None
    passcode_kind: PasscodeKind | None = None
    alias: str | None = None

    def messages(self) -> tuple[Message, ...]:
        """Return everything that is said about it, the future included, in order."""
        if self.outcome is not None:
            return (Message(self.created, FINAL[self.outcome]),)
        end, outcome = self._end()
        final = Message(end, FINAL[outcome])
        if self.factor is not Factor.PHONE:
            code = self.verification_code
            return (Message(self.created, PUSHED if code is None else verifying(code)), final)
        calling = Message(self.created, dialing(self.number))
        if outcome is Outcome.TIMED_OUT:
            return (calling, final)
        return (calling, Message(end, ANSWERED), final)

    def end(self) -> tuple[float, Outcome]:
        """Return when it ends, in seconds since the epoch, and how; also when that lies ahead."""
        return self._end() if self.outcome is None else (self.created, self.outcome)

    def reached(self, now: float) -> tuple[Message, ...]:
        """Return what has been said by `now`; never empty.

        What was delivered once stays said, also when the clock is set back.
        """
        said = self.messages()
        due = max((n for n, one in enumerate(said, start=1) if one.at <= now), default=1)
        return said[: max(due, self.delivered)]

    def status(self, now: float) -> Status:
        """Return how far it is at `now`."""
        return self.reached(now)[-1].status

    def next_at(self, now: float) -> float:
        """Return when the next message is due; the time of expiry when none is."""
        return min((m.at for m in self.messages() if m.at > now), default=self.expires)

    def _end(self) -> tuple[float, Outcome]:
        if self.decision is not None and self.decided is not None:
            return self.decided, self.decision
        outcome = _BY_ANSWER.get(self.answer)
        at = self.created + self.answer_after_seconds
        if outcome is None or at >= self.expires:
            return self.expires, Outcome.TIMED_OUT
        return at, outcome

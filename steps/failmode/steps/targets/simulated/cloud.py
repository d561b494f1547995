"""Duo's cloud in the simulator: faults before it, the user behind the phone, what it saw."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from failmode.simulator import (
    CannedResponse,
    Fault,
    Rule,
    RuleError,
    Simulator,
    UserStatus,
    cloud_record,
    fault_catalogue,
)
from failmode.terms import Answer, Enrolment, Stage, Vendor

_BETWEEN_NEWS_SECONDS = 0.02
"""How long a question for the status waits for news of a push that is never decided."""

_FOR_EVER_SECONDS = 600.0
"""Longer than any login is waited for."""

_HARDLY_ANY_SECONDS = 0.001
_SERIAL_NUMBER = "00012345"


class SimulatedCloud:
    """Duo's cloud.

    Args:
        simulator: the running simulator.
        username: the user of the scenarios.
    """

    def __init__(self, simulator: Simulator, username: str) -> None:
        self._simulator = simulator
        self._username = username
        self._injected: set[str] = set()

    def inject_fault(self, fault: str, stage: str | None) -> None:
        """Add rules for the fault, in force from the stage on until the scenario ends."""
        try:
            made = fault_catalogue().make(fault)
        except RuleError as error:
            raise AssertionError(str(error)) from error
        for affected in _stages_of(made, stage):
            self._add(Rule(vendor=Vendor.DUO, fault=made, stage=affected))

    def answer(self, body: str, stage: str) -> None:
        """Answer the requests of a stage in Duo's place until the scenario ends."""
        answer = CannedResponse(200, (("Content-Type", "application/json"),), body.encode())
        self._add(Rule(vendor=Vendor.DUO, answer=answer, stage=Stage(stage)))

    def spare_first_stage(self, first: Stage) -> None:
        """Let what acts on whole connections from a later stage on wait for a login's first one.

        Nothing but the client tells which stage a login begins with.

        Args:
            first: the stage that the next login begins with.
        """
        for rule in self._simulator.rules.list():
            begins_at_once = rule.is_connection_level and rule.armed_by is None
            if rule.id not in self._injected or rule.stage is None or not begins_at_once:
                continue
            if rule.stage.position > first.position:
                self._simulator.rules.remove(rule.id)
                self._add(dataclasses.replace(rule, after=first))

    def _add(self, rule: Rule) -> None:
        self._injected.add(self._simulator.rules.add(rule).id)

    def set_answer(self, answer: Answer) -> None:
        """Choose what the user does with the next pushes."""
        self._simulator.duo.users.set_answer(self._username, answer)

    def answer_late(self, answer: Answer, seconds: float) -> None:
        """Choose what the user does with the next pushes, and how long that takes."""
        self._simulator.duo.users.set_answer(self._username, answer, after_seconds=seconds)

    def set_enrolment(self, enrolment: Enrolment) -> None:
        """Give the user a status, or take the user away from Duo."""
        if enrolment is Enrolment.UNENROLLED:
            self._simulator.duo.users.remove(self._username)
        else:
            self._simulator.duo.users.set_status(self._username, UserStatus(str(enrolment)))

    def leave_a_token_alone(self) -> None:
        """Take the user's phones away, and assign a hardware token."""
        duo = self._simulator.duo
        for device in duo.users.get(self._username).devices:
            duo.devices.remove(device.device)
        duo.devices.add_token(self._username, _SERIAL_NUMBER)

    def leave_undecided(self) -> None:
        """Have the user ignore the push, let it wait for ever, and tell the client so at once."""
        self.set_answer(Answer.IGNORE)
        settings = self._simulator.duo.settings
        settings.replace(
            dataclasses.replace(
                settings.current,
                long_poll_seconds=_BETWEEN_NEWS_SECONDS,
                push_timeout_seconds=_FOR_EVER_SECONDS,
            )
        )

    def break_at_second_prompt(self, fault: str) -> None:
        """Add the fault at the requests that a login begins with, behind a rule that lets one go.

        A rule that is used up is passed over, so the first request of each kind is only delayed.
        """
        made = fault_catalogue().make(fault)
        for stage in (Stage.PING, Stage.PREAUTH):
            self._add(
                Rule(
                    vendor=Vendor.DUO,
                    stage=stage,
                    delay_seconds=_HARDLY_ANY_SECONDS,
                    times=1,
                )
            )
            self._add(Rule(vendor=Vendor.DUO, stage=stage, fault=made))

    def clear_faults(self) -> None:
        """Remove every fault rule."""
        self._simulator.rules.clear()

    def requested_operations(self) -> Sequence[str]:
        """List the operations that reached the edge before Duo's cloud, in order."""
        return cloud_record(self._simulator.journal).operations

    def told(self, operation: str) -> Mapping[str, str]:
        """Read the form parameters of the last request for an operation; empty without one."""
        asked = cloud_record(self._simulator.journal).exchanges
        bodies = [one.request_body for one in asked if one.operation == operation]
        return dict(parse_qsl(bodies[-1])) if bodies else {}


def _stages_of(fault: Fault, stage: str | None) -> tuple[Stage | None, ...]:
    """List the stages of the rules by which a fault acts from its stage on."""
    if stage is None:
        return (None,)
    # What acts on whole connections goes on by itself, once it has begun.
    if fault.level.is_before_requests:
        return (Stage(stage),)
    return tuple(Stage)[Stage(stage).position :]

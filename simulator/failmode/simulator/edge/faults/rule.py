"""A fault rule: what to match and what to do, with the combinations that nobody can do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.catalogue import FaultCatalogue, fault_catalogue
from failmode.simulator.edge.faults.fault import Fault, HttpFault, SocketFault
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.http.parameters import NO_PARAMETERS
from failmode.simulator.edge.identify import Identified
from failmode.simulator.state.constraints import MAX_DURATION_SECONDS
from failmode.terms import Stage

_MAX_TIMES = 2**31 - 1
_STAGE_BEFORE = {Stage.AUTH: Stage.PREAUTH, Stage.AUTH_STATUS: Stage.AUTH}


@dataclass(frozen=True, slots=True)
class Rule:
    """What to match and what to do; a matcher left out matches everything.

    A connection-level fault happens before a request can be read. With a later stage it is
    *armed*: it begins once an exchange of the stage before has been answered well by the
    application (2xx or 3xx, no fault), for `user` when one is given, and then acts on every
    connection until the rule is removed. `auth` waits for a preauth and `auth-status` for an
    auth; `ping` and `preauth` begin at once, because a login begins with either of them, unless
    `after` names a stage to wait for.

    Attributes:
        vendor: whose edge, such as `duo`.
        fault: what goes wrong; None when the rule only delays or answers.
        stage: the stage to act at.
        operation: the vendor's operation to act at.
        user: the user to act on.
        parameters: what the request's own parameters have to be, as names and values.
        probability: share of the matching requests that it acts on, above 0 and up to 1.
        times: how often to act before recovering; None for always.
        per_login: whether `times` counts for each login by itself: for a user, it begins anew once
            a preauth of this user has gone well.
        delay_seconds: wait before the answer (or before the fault).
        answer: an answer in the application's place.
        id: name to remove the rule by; given by `RuleBook.add` when empty.
        after: with a connection-level fault and a stage: the stage that must go well first.
        starts_in_seconds: how long after it was added the rule begins, by the simulator's clock.
        for_seconds: how long it lasts from then on, by the same clock; None for ever.

    Raises:
        RuleError: for a combination that nobody could carry out.
    """

    vendor: str
    fault: Fault | None = None
    stage: Stage | None = None
    operation: str | None = None
    user: str | None = None
    probability: float = 1.0
    times: int | None = None
    delay_seconds: float = 0.0
    answer: CannedResponse | None = None
    id: str = ""
    after: Stage | None = None
    starts_in_seconds: float = 0.0
    for_seconds: float | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    per_login: bool = False

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_per_login(self)
        _check_words(self)
        _check_action(self)
        if self.fault is not None and self.fault.level.is_before_requests:
            _check_connection_fault(self, self.fault)
        elif self.after is not None:
            connecting = [kind.name for kind in fault_catalogue() if kind.level.is_before_requests]
            raise RuleError(
                "after",
                "applies to connection-level faults with a stage only",
                f"Leave it out; it goes with {known_words(connecting)}",
            )

    @property
    def is_connection_level(self) -> bool:
        """Whether the fault happens before a request can be read."""
        return self.fault is not None and self.fault.level.is_before_requests

    @property
    def armed_by(self) -> Stage | None:
        """The stage that must go well before a connection-level fault begins; None: at once."""
        if not self.is_connection_level or self.stage is None:
            return None
        return self.after or _STAGE_BEFORE.get(self.stage)

    @property
    def passes(self) -> bool:
        """Whether a request that the rule acts on reaches the application all the same."""
        if isinstance(self.fault, HttpFault):
            return self.fault.reaches_application
        return self.answer is None and self.fault is None

    @property
    def has_window(self) -> bool:
        """Whether the rule begins or ends with time."""
        return self.starts_in_seconds > 0 or self.for_seconds is not None

    def matches(
        self,
        vendor: str,
        identified: Identified,
        parameters: Mapping[str, tuple[str, ...]] = NO_PARAMETERS,
    ) -> bool:
        """Tell whether a request is one that this rule means.

        Args:
            vendor: whose edge it reached.
            identified: what it is about.
            parameters: its own, each with its values.
        """
        return (
            self.vendor == vendor
            and (self.stage is None or self.stage == identified.stage)
            and (self.operation is None or self.operation == identified.operation)
            and (self.user is None or self.user == identified.user)
            and all(value in parameters.get(name, ()) for name, value in self.parameters)
        )

    def differences(
        self,
        vendor: str,
        identified: Identified,
        parameters: Mapping[str, tuple[str, ...]] = NO_PARAMETERS,
    ) -> tuple[str, ...]:
        """In which matchers a request is none that this rule means, a sentence each."""
        pairs = (
            ("vendor", self.vendor, vendor),
            ("stage", self.stage, identified.stage),
            ("operation", self.operation, identified.operation),
            ("user", self.user, identified.user),
        )
        differing = [
            (key, expected, "none" if has is None else has)
            for key, expected, has in pairs
            if expected is not None and expected != has
        ]
        differing += [
            (name, value, ", ".join(parameters.get(name, ())) or "none")
            for name, value in self.parameters
            if value not in parameters.get(name, ())
        ]
        return tuple(
            f"{key}: the rule wants {expected}, the request has {has}"
            for key, expected, has in differing
        )

    @classmethod
    def from_json(cls, value: object, faults: FaultCatalogue | None = None) -> Rule:
        """Read a rule from a JSON object.

        Args:
            value: its keys are this class's attributes and the fault's parameters; `fault` is the
                fault's name, keys in `..._seconds` are seconds, `answer` is what
                `CannedResponse.from_json` reads; null means the same as leaving a key out.
            faults: the faults that are known; None for those of this installation.

        Raises:
            RuleError: for an unknown key or word (naming the known ones) or a wrong type.
        """
        faults = faults or fault_catalogue()
        parameters = faults.parameters
        known = [*(field.name for field in dataclasses.fields(cls)), *parameters]
        if not isinstance(value, Mapping):
            raise RuleError("rule", "is not a JSON object", f"Its keys are {', '.join(known)}")
        for key in value:
            if key not in known:
                raise RuleError(str(key), "is unknown", f"Known keys: {', '.join(known)}")
        given = {key: item for key, item in value.items() if item is not None}
        if "vendor" not in given:
            raise RuleError("vendor", "is missing", "Name the vendor that is meant")
        own = {key: given.pop(key) for key in parameters if key in given}
        fault = _text("fault", given.pop("fault")) if "fault" in given else None
        readers: dict[str, Callable[[str, object], Any]] = {
            "stage": _stage,
            "after": _stage,
            "probability": _number,
            "delay_seconds": _number,
            "starts_in_seconds": _number,
            "for_seconds": _number,
            "times": _whole,
            "per_login": _yes_or_no,
            "answer": lambda _key, item: CannedResponse.from_json(item),
            "parameters": _parameters,
        }
        read = {key: readers.get(key, _text)(key, item) for key, item in given.items()}
        if fault is not None:
            return cls(**read, fault=faults.make(fault, own))
        for key in own:
            faults.refuse(key, None)
        return cls(**read)

    def to_json(self) -> dict[str, Any]:
        """Give the same shape that `from_json` reads, without keys at their defaults."""
        shape: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            item = getattr(self, field.name)
            if item == field.default:
                continue
            if isinstance(item, Fault):
                shape |= {field.name: item.name, **item.set_parameters()}
            elif field.name == "parameters":
                shape[field.name] = dict(self.parameters)
            else:
                shape[field.name] = item.to_json() if isinstance(item, CannedResponse) else item
        return shape


def known_words(words: Iterable[str]) -> str:
    """Words in order, for a message that lists what is known."""
    return ", ".join(sorted(str(word) for word in words))


def _stage(key: str, value: object) -> Stage:
    try:
        return Stage(_text(key, value))
    except ValueError:
        known = ", ".join(Stage)
        raise RuleError(key, f"{value!r} is not known", f"Known: {known}") from None


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise RuleError(key, f"is {value!r}", "Give text")
    return value


def _parameters(key: str, value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping) or not all(
        isinstance(part, str) for pair in value.items() for part in pair
    ):
        raise RuleError(key, f"is {value!r}", 'Give an object of texts, such as {"factor": "push"}')
    return tuple(value.items())


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise RuleError(key, f"is {value!r}", "Give a number")
    try:
        return float(value)
    except OverflowError:
        raise RuleError(key, "is a number without measure", "Give a smaller one") from None


def _whole(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise RuleError(key, f"is {value!r}", "Give a whole number")
    return value


def _yes_or_no(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise RuleError(key, f"is {value!r}", "Give true or false")
    return value


def _check_per_login(rule: Rule) -> None:
    if not rule.per_login:
        return
    if rule.times is None:
        raise RuleError("per_login", "is given without times", "Say how often in each login")
    if rule.is_connection_level:
        raise RuleError(
            "per_login",
            f"cannot be known when {rule.fault} happens, before any request that names a user",
            "Leave it out, or use a fault of requests such as reset",
        )
    if rule.stage is None or rule.stage.position <= Stage.PREAUTH.position:
        raise RuleError(
            "per_login",
            f"cannot be kept at {rule.stage or 'every stage'}: a client that tries again looks "
            "like its next login until its preauth has gone well",
            "Name the stage auth or auth-status",
        )


def _check_numbers(rule: Rule) -> None:
    if not 0 < rule.probability <= 1:
        raise RuleError("probability", f"is {rule.probability!r}", "Give more than 0, up to 1")
    if rule.times is not None and not 1 <= rule.times <= _MAX_TIMES:
        raise RuleError("times", f"is {rule.times!r}", "Give 1 or more, or leave it out for always")
    for key in ("delay_seconds", "starts_in_seconds"):
        seconds = getattr(rule, key)
        if not 0 <= seconds <= MAX_DURATION_SECONDS:
            raise RuleError(
                key,
                f"is {seconds!r}",
                f"Give seconds, 0 or more, at most {MAX_DURATION_SECONDS:.15g}",
            )
    if rule.for_seconds is not None and not 0 < rule.for_seconds <= MAX_DURATION_SECONDS:
        raise RuleError(
            "for_seconds", f"is {rule.for_seconds!r}", "Give seconds, more than 0, or leave it out"
        )


def _check_words(rule: Rule) -> None:
    for key, text in (("vendor", rule.vendor), ("operation", rule.operation), ("user", rule.user)):
        if text == "":
            raise RuleError(key, "is empty", f"Name the {key} that is meant")
    if any(not name for name, _ in rule.parameters):
        raise RuleError("parameters", "has an empty name", "Name the parameter that is meant")


def _check_action(rule: Rule) -> None:
    if rule.fault is not None and rule.answer is not None:
        raise RuleError("answer", f"is given beside the fault {rule.fault}", "Give one of them")
    if rule.fault is None and rule.answer is None and rule.delay_seconds == 0:
        raise RuleError(
            "fault",
            "is missing",
            f"Give an answer, a delay or one of {known_words(fault_catalogue().names)}",
        )


def _check_connection_fault(rule: Rule, fault: Fault) -> None:
    _check_unknown(rule, fault)
    if rule.delay_seconds:
        raise RuleError("delay_seconds", f"cannot be waited with {fault}", "Leave it out")
    if isinstance(fault, SocketFault):
        for key, counted in (
            ("times", rule.times is not None),
            ("probability", rule.probability < 1),
        ):
            if counted:
                raise RuleError(
                    key,
                    f"cannot be kept with {fault}: the kernel refuses, and nobody can count",
                    "Remove the rule to recover, or use tls-silent or reset, which are counted",
                )
    if rule.after is not None:
        if rule.stage is None:
            raise RuleError("after", "is given without a stage", "Name the stage that fails")
        if rule.after.position >= rule.stage.position:
            raise RuleError("after", f"{rule.after} is not before {rule.stage}", "Name one before")
    if rule.user is not None and rule.armed_by in (None, Stage.PING):
        raise RuleError(
            "user",
            f"cannot be known when {fault} happens, before any request that names a user",
            "Name the stage auth or auth-status, or leave the user out",
        )


def _check_unknown(rule: Rule, fault: Fault) -> None:
    """Refuse matchers that cannot be known when a connection-level fault happens."""
    unknown = {
        "operation": "Name a stage instead; the fault is then armed by the stage before it",
        "parameters": "Leave them out, or use a fault of requests such as reset",
    }
    for key, remedy in unknown.items():
        if getattr(rule, key):
            what = f"cannot be known when {fault} happens, before any request"
            raise RuleError(key, what, remedy)

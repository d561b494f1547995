"""What the steps of one scenario share."""

from __future__ import annotations

from dataclasses import dataclass, field

from failmode.steps.errors import Refused
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import VALUES
from failmode.terms.fields import Channel
from failmode.terms.logins import Verdict
from failmode.terms.platforms import Platform


@dataclass(frozen=True, slots=True)
class DuoUnixSettings:
    """How Duo Unix is configured, before it is known which program is logged in through."""

    version: str
    failmode: str
    https_timeout: bool = False
    right_key: bool = True
    mistake: str | None = None


@dataclass
class ScenarioContext:
    """The state of one running scenario; made anew for each.

    Attributes:
        target: what is under test.
        deadline_seconds: after this long a login counts as hung.
        known_values: values set so far by field name; tells "not shown" from "unset".
    """

    target: TargetUnderTest
    deadline_seconds: float
    known_values: dict[str, str] = field(default_factory=dict)
    request_made: bool = False
    refusal: Refused | None = None
    option: str | None = None
    platform: Platform | None = None
    failmode: str | None = None
    fault: str | None = None
    stage: str | None = None
    radius_answer: str | None = None
    reply_message: str | None = None
    right_password: bool | None = None
    verdict: Verdict | None = None
    expected_verdict: str | None = None
    trace: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    duo_unix: DuoUnixSettings | None = None
    mistake: str | None = None
    login_seconds: float | None = None

    def attempt(self, channel: Channel, field_name: str, value: str | None = None) -> None:
        """Read the field (value None) or set it, and remember whether that was refused."""
        values = self.target.capability(VALUES[channel])
        self.request_made, self.refusal = True, None
        try:
            if value is not None:
                values.set(field_name, value)
                self.known_values[field_name] = value
            elif values.get(field_name) is None and field_name in self.known_values:
                self.refusal = Refused(
                    f"the {channel} was shown nothing although {field_name!r} is set to "
                    f"{self.known_values[field_name]!r}"
                )
        except Refused as refusal:
            self.refusal = refusal

"""Steps about Duo's Auth API, as the client of an integration sees it.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Mapping

from failmode.steps.context import AuthApiScenario, ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import AUTH_API, CLOUD_CLOCK, USER_DEVICES

_NAME = r'"(?P<integration>[a-z]+)"'
_TRANSACTION = "txid"
_TOKEN = "trusted_device_token"  # noqa: S105 - the name of a parameter
_PATH = r"(?P<name>[a-z_]+(?:\.[a-z0-9_]+)*)"
_ABSENT = "(absent)"
_OLDER = r"(?P<older>, as older clients do)?"

steps = StepLibrary()


def _api(_words: Words) -> About:
    return About(subject=Subject(SubjectKind.AUTH_API, "Duo's Auth API"))


@steps.given(
    (
        rf"an integration {_NAME} of Duo's Auth API"
        r"(?:(?P<verified>, whose pushes have to be verified)"
        r"|(?P<remembers>, which remembers devices))?"
    ),
    about=_api,
    needs=AUTH_API,
)
def integration(
    scenario_context: ScenarioContext,
    integration: str,
    verified: str | None,
    remembers: str | None,
) -> None:
    """Protect an application."""
    api = scenario_context.target.capability(AUTH_API)
    api.add_integration(
        integration, verified_push=verified is not None, remembers_devices=remembers is not None
    )


@steps.given("the clock of Duo's cloud stands still", about=_api, needs=CLOUD_CLOCK)
def frozen(scenario_context: ScenarioContext) -> None:
    """Stop the clock."""
    scenario_context.target.capability(CLOUD_CLOCK).freeze()


@steps.when(
    r"the clock of Duo's cloud is set (?P<where>forward|back) by (?P<seconds>\d+) seconds",
    needs=CLOUD_CLOCK,
)
def clock_set(scenario_context: ScenarioContext, where: str, seconds: str) -> None:
    """Set the clock."""
    amount = float(seconds) if where == "forward" else -float(seconds)
    scenario_context.target.capability(CLOUD_CLOCK).advance(amount)


@steps.when(
    (
        rf"{_NAME} asks for (?P<operation>preauth|auth|check|enroll)"
        r"(, with (?P<params>[a-z_]+=[\w.:-]+(?: and [a-z_]+=[\w.:-]+)*))?"
        r"(?:(?P<verified>, by the txid of preauth)|(?P<remembered>, by the token of auth))?"
        rf"{_OLDER}"
    ),
    about=_api,
    needs=AUTH_API,
)
def ask(
    scenario_context: ScenarioContext,
    auth_api_scenario: AuthApiScenario,
    *,
    integration: str,
    operation: str,
    params: str | None,
    verified: str | None,
    remembered: str | None,
    older: str | None,
) -> None:
    """Make a call about the user."""
    given = dict(one.split("=", 1) for one in params.split(" and ")) if params else {}
    if verified is not None:
        given[_TRANSACTION] = auth_api_scenario.transaction
    if remembered is not None:
        given[_TOKEN] = auth_api_scenario.token
    answer = scenario_context.target.capability(AUTH_API).call(
        integration, operation, given, by_older_clients=older is not None
    )
    auth_api_scenario.keep(answer)


@steps.when(rf"{_NAME} asks what became of it{_OLDER}", about=_api, needs=AUTH_API)
def ask_status(
    scenario_context: ScenarioContext,
    auth_api_scenario: AuthApiScenario,
    integration: str,
    older: str | None,
) -> None:
    """Ask for the next status of the transaction that was begun last."""
    params = {_TRANSACTION: auth_api_scenario.transaction}
    answer = scenario_context.target.capability(AUTH_API).call(
        integration, "auth_status", params, by_older_clients=older is not None
    )
    auth_api_scenario.keep(answer)


@steps.when(rf"{_NAME} asks how the enrolment went", about=_api, needs=AUTH_API)
def ask_enrolment(
    scenario_context: ScenarioContext, auth_api_scenario: AuthApiScenario, integration: str
) -> None:
    """Ask what became of the activation code that was given out last."""
    params = auth_api_scenario.enrolment
    answer = scenario_context.target.capability(AUTH_API).call(integration, "enroll_status", params)
    auth_api_scenario.keep(answer)


@steps.given("the user has a hardware token and no phone", about=_api, needs=USER_DEVICES)
def token_alone(scenario_context: ScenarioContext) -> None:
    """Leave the user nothing that Duo could ask by."""
    scenario_context.target.capability(USER_DEVICES).leave_a_token_alone()


@steps.then(r'Duo\'s answer is "(?P<word>[a-z]+)"')
def duo_says_one_word(auth_api_scenario: AuthApiScenario, word: str) -> None:
    """See an answer that is one word."""
    actual = auth_api_scenario.answer.word or "(none)"
    expect(
        actual == word,
        f"expected: Duo's answer is {word}; it is {actual}",
        Mismatch(Matter.ANSWER, "Duo's answer", word, actual),
    )


@steps.then(r'Duo refuses with code "(?P<code>\d+)"')
def refused_with(auth_api_scenario: AuthApiScenario, code: str) -> None:
    """See Duo's own code of the refusal."""
    answer = auth_api_scenario.answer
    actual = "no refusal" if answer.code is None else str(answer.code)
    expect(
        actual == code,
        f"expected: Duo refuses with code {code}; it was {actual}",
        Mismatch(Matter.ANSWER, "Duo's refusal", code, actual),
    )


@steps.then(rf'Duo\'s "{_PATH}" is "(?P<value>[^"]*)"')
def duo_says(auth_api_scenario: AuthApiScenario, name: str, value: str) -> None:
    """See one value of Duo's answer; `devices.0.type` is that of the first device."""
    actual = _found(auth_api_scenario.answer.response, name)
    expect(
        actual == value,
        f"expected: Duo's {name} is {value!r}; it is {actual!r}",
        Mismatch(Matter.ANSWER, f"Duo's {name}", value, actual),
    )


@steps.then(rf'Duo\'s "{_PATH}" begins with "(?P<beginning>[^"]+)"')
def duo_begins_with(auth_api_scenario: AuthApiScenario, name: str, beginning: str) -> None:
    """See how one value of Duo's answer begins, where its rest is a user's own."""
    actual = _found(auth_api_scenario.answer.response, name)
    expect(
        actual.startswith(beginning),
        f"expected: Duo's {name} begins with {beginning!r}; it is {actual!r}",
        Mismatch(Matter.ANSWER, f"Duo's {name}", f"{beginning}...", actual),
    )


@steps.then(rf'Duo\'s answer has (?P<no>no )?"{_PATH}"')
def answer_has(auth_api_scenario: AuthApiScenario, no: str | None, name: str) -> None:
    """See whether Duo's answer has something, whatever it is."""
    present = _found(auth_api_scenario.answer.response, name) != _ABSENT
    wanted, actual = ("absent", "present") if no else ("present", "absent")
    expect(
        present is (no is None),
        f"expected: {name} is {wanted} in Duo's answer; it is {actual}",
        Mismatch(Matter.ANSWER, name, wanted, actual),
    )


def _found(response: object, path: str) -> str:
    for name in path.split("."):
        match response:
            case Mapping() if name in response:
                response = response[name]
            case list() if name.isdigit() and int(name) < len(response):
                response = response[int(name)]
            case _:
                return _ABSENT
    if isinstance(response, list):
        return ", ".join(map(str, response))
    return str(response)

"""The pytest plugin: chooses the target, runs generated scenarios on it, reports what they mean.

It is loaded in every run of an environment that has failmode, so it acts on nothing but scenarios
of ours (see `items`), and imports no simulator before one runs.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Feature, Scenario, Step

from failmode.steps.context import (
    DuoUnixScenario,
    EndpointScenario,
    FieldScenario,
    ProxyScenario,
    ScenarioContext,
)
from failmode.steps.errors import CannotDo, StepsError, TargetError
from failmode.steps.items import PENDING_TAG, SLOW_TAG, ScenarioItem, scenario_item
from failmode.steps.recorder import Recorder, attach, run_began
from failmode.steps.reporting.events import Outcome, ScenarioEnded, StepRecord, StepState, to_line
from failmode.steps.reporting.failures import failure_text
from failmode.steps.reporting.origin import is_from_documents
from failmode.steps.reporting.stream import EventWriter
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.config import BUILT_IN, check_target, load_target
from failmode.steps.timeouts import login_timeout
from failmode.terms.logins import Evidence, Verdict

pytest_plugins = (
    "failmode.steps.library.fields",
    "failmode.steps.library.logins",
    "failmode.steps.library.proxies",
    "failmode.steps.library.duo_unix",
    "failmode.steps.library.authentication_log",
)

_EVENTS_INI = "failmode_events"
_DEADLINE_FACTOR_FOR_A_VERDICT = 4
"""On a busy machine a slow verdict is still a verdict; only a hang must be cut short."""

_LONGER_THAN_THE_LOGIN_SECONDS = 60.0
"""What a scenario may need beside a login of known length."""

_TAG_LINE = re.compile(r"^\s*@\S+")

_OPTIONS: dict[str, dict[str, Any]] = {
    "target": {
        "default": BUILT_IN,
        "metavar": "NAME",
        "help": "what the scenarios run against: simulator (built in), a kind that a package "
        "offers, or a table of --targets",
    },
    "targets": {
        "type": Path,
        "metavar": "FILE",
        "help": "TOML file that describes targets (default: targets.toml beside pyproject.toml)",
    },
    "deadline": {
        "type": float,
        "default": 3.0,
        "metavar": "SECONDS",
        "help": "after this long a login counts as hung, or four times as long where another "
        "verdict is expected (default: 3)",
    },
    "slow": {
        "action": "store_true",
        "help": "run the scenarios too whose logins take long, up to a minute each",
    },
    "matrix": {
        "action": "store_true",
        "help": "print who gets in when Duo cannot be reached, option by platform",
    },
}


@dataclass
class _Run:
    """How a running scenario is doing.

    Attributes:
        done: its steps that are over.
        failed: its step that failed.
        context: what its steps share, once a step needed it.
    """

    done: int = 0
    failed: Step | None = None
    scenario: Scenario | None = None
    context: ScenarioContext | None = field(default=None, repr=False)


_run_key = pytest.StashKey[_Run]()
_order_key = pytest.StashKey[int]()
_events_key = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the harness by their long names, which nobody else has."""
    group = parser.getgroup("failmode", "documentation-driven scenarios")
    for name, attributes in _OPTIONS.items():
        group.addoption(f"--failmode-{name}", dest=f"failmode_{name}", **attributes)
    group.addoption(
        "--failmode-events",
        metavar="FILE",
        help="write the run as data, one line of JSON for each scenario "
        f"(default: the ini value {_EVENTS_INI}; without it nothing is written)",
    )
    parser.addini(_EVENTS_INI, "file for the events of the run, relative to the rootdir", "string")


@pytest.hookimpl(trylast=True)
def pytest_load_initial_conftests(parser: pytest.Parser) -> None:
    """Add the short names of the options that no plugin or conftest.py has taken before."""
    group = parser.getgroup("failmode")
    for name, attributes in _OPTIONS.items():
        if not _is_taken(parser, f"--{name}"):
            short = {**attributes, "help": f"the same as --failmode-{name}"}
            group.addoption(f"--{name}", dest=f"failmode_{name}", **short)


def _is_taken(parser: pytest.Parser, option: str) -> bool:
    try:
        _, unknown = parser.parse_known_and_unknown_args([option])
    except pytest.UsageError:
        # It is known, and wants an argument.
        return True
    return not unknown


def pytest_configure(config: pytest.Config) -> None:
    """Register the tags of generated features as markers; refuse wrong options; record the run."""
    deadline = _deadline(config)
    if not deadline > 0:
        raise pytest.UsageError("--deadline must be a number of seconds above 0")
    try:
        check_target(_target_name(config), _targets_file(config))
    except TargetError as error:
        pytest.exit(f"failmode: {error}", returncode=2)
    for tag in sorted({PENDING_TAG, SLOW_TAG, *_tags_of_generated_features(config)}):
        config.addinivalue_line("markers", f"{tag}: tag of generated scenarios")
    file = _events_file(config)
    matrix = bool(config.getoption("failmode_matrix"))
    config.stash[_events_key] = matrix or file is not None
    if config.stash[_events_key] and not _is_worker(config):
        began = run_began(
            _target_name(config), deadline, slow=bool(config.getoption("failmode_slow"))
        )
        config.pluginmanager.register(Recorder(began, _writer(file), matrix=matrix))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the documents' order for reports, and give slow scenarios their time."""
    limited = config.pluginmanager.hasplugin("timeout")
    for order, item in enumerate(items):
        item.stash[_order_key] = order
        if not limited or item.get_closest_marker("parametrize") is None:
            continue
        ours = scenario_item(item)
        if ours is not None and ours.takes_seconds is not None:
            seconds = login_timeout(_deadline(config), ours.takes_seconds)
            limit = max(seconds + _LONGER_THAN_THE_LOGIN_SECONDS, _usual_timeout(config))
            item.add_marker(pytest.mark.timeout(limit))


@pytest.fixture(scope="session")
def failmode_target(request: pytest.FixtureRequest) -> Iterator[TargetUnderTest]:
    """Load the implementation under test, chosen with --target."""
    config = request.config
    try:
        target = load_target(_target_name(config), _targets_file(config), _deadline(config))
    except TargetError as error:
        if _is_worker(config):
            pytest.fail(f"failmode: {error}", pytrace=False)
        pytest.exit(f"failmode: {error}", returncode=2)
    yield target
    target.close()


@pytest.fixture(scope="session")
def failmode_clock() -> Callable[[], float]:
    """Give the clock by which logins are timed: monotonic seconds."""
    return time.monotonic


@pytest.fixture
def scenario_context(
    request: pytest.FixtureRequest,
    failmode_target: TargetUnderTest,
    failmode_clock: Callable[[], float],
) -> ScenarioContext:
    """Make what the steps of a scenario share, on a target made ready for it."""
    try:
        failmode_target.begin()
    except TargetError as error:
        pytest.fail(f"failmode: {error}", pytrace=False)
    deadline = _deadline(request.config)
    ours = scenario_item(request.node)
    if ours is None or ours.about.expected is not Verdict.HUNG:
        deadline *= _DEADLINE_FACTOR_FOR_A_VERDICT
    context = ScenarioContext(failmode_target, deadline, failmode_clock)
    request.node.stash.setdefault(_run_key, _Run()).context = context
    return context


@pytest.fixture
def field_scenario(scenario_context: ScenarioContext) -> FieldScenario:
    """Make what steps about a custom field share."""
    return FieldScenario(scenario_context.target)


@pytest.fixture
def endpoint_scenario() -> EndpointScenario:
    """Make what steps about logins at a computer share."""
    return EndpointScenario()


@pytest.fixture
def proxy_scenario() -> ProxyScenario:
    """Make what steps about the Authentication Proxy share."""
    return ProxyScenario()


@pytest.fixture
def duo_unix_scenario() -> DuoUnixScenario:
    """Make what steps about Duo Unix share."""
    return DuoUnixScenario()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip pending scenarios by name, which are never run, and slow ones unless asked for."""
    pending = item.get_closest_marker(PENDING_TAG) is not None
    slow = item.get_closest_marker(SLOW_TAG) is not None
    if not (pending or slow):
        return
    ours = scenario_item(item)
    if ours is None:
        return
    if pending:
        pytest.skip("pending: the documents call the outcome unknown")
    takes = ours.takes_seconds
    if takes is not None and not item.config.getoption("failmode_slow"):
        pytest.skip(f"slow: the login takes about {takes:g} s; run it with --slow")


def pytest_bdd_before_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    """Remember which scenario runs."""
    del feature
    if scenario_item(request.node) is not None:
        request.node.stash[_run_key] = _Run(scenario=scenario)


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    """Remember how far it came."""
    run = request.node.stash.get(_run_key, None)
    if run is not None:
        run.done += 1


def pytest_bdd_step_error(request: pytest.FixtureRequest, step: Step, exception: Exception) -> None:
    """Remember where it failed; turn "the target cannot do this" into a skip with its reason."""
    if isinstance(exception, CannotDo):
        pytest.skip(str(exception))
    run = request.node.stash.get(_run_key, None)
    if run is not None:
        run.failed = step


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember the step that nobody defines."""
    run = request.node.stash.get(_run_key, None)
    if run is not None:
        run.failed = step


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell failures of our scenarios in the documents' terms, and record how each ended."""
    report = yield
    ended = call.when == "call" or (call.when == "setup" and not report.passed)
    if not ended or not (report.failed or item.config.stash[_events_key]):
        return report
    ours = scenario_item(item)
    if ours is None:
        return report
    event = _event(item, ours, call, report)
    if report.failed and call.when == "call" and call.excinfo:
        text = failure_text(event)
        if isinstance(call.excinfo.value, AssertionError | StepsError):
            report.longrepr = text
        else:
            report.sections.append(("the scenario", text))
    if item.config.stash[_events_key]:
        attach(report, to_line(event))
    return report


def _event(
    item: pytest.Item, ours: ScenarioItem, call: pytest.CallInfo[None], report: pytest.TestReport
) -> ScenarioEnded:
    run = item.stash.get(_run_key, None) or _Run()
    scenario, feature = ours.scenario, ours.scenario.feature
    pending = PENDING_TAG in ours.tags
    if report.skipped:
        outcome = Outcome.PENDING if pending else Outcome.SKIPPED
    else:
        outcome = Outcome.PASSED if report.passed else Outcome.FAILED
    login = run.context.last_login if run.context else None
    path = feature.rel_filename or feature.filename
    return ScenarioEnded(
        order=item.stash.get(_order_key, 0),
        test=item.nodeid,
        name=scenario.name,
        feature=path,
        line=scenario.line_number,
        document=(ours.document or f"{feature.filename}:{scenario.line_number}",),
        rules=ours.rules,
        tags=ours.tags,
        row=ours.row,
        about=ours.about,
        actual=login.verdict if login else None,
        outcome=outcome,
        reason=_reason(call, report),
        evidence=Evidence.UNKNOWN if pending else None,
        steps=_steps(run.scenario or scenario, run),
        trace=login.trace if login else (),
        exchanges=run.context.target.exchanges() if run.context else (),
        duration_seconds=report.duration,
    )


def _steps(scenario: Scenario, run: _Run) -> tuple[StepRecord, ...]:
    found = []
    for number, step in enumerate(scenario.steps):
        state = StepState.DONE if number < run.done else StepState.NOT_RUN
        if step is run.failed:
            state = StepState.FAILED
        found.append(StepRecord(f"{step.keyword.strip()} {step.name}", step.line_number, state))
    return tuple(found)


def _reason(call: pytest.CallInfo[None], report: pytest.TestReport) -> str:
    if report.passed or call.excinfo is None:
        return ""
    error = call.excinfo.value
    expected = isinstance(error, AssertionError | StepsError | pytest.skip.Exception)
    said = str(getattr(error, "msg", None) or error) if report.skipped else str(error)
    return said if expected or report.skipped else f"{type(error).__name__}: {said}"


def _target_name(config: pytest.Config) -> str:
    return str(config.getoption("failmode_target"))


def _deadline(config: pytest.Config) -> float:
    return float(config.getoption("failmode_deadline"))


def _targets_file(config: pytest.Config) -> Path | None:
    named: Path | None = config.getoption("failmode_targets")
    usual = config.rootpath / "targets.toml"
    return usual if named is None and usual.is_file() else named


def _events_file(config: pytest.Config) -> Path | None:
    named: str | None = config.getoption("failmode_events")
    if named:
        return Path(named)
    usual = str(config.getini(_EVENTS_INI))
    return config.rootpath / usual if usual else None


def _writer(file: Path | None) -> EventWriter | None:
    if file is None:
        return None
    try:
        return EventWriter(file)
    except OSError as error:
        raise pytest.UsageError(
            f"failmode: {file} cannot be written: {error.strerror}. "
            "Give --failmode-events another file"
        ) from error


def _is_worker(config: pytest.Config) -> bool:
    """Say whether this is a worker of pytest-xdist, which must not end the whole run."""
    return hasattr(config, "workerinput")


def _usual_timeout(config: pytest.Config) -> float:
    """Find the time in seconds that pytest-timeout gives every test; 0 when it gives none."""
    given = config.getoption("timeout", None) or config.getini("timeout")
    return float(given or 0)


def _tags_of_generated_features(config: pytest.Config) -> set[str]:
    folder = config.rootpath / str(config.getini("bdd_features_base_dir") or "features")
    tags: set[str] = set()
    for file in folder.rglob("*.feature"):
        text = file.read_text(encoding="utf-8", errors="replace")
        if is_from_documents(text):
            tag_lines = (line for line in text.splitlines() if _TAG_LINE.match(line))
            tags.update(tag.removeprefix("@") for line in tag_lines for tag in line.split())
    return tags

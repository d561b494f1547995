"""The pytest plugin: chooses the target, runs generated scenarios on it, reports what they mean."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from pytest_bdd.parser import Feature, Scenario, Step
from rich.console import Console

from failmode.steps.context import ScenarioContext
from failmode.steps.errors import CannotDo, StepsError, TargetError
from failmode.steps.reporting.failures import Progress, failure_text
from failmode.steps.reporting.matrix import (
    DUO_UNIX,
    MISTAKE,
    PROPERTY,
    PROXY,
    Cell,
    Outcome,
    print_matrix,
)
from failmode.steps.reporting.origin import origin, rules
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.config import BUILT_IN, check_target, load_target
from failmode.steps.timeouts import timeout
from failmode.terms.logins import Verdict

pytest_plugins = (
    "failmode.steps.library.fields",
    "failmode.steps.library.logins",
    "failmode.steps.library.proxies",
    "failmode.steps.library.duo_unix",
    "failmode.steps.library.authentication_log",
)

PENDING_TAG = "pending"
SLOW_TAG = "slow"
_DUO_UNIX_TAG = "duo-unix-"
_MORE_FOR_A_VERDICT = 4
_LONGER_THAN_THE_LOGIN_SECONDS = 60.0
"""What a scenario may need beside a login of known length."""

_TAG_LINE = re.compile(r"^\s*@\S+")
_progress_key = pytest.StashKey[Progress]()
_scene_key = pytest.StashKey[ScenarioContext]()
_order_key = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the harness."""
    group = parser.getgroup("failmode", "documentation-driven scenarios")
    group.addoption(
        "--target",
        default=BUILT_IN,
        metavar="NAME",
        help="what the scenarios run against: simulator (built in), or a table of --targets",
    )
    group.addoption(
        "--targets",
        type=Path,
        default=None,
        metavar="FILE",
        help="TOML file that describes targets (default: targets.toml beside pyproject.toml)",
    )
    group.addoption(
        "--deadline",
        type=float,
        default=3.0,
        metavar="SECONDS",
        help="after this long a login counts as hung, or four times as long where another verdict "
        "is expected (default: 3)",
    )
    group.addoption(
        "--slow",
        action="store_true",
        help="run the scenarios too whose logins take long, up to a minute each",
    )
    group.addoption(
        "--matrix",
        action="store_true",
        help="print who gets in when Duo cannot be reached, option by platform",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the tags of the features as markers, and refuse wrong options."""
    if not config.getoption("--deadline") > 0:
        raise pytest.UsageError("--deadline must be a number of seconds above 0")
    try:
        check_target(str(config.getoption("--target")), _targets_file(config))
    except TargetError as error:
        pytest.exit(f"failmode: {error}", returncode=2)
    features = config.rootpath / str(config.getini("bdd_features_base_dir") or "features")
    tags: set[str] = {PENDING_TAG, SLOW_TAG}
    for file in sorted(features.rglob("*.feature")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if _TAG_LINE.match(line):
                tags.update(tag.removeprefix("@") for tag in line.split())
    for tag in sorted(tags):
        config.addinivalue_line("markers", f"{tag}: tag of generated scenarios")


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers for each core under `-n auto`: scenarios mostly wait for the network."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Number the items, so that reports keep the documents' order; give slow ones their time."""
    deadline = float(config.getoption("--deadline"))
    limited = config.pluginmanager.hasplugin("timeout")
    for order, item in enumerate(items):
        item.stash[_order_key] = order
        takes = _takes(item)
        if limited and takes is not None:
            seconds = timeout(deadline, takes) + _LONGER_THAN_THE_LOGIN_SECONDS
            item.add_marker(pytest.mark.timeout(max(seconds, _usual_timeout(config))))


@pytest.fixture(scope="session")
def failmode_target(request: pytest.FixtureRequest) -> Iterator[TargetUnderTest]:
    """The implementation under test, chosen with --target."""
    config = request.config
    try:
        target = load_target(
            str(config.getoption("--target")),
            _targets_file(config),
            float(config.getoption("--deadline")),
        )
    except TargetError as error:
        if _is_worker(config):
            pytest.fail(f"failmode: {error}", pytrace=False)
        pytest.exit(f"failmode: {error}", returncode=2)
    yield target
    target.close()


def _targets_file(config: pytest.Config) -> Path | None:
    named: Path | None = config.getoption("--targets")
    usual = config.rootpath / "targets.toml"
    return usual if named is None and usual.is_file() else named


def _is_worker(config: pytest.Config) -> bool:
    """Whether this is a worker of pytest-xdist, which must not end the whole run."""
    return hasattr(config, "workerinput")


@pytest.fixture
def scene(request: pytest.FixtureRequest, failmode_target: TargetUnderTest) -> ScenarioContext:
    """The state of one scenario, on a target made ready for it."""
    try:
        failmode_target.begin()
    except TargetError as error:
        pytest.fail(f"failmode: {error}", pytrace=False)
    deadline = float(request.config.getoption("--deadline"))
    if Verdict.HUNG not in _row(request.node).values():
        # On a busy machine a slow verdict is still a verdict; only a hang must be cut short.
        deadline *= _MORE_FOR_A_VERDICT
    state = ScenarioContext(failmode_target, deadline)
    request.node.stash[_scene_key] = state
    return state


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip pending scenarios by name, which are never run, and slow ones unless asked for."""
    if item.get_closest_marker(PENDING_TAG):
        pytest.skip("pending: the documents call the outcome unknown")
    takes = _takes(item)
    if takes and item.get_closest_marker(SLOW_TAG) and not item.config.getoption("--slow"):
        pytest.skip(f"slow: the login takes about {takes:g} s; run it with --slow")


def pytest_bdd_before_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    """Remember which scenario runs."""
    request.node.stash[_progress_key] = Progress(
        scenario,
        origin(feature.filename, scenario.line_number, _row(request.node)),
        rules(feature.filename, scenario.line_number),
    )


def pytest_bdd_after_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember how far it came."""
    request.node.stash[_progress_key].done.append(step)


def pytest_bdd_step_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember where it failed."""
    request.node.stash[_progress_key].failed = step


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember the step that nobody defines."""
    request.node.stash[_progress_key].failed = step


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, object, object]:
    """Turn "the target cannot do this" into a skip with its reason."""
    try:
        return (yield)
    except CannotDo as reason:
        pytest.skip(str(reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell failures in the documents' terms, and carry each login's cell to the matrix."""
    report = yield
    progress = item.stash.get(_progress_key, None)
    scene = item.stash.get(_scene_key, None)
    if report.failed and call.when == "call" and progress is not None and call.excinfo:
        error = call.excinfo.value
        foreseen = isinstance(error, AssertionError | StepsError)
        text = failure_text(
            progress,
            str(error) if foreseen else f"{type(error).__name__}: {error}",
            scene.trace if scene else (),
            scene.target.exchanges() if scene else (),
        )
        if foreseen:
            report.longrepr = text
        else:
            report.sections.append(("the scenario", text))
    if (call.when == "call" or report.skipped) and (cell := _cell(item, scene, report)):
        report.user_properties.append((PROPERTY, cell.to_json()))
    return report


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the matrix of the run."""
    if not config.getoption("--matrix"):
        return
    cells = []
    for category in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(category, []):
            for name, value in getattr(report, "user_properties", ()):
                if name == PROPERTY:
                    cells.append(Cell.from_json(str(value)))
    terminalreporter.write_line("")
    console = Console(file=terminalreporter._tw._file, width=terminalreporter._tw.fullwidth)  # noqa: SLF001 - pytest offers no public way to its stream
    print_matrix(cells, console)


def _row(node: pytest.Item) -> dict[str, str]:
    """The outline's values of this test; empty for a plain scenario."""
    callspec = getattr(node, "callspec", None)
    row = callspec.params.get("_pytest_bdd_example", {}) if callspec else {}
    return {str(key): str(value) for key, value in row.items()}


def _takes(item: pytest.Item) -> float | None:
    """How long the scenario's login is known to take, in seconds."""
    text = _row(item).get("takes", "")
    return float(text) if text.replace(".", "", 1).isdecimal() else None


def _usual_timeout(config: pytest.Config) -> float:
    """The time that pytest-timeout gives every test; 0 when it gives none."""
    given = config.getoption("timeout", None) or config.getini("timeout")
    return float(given or 0)


def _duo_unix(item: pytest.Item) -> str | None:
    """The version of Duo Unix that the scenario is about."""
    names = (marker.name for marker in item.iter_markers())
    found = (name for name in names if name.startswith(_DUO_UNIX_TAG))
    return next((name.removeprefix(_DUO_UNIX_TAG) for name in found), None)


def _cell(
    item: pytest.Item, scene: ScenarioContext | None, report: pytest.TestReport
) -> Cell | None:
    if scene is not None and scene.right_password is False:
        return None
    row = _row(item)
    mistake = (scene.mistake if scene else None) or row.get("mistake")
    fault = mistake or (scene.fault if scene else None) or row.get("fault")
    if not fault:
        return None
    subject = row.get("platform") or (str(scene.platform) if scene and scene.platform else "")
    setting = row.get("option") or (scene.option if scene else None)
    if item.get_closest_marker("proxy"):
        subject, setting = PROXY, row.get("failmode") or (scene.failmode if scene else None)
    elif version := _duo_unix(item):
        subject = f"{DUO_UNIX} {version}"
        setting = row.get("failmode") or (scene.failmode if scene else None)
    if not subject or not setting:
        return None
    pending = item.get_closest_marker(PENDING_TAG) is not None
    if report.skipped:
        outcome = Outcome.PENDING if pending else Outcome.SKIPPED
    else:
        outcome = Outcome.PASSED if report.passed else Outcome.FAILED
    return Cell(
        order=item.stash.get(_order_key, 0),
        subject=subject,
        setting=setting,
        fault=fault,
        stage=MISTAKE if mistake else row.get("stage") or (scene.stage if scene else None) or "",
        timeout=row.get("api_timeout") or row.get("https_timeout") or "unset",
        expected=(scene.expected_verdict if scene else None) or row.get("verdict", ""),
        actual=str(scene.verdict) if scene and scene.verdict else "",
        outcome=outcome,
    )

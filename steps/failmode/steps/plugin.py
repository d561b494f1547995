"""The pytest plugin: chooses the target, runs generated scenarios on it, reports what they mean.

It is loaded in every run of an environment that has failmode, so it acts on nothing but scenarios
of ours (see `items`), and imports no simulator before one runs.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Protocol

import pytest
from pytest_bdd.parser import Scenario, Step

from failmode.project import ProjectError
from failmode.steps.collection import (
    FeatureModule,
    add_features,
    collect_feature,
    without_repetition,
)
from failmode.steps.errors import CannotDo, NoSuchProduct, StepsError, TargetError
from failmode.steps.items import keep_filled_in, scenario_item, scenario_source
from failmode.steps.options import (
    add_long_options,
    add_short_options,
    hand_to_worker,
    options_of,
)
from failmode.steps.preparation import LeftOut, Preparation
from failmode.steps.progress import (
    Progress,
    progress_of,
    scenario_ended,
    scenario_left_out,
    skip_for,
    skip_scenario,
    start_progress,
)
from failmode.steps.progress_bar import ProgressBar
from failmode.steps.recorder import Recorder, Reports, attach, run_began, terminal_columns
from failmode.steps.reporting.events import Skip, SkipKind, to_line
from failmode.steps.reporting.failures import failure_text
from failmode.steps.reporting.origin import is_from_documents
from failmode.steps.reporting.stream import EventWriter
from failmode.steps.tags import feature_tags
from failmode.steps.targets.config import BUILT_IN, runs_in_one_process
from failmode.steps.timeouts import login_timeout
from failmode.steps.usage_errors import UsageErrors
from failmode.terms import FailmodeError, Tag

pytest_plugins = (
    "failmode.steps.fixtures",
    "failmode.steps.simulator_fixtures",
    "failmode.steps.library.fields",
    "failmode.steps.library.logins",
    "failmode.steps.library.directory_sync",
    "failmode.steps.library.ldap",
    "failmode.steps.library.proxies",
    "failmode.steps.library.single_sign_on",
    "failmode.steps.library.duo_unix",
    "failmode.steps.library.products",
    "failmode.steps.library.authentication_log",
    "failmode.steps.library.logons",
    "failmode.steps.library.auth_api",
)

_LONGER_THAN_THE_LOGIN_SECONDS = 60.0
"""What a scenario may need beside a login of known length."""

_XDIST_STATUS = "terminaldistreporter"
"""The plugin of pytest-xdist that tells how its workers start."""

_order_key = pytest.StashKey[int]()
_not_offered_key = pytest.StashKey[dict[str, NoSuchProduct]]()
"""Products that the target turned out not to offer, with the reason."""


class _Worker(Protocol):
    """What pytest-xdist tells of a worker that it is about to start."""

    config: pytest.Config
    workerinput: dict[str, object]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the harness."""
    add_long_options(parser)


@pytest.hookimpl(trylast=True)
def pytest_load_initial_conftests(parser: pytest.Parser) -> None:
    """Add the short names of the options, after every plugin and conftest.py has added its own."""
    add_short_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Register the tags of generated features as markers; refuse wrong options; record the run."""
    try:
        options = options_of(config)
        if runs_in_one_process(options.target, options.targets_file):
            _without_workers(config)
    except (ProjectError, TargetError) as error:
        pytest.exit(f"failmode: {error}", returncode=2)
    add_features(config, options.features)
    if options.features is not None:
        config.pluginmanager.register(UsageErrors())
    for tag in sorted({*Tag, *_tags_of_generated_features(config)}):
        config.addinivalue_line("markers", f"{tag}: tag of generated scenarios")
    recorder: Recorder | None = None
    if not options.is_worker:
        began = run_began(options.target, options.deadline_seconds, slow=options.slow)
        reports = Reports(options.headline, tables=options.matrix, file=options.report_file)
        recorder = Recorder(config, began, _writer(options.events_file), reports)
        config.pluginmanager.register(recorder)
    if options.target != BUILT_IN and not config.option.collectonly:
        preparation = Preparation(
            options.target,
            is_worker=options.is_worker,
            record=lambda left_out: _record_left_out(recorder, left_out),
        )
        config.pluginmanager.register(preparation)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Draw a bar in place of what pytest and pytest-xdist draw, where one was asked for."""
    options, plugins = options_of(session.config), session.config.pluginmanager
    reporter = plugins.get_plugin("terminalreporter")
    if options.progress and reporter is not None and not options.is_worker:
        if plugins.has_plugin(_XDIST_STATUS):
            plugins.unregister(name=_XDIST_STATUS)
        plugins.register(ProgressBar(reporter, terminal_columns()))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: _Worker) -> None:
    """Hand the run's folder to a worker of pytest-xdist."""
    hand_to_worker(node.config, node.workerinput)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureModule | None:
    """Collect the scenarios of the project's features that have no test file."""
    return collect_feature(file_path, parent, options_of(parent.config).features)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take each scenario once, keep the documents' order, and give slow scenarios their time."""
    items[:] = without_repetition(items)
    limited = config.pluginmanager.hasplugin("timeout")
    deadline = options_of(config).deadline_seconds
    for order, item in enumerate(items):
        item.stash[_order_key] = order
        if not limited or item.get_closest_marker("parametrize") is None:
            continue
        ours = scenario_source(item)
        if ours is not None and ours.takes_seconds is not None:
            seconds = login_timeout(deadline, ours.takes_seconds) + _LONGER_THAN_THE_LOGIN_SECONDS
            item.add_marker(pytest.mark.timeout(max(seconds, _usual_timeout(config))))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip pending scenarios by name, which are never run, and slow ones unless asked for."""
    pending = item.get_closest_marker(Tag.PENDING) is not None
    slow = item.get_closest_marker(Tag.SLOW) is not None
    product = item.get_closest_marker(Tag.PRODUCT) is not None
    if not (pending or slow or product):
        return
    ours = scenario_item(item)
    if ours is None:
        return
    if pending:
        reason = "pending: the documents call the outcome unknown"
        skip_scenario(item, Skip(SkipKind.PENDING), reason)
    not_offered = item.config.stash.get(_not_offered_key, {})
    if product and ours.about.subject and ours.about.subject.name in not_offered:
        error = not_offered[ours.about.subject.name]
        skip_scenario(item, skip_for(error), str(error))
    takes = ours.takes_seconds
    if takes is not None and not options_of(item.config).slow:
        skip_scenario(
            item,
            Skip(SkipKind.SLOW, f"{takes:g} s", "--slow"),
            f"slow: the login takes about {takes:g} s; run it with --slow",
        )


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, scenario: Scenario) -> None:
    """Follow a scenario of ours."""
    if scenario_source(request.node) is not None:
        keep_filled_in(request.node, scenario)
        start_progress(request.node, scenario)


def pytest_bdd_after_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember how far it came, and see that nothing has broken inside the target."""
    if (progress := progress_of(request.node)) is not None:
        _check_health(progress, step)
        progress.done += 1


def pytest_bdd_step_error(request: pytest.FixtureRequest, step: Step, exception: Exception) -> None:
    """Remember where it failed; turn "the target cannot do this" into a skip with its reason.

    What has broken inside the target is told in place of what the step makes of it.
    """
    if (progress := progress_of(request.node)) is not None:
        _check_health(progress, step)
    if isinstance(exception, NoSuchProduct):
        not_offered = request.config.stash.setdefault(_not_offered_key, {})
        not_offered[exception.product] = exception
    if isinstance(exception, CannotDo):
        skip_scenario(request.node, skip_for(exception), str(exception))
    if (progress := progress_of(request.node)) is not None:
        progress.failed = step


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember the step that nobody defines."""
    if (progress := progress_of(request.node)) is not None:
        progress.failed = step


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell failures of our scenarios in the documents' terms, and record how each ended."""
    report = yield
    records = options_of(item.config).records
    over = call.when == "call" or (call.when == "setup" and not report.passed)
    if not over or not (report.failed or records):
        return report
    ours = scenario_item(item)
    if ours is None:
        return report
    built_in = options_of(item.config).target == BUILT_IN
    order = item.stash.get(_order_key, 0)
    event = scenario_ended(item, ours, order, call, report, built_in=built_in)
    if report.failed and call.when == "call" and call.excinfo:
        text = failure_text(event)
        if isinstance(call.excinfo.value, AssertionError | StepsError):
            report.longrepr = text
        else:
            report.sections.append(("the scenario", text))
    attach(report, to_line(event))
    return report


def _without_workers(config: pytest.Config) -> None:
    """Have pytest-xdist, which looks at its options after this plugin, start no workers."""
    if config.pluginmanager.hasplugin("xdist"):
        config.option.numprocesses, config.option.dist, config.option.tx = 0, "no", []


def _check_health(progress: Progress, step: Step) -> None:
    if progress.context is None:
        return
    try:
        progress.context.target.check_health()
    except FailmodeError:
        progress.failed = step
        raise


def _record_left_out(recorder: Recorder | None, left_out: LeftOut) -> None:
    if recorder is not None:
        order = left_out.item.stash.get(_order_key, 0)
        event = scenario_left_out(
            left_out.item, left_out.scenario, order, left_out.reason, left_out.cause
        )
        recorder.record(event)


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


def _usual_timeout(config: pytest.Config) -> float:
    """Find the time in seconds that pytest-timeout gives every test; 0 when it gives none."""
    given = config.getoption("timeout", None) or config.getini("timeout")
    return float(given or 0)


def _tags_of_generated_features(config: pytest.Config) -> set[str]:
    folders = {config.rootpath / str(config.getini("bdd_features_base_dir") or "features")}
    if (collected := options_of(config).features) is not None:
        folders.add(collected)
    return set[str]().union(*(feature_tags(folder, is_from_documents) for folder in folders))

"""Before anything runs: what the target cannot do is left out, and the target is checked.

Under pytest-xdist the process that controls the run collects too, so that one process leaves out,
tells and checks for all; each worker leaves out the same scenarios, and neither tells nor checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

import pytest

from failmode.steps.errors import NoSuchProduct, TargetError
from failmode.steps.items import ScenarioItem, scenario_item
from failmode.steps.library.describe import field_names, needed_capabilities
from failmode.steps.options import options_of
from failmode.steps.reporting.subject import SubjectKind
from failmode.steps.session_target import session_target
from failmode.steps.targets.capabilities import PRODUCT_LOGINS
from failmode.steps.workers import EndedWorker, hand_back, handed_back

_NAMED_CAUSES = 5
"""So many causes are named in the one line, the most frequent ones."""

_NO_TARGET = "failmode_no_target"
"""What a worker of pytest-xdist hands back where it cannot make the target."""

_ONE_PROCESS = "Where one process alone can use the target, run it with --workers 1 (pytest: -n 0)"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A scenario that the target cannot run.

    Attributes:
        item: pytest's item of it.
        scenario: what it is.
        cause: what the target cannot do, completing "the target NAME cannot ...", in general.
        reason: the same as a sentence, with the product's name where it is about one.
    """

    item: pytest.Item
    scenario: ScenarioItem
    cause: str
    reason: str


class Preparation:
    """A pytest plugin for runs against a target that is not built in.

    Args:
        target: name of the target.
        is_worker: whether this is a worker of pytest-xdist.
        record: takes each scenario that is left out.
    """

    def __init__(
        self, target: str, *, is_worker: bool, record: Callable[[LeftOut], object]
    ) -> None:
        self._target = target
        self._is_worker = is_worker
        self._record = record
        self._left_out: list[LeftOut] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self, session: pytest.Session) -> Generator[None, object, object]:
        """Collect in the process that controls workers, which pytest-xdist does not."""
        result = yield
        if session.config.pluginmanager.hasplugin("dsession"):
            session.perform_collect()
            if session.testsfailed and not session.config.option.continue_on_collection_errors:
                raise session.Interrupted(f"{session.testsfailed} errors during collection")
            session.items = []
            self._close(session.config)
        return result

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out what the target cannot do, and check the target for what is left."""
        ours = [(item, one) for item in items if (one := scenario_item(item)) is not None]
        if not ours:
            return
        try:
            found = list(_left_out(config, ours))
            left_out = {each.item for each in found}
            if not self._is_worker:
                kept = (one for item, one in ours if item not in left_out)
                session_target(config).get().check(_fields(kept))
        except TargetError as error:
            if self._is_worker:
                # The process that controls the run says it: before the workers start, or at their
                # end, where it was the only one that could make the target.
                hand_back(config, _NO_TARGET, str(error))
                return
            pytest.exit(f"failmode: {error}", returncode=2)
        self._left_out = found
        if left_out:
            items[:] = [item for item in items if item not in left_out]
            config.hook.pytest_deselected(items=[each.item for each in found])
            for each in found:
                self._record(each)
        if len(left_out) == len(ours):
            self._close(config)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: EndedWorker) -> None:
        """Say that a worker of pytest-xdist could not make the target."""
        if error := handed_back(node, _NO_TARGET):
            pytest.exit(f"failmode: {error}. {_ONE_PROCESS}", returncode=2)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say in one line what was left out, by cause."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        told_at_the_end = options_of(session.config).headline is not None
        if reporter and self._left_out and not (self._is_worker or told_at_the_end):
            reporter.write_line(left_out_line(self._target, self._left_out))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell the causes once more, each with its number, where skips are asked for (`-rs`)."""
        if self._left_out and terminalreporter.hasopt("s"):
            terminalreporter.section("scenarios left out")
            for reason, number in Counter(one.reason for one in self._left_out).most_common():
                terminalreporter.write_line(f"LEFT OUT [{number}] {reason}")

    def _close(self, config: pytest.Config) -> None:
        try:
            session_target(config).close()
        except TargetError as error:
            pytest.exit(f"failmode: {error}", returncode=2)


def left_out_line(target: str, left_out: Iterable[LeftOut]) -> str:
    """Count scenarios that were left out, in all and by cause."""
    causes = Counter(one.cause for one in left_out).most_common()
    number = sum(times for _, times in causes)
    listed = [f"{times} {cause}" for cause, times in causes[:_NAMED_CAUSES]]
    if rest := causes[_NAMED_CAUSES:]:
        listed.append(f"{sum(times for _, times in rest)} for other causes (-rs tells them)")
    noun = "scenario" if number == 1 else "scenarios"
    return (
        f"failmode: left out {number} {noun} that the target {target!r} cannot run: "
        f"{', '.join(listed)}"
    )


def _left_out(
    config: pytest.Config, ours: Iterable[tuple[pytest.Item, ScenarioItem]]
) -> Iterable[LeftOut]:
    target = session_target(config).get()
    for item, found in ours:
        needed = needed_capabilities(found.scenario.steps)
        lacking = target.lacking(needed, _product(found))
        if lacking is not None:
            is_product = isinstance(lacking, NoSuchProduct)
            cause = PRODUCT_LOGINS.action if is_product else lacking.cause
            yield LeftOut(item, found, cause, str(lacking))


def _product(scenario: ScenarioItem) -> str | None:
    subject = scenario.about.subject
    return subject.name if subject and subject.kind is SubjectKind.PRODUCT else None


def _fields(scenarios: Iterable[ScenarioItem]) -> tuple[str, ...]:
    names = (name for one in scenarios for name in field_names(one.scenario.steps))
    return tuple(dict.fromkeys(names))

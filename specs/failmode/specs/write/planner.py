"""Feature files: planned as a whole, checked as a whole, and only then written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from errno import EISDIR
from pathlib import Path, PurePosixPath
from typing import Any

from gherkin.errors import ParserError
from gherkin.parser import Parser

from failmode.specs.common_rules import ScenarioRepeated
from failmode.specs.documents import NamedDocument
from failmode.specs.errors import FeatureDirectoryError, NotWritableError
from failmode.specs.model import Finding, Severity
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Feature, Source
from failmode.specs.write.answers import AnsweredLogin, answers_of
from failmode.specs.write.gherkin_blocks import block_features
from failmode.specs.write.render import GENERATED, FeatureFile, render


class FeatureRepeated(LintRule):
    """Two documents that lead to the same feature file.

    Why is this bad? Of two features in one file only one would be left.
    """

    name = "feature-repeated"
    severity = Severity.ERROR


class FeatureByHand(LintRule):
    """A feature file, written by hand, where a generated one belongs.

    Why is this bad? A hand-written feature must not be overwritten.
    """

    name = "feature-by-hand"
    severity = Severity.ERROR


class NotWritable(LintRule):
    """A text that Gherkin would change: control characters, space around it.

    Why is this bad? Gherkin cannot carry the value, and would change it silently.
    """

    name = "not-writable"
    severity = Severity.ERROR


class NotGherkin(LintRule):
    """A feature that is no Gherkin, or a block without any scenario.

    Why is this bad? A feature that cannot be read is not run.
    """

    name = "not-gherkin"
    severity = Severity.ERROR


class NoDocument(LintRule):
    """A directory without any document.

    Why is this bad? Without documents every feature would be removed as stale.
    """

    name = "no-document"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    FeatureRepeated,
    FeatureByHand,
    NotWritable,
    NotGherkin,
    NoDocument,
)


_SCENARIO = re.compile(r"\s*Scenario(?: Outline)?: (?P<name>.*)")
_DOC_STRINGS = ('"""', "```")


class FileAction(StrEnum):
    """What is done to a feature file."""

    CREATE = "create"
    UPDATE = "update"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Change:
    """What has to happen to one file.

    Attributes:
        path: below the features directory.
        before: its present text; None when there is no such file.
        after: its text as it shall be; None when it is stale.
    """

    path: PurePosixPath
    before: str | None
    after: str | None

    @property
    def action(self) -> FileAction:
        """What is done to the file."""
        if self.before is None:
            return FileAction.CREATE
        return FileAction.REMOVE if self.after is None else FileAction.UPDATE

    def diff(self, directory: Path) -> str:
        """Write the change as a unified diff, with paths from `directory` on."""
        path = directory / self.path
        lines = unified_diff(
            (self.before or "").splitlines(keepends=True),
            (self.after or "").splitlines(keepends=True),
            "/dev/null" if self.action is FileAction.CREATE else str(path),
            "/dev/null" if self.action is FileAction.REMOVE else str(path),
        )
        return "".join(text if text.endswith("\n") else f"{text}\n" for text in lines)


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be answered no more once a file is changed.

    Attributes:
        path: the file, below the features directory.
        answers: what it answers, and would answer no more.
    """

    path: PurePosixPath
    answers: tuple[AnsweredLogin, ...]


@dataclass(frozen=True, slots=True)
class FeaturePlan:
    """What the features directory has to become.

    Attributes:
        changes: the files that differ, by path; empty when all is as it shall be.
        unchanged: how many generated files are as they shall be.
        findings: everything that was said on the way; with an error nothing may be written.
        losses: what the changes take away from what is answered; written only when it is meant.
    """

    changes: tuple[Change, ...]
    unchanged: int
    findings: tuple[Finding, ...]
    losses: tuple[Loss, ...] = ()

    @property
    def removals(self) -> tuple[Change, ...]:
        """The features that no document leads to any more."""
        return tuple(c for c in self.changes if c.action is FileAction.REMOVE)

    @property
    def is_pruning(self) -> bool:
        """Whether the changes take something away."""
        return bool(self.removals or self.losses)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid writing."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)


def has_error(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def missing_documents(documents: Sequence[NamedDocument]) -> tuple[Finding, ...]:
    """Report that there is no document at all."""
    if documents:
        return ()
    message = "no document was found; give the directory of the documents"
    return (NoDocument.finding("", 1, message),)


def plan(
    documents: Sequence[NamedDocument],
    features: Iterable[Feature],
    directory: Path,
    findings: Iterable[Finding],
) -> FeaturePlan:
    """Write features in memory and check every one; touches no file.

    Args:
        documents: all documents of the specification; their Gherkin blocks are features too.
        features: what was derived from them.
        directory: the features directory; need not exist.
        findings: what was already found.

    Returns:
        The plan. Its `changes` are empty when there is any error.

    Raises:
        FeatureDirectoryError: when the directory cannot be read.
    """
    found = list(findings)
    by_name = {named.name: named for named in documents}
    files = [*_derived(features, by_name, found), *block_features(documents)]
    found += _empty_blocks(documents)
    existing = _existing(directory)
    _check(files, existing, by_name, directory, found)
    if has_error(found):
        return FeaturePlan((), 0, tuple(found))
    changes = sorted(_changes(files, existing), key=lambda change: change.path)
    return FeaturePlan(
        tuple(changes),
        len(files) - sum(c.after is not None for c in changes),
        tuple(found),
        tuple(_losses(changes)),
    )


def _losses(changes: Iterable[Change]) -> Iterator[Loss]:
    for change in changes:
        lost = answers_of(change.before or "") - answers_of(change.after or "")
        if lost:
            yield Loss(change.path, tuple(sorted(lost)))


def write_features(plan: FeaturePlan, directory: Path, *, prune: bool = False) -> None:
    """Bring the features directory to what the plan says.

    Every file is first written beside its place; only when all are, they are renamed. So a
    failure on the way leaves the features as they were.

    Args:
        plan: a plan without errors, made for this directory.
        directory: the features directory; created when it does not exist.
        prune: whether features may be removed, and answers be lost.

    Raises:
        FeatureDirectoryError: when the plan has an error, when it takes something away without
            `prune`, or when a file cannot be written.
    """
    _refuse_writing(plan, directory, prune=prune)
    temporary: dict[Path, Path] = {}
    try:
        for change in plan.changes:
            if change.after is not None:
                path = directory / change.path
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
                temporary[beside] = path
                beside.write_bytes(change.after.encode())
        for path in filter(Path.is_dir, temporary.values()):
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
        for beside, path in temporary.items():
            beside.replace(path)
        for change in plan.changes:
            if change.after is None:
                (directory / change.path).unlink(missing_ok=True)
    except OSError as error:
        raise FeatureDirectoryError(
            str(error.strerror),
            where=str(error.filename or directory),
            remedy="The features directory must be writable.",
        ) from error
    finally:
        for beside in temporary:
            beside.unlink(missing_ok=True)


def _refuse_writing(plan: FeaturePlan, directory: Path, *, prune: bool) -> None:
    if plan.errors:
        raise FeatureDirectoryError(
            f"{len(plan.errors)} finding(s) forbid writing",
            where=str(directory),
            remedy="Correct the documents.",
        )
    if plan.is_pruning and not prune:
        raise FeatureDirectoryError(
            "the documents lead to fewer scenarios than there are",
            where=str(directory),
            remedy="Restore them, or prune the features.",
        )


def _derived(
    features: Iterable[Feature], documents: Mapping[str, NamedDocument], found: list[Finding]
) -> Iterator[FeatureFile]:
    for feature in features:
        try:
            text = render(feature)
        except NotWritableError as error:
            message = f"{error.what}, so the feature {feature.path} cannot say it; change the text"
            found.append(_finding(documents, feature.source, NotWritable, message, error.text))
            continue
        yield FeatureFile(feature.path, text, feature.source)


def _empty_blocks(documents: Iterable[NamedDocument]) -> Iterator[Finding]:
    """Report blocks without a scenario: they would be taken over as prose and check nothing."""
    for named in documents:
        for block in named.document.gherkin:
            if not block.scenarios:
                message = "the block has no scenario; begin it with `Scenario:` or `Feature:`"
                yield named.finding(block.line, NotGherkin, message)


def _finding(
    documents: Mapping[str, NamedDocument],
    source: Source,
    rule: type[LintRule],
    message: str,
    *values: str,
) -> Finding:
    return documents[source.document].finding(source.line, rule, message, *values)


def _existing(directory: Path) -> dict[PurePosixPath, str]:
    """Read all feature files that there are, generated or written by hand."""
    try:
        return {
            PurePosixPath(path.relative_to(directory).as_posix()): path.read_bytes().decode(
                errors="replace"
            )
            for path in sorted(directory.rglob("*.feature"))
            if path.is_file()
        }
    except OSError as error:
        raise FeatureDirectoryError(
            str(error.strerror),
            where=str(error.filename or directory),
            remedy="The features directory must be readable.",
        ) from error


def _is_generated(text: str) -> bool:
    return text.startswith(GENERATED)


def _check(
    files: Sequence[FeatureFile],
    existing: Mapping[PurePosixPath, str],
    documents: Mapping[str, NamedDocument],
    directory: Path,
    found: list[Finding],
) -> None:
    """Report what is no Gherkin, and each path and each scenario name that is used twice."""
    by_hand = {path: text for path, text in existing.items() if not _is_generated(text)}
    names = _names_by_hand(by_hand, directory, found)
    sources: dict[PurePosixPath, Source] = {}

    def report(file: FeatureFile, rule: type[LintRule], message: str, *values: str) -> None:
        found.append(_finding(documents, file.source, rule, message, *values))

    for file in files:
        if file.path in by_hand:
            message = f"{directory / file.path} was written by hand and would be overwritten"
            report(file, FeatureByHand, f"{message}; move it, or rename the document")
        if file.path in sources:
            message = f"{file.path} is already the feature of {sources[file.path]}"
            report(file, FeatureRepeated, f"{message}; rename one of the two documents")
        sources.setdefault(file.path, file.source)
        try:
            is_checked = existing.get(file.path) == file.text
            scenarios = _written_names(file.text) if is_checked else _scenario_names(file.text)
        except ParserError as error:
            report(file, NotGherkin, f"{file.path} would not be Gherkin: {error}")
            continue
        for name, number in scenarios:
            here = f"{file.path}:{number}"
            if name in names:
                message = f"the scenario {name!r} is already at {names[name]}, and again at {here}"
                report(file, ScenarioRepeated, f"{message}; rename one", name)
            names.setdefault(name, here)


def _names_by_hand(
    features: Mapping[PurePosixPath, str], directory: Path, found: list[Finding]
) -> dict[str, str]:
    """Find the scenario names of hand-written features, each with its `file:line`."""
    names: dict[str, str] = {}
    for path, text in features.items():
        try:
            for name, number in _scenario_names(text):
                names.setdefault(name, f"{directory / path}:{number}")
        except ParserError as error:
            message = f"the hand-written feature is not Gherkin: {error}; correct or remove it"
            found.append(NotGherkin.finding(str(directory / path), 1, message))
    return names


def _written_names(text: str) -> tuple[tuple[str, int], ...]:
    """Find the scenarios of a feature that stands as it was written, which saves parsing it."""
    if any(mark in text for mark in _DOC_STRINGS):
        return _scenario_names(text)
    lines = enumerate(text.split("\n"), start=1)
    matches = ((_SCENARIO.match(line), number) for number, line in lines)
    return tuple((match["name"], number) for match, number in matches if match)


def _scenario_names(text: str) -> tuple[tuple[str, int], ...]:
    """Find the names and the lines of all scenarios of a feature's text."""
    feature = Parser().parse(text).get("feature")
    return tuple(_names(feature["children"])) if feature else ()


def _names(children: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for child in children:
        if rule := child.get("rule"):
            yield from _names(rule["children"])
        elif scenario := child.get("scenario"):
            yield scenario["name"], scenario["location"]["line"]


def _changes(
    files: Iterable[FeatureFile], existing: Mapping[PurePosixPath, str]
) -> Iterator[Change]:
    planned = {file.path: file.text for file in files}
    for path, text in planned.items():
        if existing.get(path) != text:
            yield Change(path, existing.get(path), text)
    for path, text in existing.items():
        if path not in planned and _is_generated(text):
            yield Change(path, text, None)

"""The way of a specification: documents are read, linted, shown, and their features written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath

from failmode.specs import common_rules
from failmode.specs.derive import citations, unused
from failmode.specs.derive import must_answer as expectations
from failmode.specs.derive.derivation import Derivation, derive
from failmode.specs.derive.must_answer import Expectation, missing_answers
from failmode.specs.documents import NamedDocument, name_documents
from failmode.specs.kinds import KINDS, DocumentKind
from failmode.specs.lint import evidence
from failmode.specs.lint.cross_document import ANY_DOCUMENT_CHECKS
from failmode.specs.lint.linter import lint
from failmode.specs.model import Document, Finding
from failmode.specs.present import serialize
from failmode.specs.present.scenarios import scenario_grids
from failmode.specs.present.view import Grid, Json
from failmode.specs.read import columns, frontmatter, gherkin, reader
from failmode.specs.read.custom_fields import CUSTOM_FIELD_READER
from failmode.specs.read.page import KindReader
from failmode.specs.read.standard import STANDARD_SCHEME, standard_paths, standard_text
from failmode.specs.rules import LintRule
from failmode.specs.write import planner
from failmode.specs.write.planner import FeaturePlan, has_error, missing_documents, plan


def read_documents(
    paths: Iterable[Path], kinds: Sequence[DocumentKind] = KINDS
) -> tuple[Document, ...]:
    """Read documents and folders of documents.

    Args:
        paths: files of any name, and folders, of which every `*.md` below is read in the order of
            their paths. A file that is named twice is read once.
        kinds: the kinds of document that are understood.

    Returns:
        The documents in the order in which they were named. What cannot be read is a document
        with a finding, so that every path leaves a trace.
    """
    return reader.read_documents(paths, _readers(kinds))


def read_document(path: Path, kinds: Sequence[DocumentKind] = KINDS) -> Document:
    """Read one document.

    Args:
        path: a text file in markdown.
        kinds: the kinds of document that are understood.

    Returns:
        Everything that could be understood, and a finding for everything that could not.
    """
    return reader.read_document(path, _readers(kinds))


def read_text(path: Path, text: str, kinds: Sequence[DocumentKind] = KINDS) -> Document:
    """Read one document whose text is at hand.

    Args:
        path: what findings name; nothing is read from there.
        text: the document.
        kinds: the kinds of document that are understood.

    Returns:
        Everything that could be understood, and a finding for everything that could not.
    """
    return reader.read_text(path, text, _readers(kinds))


def read_specification(
    folder: Path,
    shown_as: str | None = None,
    *,
    standard: bool,
    kinds: Sequence[DocumentKind] = KINDS,
) -> tuple[NamedDocument, ...]:
    """Read the documents of a project, upon those that come with failmode.

    Args:
        folder: of the project's documents.
        shown_as: what scenarios call that folder; None for its own name.
        standard: whether the standard documents are read too. One that has the same path below
            its folder as a document of the project is replaced by it.
        kinds: the kinds of document that are understood.

    Returns:
        The project's documents, then the standard ones, each under the name that scenarios call it
        by. A custom field is a project's own, so no standard document brings one.
    """
    own = name_documents(read_documents([folder], kinds), folder, shown_as)
    if not standard:
        return own
    replaced = {named.below for named in own}
    return (*own, *_standard_documents(kinds, replaced))


def _standard_documents(
    kinds: Sequence[DocumentKind], replaced: Collection[PurePosixPath]
) -> Iterable[NamedDocument]:
    for below in (one for one in standard_paths() if one not in replaced):
        path = Path(f"{STANDARD_SCHEME}{below}")
        document = read_text(path, standard_text(below), kinds)
        if document.kind != CUSTOM_FIELD_READER.name:
            yield NamedDocument(str(path), document, below)


def lint_documents(
    documents: Sequence[Document], kinds: Sequence[DocumentKind] = KINDS
) -> tuple[Finding, ...]:
    """Find what is wrong with documents, one by one and beside each other.

    Args:
        documents: what was read.
        kinds: the kinds of document whose checks are run.

    Returns:
        The findings of reading and linting, in the documents' order and then by line.
    """
    checks = [checks for kind in kinds for checks in kind.checks]
    return lint(documents, [*checks, ANY_DOCUMENT_CHECKS])


def derive_documents(
    documents: Sequence[NamedDocument], kinds: Sequence[DocumentKind] = KINDS
) -> Derivation:
    """Derive features.

    Args:
        documents: all documents of the specification; their order does not matter.
        kinds: the kinds of document that features are derived from.

    Returns:
        The features with the findings. With an error among them the features are incomplete.
    """
    return derive(documents, [kind.derivation for kind in kinds if kind.derivation])


def plan_features(
    documents: Sequence[NamedDocument],
    directory: Path,
    findings: Iterable[Finding] = (),
    kinds: Sequence[DocumentKind] = KINDS,
    must_answer: Sequence[Expectation] = (),
) -> FeaturePlan:
    """Derive, write in memory and check every feature; touches no file.

    Args:
        documents: all documents of the specification.
        directory: the features directory; need not exist.
        findings: what was already found in the documents. With an error among them nothing is
            derived, as scenarios of a broken document mean nothing.
        kinds: the kinds of document that features are derived from.
        must_answer: what has to decide logins; what does not is an error.

    Returns:
        The plan. Its `changes` are empty when there is any error.

    Raises:
        FeatureDirectoryError: when the directory cannot be read.
    """
    found = (*findings, *missing_documents(documents))
    if has_error(found):
        return FeaturePlan((), 0, found)
    derivation = derive_documents(documents, kinds)
    missing = missing_answers(must_answer, derivation.features, documents)
    found = (*found, *derivation.findings, *missing)
    return plan(documents, derivation.features, directory, found)


def document_to_json(document: Document, kinds: Sequence[DocumentKind] = KINDS) -> Json:
    """Return one document as plain data: all that it specifies, and its findings.

    Args:
        document: the document as it was read.
        kinds: the kinds of document whose facts are shown.
    """
    return serialize.document_to_json(document, [kind.view for kind in kinds])


def document_grids(document: Document, kinds: Sequence[DocumentKind] = KINDS) -> tuple[Grid, ...]:
    """Return what a document specifies as tables for people.

    Args:
        document: the document as it was read.
        kinds: the kinds of document whose facts are shown.
    """
    grids = [grid for kind in kinds for grid in kind.view.grids(document)]
    return (*grids, *scenario_grids(document))


def lint_rules(kinds: Sequence[DocumentKind] = KINDS) -> tuple[type[LintRule], ...]:
    """Return every rule that a finding can name: of any document, and of each kind.

    Args:
        kinds: the kinds of document that are understood.
    """
    return (
        *common_rules.RULES,
        *reader.RULES,
        *frontmatter.RULES,
        *columns.RULES,
        *gherkin.RULES,
        *ANY_DOCUMENT_CHECKS.rules,
        *evidence.RULES,
        *(rule for kind in kinds for rule in kind.rules),
        *citations.RULES,
        *unused.RULES,
        *expectations.RULES,
        *planner.RULES,
    )


def _readers(kinds: Sequence[DocumentKind]) -> list[KindReader]:
    return [kind.reader for kind in kinds]

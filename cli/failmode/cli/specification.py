"""The features of a project as its documents want them, for the commands that write or check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from failmode.cli.project import expectations
from failmode.project import ProjectConfig
from failmode.simulator import fault_names
from failmode.specs import (
    STANDARD_SCHEME,
    DocumentKind,
    DuoUnixTables,
    FailmodeField,
    FeaturePlan,
    Finding,
    ListedProduct,
    NamedDocument,
    Severity,
    document_kinds,
    duo_unix_tables,
    failmode_fields,
    lint_documents,
    list_products,
    plan_features,
    read_specification,
)

_DEFAULT_VALUE = "Default Value"
"""The attribute of a field's definition that names its default."""


@dataclass(frozen=True, slots=True)
class Specification:
    """What documents lead to.

    Attributes:
        documents: those of the folder, then the standard ones.
        linted: what `failmode lint` says of the documents.
        plan: what the folder of features has to become.
    """

    documents: tuple[NamedDocument, ...]
    linted: tuple[Finding, ...]
    plan: FeaturePlan


def named_documents(
    project: ProjectConfig, docs: Path, kinds: Sequence[DocumentKind]
) -> tuple[NamedDocument, ...]:
    """Read a folder of documents as a project does.

    Args:
        project: which says whether the documents that come with failmode are read too, and from
            whose folder on documents are named.
        docs: the folder of the documents.
        kinds: the kinds of document that are understood.
    """
    root, folder = project.root.resolve(), docs.resolve()
    shown_as = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else None
    return read_specification(docs, shown_as, standard=project.standard_documents, kinds=kinds)


def documented_field(project: ProjectConfig, field: str) -> FailmodeField | None:
    """Find a custom field that decides the failmode.

    Args:
        project: whose documents may describe it.
        field: its machine name.

    Raises:
        SpecsError: when the documents leave open what an option leads to.
    """
    described = failmode_fields(_documents_of(project))
    return next((one for one in described if one.name == field), None)


def documented_default(field: FailmodeField) -> str | None:
    """Return the label of a field's default; None where no document names it."""
    return next((one.value for one in field.attributes if one.name == _DEFAULT_VALUE), None)


def documented_product(project: ProjectConfig, product: str) -> ListedProduct | None:
    """Find what a project's documents, and those that come with failmode, say of a product."""
    return next((one for one in list_products(_documents_of(project)) if one.name == product), None)


def documented_duo_unix(project: ProjectConfig) -> DuoUnixTables:
    """Find the verdict tables of Duo Unix in a project's documents and those of failmode.

    Without a folder of documents, those that come with failmode are read alone.
    """
    return duo_unix_tables(
        named_documents(project, project.documents, document_kinds(fault_names()))
    )


def _documents_of(project: ProjectConfig) -> tuple[NamedDocument, ...]:
    """Read a project's documents; none where it has no folder of them."""
    if not project.documents.is_dir():
        return ()
    return named_documents(project, project.documents, document_kinds(fault_names()))


def specify(project: ProjectConfig, docs: Path, features: Path) -> Specification:
    """Read and lint documents, and plan their features; write nothing.

    Args:
        project: whose documents have to answer what it says; those of elsewhere owe it nothing.
        docs: the folder of the documents.
        features: the folder of the features; need not exist.

    Raises:
        FeatureDirectoryError: when the folder of the features cannot be read.
    """
    kinds = document_kinds(fault_names())
    named = named_documents(project, docs, kinds)
    linted = lint_documents([one.document for one in named], kinds)
    is_its_own = docs.resolve() == project.documents.resolve()
    must_answer = expectations(project) if is_its_own else ()
    plan = plan_features(named, features, linted, kinds, must_answer)
    return Specification(named, linted, replace(plan, findings=_for_the_project(plan.findings)))


def _for_the_project(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out what only the documents that come with failmode could do better.

    An error among them stays: it stops the specification, and the project's documents may be why.
    """
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR or not finding.path.startswith(STANDARD_SCHEME)
    )

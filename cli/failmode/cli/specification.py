"""The features of a project as its documents want them, for the commands that write or check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from failmode.cli.project import expectations
from failmode.project import ProjectConfig
from failmode.simulator import fault_names
from failmode.specs import (
    FeaturePlan,
    Finding,
    document_kinds,
    lint_documents,
    name_documents,
    plan_features,
    read_documents,
)


@dataclass(frozen=True, slots=True)
class Specification:
    """What documents lead to.

    Attributes:
        linted: what `failmode lint` says of the documents.
        plan: what the folder of features has to become.
    """

    linted: tuple[Finding, ...]
    plan: FeaturePlan


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
    documents = read_documents([docs], kinds)
    linted = lint_documents(documents, kinds)
    named = name_documents(documents, docs)
    is_its_own = docs.resolve() == project.documents.resolve()
    must_answer = expectations(project) if is_its_own else ()
    return Specification(linted, plan_features(named, features, linted, kinds, must_answer))

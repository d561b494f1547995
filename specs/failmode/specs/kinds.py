"""The kinds of document that are understood: each is declared here, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from failmode.specs.derive.context import Context, Derive
from failmode.specs.derive.custom_fields import custom_field_features
from failmode.specs.derive.duo_unix import duo_unix_features
from failmode.specs.derive.verdict_tables import verdict_features
from failmode.specs.lint.checks import Checks
from failmode.specs.lint.duo_unix import DUO_UNIX_CHECKS
from failmode.specs.lint.failmode_policies import FAILMODE_CHECKS
from failmode.specs.lint.field_names import FIELD_NAME_CHECKS
from failmode.specs.lint.fields import FIELD_CHECKS
from failmode.specs.lint.prose import PROSE_CHECKS
from failmode.specs.lint.steps import STEP_CHECKS
from failmode.specs.lint.verdict_tables import VERDICT_CHECKS
from failmode.specs.present.custom_fields import CUSTOM_FIELD_VIEW
from failmode.specs.present.duo_unix import DUO_UNIX_VIEW
from failmode.specs.present.failmode_policies import FAILMODE_VIEW
from failmode.specs.present.rules_document import RULES_VIEW
from failmode.specs.present.verdict_tables import VERDICT_VIEW
from failmode.specs.present.view import KindView
from failmode.specs.read.custom_fields import CUSTOM_FIELDS
from failmode.specs.read.duo_unix import DUO_UNIX
from failmode.specs.read.failmode_policy import FAILMODE
from failmode.specs.read.page import KindReader
from failmode.specs.read.rules_document import RULES
from failmode.specs.read.verdict_tables import verdict_reader
from failmode.specs.scenarios import Feature


def no_features(_context: Context) -> tuple[Feature, ...]:
    """Derive nothing: other kinds of document use the facts of this one."""
    return ()


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document, from reading to showing.

    Attributes:
        reader: recognizes and reads its facts.
        view: shows the facts as JSON and to people.
        checks: what documents with such facts are held to.
        derive: derives features from the facts.
    """

    reader: KindReader
    view: KindView
    checks: tuple[Checks, ...] = ()
    derive: Derive = no_features


def document_kinds(faults: Collection[str] | None = None) -> tuple[DocumentKind, ...]:
    """Return every kind, in the order in which they are tried, derived and shown.

    Args:
        faults: names of the faults that verdict tables may name; None takes any name.
    """
    return (
        DocumentKind(
            CUSTOM_FIELDS,
            CUSTOM_FIELD_VIEW,
            (FIELD_CHECKS, STEP_CHECKS, PROSE_CHECKS, FIELD_NAME_CHECKS),
            custom_field_features,
        ),
        DocumentKind(verdict_reader(faults), VERDICT_VIEW, (VERDICT_CHECKS,), verdict_features),
        DocumentKind(DUO_UNIX, DUO_UNIX_VIEW, (DUO_UNIX_CHECKS,), duo_unix_features),
        DocumentKind(FAILMODE, FAILMODE_VIEW, (FAILMODE_CHECKS,)),
        DocumentKind(RULES, RULES_VIEW),
    )


KINDS = document_kinds()
"""Every kind; verdict tables may name any fault."""

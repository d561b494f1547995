"""The default modes of the failmode documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from failmode.specs.facts.failmode_policies import FailmodeMode, FailmodePolicy
from failmode.specs.model import Document


def default_modes(documents: Sequence[Document]) -> Iterator[tuple[Document, str, FailmodeMode]]:
    """Find each mode that a document calls the default, with the product's name."""
    for document in documents:
        for policy in document.every(FailmodePolicy):
            for mode in policy.modes:
                if mode.is_default:
                    yield document, policy.product.value, mode

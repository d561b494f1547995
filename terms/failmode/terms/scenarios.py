"""The tags and columns of generated features that decide how a scenario is run and reported."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """A tag that decides whether a scenario is run.

    `PENDING`: the documents call the outcome unknown; it is never run. `SLOW`: its login takes
    long; it is run when asked for. `PRODUCT`: it logs in through a product that only some targets
    offer, by steps that are the same for every product.
    """

    PENDING = "pending"
    SLOW = "slow"
    PRODUCT = "product"


class Column(StrEnum):
    """A column of Examples that says something beyond the words of the steps.

    `STAGE`: the stage of the documented row, also where the step says only that the fault is
    there. `TAKES`: how long the login of the row is known to take, in seconds. `EVIDENCE`: how
    sure the documents are of the verdict of the row. `SOURCE`: the document line that the row was
    written from, `docs/...md:LINE`; the last column.
    """

    STAGE = "stage"
    TAKES = "takes"
    EVIDENCE = "evidence"
    SOURCE = "source"

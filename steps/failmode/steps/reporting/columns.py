"""The columns of generated Examples tables that tell something beyond the words of the steps."""

from __future__ import annotations

EVIDENCE = "evidence"
"""How sure the documents are of the verdict of the row."""

SOURCE = "source"
"""The document line that a row was written from."""

STAGE = "stage"
"""The stage of the documented row, also where the step says only that the fault is there."""

TAKES = "takes"
"""How long the login of the row is known to take, in seconds."""

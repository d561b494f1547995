"""Every scenario of features/, run on the target chosen with --target."""

from __future__ import annotations

from pytest_bdd import scenarios

scenarios(".")

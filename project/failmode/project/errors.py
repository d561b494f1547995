"""Errors of a project's configuration."""

from __future__ import annotations

from failmode.terms import FailmodeError


class ProjectError(FailmodeError):
    """A pyproject.toml that cannot be read, or a key of `[tool.failmode]` that is wrong."""

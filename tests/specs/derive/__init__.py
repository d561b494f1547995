"""Tests of specs.derive."""

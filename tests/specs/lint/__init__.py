"""Tests of specs.lint."""

"""Tests of specs.read."""

"""Tests of specs.write."""

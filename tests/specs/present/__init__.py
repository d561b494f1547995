"""Tests of specs.present."""

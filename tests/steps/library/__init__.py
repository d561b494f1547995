"""Tests of the step library."""

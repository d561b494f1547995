"""Tests of all layers, and the generated scenarios."""

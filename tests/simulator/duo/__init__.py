"""Tests of simulator.duo."""

"""Tests of simulator.seed."""

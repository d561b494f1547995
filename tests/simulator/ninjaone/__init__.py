"""Tests of simulator.ninjaone."""

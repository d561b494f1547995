"""Tests of simulator.state."""

"""Tests of simulator.dashboard."""

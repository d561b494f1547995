"""Tests of simulator.edge."""

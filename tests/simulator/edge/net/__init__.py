"""Tests of simulator.edge.net."""

"""Tests of simulator.edge.apps."""

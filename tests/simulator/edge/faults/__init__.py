"""Tests of simulator.edge.faults."""

"""Tests of simulator.edge.journal."""

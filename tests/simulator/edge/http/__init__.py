"""Tests of simulator.edge.http."""

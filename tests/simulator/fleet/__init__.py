"""Tests of simulator.fleet."""

"""Tests of simulator.control."""

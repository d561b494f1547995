"""Tests of simulator.deployment."""

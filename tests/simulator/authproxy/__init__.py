"""Tests of simulator.authproxy."""

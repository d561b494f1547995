"""Tests of simulator.authproxy.cfg."""

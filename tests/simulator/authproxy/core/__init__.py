"""Tests of simulator.authproxy.core."""

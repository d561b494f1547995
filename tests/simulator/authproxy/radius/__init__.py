"""Tests of simulator.authproxy.radius."""

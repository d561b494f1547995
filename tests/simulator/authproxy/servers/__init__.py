"""Tests of simulator.authproxy.servers."""

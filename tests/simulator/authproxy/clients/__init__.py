"""Tests of simulator.authproxy.clients."""

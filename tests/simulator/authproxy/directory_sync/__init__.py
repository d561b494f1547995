"""Tests of failmode.simulator.authproxy.directory_sync."""

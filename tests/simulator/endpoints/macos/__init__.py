"""Tests of simulator.endpoints.macos."""

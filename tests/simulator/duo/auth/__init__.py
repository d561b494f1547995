"""Tests of simulator.duo.auth."""

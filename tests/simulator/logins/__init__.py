"""Tests of simulator.logins."""

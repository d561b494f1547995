"""Tests of simulator.duo.admin."""

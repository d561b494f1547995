"""Tests of simulator.duo.directory."""

"""Tests of simulator.duo.api."""

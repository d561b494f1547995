"""Tests of simulator.duo.universal."""

"""Tests of simulator.endpoints."""

"""Tests of simulator.http_api."""

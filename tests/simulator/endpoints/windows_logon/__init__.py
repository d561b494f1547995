"""Tests of simulator.endpoints.windows_logon."""

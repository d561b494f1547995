"""Stored state, its clock, and how processes share it."""

"""Tests of the target `simulator`."""

"""Tests of steps.duo_unix."""

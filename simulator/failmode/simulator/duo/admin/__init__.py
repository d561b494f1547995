"""Duo's Admin API, as far as a harness needs it: what it answers, and what it logs."""

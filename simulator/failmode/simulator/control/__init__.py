"""The control API under /_sim: reset, snapshot, clock, faults, journal, people."""

"""Worked examples of extending failmode, done on a copy of the sources."""

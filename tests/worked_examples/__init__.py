"""Worked examples of extending failmode: on a copy of the sources, or by a document alone."""

"""One run of a directory sync: from a directory into Duo's users."""

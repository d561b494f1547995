"""What documents say, as typed facts: one module for each kind of document."""

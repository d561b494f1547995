"""Documents for programs, as JSON, and for people, as tables."""

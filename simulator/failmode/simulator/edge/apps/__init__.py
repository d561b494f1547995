"""What answers behind an edge."""

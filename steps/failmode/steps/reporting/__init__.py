"""What a run tells: failures with their document line, and the matrix of who gets in."""

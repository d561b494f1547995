"""What every organization of a tenant chose, beside what the documents say: nothing is written."""

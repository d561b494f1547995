"""Data that a new simulator starts with."""

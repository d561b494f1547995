"""Reads the specification documents into a typed model, lints them and writes Gherkin."""

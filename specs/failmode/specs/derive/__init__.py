"""Derivation of scenarios from what the documents specify."""

"""Checks of documents, one module per subject."""

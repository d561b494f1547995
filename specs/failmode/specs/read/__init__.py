"""Reading of documents into the typed model."""

"""The pages of the reference, each generated from what it describes, so that none can be stale."""

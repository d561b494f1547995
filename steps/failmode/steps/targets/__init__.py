"""Adapters to what is under test: the simulator, a live tenant, your own factory."""

"""Sockets, TLS and the event loop."""

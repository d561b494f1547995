"""Duo for macOS."""

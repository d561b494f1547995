"""Duo for Windows Logon and for macOS: their settings, and what they do with a login."""

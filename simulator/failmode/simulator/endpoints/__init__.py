"""Duo for Windows Logon and for macOS: settings in, a login's verdict out."""

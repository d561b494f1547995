"""Duo for Windows Logon, on workstations and servers."""

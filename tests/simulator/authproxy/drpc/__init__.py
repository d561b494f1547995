"""Tests of the proxy's own connection to Duo."""

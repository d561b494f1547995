"""Tests of the connectivity report of the Authentication Proxy."""

"""Tests of the LDAP side of the Authentication Proxy that knows no proxy."""

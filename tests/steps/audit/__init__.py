"""Tests of the audit of a tenant."""

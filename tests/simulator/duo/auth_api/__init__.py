"""Tests of the Auth API over HTTP."""

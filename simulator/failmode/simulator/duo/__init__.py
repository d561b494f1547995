"""Duo's cloud: the Auth API, signatures, users, devices and transactions."""

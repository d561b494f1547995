"""Duo Single Sign-On: the login page, and passwords checked by an Authentication Proxy."""

"""Duo's cloud: the Auth API, the Admin API and the Universal Prompt, upon one directory."""

"""Duo's Universal Prompt: the OIDC Auth API, and the page on which a person logs in."""

"""The Duo Authentication Proxy: authproxy.cfg in, RADIUS answers out."""

"""The Duo Authentication Proxy, version 5.0.0: RADIUS in, a primary server and Duo behind it."""

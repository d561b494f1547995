"""The servers of the proxy, the server sections of the configuration."""

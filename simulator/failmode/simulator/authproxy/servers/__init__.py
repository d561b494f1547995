"""The server sections of the configuration."""

"""Primary authenticators, the client sections of the configuration."""
